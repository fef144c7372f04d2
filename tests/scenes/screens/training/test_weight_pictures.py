"""Pictures of weights: each cell is what its weights are, and a scale holds what is shown."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from scenes.canvas.palette import DARK, Palette
from scenes.screens.training.movement import movement_of
from scenes.screens.training.panels.hidden_node import phrases_of
from scenes.screens.training.panels.mosaic import Segments
from scenes.screens.training.weight_pictures import (
    BLANK,
    FRAME,
    GRAIN,
    SPAN,
    STEPS,
    averaging,
    pictures,
    resized,
    scale_of,
)
from tests.scenes.screens.training.helpers import SIDE, weights_of

SHAPE = (SIDE, SIDE)
PALETTES = [Palette(DARK), Palette(DARK, glyphs=True)]
LEVELS = st.integers(-STEPS, STEPS)


def code_of(top, bottom):
    """Return the code of a cell with these levels, each −STEPS to STEPS."""
    return top * SPAN + bottom + BLANK


# Averages.


@given(
    npst.arrays(np.float32, (SIDE, SIDE), elements=st.floats(-1, 1, width=32)),
    st.integers(1, 60),
    st.integers(1, 60),
)
def test_a_pixel_of_a_small_picture_is_the_mean_of_the_area_it_covers(image, rows, columns):
    small = resized(image.reshape(1, -1), SHAPE, rows, columns)[0]
    assert small.shape == (rows, columns)
    assert small.mean() == pytest.approx(image.mean(), abs=1e-5)
    for row, column in {(0, 0), (rows // 2, columns // 3), (rows - 1, columns - 1)}:
        top, left = row * SIDE / rows, column * SIDE / columns
        bottom, right = (row + 1) * SIDE / rows, (column + 1) * SIDE / columns
        total = 0.0
        for y in range(SIDE):
            for x in range(SIDE):
                high = max(0.0, min(bottom, y + 1) - max(top, y))
                wide = max(0.0, min(right, x + 1) - max(left, x))
                total += high * wide * float(image[y, x])
        mean = total / ((bottom - top) * (right - left))
        assert small[row, column] == pytest.approx(mean, abs=1e-5)


@given(st.integers(1, 100), st.integers(1, 100))
def test_an_average_takes_all_pixels_alike(pixels, parts):
    matrix = averaging(pixels, parts)
    assert matrix.sum(axis=1) == pytest.approx(np.ones(parts), abs=1e-5)
    assert matrix.sum(axis=0) == pytest.approx(np.full(pixels, parts / pixels), rel=1e-4)


# Codes, segments and strips.


@given(LEVELS, LEVELS, st.integers(1, 30))
def test_a_segment_is_what_the_palette_has_for_its_levels(top, bottom, length):
    for palette in PALETTES:
        (strip,) = Segments(palette).strips(np.full((1, length), code_of(top, bottom)))
        (segment,) = strip
        if not (top or bottom):
            assert segment.text == " " * length
            assert segment.style.bgcolor == palette.halves(0, 0, "signed").bgcolor
        elif palette.glyphs:
            level = top if abs(top) >= abs(bottom) else bottom
            assert segment.text == palette.glyph(level * GRAIN) * length
            assert segment.style == palette.style("positive" if level > 0 else "negative")
        else:
            assert segment.text == "▀" * length
            assert segment.style == palette.halves(top * GRAIN, bottom * GRAIN, "signed")


@given(
    npst.arrays(
        np.intp,
        npst.array_shapes(min_dims=2, max_dims=2, max_side=12),
        elements=st.sampled_from([BLANK, FRAME, code_of(1, 2), code_of(-STEPS, STEPS)]),
    )
)
def test_neighbours_of_one_code_are_one_segment(codes):
    table = Segments(PALETTES[0])
    strips = table.strips(codes)
    assert len(strips) == len(codes)
    for row, strip in zip(codes.tolist(), strips, strict=True):
        alone = [segment for code in row for segment in table.strips(np.array([[code]]))[0]]
        cells = [(character, s.style) for s in strip for character in s.text]
        assert cells == [(segment.text, segment.style) for segment in alone]
        changes = sum(one != other for one, other in pairwise(row))
        assert len(list(strip)) == changes + 1
        assert strip.cell_length == len(row)


def test_the_sign_shows_without_colour():
    values = np.repeat(np.array([-1.0, -0.6, -0.3, 0.0, 0.3, 0.6, 1.0]), 4)
    codes = pictures(np.tile(values, SIDE).reshape(1, -1), SHAPE, 7, 4, 1.0)
    assert {strip.text for strip in Segments(PALETTES[1]).strips(codes[0])} == {"≡=- +╋#"}


def test_weights_that_are_no_numbers_are_no_error():
    weights = np.tile(np.array([np.nan, np.inf, -np.inf, 1e38], np.float32), 196).reshape(1, -1)
    for width, height in ((7, 4), (28, 14)):
        codes = pictures(weights, SHAPE, width, height, 0.1)
        assert codes.min() >= 0
        assert codes.max() < FRAME
    assert scale_of(weights) == pytest.approx(1e38)
    assert phrases_of(movement_of(weights[0], weights[0], SIDE), 0, 0)


# The scale.


def test_a_scale_holds_nearly_all_and_is_a_round_number():
    for size in (1e-4, 0.036, 0.3, 2.0, 700.0):
        weights = weights_of(100, size=size)
        limit = scale_of(weights)
        assert (np.abs(weights) <= limit).mean() > 0.94
        assert limit <= 4 * size
        assert f"{limit:.1e}"[:3] in ("1.0", "1.5", "2.0", "3.0", "5.0", "7.0")
    assert scale_of(np.zeros((3, SIDE * SIDE))) == 1.0


def test_a_scale_is_not_moved_by_a_few_large_weights():
    weights = weights_of(100)
    wild = weights.copy()
    wild[:, 300:310] *= 100
    assert scale_of(wild) == scale_of(weights)


@given(st.floats(0.01, 10), st.lists(st.floats(0.99, 1.01), max_size=20))
def test_a_scale_does_not_flicker(size, shakes):
    weights = weights_of(2, size=size)
    limits = [scale_of(weights)]
    for shake in shakes:
        limits.append(scale_of(weights * np.float32(shake), limits[-1]))
    assert limits == sorted(limits)
    assert len(set(limits)) <= 2
    assert scale_of(weights * np.float32(0.2), limits[-1]) < limits[-1]

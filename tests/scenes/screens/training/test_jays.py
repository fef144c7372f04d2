"""The Jays' weights, live: each picture is what its weights are, and each is found where it is."""

import math
from contextlib import asynccontextmanager
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst
from textual.app import App

from scenes.canvas.palette import DARK, LIGHT, Palette
from scenes.screens.training.jays import (
    BLANK,
    FRAME,
    GRAIN,
    LEAST_TILE,
    MOST_TILE,
    SIDE,
    STEPS,
    Focus,
    Segments,
    Wall,
    averaging,
    code_of,
    grid_of,
    moved,
    packed,
    phrases_of,
    pictures,
    resized,
    scale_of,
)

PALETTES = [Palette(DARK), Palette(DARK, glyphs=True)]
LEVELS = st.integers(-STEPS, STEPS)
SIZES = [(30, 10), (60, 18), (110, 32), (200, 55)]
HIDDEN = [1, 7, 10, 100, 200, 500]


def weights_of(jays, seed=0, size=0.2):
    """Return weights as they may be, hidden × 784."""
    return np.random.default_rng(seed).normal(0, size, (jays, SIDE * SIDE)).astype(np.float32)


@asynccontextmanager
async def shown(widget, size):
    """Open an app with nothing but this widget."""

    class Alone(App):
        heard = []  # noqa: RUF012

        def compose(self):
            yield widget

        def on_wall_chosen(self, message):
            self.heard.append(message.jay)

        def on_wall_hovered(self, message):
            self.heard.append(message.words)

    app = Alone()
    widget.styles.width, widget.styles.height = size
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield pilot


def cells_of(widget):
    """Return a widget's cells as rows of characters with their styles."""
    rows = [widget.render_line(y) for y in range(widget.size.height)]
    return [[(character, s.style) for s in strip for character in s.text] for strip in rows]


def text_of(widget):
    """Return what a widget shows, without its styles."""
    return "\n".join("".join(character for character, _ in row) for row in cells_of(widget))


# Averages.


@given(
    npst.arrays(np.float32, (SIDE, SIDE), elements=st.floats(-1, 1, width=32)),
    st.integers(1, 60),
    st.integers(1, 60),
)
def test_a_pixel_of_a_small_picture_is_the_mean_of_the_area_it_covers(image, rows, columns):
    small = resized(image.reshape(1, -1), rows, columns)[0]
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
    codes = pictures(np.tile(values, SIDE).reshape(1, -1), 7, 4, 1.0)
    assert {strip.text for strip in Segments(PALETTES[1]).strips(codes[0])} == {"≡=- +╋#"}


def test_weights_that_are_no_numbers_are_no_error():
    weights = np.tile(np.array([np.nan, np.inf, -np.inf, 1e38], np.float32), 196).reshape(1, -1)
    for width, height in ((7, 4), (28, 14)):
        codes = pictures(weights, width, height, 0.1)
        assert codes.min() >= 0
        assert codes.max() < FRAME
    assert scale_of(weights) == pytest.approx(1e38)
    assert phrases_of(moved(weights[0], weights[0]))


# The grid.


@given(st.integers(1, 250), st.integers(1, 80), st.integers(1, 600))
def test_each_jay_is_on_one_page_and_found_where_he_stands(width, height, jays):
    grid = grid_of(width, height, jays)
    pages = sorted({grid.page(jay) for jay in range(jays)}, key=lambda page: page.start)
    assert [jay for page in pages for jay in page] == list(range(jays))
    page = pages[-1]
    roomy = width > LEAST_TILE[0] + 1 and height > LEAST_TILE[1] + 1
    taken = {}
    for jay in page:
        x, y = grid.corner(jay)
        assert grid.at(x, y - 1, page) == jay  # his number
        for cell in np.ndindex(grid.width, grid.height):
            place = x + cell[0], y + cell[1]
            assert taken.setdefault(place, jay) == jay
            assert grid.at(*place, page) == jay
        if roomy:  # with the frame round him
            assert x >= 1
            assert y >= 1
            assert x + grid.width < width
            assert y + grid.height < height
    assert grid.at(0, 0, page) is None
    assert grid.at(1, 1 + grid.lines * grid.pitch[1], page) is None


@pytest.mark.parametrize("hidden", HIDDEN)
@pytest.mark.parametrize("size", SIZES)
def test_tiles_are_legible_and_about_square(size, hidden):
    grid = grid_of(*size, hidden)
    assert LEAST_TILE <= (grid.width, grid.height) <= MOST_TILE
    assert 0.85 < grid.width / (2 * grid.height) < 1.15
    more = grid_of(size[0] + 40, size[1] + 20, hidden)
    assert more.each >= grid.each
    if more.each == grid.each:
        assert more.width * more.height >= grid.width * grid.height


# The wall.


@pytest.mark.parametrize("palette", PALETTES, ids=["colours", "glyphs"])
@pytest.mark.parametrize(("size", "hidden", "chosen"), [((60, 18), 100, 23), ((110, 32), 10, 0)])
async def test_each_tile_shows_its_jays_weights(palette, size, hidden, chosen):
    wall, weights, limit = Wall(palette), weights_of(hidden), 0.15
    async with shown(wall, size):
        wall.show(weights, chosen, limit)
        cells, grid = cells_of(wall), grid_of(size[0], size[1] - 1, hidden)
        small = resized(weights, 2 * grid.height, grid.width) * np.float32(STEPS / limit)
        assert chosen in grid.page(chosen)
        for jay in grid.page(chosen):
            left, top = grid.corner(jay)
            number = cells[top][left : left + len(str(jay))]
            assert "".join(character for character, _ in number) == str(jay)
            for row, column in np.ndindex(grid.height, grid.width):
                upper, lower = (
                    round(min(STEPS, max(-STEPS, float(small[jay, 2 * row + half, column]))))
                    for half in (0, 1)
                )
                character, style = cells[top + 1 + row][left + column]
                if palette.glyphs:
                    level = upper if abs(upper) >= abs(lower) else lower
                    assert character == palette.glyph(level * GRAIN)
                elif upper or lower:
                    assert character == "▀"
                    assert style == palette.halves(upper * GRAIN, lower * GRAIN, "signed")
                else:
                    assert character == " "


async def test_the_chosen_one_is_framed_and_the_page_is_his():
    wall, weights = Wall(PALETTES[1]), weights_of(100)
    async with shown(wall, (60, 18)):
        for chosen, pages in ((0, "Jays 0–19 of 100"), (42, "Jays 40–59 of 100")):
            wall.show(weights, chosen, 0.5)
            text = text_of(wall)
            assert pages in text
            assert "−0.50 ≡= ╋# +0.50" in text
            assert f"┌{chosen}" in text
            assert text.count("┌") == text.count("┐") == text.count("└") == text.count("┘") == 1
            assert text.count("│") == 2 * LEAST_TILE[1]
        wall.show(weights[:1], 0, 0.5)
        assert "Jay 0 of 1" in text_of(wall)


async def test_a_click_chooses_and_the_mouse_is_told_who_is_under_it():
    wall = Wall(PALETTES[0])
    async with shown(wall, (60, 18)) as pilot:
        await pilot.mouse_down(wall, offset=(3, 3))
        assert pilot.app.heard == []
        wall.show(weights_of(100), 25, 0.5)
        grid = grid_of(60, 17, 100)
        for jay in grid.page(25):
            x, y = grid.corner(jay)
            await pilot.mouse_down(wall, offset=(x + jay % grid.width, y + 1 + jay % grid.height))
        assert [jay for jay in pilot.app.heard if isinstance(jay, int)] == list(grid.page(25))
        pilot.app.heard.clear()
        x, y = grid.corner(27)
        await pilot.hover(wall, offset=(x, y + 1))
        await pilot.hover(wall, offset=(x + 2, y + 2))
        await pilot.hover(wall, offset=(x, 0))
        assert pilot.app.heard == ["[jay]Jay 27[/]", ""]


async def test_weights_alone_repaint_only_the_rows_that_changed(monkeypatch):
    wall, weights = Wall(PALETTES[0]), weights_of(100)
    async with shown(wall, (60, 18)) as pilot:
        wall.show(weights, 3, 0.5)
        await pilot.pause()
        regions = []
        monkeypatch.setattr(wall, "refresh", lambda *rows: regions.extend(rows))
        wall.show(weights.copy(), 3, 0.5)
        assert regions == []
        changed = weights.copy()
        changed[[7, 13, 99]] += 0.3  # the second line of tiles; and one on another page
        wall.show(changed, 3, 0.5)
        assert [(region.y, region.height) for region in regions] == [(7, 4)]
        fresh = Wall(PALETTES[0])
        async with shown(fresh, (60, 18)):
            fresh.show(changed, 3, 0.5)
            assert cells_of(wall) == cells_of(fresh)


@pytest.mark.parametrize("kind", [Wall, Focus])
async def test_it_follows_size_and_colours(kind):
    def show(widget):
        if kind is Wall:
            widget.show(weights, 61, 0.5)
        else:
            widget.show(61, weights[0], "after 0 digits", weights[1], "after 9 digits", 0.5)

    weights, widget = weights_of(100), kind(PALETTES[0])
    async with shown(widget, (60, 18)) as pilot:
        show(widget)
        for size in ((110, 32), (120, 40), (58, 12), (40, 20), (9, 6), (3, 2), (1, 1), (60, 18)):
            await pilot.resize_terminal(*size)
            widget.styles.width, widget.styles.height = size
            await pilot.pause()
            show(widget)
            cells = cells_of(widget)
            assert [len(row) for row in cells] == [size[0]] * size[1]
        widget.recolour(Palette(LIGHT))
        light = kind(Palette(LIGHT))
        async with shown(light, (60, 18)):
            show(light)
            assert cells_of(widget) == cells_of(light)


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


# One Jay.

IMAGES = npst.arrays(np.float32, SIDE * SIDE, elements=st.floats(-4, 4, width=32))


@given(IMAGES, IMAGES)
def test_a_move_is_what_numpy_says(before, now):
    move, change = moved(before, now), now.astype(float) - before
    assert move.distance == pytest.approx(np.linalg.norm(change))
    assert abs(move.largest) == pytest.approx(np.abs(change).max())
    assert change.reshape(SIDE, SIDE)[move.row, move.column] == move.largest
    if move.likeness is not None and min(before.std(), now.std()) > 1e-3:
        assert move.likeness == pytest.approx(np.corrcoef(before, now)[0, 1], abs=1e-4)


def test_likeness_runs_from_reversed_to_the_same():
    weights = weights_of(1)[0]
    assert moved(weights, weights * 3).likeness == pytest.approx(1)
    assert moved(weights, -weights).likeness == pytest.approx(-1)
    assert moved(weights, np.ones_like(weights)).likeness is None
    assert moved(weights, weights).distance == 0


async def test_two_moments_and_the_way_between_them():
    before, now = weights_of(2)
    now = before + now / 4
    now[14 * SIDE + 9] = before[14 * SIDE + 9] + 2
    focus = Focus(PALETTES[0])
    async with shown(focus, (58, 18)):
        assert text_of(focus).strip() == ""
        focus.show(17, before, "after 0 digits", now, "after 12,345 digits", 0.5)
        lines = text_of(focus).split("\n")
        assert lines[0].startswith("Jay 17's 784 weights")
        assert lines[0].endswith("−0.50 ▀▀▀▀▀ +0.50")
        assert lines[1].split("  ")[0] == "after 0 digits"
        assert lines[1].index("after 12,345 digits") == 30
        distance = np.linalg.norm(now.astype(float) - before)
        assert (
            lines[16].rstrip() == f"moved {distance:.2f} in all · most +2.000 at row 14, column 9"
        )
        alike = f"alike {np.corrcoef(before, now)[0, 1]:.2f}"
        assert lines[17].rstrip() == f"{alike} (1 the same, 0 not at all, −1 reversed)"
        for left, weights in ((0, before), (30, now)):
            levels = np.rint(np.clip(weights * np.float32(STEPS / 0.5), -STEPS, STEPS))
            pairs = levels.astype(int).reshape(SIDE, SIDE) * GRAIN
            for y, row in enumerate(cells_of(focus)[2:16]):
                for x, (character, style) in enumerate(row[left : left + SIDE]):
                    top, bottom = (int(level) for level in pairs[2 * y : 2 * y + 2, x])
                    assert character == ("▀" if top or bottom else " ")
                    if top or bottom:
                        assert style == PALETTES[0].halves(top, bottom, "signed")
        focus.show(17, before, "after 0 digits", before, "after 0 digits", 0.5)
        assert text_of(focus).split("\n")[16].rstrip() == (
            "not moved yet: one weight a pixel, for it or against"
        )


@pytest.mark.parametrize(
    ("size", "columns", "rows"),
    [((40, 20), 28, 14), ((58, 18), 56, 14), ((85, 32), 84, 21), ((114, 32), 112, 28)],
)
async def test_pictures_are_as_large_as_there_is_room(size, columns, rows):
    focus, full = Focus(PALETTES[1]), np.ones(SIDE * SIDE)
    async with shown(focus, size):
        focus.show(3, full, "after 0 digits", full * 2, "after 1 digit", 0.5)
        text = text_of(focus)
        assert sum(line.count("#") == columns for line in text.split("\n")) == rows
        assert "after 1 digit" in text
        assert "moved 28.00 in all" in text
        assert ("after 0 digits" in text) == (size[0] >= 57)


@given(st.integers(1, 120))
def test_phrases_keep_together(width):
    before, now = weights_of(2)
    phrases = phrases_of(moved(before, now))
    lines = packed(phrases, width)
    whole = " · ".join(lines)
    assert all(phrase.words in whole for phrase in phrases)
    lengths = [len(PALETTES[0].text(line).plain) for line in lines]
    longest = max(len(PALETTES[0].text(phrase.words).plain) for phrase in phrases)
    assert max(lengths) <= max(width, longest)
    assert math.prod(lengths) > 0

"""One hidden node large: its weights then and now, and how far they have moved."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from scenes.canvas.palette import DARK, LIGHT, Palette
from scenes.screens.training.movement import movement_of
from scenes.screens.training.panels import hidden_node as node_module
from scenes.screens.training.panels.hidden_node import HiddenNodePanel, packed, phrases_of
from scenes.screens.training.weight_pictures import GRAIN, STEPS
from tests.scenes.screens.training.helpers import (
    SIDE,
    assert_follows,
    cells_of,
    shown,
    text_of,
    view_with,
    weights_of,
)

PALETTES = [Palette(DARK), Palette(DARK, glyphs=True)]


IMAGES = npst.arrays(np.float32, SIDE * SIDE, elements=st.floats(-4, 4, width=32))


@pytest.mark.slow
@given(IMAGES, IMAGES)
def test_a_move_is_what_numpy_says(before, now):
    move, change = movement_of(before, now, SIDE), now.astype(float) - before
    assert move.distance == pytest.approx(np.linalg.norm(change))
    assert abs(move.largest) == pytest.approx(np.abs(change).max())
    assert change.reshape(SIDE, SIDE)[move.row, move.column] == move.largest
    if move.likeness is not None and min(before.std(), now.std()) > 1e-3:
        assert move.likeness == pytest.approx(np.corrcoef(before, now)[0, 1], abs=1e-4)


def test_likeness_runs_from_reversed_to_the_same():
    weights = weights_of(1)[0]
    assert movement_of(weights, weights * 3, SIDE).likeness == pytest.approx(1)
    assert movement_of(weights, -weights, SIDE).likeness == pytest.approx(-1)
    assert movement_of(weights, np.ones_like(weights), SIDE).likeness is None
    assert movement_of(weights, weights, SIDE).distance == 0


def at_17(weights):
    """Return the weights of hidden nodes of which one has these."""
    all_ = weights_of(18, seed=5)
    all_[17] = weights
    return all_


@pytest.fixture
def half(monkeypatch):
    """Have the strongest colours stand for a half."""
    monkeypatch.setattr(node_module, "scale_of", lambda *_: 0.5)


@pytest.mark.usefixtures("half")
async def test_two_moments_and_the_way_between_them():
    before, now = weights_of(2)
    now = before + now / 4
    now[14 * SIDE + 9] = before[14 * SIDE + 9] + 2
    panel = HiddenNodePanel(PALETTES[0])
    async with shown(panel, (58, 18)):
        assert text_of(panel).strip() == ""
        panel.show(view_with(at_17(now), before=at_17(before), chosen=17, moments=(0, 12_345)))
        lines = text_of(panel).split("\n")
        assert lines[0].startswith("Jay 17's 784 weights")
        assert lines[0].endswith("−0.50 ▀▀▀▀▀ +0.50")
        assert lines[1].split("  ")[0] == "at the start"
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
            for y, row in enumerate(cells_of(panel)[2:16]):
                for x, (character, style) in enumerate(row[left : left + SIDE]):
                    top, bottom = (int(level) for level in pairs[2 * y : 2 * y + 2, x])
                    assert character == ("▀" if top or bottom else " ")
                    if top or bottom:
                        assert style == PALETTES[0].halves(top, bottom, "signed")
        panel.show(view_with(at_17(before), chosen=17))
        assert text_of(panel).split("\n")[16].rstrip() == (
            "not moved yet: one weight a pixel, for it or against"
        )


@pytest.mark.usefixtures("half")
@pytest.mark.parametrize(
    ("size", "columns", "rows"),
    [((40, 20), 28, 14), ((58, 18), 56, 14), ((85, 32), 84, 21), ((114, 32), 112, 28)],
)
async def test_pictures_are_as_large_as_there_is_room(size, columns, rows):
    panel, full = HiddenNodePanel(PALETTES[1]), np.ones((4, SIDE * SIDE))
    async with shown(panel, size):
        panel.show(view_with(full * 2, before=full, chosen=3, moments=(0, 1)))
        text = text_of(panel)
        assert sum(line.count("#") == columns for line in text.split("\n")) == rows
        assert "after 1 digit" in text
        assert "moved 28.00 in all" in text
        assert ("at the start" in text) == (size[0] >= 57)


@given(st.integers(1, 120))
def test_phrases_keep_together(width):
    before, now = weights_of(2)
    phrases = phrases_of(movement_of(before, now, SIDE), 0, 1)
    lines = packed(phrases, width)
    whole = " · ".join(lines)
    assert all(phrase.words in whole for phrase in phrases)
    lengths = [len(PALETTES[0].text(line).plain) for line in lines]
    longest = max(len(PALETTES[0].text(phrase.words).plain) for phrase in phrases)
    assert max(lengths) <= max(width, longest)
    assert math.prod(lengths) > 0


@pytest.mark.slow
async def test_it_follows_size_and_colours():
    weights, panel = weights_of(100), HiddenNodePanel(PALETTES[0])
    view = view_with(weights, before=weights[::-1], chosen=61, moments=(0, 9))
    await assert_follows(panel, HiddenNodePanel(Palette(LIGHT)), view)


def test_what_has_not_moved_says_since_when():
    still = np.ones(SIDE * SIDE, np.float32)
    moved = movement_of(still, still, SIDE)
    assert phrases_of(moved, 0, 0)[0].words == "not moved yet"
    assert phrases_of(moved, 3, 3)[0].words == "the same moment twice"
    assert phrases_of(moved, 0, 3)[0].words == "not moved from 0 to 3 digits"

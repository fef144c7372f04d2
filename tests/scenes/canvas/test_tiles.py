"""Tiles that count: stronger for more, a scale for each term, legible, and told without colour."""

from itertools import pairwise
from math import dist

import pytest
from rich.color import Color

from scenes.canvas.palette import DARK, LEVELS, LIGHT, Palette
from scenes.canvas.tiles import CHOSEN, Tiles, level_of


def test_a_count_is_never_shown_as_none_nor_as_more_than_the_most():
    assert [level_of(count, 1000) for count in (0, 1, 500, 1000)] == [0, 1, LEVELS // 2, LEVELS]


@pytest.mark.parametrize("colours", [DARK, LIGHT])
@pytest.mark.parametrize("term", ["you", "error"])
def test_a_tile_leaves_the_background_step_by_step(colours, term):
    tiles = Tiles(Palette(colours))
    ground = Color.parse(colours.background).get_truecolor()
    backs = [tiles.tile(term, level).bgcolor.get_truecolor() for level in range(LEVELS + 1)]
    assert backs[0] == ground
    assert all(dist(a, ground) < dist(b, ground) for a, b in pairwise(backs))
    assert tiles.edge(term, LEVELS).color == tiles.tile(term, LEVELS).bgcolor
    assert tiles.tile(CHOSEN, 3).bgcolor.name == colours.ink


def test_without_colours_the_number_itself_is_marked():
    tiles = Tiles(Palette(DARK, glyphs=True))
    assert tiles.tile("you", 3).underline
    assert not tiles.tile("error", 3).underline
    assert tiles.tile(CHOSEN, 3).reverse

"""The wall of hidden nodes: all are there, each shows its weights, and is found by a click."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenes.canvas.hits import Hit
from scenes.canvas.palette import DARK, LIGHT, Palette
from scenes.screens.training.panels import wall as wall_module
from scenes.screens.training.panels.wall import WallPanel
from scenes.screens.training.wall_layout import LEAST_TILE, wall_layout
from scenes.screens.training.weight_pictures import GRAIN, STEPS, resized
from tests.scenes.screens.training.helpers import (
    SIDE,
    assert_follows,
    cells_of,
    shown,
    text_of,
    view_with,
    weights_of,
)

SHAPE = (SIDE, SIDE)
MOST_TILE = (SIDE, SIDE // 2)
PALETTES = [Palette(DARK), Palette(DARK, glyphs=True)]
SIZES = [(30, 10), (60, 18), (110, 32), (200, 55)]
HIDDEN = [1, 7, 10, 100, 200, 500]


# The layout.


@given(st.integers(1, 250), st.integers(1, 80), st.integers(1, 600))
def test_each_hidden_node_is_shown_once_and_found_where_it_stands(width, height, nodes):
    layout = wall_layout(width, height, nodes, SHAPE)
    times = sorted(
        {layout.shown_with(node) for node in range(nodes)}, key=lambda shown: shown.start
    )
    assert [node for shown in times for node in shown] == list(range(nodes))
    shown = times[-1]
    roomy = width > LEAST_TILE[0] + 1 and height > LEAST_TILE[1] + 1
    taken = {}
    for node in shown:
        x, y = layout.corner(node)
        assert layout.hit(x, y - 1, shown) == Hit("jay", node)  # its number
        for cell in np.ndindex(layout.width, layout.height):
            place = x + cell[0], y + cell[1]
            assert taken.setdefault(place, node) == node
            assert layout.hit(*place, shown) == Hit("jay", node)
        if roomy:  # with the frame round it
            assert x >= 1
            assert y >= 1
            assert x + layout.width < width
            assert y + layout.height < height
    assert layout.hit(0, 0, shown) is None
    assert layout.hit(1, 1 + layout.lines * layout.pitch[1], shown) is None


@pytest.mark.parametrize("hidden", HIDDEN)
@pytest.mark.parametrize("size", SIZES)
def test_tiles_are_legible_and_about_square(size, hidden):
    layout = wall_layout(*size, hidden, SHAPE)
    assert LEAST_TILE <= (layout.width, layout.height) <= MOST_TILE
    assert 0.85 < layout.width / (2 * layout.height) < 1.15
    more = wall_layout(size[0] + 40, size[1] + 20, hidden, SHAPE)
    assert more.each >= layout.each
    if more.each == layout.each:
        assert more.width * more.height >= layout.width * layout.height


# The wall.


@pytest.fixture
def scaled(monkeypatch):
    """Give the colours a limit of the test's own."""
    return lambda limit: monkeypatch.setattr(wall_module, "scale_of", lambda *_: limit)


@pytest.mark.parametrize("palette", PALETTES, ids=["colours", "glyphs"])
@pytest.mark.parametrize(("size", "hidden", "chosen"), [((60, 18), 100, 23), ((110, 32), 10, 0)])
async def test_each_tile_shows_its_nodes_weights(scaled, palette, size, hidden, chosen):
    wall, weights, limit = WallPanel(palette), weights_of(hidden), 0.15
    scaled(limit)
    async with shown(wall, size):
        wall.show(view_with(weights, chosen=chosen))
        cells, layout = cells_of(wall), wall_layout(size[0], size[1] - 1, hidden, SHAPE)
        small = resized(weights, SHAPE, 2 * layout.height, layout.width) * np.float32(STEPS / limit)
        assert chosen in layout.shown_with(chosen)
        for node in layout.shown_with(chosen):
            left, top = layout.corner(node)
            number = cells[top][left : left + len(str(node))]
            assert "".join(character for character, _ in number) == str(node)
            for row, column in np.ndindex(layout.height, layout.width):
                upper, lower = (
                    round(min(STEPS, max(-STEPS, float(small[node, 2 * row + half, column]))))
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


async def test_the_chosen_one_is_framed_and_shown_with_its_neighbours(scaled):
    scaled(0.5)
    wall, weights = WallPanel(PALETTES[1]), weights_of(100)
    async with shown(wall, (60, 18)):
        for chosen, names in ((0, "Jays 0–19 of 100"), (42, "Jays 40–59 of 100")):
            wall.show(view_with(weights, chosen=chosen))
            text = text_of(wall)
            assert names in text
            assert "−0.50 ≡= ╋# +0.50" in text
            assert f"┌{chosen}" in text
            assert text.count("┌") == text.count("┐") == text.count("└") == text.count("┘") == 1
            assert text.count("│") == 2 * LEAST_TILE[1]
        wall.show(view_with(weights[:1]))
        assert "Jay 0 of 1" in text_of(wall)


@pytest.mark.slow
async def test_a_click_chooses_and_the_mouse_is_told_who_is_under_it():
    wall = WallPanel(PALETTES[0])
    async with shown(wall, (60, 18)) as pilot:
        await pilot.mouse_down(wall, offset=(3, 3))
        assert pilot.app.heard == []
        wall.show(view_with(weights_of(100), chosen=25))
        layout = wall_layout(60, 17, 100, SHAPE)
        for node in layout.shown_with(25):
            x, y = layout.corner(node)
            inside = node % layout.width, node % layout.height
            await pilot.mouse_down(wall, offset=(x + inside[0], y + 1 + inside[1]))
        picked = [hit for hit in pilot.app.heard if isinstance(hit, Hit)]
        assert picked == [Hit("jay", node) for node in layout.shown_with(25)]
        pilot.app.heard.clear()
        x, y = layout.corner(27)
        await pilot.hover(wall, offset=(x, y + 1))
        await pilot.hover(wall, offset=(x + 2, y + 2))
        await pilot.hover(wall, offset=(x, 0))
        assert pilot.app.heard == ["[jay]Jay 27[/]", ""]


async def test_weights_alone_repaint_only_the_rows_that_changed(scaled, monkeypatch):
    scaled(0.5)
    wall, weights = WallPanel(PALETTES[0]), weights_of(100)
    async with shown(wall, (60, 18)) as pilot:
        wall.show(view_with(weights, chosen=3))
        await pilot.pause()
        regions = []
        monkeypatch.setattr(wall, "refresh", lambda *rows: regions.extend(rows))
        wall.show(view_with(weights.copy(), chosen=3))
        assert regions == []
        changed = weights.copy()
        changed[[7, 13, 99]] += 0.3  # the second line of tiles; and one on another page
        wall.show(view_with(changed, chosen=3))
        assert [(region.y, region.height) for region in regions] == [(7, 4)]
        fresh = WallPanel(PALETTES[0])
        async with shown(fresh, (60, 18)):
            fresh.show(view_with(changed, chosen=3))
            assert cells_of(wall) == cells_of(fresh)


@pytest.mark.slow
async def test_it_follows_size_and_colours():
    view, wall = view_with(weights_of(100), chosen=61), WallPanel(PALETTES[0])
    await assert_follows(wall, WallPanel(Palette(LIGHT)), view)

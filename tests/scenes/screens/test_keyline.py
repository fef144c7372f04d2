"""The line of keys at the foot: what stands in it, and what the mouse does there."""

from __future__ import annotations

import pytest
from textual.geometry import Size

from scenes.screens.dialogs import Help
from scenes.screens.widgets.keyline import KeyLine
from tests.scenes.conftest import Open, Reader

pytestmark = pytest.mark.usefixtures("drawn_when_looked_at")


def line_of(reader: Reader) -> KeyLine:
    return reader.app.screen.query_one(KeyLine)


def column_of(reader: Reader, label: str) -> tuple[int, int]:
    """Return the cell of the screen where a label begins in the line."""
    line = line_of(reader)
    return line.render_line(0).text.index(label), line.region.y


async def test_a_click_does_what_the_key_does(open_app: Open) -> None:
    async with open_app(at="meet.weight") as reader:
        await reader.click(*column_of(reader, "next"))
        assert reader.at != "meet.weight"
        await reader.click(*column_of(reader, "←"))
        assert reader.at == "meet.weight"
        await reader.click(0, line_of(reader).region.y)  # between two keys
        assert reader.at == "meet.weight"


async def test_the_mouse_over_a_key_tells_what_it_does(open_app: Open) -> None:
    async with open_app() as reader:
        line = line_of(reader)
        plain = line.render_line(0)
        await reader.point(*column_of(reader, "next"))
        assert (
            line.tooltip == next(k for k in reader.app.screen.guide.keys if k.id == "next").tooltip
        )
        assert line.render_line(0) != plain, "it stands out"
        assert line.render_line(0).text == plain.text
        await reader.point(0, 0)
        assert line.tooltip is None
        assert line.render_line(0) == plain


async def test_the_palette_is_offered_where_there_is_room(open_app: Open) -> None:
    async with open_app((80, 24)) as reader:
        assert "palette" not in line_of(reader).render_line(0).text
        await reader.resize(120, 40)
        assert line_of(reader).render_line(0).text.endswith("▏^p palette  ")
        await reader.click(*column_of(reader, "palette"))
        assert reader.app.screen.id == "--command-palette" or len(reader.app.screen_stack) == 2


async def test_a_key_stands_there_whole_or_not_at_all(open_app: Open) -> None:
    async with open_app((120, 40), at="update.factors") as reader:
        shown = [key for key in reader.app.screen.guide.keys if key.show]
        labels = {key.description for key in shown}
        for width in range(80, 161, 5):
            await reader.resize(width, 40)
            line = line_of(reader).render_line(0).text.partition("▏")[0]
            for name, label in (("E", "solve"), ("C", "code"), ("t", "train"), ("i", "what if")):
                assert (f" {name} " in line) == (f" {name} {label}" in line), (width, line)
            assert line.split()[-1] in {word for label in labels for word in label.split()}
        assert " E solve C code " in line


@pytest.mark.parametrize("width", [1, 12, 80, 120, 200])
async def test_it_is_as_wide_as_the_screen(open_app: Open, width: int) -> None:
    async with open_app((120, 40)) as reader:
        await reader.resize(width, 30)
        line = line_of(reader)
        assert line.size == Size(width, 1)
        assert line.render_line(0).cell_length == width


async def test_at_eighty_columns_it_is_composed_and_not_cut(open_app: Open) -> None:
    """Whole keys only, those to other screens among them; the help says where the others are."""
    async with open_app((80, 24), at="weighted-sum.products", hidden=10) as reader:
        for way in ((), ("d",), ("escape", "f"), ("escape", "t")):
            await reader.press(*way)
            line = line_of(reader)
            text = line.render_line(0).text
            shown = [(at, key) for at, key in line._placed() if key.id != "palette"]
            assert all(at + key.width <= line.size.width for at, key in shown)
            for at, key in shown:
                assert text[at : at + key.width] == f"{key.display} {key.label}"
            whole = len(shown) == len(line._keys)
            assert ("? help" if whole else "? more") in text
            assert text.rstrip().endswith("q quit")
            if not way:
                assert {"d", "i", "f", "t", "x"} <= {key.display for _, key in shown}
        await reader.press("escape")
        await reader.click(*column_of(reader, "more"))
        assert isinstance(reader.app.screen, Help)

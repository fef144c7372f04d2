"""The command palette finds every feature by the word that one would type, on every screen."""

from __future__ import annotations

import pytest
from textual.app import SystemCommand

from scenes.canvas.contrast import FULL_CONTRAST
from scenes.canvas.layout import Placed
from scenes.screens.dialogs import CommandShown
from scenes.screens.widgets.stage import Stage
from scenes.story.figures import Large
from tests.scenes.conftest import Open, Reader
from tests.scenes.screens.test_contrast import contrast_of, dimmed

pytestmark = pytest.mark.usefixtures("drawn_when_looked_at")

WORDS = (
    *("draw", "test", "train", "backwards", "save", "open", "light", "theme", "image"),
    *("homework", "practice", "lesson", "page", "export", "quit", "projector"),
)
"""Dark stands there once it is light."""


def found(reader: Reader, word: str) -> list[SystemCommand]:
    """Return the commands with a word in their titles."""
    offered = reader.app.get_system_commands(reader.app.screen)
    return [command for command in offered if word in command.title.lower().replace(":", " ")]


async def test_every_feature_is_found_on_every_screen(open_app: Open) -> None:
    async with open_app(hidden=10, network="trained") as reader:
        for way in ((), ("d",), ("escape", "f"), ("escape", "t")):
            await reader.press(*way)
            missing = [word for word in WORDS if not found(reader, word)]
            assert missing == [], type(reader.app.screen)
        told = {command.help for command in found(reader, "backwards")}
        assert {"key: f", "Another screen, with the network of the walk: trained"} <= told
        found(reader, "light")[-1].callback()
        await reader.settle()
        assert reader.app.theme == "tinynet-light"
        assert found(reader, "dark")
        found(reader, "homework")[0].callback()
        await reader.settle()
        assert isinstance(reader.app.screen, CommandShown)
        assert "tinynet explain --weights exercise.json --app" in reader.text


@pytest.mark.parametrize("light", [False, True])
async def test_for_a_projector_nothing_is_dimmed(open_app: Open, light: bool) -> None:
    async with open_app(hidden=10, at="weighted-sum.products", light=light) as reader:
        dims = dimmed(reader.app.palette)
        styles = [segment.style for strip in reader.strips for segment in strip]
        there = {style.color.name for style in styles if style is not None and style.color}
        assert dims & there, "else there is something dimmed"
        stage = reader.walk_screen.query_one(Stage)

        def large() -> list[Placed]:
            return [each for each in stage._placed if isinstance(each.figure, Large)]

        assert not large()
        found(reader, "projector")[0].callback()
        await reader.settle()
        (number,) = large()
        drawn = [strip.text[number.box.x :] for strip in stage._strips[number.box.y + 1 :]]
        assert any("▀▀▀▀" in line or "████" in line for line in drawn)
        reader.app.clear_notifications()
        await reader.settle()
        palette = reader.app.palette
        assert palette.style("muted", True) == palette.style("muted")
        faint = [
            (segment.text, found_)
            for widget in ("#map", "#heading", "#words", "#timeline")
            for strip in reader.walk_screen.query_one(widget)._strips
            for segment in strip
            if any(letter.isalnum() for letter in segment.text)
            if (found_ := contrast_of(segment.style)) is not None and found_ < FULL_CONTRAST
        ]
        assert faint == []
        await reader.press("t")
        score = reader.app.screen.query_one("#progress").size.height
        assert score == 8, "two rows, a free one, and five for the digits of the score"
        found(reader, "projector")[0].callback()
        await reader.settle()
        assert reader.app.screen.query_one("#progress").size.height == 2
        await reader.press("escape")
        assert not large()

"""Who has the keyboard: never a panel that is not shown."""

import pytest
from textual.screen import ModalScreen
from textual.widget import Widget

from scenes.screens.base import TinynetScreen
from scenes.screens.walk.screen import WalkScreen

pytestmark = pytest.mark.usefixtures("drawn_when_looked_at")

OPENS = {"walk": (), "lab": ("i",), "training": ("t",), "test": ("x",), "drawing": ("d",),
         "backwards": ("f",)}  # fmt: skip


def is_shown(widget):
    return all(part.display for part in widget.ancestors_with_self if isinstance(part, Widget))


async def test_the_lab_closed_and_left_behind_does_not_take_the_keys(open_app):
    async with open_app((120, 40), "recap.next") as reader:
        await reader.press("i", "escape", "x", "escape")
        screen = reader.app.screen
        assert isinstance(screen, WalkScreen)
        assert screen.focused is None
        before = reader.app.walk_model.lab.edits
        await reader.press("plus", "backspace")
        assert reader.app.walk_model.lab.edits == before
        await reader.press("home")
        assert reader.at.startswith("meet.")


async def test_the_lab_that_is_open_keeps_the_keys_behind_a_dialog(open_app):
    async with open_app((120, 40), "recap.next") as reader:
        await reader.press("i")
        await reader.pilot.pause()
        panel = reader.app.screen.focused
        assert panel is not None
        await reader.press("question_mark", "escape")
        assert reader.app.screen.focused is panel
        assert is_shown(panel)


@pytest.mark.parametrize("name", OPENS)
@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_hidden_panel_never_has_the_keyboard(open_app, name, size):
    async with open_app(size, "recap.next") as reader:
        await reader.press(*OPENS[name])
        screen = reader.app.screen
        assert isinstance(screen, TinynetScreen)
        panels = [widget for widget in screen.query("*") if widget.can_focus]
        for panel in panels:
            panel.focus()
            await reader.settle()
            panel.display = False
            # A dialog without anything in it: a help for every panel would take seconds.
            reader.app.push_screen(ModalScreen())
            await reader.settle()
            reader.app.pop_screen()
            await reader.settle()
            assert reader.app.screen is screen
            assert screen.focused is None or is_shown(screen.focused)
            panel.display = True
        # What is there to be focused by itself when a screen comes back is hidden, or nothing.
        screen.set_focus(None)
        for panel in panels:
            panel.display = False
        await reader.press("question_mark", "escape")
        assert screen.focused is None
        await reader.resize(size[0] + 10, size[1])
        assert screen.focused is None

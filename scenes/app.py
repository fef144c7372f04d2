"""The app: colours, signals, and the screens."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable
from dataclasses import replace
from typing import ClassVar

from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.theme import Theme

from scenes.palette import DARK, LIGHT, Colours, Palette
from scenes.place import Place
from scenes.session import Session
from scenes.terminal import restore_on_signals
from scenes.walk import Walk
from scenes.walk_screen import WalkScreen

DARK_THEME, LIGHT_THEME = "tinynet-dark", "tinynet-light"


def _theme(name: str, colours: Colours, *, dark: bool) -> Theme:
    terms = dict(colours.terms)
    return Theme(
        name=name,
        primary=terms["jay"],
        secondary=terms["you"],
        accent=terms["rate"],
        error=terms["error"],
        foreground=colours.text,
        background=colours.background,
        surface=colours.panel,
        panel=colours.panel,
        dark=dark,
        variables={
            "footer-background": colours.panel,
            "footer-key-foreground": terms["rate"],
            "footer-description-foreground": colours.muted,
        },
    )


class TinynetApp(App[None]):
    """Opens the walk."""

    TITLE = "tinynet"
    # A screen's own CSS_PATH would have Textual read all stylesheets anew when it opens.
    CSS_PATH = "walk.tcss"
    ENABLE_COMMAND_PALETTE = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", "quit", show=False, priority=True, id="quit-at-once"),
    ]

    def __init__(
        self,
        place: Place,
        walk: Walk,
        *,
        motion: bool = True,
        predict: bool = True,
        light: bool = False,
    ) -> None:
        """Open a walk at a place."""
        super().__init__()
        self.session = Session(place, walk)
        self._motion, self._predict = motion, predict
        self.register_theme(_theme(DARK_THEME, DARK, dark=True))
        self.register_theme(_theme(LIGHT_THEME, LIGHT, dark=False))
        self.theme = LIGHT_THEME if light else DARK_THEME
        self.palette = self._make_palette()

    clock = staticmethod(time.monotonic)
    """Seconds, for motion; a test may put its own in its place."""

    def _make_palette(self) -> Palette:
        few = self.no_color or self.console.color_system not in ("256", "truecolor", "windows")
        theme = self.current_theme
        colours = DARK if theme.dark else LIGHT
        ground = theme.background or ""
        if re.fullmatch("#[0-9a-fA-F]{6}", ground):  # not so for themes of terminal colours
            colours = replace(colours, background=ground)
        return Palette(colours, glyphs=few)

    def on_mount(self) -> None:
        """Restore the terminal when a signal ends the app."""
        restore_on_signals(self)
        self.theme_changed_signal.subscribe(self, self._recolour)

    def get_default_screen(self) -> WalkScreen:
        """Open the walk."""
        return WalkScreen(self.session, motion=self._motion, predict=self._predict)

    def _recolour(self, _theme: Theme) -> None:
        self.palette = self._make_palette()
        for screen in self.screen_stack:
            if isinstance(screen, WalkScreen):
                screen.recolour()

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Offer the walk's commands before Textual's own."""
        if isinstance(screen, WalkScreen):
            yield from screen.commands()
        yield from super().get_system_commands(screen)


def run(
    place: Place, walk: Walk, *, motion: bool = True, predict: bool = True, light: bool = False
) -> int:
    """Run the app until the reader leaves; return the exit status."""
    app = TinynetApp(place, walk, motion=motion, predict=predict, light=light)
    app.run()
    return app.return_code or 0

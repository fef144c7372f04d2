"""What every app here is, whatever screen it opens: its colours, its commands, how it waits.

Not which screens there are and how one leads to another, which the app itself knows.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from typing import ClassVar, Protocol, runtime_checkable

from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.theme import Theme

from scenes.canvas.palette import DARK, DARK_FEW, LIGHT, LIGHT_FEW, Colours, Palette, few_hues
from scenes.screens.sturdy import SturdyApp
from scenes.story.markup import Hues, all_hues, no_hint, no_hues
from scenes.story.nouns import DIGITS, Nouns

DARK_THEME, LIGHT_THEME = "tinynet-dark", "tinynet-light"


def theme_of(name: str, colours: Colours, *, dark: bool) -> Theme:
    """Return the theme that gives Textual's own widgets our colours."""
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
            # Textual's own track is black on a dark ground, the strongest thing beside a text.
            "scrollbar-background": colours.panel,
            "scrollbar-background-hover": colours.panel,
            "scrollbar-background-active": colours.panel,
            "scrollbar-corner-color": colours.panel,
        },
    )


@runtime_checkable
class Coloured(Protocol):
    """A widget that paints in the palette's colours rather than by a stylesheet."""

    def recolour(self, palette: Palette) -> None:
        """Take other colours."""


@runtime_checkable
class OwnScreen(Protocol):
    """A screen of ours, which its app has wait, and whose commands the palette offers."""

    def commands(self) -> Iterable[SystemCommand]:
        """Yield what can be done there."""

    def wait(self) -> None:
        """Stop what plays by itself."""

    def go_on_or_wait(self) -> None:
        """Go on with it where it can be seen."""


class ThemedApp(SturdyApp):
    """Base of the apps: a subclass names its stylesheets and its default screen."""

    TITLE = "tinynet"
    ENABLE_COMMAND_PALETTE = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit_at_once", "quit", show=False, priority=True, id="quit-at-once"),
    ]

    FIRST_KEYS: ClassVar[tuple[Binding, ...]] = ()
    """Keys of the app itself that go before those of its screens: help and palette know them."""

    @property
    def nouns(self) -> Nouns:
        """What its texts say of what is taught."""
        return DIGITS

    def __init__(self, *, light: bool = False, projector: bool = False) -> None:
        """Open in dark colours, or light ones; for a projector, in full contrast."""
        super().__init__()
        self.register_theme(theme_of(DARK_THEME, DARK, dark=True))
        self.register_theme(theme_of(LIGHT_THEME, LIGHT, dark=False))
        self.theme = LIGHT_THEME if light else DARK_THEME
        self.projector = projector
        self.set_class(projector, "-projector")
        self.palette = self._make_palette()

    hint = staticmethod(no_hint)
    """Says how an action that a text offers is taken in this app."""
    clock = staticmethod(time.monotonic)
    """Seconds, for motion; a test may put its own in its place."""

    def _make_palette(self) -> Palette:
        few = self.no_color or self.console.color_system not in ("256", "truecolor", "windows")
        theme = self.current_theme
        colours = DARK if theme.dark else LIGHT
        hues: Hues = all_hues
        if self.no_color:
            hues = no_hues
        elif few:
            colours, hues = DARK_FEW if theme.dark else LIGHT_FEW, few_hues
        ground = theme.background or ""
        if re.fullmatch("#[0-9a-fA-F]{6}", ground):  # not so for themes of terminal colours
            colours = replace(colours, background=ground)
        return Palette(colours, glyphs=few, hint=self.hint, full=self.projector, hues=hues)

    def refresh_css(self, animate: bool = True) -> None:
        """Read the stylesheets anew for other colours."""
        if self.screen_stack:
            super().refresh_css(animate)
        else:
            # Textual does so once before there is a screen, and reads them again for the first.
            self.stylesheet.set_variables(self.get_css_variables())

    def on_mount(self) -> None:
        self.theme_changed_signal.subscribe(self, self._recolour)

    def action_projector(self) -> None:
        """Show everything in full contrast, or some of it dimmed again."""
        self.projector = not self.projector
        self.set_class(self.projector, "-projector")
        self._recolour(self.current_theme)
        for_all = "for all to read: full contrast, fewer numbers, one of them large"
        self.notify(for_all if self.projector else "as it was: all the numbers, small")

    def _recolour(self, _theme: Theme) -> None:
        self.palette = self._make_palette()
        for screen in self.screen_stack:
            for widget in screen.query("*"):
                if isinstance(widget, Coloured):
                    widget.recolour(self.palette)

    def wait(self) -> None:
        """Hold what plays and what trains: the process is about to stop."""
        for screen in self.screen_stack:
            if isinstance(screen, OwnScreen):
                screen.wait()

    def go_on(self) -> None:
        """Go on where it was held, and draw everything anew."""
        super().go_on()
        if isinstance(self.screen, OwnScreen):
            self.screen.go_on_or_wait()

    def action_quit_at_once(self) -> None:
        """End without a question."""
        self.exit()

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Offer the screen's own commands before Textual's."""
        if isinstance(screen, OwnScreen):
            yield from screen.commands()
        for name, theme in (("Light", LIGHT_THEME), ("Dark", DARK_THEME)):
            if self.theme != theme:
                ground = f"{name}: show everything on a {name.lower()} ground"
                yield SystemCommand(ground, "Another theme", partial(setattr, self, "theme", theme))
        yield SystemCommand(
            "Projector: fewer and larger numbers, nothing dimmed; once more: as it was",
            "For a screen that all have to read",
            self.action_projector,
        )
        yield from super().get_system_commands(screen)

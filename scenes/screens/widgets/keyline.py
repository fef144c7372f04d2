"""The line at the foot of a screen: its keys, and what each does.

Textual's own footer makes a widget of every key, anew whenever one of them may have changed, which
is at every beat: that took longer than to compute, draw and show the beat. This is one widget.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from scenes.story.late import dataclass
from scenes.story.nouns import worded

if TYPE_CHECKING:
    from scenes.screens.themed import ThemedApp

GAP = 1
"""Columns between two keys, and at both ends of the line."""
END = 2
"""Columns after the command palette's key, which stands at the right end."""
ALWAYS = ("help", "quit")
"""The ids of keys that stand at the end of every line, whatever else has no room."""
MORE = "more"
"""What the help is called where some keys have no room: it lists them all."""
EDGE = "▏"
"""What stands before it."""


@dataclass(frozen=True)
class FootKey:
    """A key as it stands in the line."""

    key: str
    """As Textual calls it."""
    display: str
    label: str
    tooltip: str
    id: str

    @property
    def width(self) -> int:
        """Columns that it takes."""
        return len(self.display) + 1 + len(self.label)


class KeyLine(Widget, can_focus=False):
    """The keys that have a label, from the left; the command palette's, at the right end.

    They stand in the order in which the screen lists them. Where there is no room for all, those
    that are listed first stand there whole, and the help says where the others are.

    A click does what the key does.
    """

    app: ThemedApp
    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"keyline--key", "keyline--label", "keyline--hover"}

    DEFAULT_CSS = """
    KeyLine {
        dock: bottom;
        height: 1;
        color: $footer-foreground;
        background: $footer-background;
        pointer: default;
        .keyline--key {
            color: $footer-key-foreground;
            background: $footer-key-background;
            text-style: bold;
        }
        .keyline--label {
            color: $footer-description-foreground;
            background: $footer-description-background;
        }
        .keyline--hover {
            color: $footer-key-foreground;
            background: $block-hover-background;
        }
    }
    """

    def __init__(self) -> None:
        """Make it empty, without the command palette."""
        super().__init__()
        self._keys: tuple[FootKey, ...] = ()
        self._palette_key: FootKey | None = None
        self._under: FootKey | None = None
        """The key under the mouse."""
        self.shows_palette = False

    def on_mount(self) -> None:
        """Follow the screen's keys."""
        self.screen.bindings_updated_signal.subscribe(self, self._follow)

    def on_unmount(self) -> None:
        """Follow them no more."""
        self.screen.bindings_updated_signal.unsubscribe(self)

    def offer_palette(self, offered: bool) -> None:
        """Show the command palette's key or leave it out."""
        if offered is not self.shows_palette:
            self.shows_palette = offered
            self._follow(self.screen)

    def _follow(self, screen: Screen[object]) -> None:
        """Show the keys that do something now, if they are not those that are shown."""
        if not self.is_attached or screen is not self.screen:
            return
        active, nouns = screen.active_bindings, self.app.nouns
        listed = [each.id for each in screen.BINDINGS if isinstance(each, Binding)]
        keys, actions = [], set()
        for _, binding, _, tooltip in active.values():
            if binding.show and binding.action not in actions:
                actions.add(binding.action)
                display = self.app.get_key_display(binding)
                key = FootKey(
                    binding.key,
                    worded(display, nouns),
                    worded(binding.description, nouns),
                    worded(tooltip, nouns),
                    binding.id or "",
                )
                keys.append(key)
        # What a part of the screen has for itself comes before what is listed of the screen.
        keys.sort(key=lambda each: listed.index(each.id) if each.id in listed else -1)
        keys.sort(key=lambda each: ALWAYS.index(each.id) if each.id in ALWAYS else -1)
        palette = active.get(self.app.COMMAND_PALETTE_BINDING) if self.shows_palette else None
        last = None
        if palette is not None:
            binding = palette.binding
            display, tooltip = self.app.get_key_display(binding), binding.tooltip
            last = FootKey(binding.key, display, binding.description, tooltip, "palette")
        if (tuple(keys), last) != (self._keys, self._palette_key):
            self._keys, self._palette_key, self._under = tuple(keys), last, None
            self.refresh()

    def _placed(self) -> Iterator[tuple[int, FootKey]]:
        """Yield the keys, the palette's over the others, each with the column where it begins."""
        last = self._palette_key
        if last is not None:
            yield self._palette_at(last), last
        at = GAP
        for key in self._fitting():
            yield at, key
            at += key.width + GAP

    def _fitting(self) -> tuple[FootKey, ...]:
        """Return the keys that there is room for."""
        last = self._palette_key
        room = self.size.width - (0 if last is None else END + last.width + len(EDGE) + GAP)
        if sum(GAP + key.width for key in self._keys) <= room:
            return self._keys
        end = [key for key in self._keys if key.id in ALWAYS]
        end = [replace(key, label=MORE) if key.id == "help" else key for key in end]
        room -= sum(GAP + key.width for key in end)
        fitting = []
        for key in self._keys:
            if key.id not in ALWAYS and GAP + key.width <= room:
                fitting.append(key)
                room -= GAP + key.width
        return (*fitting, *end)

    def _palette_at(self, key: FootKey) -> int:
        return self.size.width - END - key.width

    def key_at(self, x: int) -> FootKey | None:
        """Return the key at a column; None between them."""
        return next((key for at, key in self._placed() if at <= x < at + key.width), None)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Tell what the key under the mouse does."""
        self._point_at(self.key_at(event.x))

    def on_leave(self) -> None:
        """Tell nothing any more."""
        self._point_at(None)

    def _point_at(self, key: FootKey | None) -> None:
        if key != self._under:
            self._under = key
            self.tooltip = key.tooltip or None if key is not None else None
            self.styles.pointer = "default" if key is None else "pointer"
            self.refresh()

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Press the key under the mouse."""
        key = self.key_at(event.x)
        if key is not None:
            self.app.simulate_key(key.key)

    def render_line(self, y: int) -> Strip:
        width, ground = self.size.width, self.rich_style
        line = Strip(self._segments(ground)).adjust_cell_length(width, ground)
        if self._palette_key is None:
            return line
        at = self._palette_at(self._palette_key) - len(EDGE)
        edge = ground + Style(
            color=self.styles.color.blend(self.background_colors[1], 0.8).rich_color
        )
        end = Strip([Segment(EDGE, edge), *self._written(self._palette_key, ground)])
        return Strip.join([line.crop(0, at), end]).adjust_cell_length(width, ground)

    def _segments(self, ground: Style) -> Iterator[Segment]:
        for key in self._fitting():
            yield Segment(" " * GAP, ground)
            yield from self._written(key, ground)

    def _written(self, key: FootKey, ground: Style) -> Iterator[Segment]:
        names = ("keyline--key", "keyline--label")
        styles = [ground + self.get_component_rich_style(name, partial=True) for name in names]
        if key == self._under:
            styles = [ground + self.get_component_rich_style("keyline--hover")] * 2
        yield Segment(key.display, styles[0])
        yield Segment(f" {key.label}", styles[1])

"""The timeline: all acts and beats, to be clicked and scrubbed."""

from __future__ import annotations

from textual import events
from textual.message import Message

from scenes.canvas.canvas import Canvas
from scenes.canvas.palette import Palette
from scenes.screens.widgets.drawn import Drawn
from scenes.story.beats import Act


class Timeline(Drawn):
    """One mark a beat; names of acts where there is room for them."""

    class Scrubbed(Message):
        """The reader clicked on, or dragged to, a beat."""

        def __init__(self, act: int, beat: int) -> None:
            """Tell which, both counted from 0."""
            super().__init__()
            self.act = act
            self.beat = beat

    class Hovered(Message):
        """The mouse is over an act; empty when over none."""

        def __init__(self, words: str) -> None:
            """Tell its name and what it is about."""
            super().__init__()
            self.words = words

    def __init__(self, palette: Palette, acts: tuple[Act, ...], *, id: str | None = None) -> None:  # noqa: A002
        """Make a timeline of these acts."""
        super().__init__(palette, id=id)
        self._acts = acts
        self._at = (0, 0)
        self._held = False

    def show(self, act: int, beat: int) -> None:
        """Mark where the reader is."""
        self._at = (act, beat)
        self.redraw()

    def _starts(self, width: int) -> tuple[list[int], bool]:
        """Return the column at which each act's marks start, and whether names fit."""
        named = [max(len(act.name), len(act.beats)) + 2 for act in self._acts]
        numbered = [len(act.beats) + len(str(i + 1)) + 1 for i, act in enumerate(self._acts)]
        fits = sum(named) <= width and self.size.height > 1
        widths = named if fits else numbered
        spare = max(0, width - sum(widths)) // len(widths)
        starts, x = [], max(0, width - sum(widths) - spare * len(widths)) // 2
        for index, columns in enumerate(widths):
            starts.append(x + (0 if fits else len(str(index + 1))))
            x += columns + spare
        return starts, fits

    def draw(self, canvas: Canvas) -> None:
        """Draw names or numbers, and the marks."""
        starts, named = self._starts(canvas.width)
        style = self.palette.style
        row = canvas.height - 1
        for index, (act, start) in enumerate(zip(self._acts, starts, strict=True)):
            here = index == self._at[0]
            if named:
                canvas.put(start, row - 1, act.name, style("bold" if here else "muted"))
            else:
                label = str(index + 1)
                canvas.put(start - len(label), row, label, style("bold" if here else "muted"))
            for beat in range(len(act.beats)):
                place = (index, beat)
                mark = "◆" if place == self._at else "●" if place < self._at else "○"
                term = "rate bold" if place == self._at else "text" if here else "muted"
                canvas.put(start + beat, row, mark, style(term))

    def _under(self, x: int) -> tuple[int, int]:
        starts, _ = self._starts(self.size.width)
        act = max((i for i, start in enumerate(starts) if start - 1 <= x), default=0)
        return act, min(max(x - starts[act], 0), len(self._acts[act].beats) - 1)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Go there, and hold on."""
        if event.button != 1:
            return
        self._held = True
        self.capture_mouse()
        self.post_message(self.Scrubbed(*self._under(event.x)))

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Scrub while held; else tell which act is under the mouse."""
        act, beat = self._under(event.x)
        if self._held:
            if (act, beat) != self._at:
                self.post_message(self.Scrubbed(act, beat))
        else:
            name = self._acts[act]
            self.post_message(self.Hovered(f"{name.name}: [dim]about {name.about}[/]"))

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Let go."""
        if self._held:
            self._held = False
            self.release_mouse()

    def on_mouse_release(self, event: events.MouseRelease) -> None:
        """Let go: something else has taken the mouse."""
        self._held = False

    def on_leave(self, event: events.Leave) -> None:
        """No act is under the mouse."""
        self.post_message(self.Hovered(""))

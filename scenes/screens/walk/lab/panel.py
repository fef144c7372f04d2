"""The panel of the lab: what can be changed, what it did to the answer, which Jays matter."""

from __future__ import annotations

import math
from typing import ClassVar, Literal, NamedTuple

from textual import events
from textual.binding import BindingType
from textual.message import Message

from scenes.canvas.canvas import Canvas
from scenes.canvas.painters import Box, Brush, painter_of
from scenes.canvas.painters.base import plain_width
from scenes.canvas.palette import Palette
from scenes.screens.walk.lab.controls import Control
from scenes.screens.walk.lab.keys import LAB_KEYS
from scenes.screens.walk.lab.view import View
from scenes.screens.widgets.drawn import Drawn
from scenes.screens.widgets.heading import slim_margin_of
from scenes.story.figures import Bars, Floats
from scenes.story.numbers import number, rounded, signed

WIDE = 108
"""Columns, without margins, from which answers and Jays stand side by side."""
WIDEST = 150
"""Columns from which the edits have a place of their own."""
GAP = 3
ANSWERS, RANKS, MADE = 42, 33, 34
"""Columns of the answers' bars, of the ranking, and of the edits made."""
ROWS = 10
TITLED = 12
"""Rows from which each list has its title and all its rows."""
MOST_TYPED = 8

Pane = Literal["answers", "jays", "made"]
PANES: tuple[Pane, ...] = ("answers", "jays", "made")


class Hit(NamedTuple):
    """A place that can be clicked."""

    box: Box
    kind: Literal["less", "more", "control", "jay", "made"]
    item: int


class LabPanel(Drawn, can_focus=True):
    """Draws a view of the lab; what the reader does in it goes up."""

    BINDINGS: ClassVar[list[BindingType]] = [*LAB_KEYS]

    class Turned(Message):
        """The reader turned a control: by −1 or 1, or with 0 did what its key does."""

        def __init__(self, which: str, by: int) -> None:
            """Tell which, by its id."""
            super().__init__()
            self.which = which
            self.by = by

    class Typed(Message):
        """The reader set a control to a number."""

        def __init__(self, which: str, value: float) -> None:
            """Tell which, by its id."""
            super().__init__()
            self.which = which
            self.value = value

    class Looked(Message):
        """The reader chose a Jay: the one of this index, or so many on."""

        def __init__(self, kind: str, index: int | None = None, by: int = 0) -> None:
            """Tell what kind of node, and which."""
            super().__init__()
            self.kind = kind
            self.index = index
            self.by = by

    class Undone(Message):
        """The reader took back the edit at an index; without one, the last."""

        def __init__(self, index: int | None = None) -> None:
            """Tell which."""
            super().__init__()
            self.index = index

    class Pointed(Message):
        """Another control is chosen."""

    class Closed(Message):
        """The reader closed the lab."""

    def __init__(self, palette: Palette, *, id: str | None = None) -> None:  # noqa: A002
        """Make it empty."""
        super().__init__(palette, id=id)
        self._view: View | None = None
        self._chosen = 0
        self._rank = 0
        self._pane: Pane = "answers"
        self._typed: str | None = None
        self._hits: list[Hit] = []

    def show(self, view: View) -> None:
        """Show this."""
        self._view = view
        self.redraw()

    @property
    def control(self) -> Control | None:
        """The control that is chosen."""
        return None if self._view is None else self._view.controls[self._chosen]

    # Keys.

    def action_move(self, by: int) -> None:
        """Choose the next or previous control, or Jay of the ranking."""
        if self._view is None:
            return
        if self._pane == "jays":
            # One who is not in the ranking stands before it, or after it.
            at = self._rank if self._rank >= 0 or by > 0 else 0
            self._rank = (at + by) % len(self._view.ranking)
            self.post_message(self.Looked("jay", self._view.ranking[self._rank].jay))
        else:
            self._choose((self._chosen + by) % len(self._view.controls))

    def action_turn(self, by: int) -> None:
        """Turn the chosen control."""
        if self.control is not None:
            self.post_message(self.Turned(self.control.id, by))

    def action_pick(self, control: str) -> None:
        """Choose a control by its key; a switch is switched at once."""
        if self._view is None:
            return
        self._pane = "answers"
        self._choose(next(i for i, c in enumerate(self._view.controls) if c.id == control))
        self.post_message(self.Turned(control, 0))

    def action_number(self) -> None:
        """Start to type a number; where there is none to type, do what the key does."""
        if self.control is None:
            return
        if self.control.set_to is None:
            self.post_message(self.Turned(self.control.id, 0))
        else:
            self._typed = ""
            self.redraw()

    def action_look(self, kind: str, by: int) -> None:
        """Look at the next or previous node of a kind."""
        self.post_message(self.Looked(kind, by=by))

    def action_pane(self, by: int) -> None:
        """Go to the next list."""
        self._pane = PANES[(PANES.index(self._pane) + by) % len(PANES)]
        self.redraw()

    def action_undo(self) -> None:
        """Take the last edit back."""
        self.post_message(self.Undone())

    def action_close(self) -> None:
        """Close the lab."""
        self.post_message(self.Closed())

    def _choose(self, index: int) -> None:
        self._chosen, self._typed = index, None
        self.redraw()
        self.post_message(self.Pointed())

    def on_key(self, event: events.Key) -> None:
        """Take what is typed, while a number is."""
        if self._typed is None:
            return
        event.stop()
        event.prevent_default()
        character = "-" if event.key == "minus" else (event.character or "").replace(",", ".")
        if event.key == "escape":
            self._typed = None
        elif event.key == "backspace":
            self._typed = self._typed[:-1]
        elif event.key == "enter":
            self._finish()
        elif character and character in "0123456789.-" and len(self._typed) < MOST_TYPED:
            self._typed += character
        self.redraw()

    def _finish(self) -> None:
        typed, self._typed = self._typed, None
        try:
            value = float(typed or "")
        except ValueError:
            return
        if self.control is not None and math.isfinite(value):
            self.post_message(self.Typed(self.control.id, value))

    # Mouse.

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Choose or turn what was clicked."""
        hit = next((hit for hit in self._hits if hit.box.contains(event.x, event.y)), None)
        if event.button != 1 or hit is None or self._view is None:
            return
        self._typed = None
        if hit.kind == "jay":
            self._rank = hit.item
            self.post_message(self.Looked("jay", self._view.ranking[hit.item].jay))
        elif hit.kind == "made":
            self.post_message(self.Undone(hit.item))
        else:
            self._choose(hit.item)
            if hit.kind != "control":
                by = 1 if hit.kind == "more" else -1
                self.post_message(self.Turned(self._view.controls[hit.item].id, by))

    # Drawing.

    def draw(self, canvas: Canvas) -> None:
        """Draw what there is room for."""
        view = self._view
        self._hits = []
        if view is None:
            return
        brush = Brush(canvas, self.palette, 1.0)
        margin = slim_margin_of(canvas.width)
        inner = canvas.width - 2 * margin
        self._status(view, margin, inner, brush)
        height = canvas.height - 1
        self._rank = next((i for i, rank in enumerate(view.ranking) if rank.jay == view.jay), -1)
        lists = [Box(0, 1, width, height) for width in self._widths(inner)]
        x = margin
        for index, box in enumerate(lists):
            box = box._replace(x=x)
            if index == 0:
                self._controls(view, box, brush)
            else:
                for y in range(box.y, box.y + height):
                    brush.put(x - GAP + 1, y, "│", "faint")
                self._list(self._shown(len(lists))[index - 1], view, box, brush)
            x += box.width + GAP

    def _widths(self, inner: int) -> list[int]:
        """Return the columns of each list, the controls' first."""
        others = [ANSWERS]
        if inner >= WIDE:
            others.append(RANKS)
        if inner >= WIDEST:
            others.append(MADE)
        rest = inner - sum(others) - GAP * len(others)
        # What the controls cannot use goes to the answers.
        controls = min(rest, 46)
        others[0] += rest - controls
        return [controls, *others]

    def _shown(self, lists: int) -> tuple[Pane, ...]:
        """Return which lists stand beside the controls."""
        if lists == 2:
            return (self._pane,)
        if lists == 3:
            return ("answers", "made" if self._pane == "made" else "jays")
        return PANES

    def _status(self, view: View, x: int, width: int, brush: Brush) -> None:
        """Tell what is changed, how far it reaches and what it does to the score."""
        for words, score in view.status:
            left, right = plain_width(words) + 3, plain_width(score)
            if left + right + 2 <= width:
                break
        brush.markup(x, 0, f"[rate]IF[/] {words}", width=width)
        brush.markup(max(x + width - right, x + left + 1), 0, score)

    def _title(self, words: str, pane: Pane, box: Box, brush: Brush) -> Box:
        """Write a list's title; return the room under it."""
        mark = "[rate]▾[/] " if pane == self._pane and pane != "answers" else ""
        brush.markup(box.x, box.y, mark + words, width=box.width)
        return Box(box.x, box.y + 1, box.width, box.height - 1)

    def _controls(self, view: View, box: Box, brush: Brush) -> None:
        if box.height + 1 >= TITLED:
            mark = "[rate]▾[/] " if self._pane != "jays" else ""
            brush.markup(box.x, box.y, f"{mark}[bold]what would you change?[/]", width=box.width)
            box = Box(box.x, box.y + 1, box.width, box.height - 1)
        rows = min(box.height, ROWS)
        first = min(max(0, self._chosen - rows // 2), len(view.controls) - rows)
        for y, index in enumerate(range(first, first + rows), start=box.y):
            self._control(view.controls[index], index, Box(box.x, y, box.width, 1), brush)
        if first > 0:
            brush.put(box.x - 1, box.y, "▴", "muted")
        if first + rows < len(view.controls):
            brush.put(box.x - 1, box.y + rows - 1, "▾", "muted")

    def _control(self, control: Control, index: int, box: Box, brush: Brush) -> None:
        chosen = index == self._chosen
        x, y = box.x, box.y
        brush.put(x, y, "▸" if chosen else " ", "muted" if self._pane == "jays" else "rate")
        brush.put(x + 1, y, control.key, "rate")
        value, style = control.value, "rate" if control.edited else "text"
        if chosen and self._typed is not None:
            value, style = self._typed + "▏", "rate reverse"
        end = x + box.width
        start = end - len(value) - 4
        brush.markup(x + 3, y, control.name, width=max(0, start - x - 4))
        brush.put(start, y, "◀", "rate" if control.less and chosen else "faint")
        brush.put(start + 2, y, value, f"{style} bold" if chosen else style)
        brush.put(end - 1, y, "▶", "rate" if control.more and chosen else "faint")
        self._hits += [
            Hit(Box(start - 1, y, 3, 1), "less", index),
            Hit(Box(end - 2, y, 3, 1), "more", index),
            Hit(box, "control", index),
        ]

    def _list(self, pane: Pane, view: View, box: Box, brush: Brush) -> None:
        if pane == "answers":
            self._answers(view, box, brush)
        elif pane == "jays":
            self._ranking(view, box, brush)
        else:
            self._made(view, box, brush)

    def _answers(self, view: View, box: Box, brush: Brush) -> None:
        """Draw the ten outputs before and after; where it is low, in two halves of five."""
        half = (box.width - 2) // 2
        left = Box(box.x, box.y, half, box.height)
        right = Box(box.x + half + 2, box.y, half, box.height)
        count = len(view.after)
        if box.height + 1 >= TITLED:
            was = _bars(view.before, None, 0, "[bold]before[/]")
            now = _bars(view.after, view.before, 0, "[lola]now[/]")
        else:
            middle = (count + 1) // 2
            was = _bars(view.after[:middle], view.before[:middle], 0)
            now = _bars(view.after[middle:], view.before[middle:], middle)
        painter_of(was).paint(was, left, brush)
        painter_of(now).paint(now, right, brush)

    def _ranking(self, view: View, box: Box, brush: Brush) -> None:
        lola = f"[lola]Lola {view.answer}[/]"
        roomy = box.height + 1 >= TITLED
        title = "[bold]who matters?[/]" if roomy else "[bold]which Jays matter?[/]"
        under = self._title(f"{title} {lola} without him", "jays", box, brush)
        columns = -(-len(view.ranking) // max(1, min(under.height, ROWS)))
        rows = -(-len(view.ranking) // columns)
        width = under.width // columns
        for index, matter in enumerate(view.ranking):
            x, y = under.x + index // rows * width, under.y + index % rows
            mark = "▸" if matter.jay == view.jay else " "
            brush.put(x, y, mark, "rate" if self._pane == "jays" else "text")
            end = brush.markup(x + 1, y, f"[jay]Jay {matter.jay}[/]")
            if columns > 1:
                term = "positive" if matter.change > 0 else "negative"
                text = signed(matter.change, min(view.digits, 3)).replace("0.", ".", 1)
                brush.put(end + 1, y, text, term)
            else:
                text = number(matter.without, view.digits)
                brush.put(x + 10, y, text, "text")
                term = "positive" if matter.change > 0 else "negative"
                # As printed: what he gives to the answer less what is left of it without him.
                now = rounded(matter.without - matter.change, view.digits)
                change = rounded(matter.without, view.digits) - now
                at = brush.put(x + 12 + len(text), y, signed(change, view.digits), term)
                if matter.answer != view.answer:
                    brush.put(at + 1, y, f"then {matter.answer}", "error")
            self._hits.append(Hit(Box(x, y, width, 1), "jay", index))

    def _made(self, view: View, box: Box, brush: Brush) -> None:
        under = self._title("[bold]changed[/] [dim]⌫ last, u all[/]", "made", box, brush)
        if not view.made:
            brush.markup(under.x, under.y, "[dim]nothing yet[/]")
        shown = list(enumerate(view.made))[-under.height :]
        for y, (index, edit) in enumerate(shown, start=under.y):
            end = brush.put(under.x, y, "× ", "error")
            brush.put(end, y, edit.words[: under.width - 2], "text")
            self._hits.append(Hit(Box(under.x, y, under.width, 1), "made", index))


def _bars(values: Floats, before: Floats | None, first: int, title: str = "") -> Bars:
    """Bars of some outputs, the first of which is that of this digit."""
    labels = tuple(f"[lola]{digit}[/]" for digit in range(first, first + len(values)))
    return Bars(title=title, labels=labels, values=values, before=before)

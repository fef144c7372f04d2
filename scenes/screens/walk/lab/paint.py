"""How the lab's panel is drawn: status, controls, answers, who matters, and what is changed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from scenes.canvas.hits import Hit
from scenes.canvas.painters import Box, Brush, painter_of
from scenes.canvas.painters.base import plain_width
from scenes.screens.walk.lab.controls import Control
from scenes.screens.walk.lab.view import LabView
from scenes.screens.widgets.margins import slim_margin_of
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
Pane = Literal["answers", "jays", "made"]
PANES: tuple[Pane, ...] = ("answers", "jays", "made")


class Zone(NamedTuple):
    """A place that can be clicked, and what it is."""

    box: Box
    hit: Hit


@dataclass
class LabPainter:
    """Draws one view of the lab, and notes what can be clicked."""

    view: LabView
    brush: Brush
    chosen: int
    """The control that is chosen."""
    pane: Pane
    """The list that the keys go through."""
    typed: str | None
    """The number that is being typed."""
    _zones: list[Zone] = field(default_factory=list)

    def paint(self) -> list[Zone]:
        """Draw what there is room for; return what can be clicked, and where."""
        view, canvas, brush = self.view, self.brush.canvas, self.brush
        margin = slim_margin_of(canvas.width)
        inner = canvas.width - 2 * margin
        self._status(view, margin, inner, brush)
        height = canvas.height - 1
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
        return self._zones

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
            return (self.pane,)
        if lists == 3:
            return ("answers", "made" if self.pane == "made" else "jays")
        return PANES

    def _status(self, view: LabView, x: int, width: int, brush: Brush) -> None:
        """Tell what is changed, how far it reaches and what it does to the score."""
        for words, score in view.status:
            left, right = plain_width(words) + 3, plain_width(score)
            if left + right + 2 <= width:
                break
        brush.markup(x, 0, f"[rate]IF[/] {words}", width=width)
        brush.markup(max(x + width - right, x + left + 1), 0, score)

    def _title(self, words: str, pane: Pane, box: Box, brush: Brush) -> Box:
        """Write a list's title; return the room under it."""
        mark = "[rate]▾[/] " if pane == self.pane and pane != "answers" else ""
        brush.markup(box.x, box.y, mark + words, width=box.width)
        return Box(box.x, box.y + 1, box.width, box.height - 1)

    def _controls(self, view: LabView, box: Box, brush: Brush) -> None:
        if box.height + 1 >= TITLED:
            mark = "[rate]▾[/] " if self.pane != "jays" else ""
            brush.markup(box.x, box.y, f"{mark}[bold]what would you change?[/]", width=box.width)
            box = Box(box.x, box.y + 1, box.width, box.height - 1)
        rows = min(box.height, ROWS)
        first = min(max(0, self.chosen - rows // 2), len(view.controls) - rows)
        for y, index in enumerate(range(first, first + rows), start=box.y):
            self._control(view.controls[index], index, Box(box.x, y, box.width, 1), brush)
        if first > 0:
            brush.put(box.x - 1, box.y, "▴", "muted")
        if first + rows < len(view.controls):
            brush.put(box.x - 1, box.y + rows - 1, "▾", "muted")

    def _control(self, control: Control, index: int, box: Box, brush: Brush) -> None:
        chosen = index == self.chosen
        x, y = box.x, box.y
        brush.put(x, y, "▸" if chosen else " ", "muted" if self.pane == "jays" else "rate")
        brush.put(x + 1, y, control.key, "rate")
        value, style = control.value, "rate" if control.edited else "text"
        if chosen and self.typed is not None:
            value, style = self.typed + "▏", "rate reverse"
        end = x + box.width
        start = end - len(value) - 4
        brush.markup(x + 3, y, control.name, width=max(0, start - x - 4))
        brush.put(start, y, "◀", "rate" if control.less and chosen else "faint")
        brush.put(start + 2, y, value, f"{style} bold" if chosen else style)
        brush.put(end - 1, y, "▶", "rate" if control.more and chosen else "faint")
        self._zones += [
            Zone(Box(start - 1, y, 3, 1), Hit("less", index)),
            Zone(Box(end - 2, y, 3, 1), Hit("more", index)),
            Zone(box, Hit("control", index)),
        ]

    def _list(self, pane: Pane, view: LabView, box: Box, brush: Brush) -> None:
        if pane == "answers":
            self._answers(view, box, brush)
        elif pane == "jays":
            self._ranking(view, box, brush)
        else:
            self._made(view, box, brush)

    def _answers(self, view: LabView, box: Box, brush: Brush) -> None:
        """Draw the ten outputs before and after; where it is low, in two halves of five."""
        half = (box.width - 2) // 2
        left = Box(box.x, box.y, half, box.height)
        right = Box(box.x + half + 2, box.y, half, box.height)
        count = len(view.after)
        if box.height + 1 >= TITLED:
            was = _bars(view.before, None, view.names, "[bold]before[/]")
            now = _bars(view.after, view.before, view.names, "[lola]now[/]")
        else:
            middle = (count + 1) // 2
            was = _bars(view.after[:middle], view.before[:middle], view.names[:middle])
            now = _bars(view.after[middle:], view.before[middle:], view.names[middle:])
        painter_of(was).paint(was, left, brush)
        painter_of(now).paint(now, right, brush)

    def _ranking(self, view: LabView, box: Box, brush: Brush) -> None:
        lola = f"[lola]Lola {view.names[view.answer]}[/]"
        roomy = box.height + 1 >= TITLED
        title = "[bold]who matters?[/]" if roomy else "[bold]which Jays matter?[/]"
        under = self._title(f"{title} {lola} without him", "jays", box, brush)
        columns = -(-len(view.ranking) // max(1, min(under.height, ROWS)))
        rows = -(-len(view.ranking) // columns)
        width = under.width // columns
        digits = min(view.digits, 3) if columns > 1 else view.digits
        for index, matter in enumerate(view.ranking):
            # As printed: what is left of the answer without him less what it is with him.
            now = rounded(matter.without - matter.change, digits)
            change = rounded(matter.without, digits) - now
            term = "positive" if change > 0 else "negative"
            x, y = under.x + index // rows * width, under.y + index % rows
            mark = "▸" if matter.jay == view.jay else " "
            brush.put(x, y, mark, "rate" if self.pane == "jays" else "text")
            end = brush.markup(x + 1, y, f"[jay]Jay {matter.jay}[/]")
            if columns > 1:
                text = signed(change, digits).replace("0.", ".", 1)
                brush.put(end + 1, y, text, term)
            else:
                text = number(matter.without, view.digits)
                brush.put(x + 10, y, text, "text")
                at = brush.put(x + 12 + len(text), y, signed(change, digits), term)
                if matter.answer != view.answer:
                    brush.put(at + 1, y, f"then {view.names[matter.answer]}", "error")
            self._zones.append(Zone(Box(x, y, width, 1), Hit("jay", index)))

    def _made(self, view: LabView, box: Box, brush: Brush) -> None:
        under = self._title("[bold]changed[/] [dim]⌫ last, u all[/]", "made", box, brush)
        if not view.made:
            brush.markup(under.x, under.y, "[dim]nothing yet[/]")
        shown = list(enumerate(view.made))[-under.height :]
        for y, (index, edit) in enumerate(shown, start=under.y):
            end = brush.put(under.x, y, "× ", "error")
            brush.put(end, y, edit.words[: under.width - 2], "text")
            self._zones.append(Zone(Box(under.x, y, under.width, 1), Hit("made", index)))


def _bars(values: Floats, before: Floats | None, names: tuple[str, ...], title: str = "") -> Bars:
    """Bars of some outputs, each with the name of its class."""
    labels = tuple(f"[lola]{name}[/]" for name in names)
    return Bars(title=title, labels=labels, values=values, before=before)

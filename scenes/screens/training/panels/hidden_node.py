"""The weights of one hidden node, large, then and now, and how far they have moved."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scenes.canvas.canvas import Canvas
from scenes.canvas.painters.base import Brush, plain_width
from scenes.canvas.palette import Palette
from scenes.screens.training.movement import Movement, Weights
from scenes.screens.training.panels.mosaic import Mosaic, write_title
from scenes.screens.training.view import TrainingView, after
from scenes.screens.training.weight_pictures import BLANK, Codes, pictures, scale_of
from scenes.story.numbers import decimals, number, signed

BETWEEN = " · "
APART = 2
"""Columns between the two pictures."""


@dataclass(frozen=True)
class Phrase:
    """A few words, marked up, and a gloss that follows them where there is room."""

    words: str
    gloss: str = ""


def phrases_of(
    movement: Movement, base: int, samples: int, things: str = "digits"
) -> tuple[Phrase, ...]:
    """Say how far the weights have moved from one moment to another, the most important first.

    The moments are named by the samples before them.
    """
    if not movement.distance:
        gloss = ": one weight a pixel, [positive]for[/] it or [negative]against[/]"
        if not samples:
            return (Phrase("not moved yet", gloss),)
        if base == samples:
            return (Phrase("the same moment twice", gloss),)
        return (Phrase(f"not moved from {base:,} to {samples:,} {things}", gloss),)
    distance = number(movement.distance, decimals(movement.distance, 3, least=2))
    largest = signed(movement.largest, decimals(movement.largest, 2))
    phrases = [
        Phrase(f"moved [bold]{distance}[/] in all"),
        Phrase(f"most [bold]{largest}[/] at row {movement.row}, column {movement.column}"),
    ]
    if movement.likeness is not None:
        phrases.append(
            Phrase(
                f"alike [bold]{number(movement.likeness, 2)}[/]",
                " [dim](1 the same, 0 not at all, −1 reversed)[/]",
            )
        )
    return tuple(phrases)


def packed(phrases: tuple[Phrase, ...], width: int) -> list[str]:
    """Return phrases in as few lines of this width as will do, each phrase in one."""
    lines: list[str] = []
    for phrase in phrases:
        words = phrase.words + phrase.gloss
        if plain_width(words) > width:
            words = phrase.words
        if lines and plain_width(lines[-1] + BETWEEN + words) <= width:
            lines[-1] += BETWEEN + words
        else:
            lines.append(words)
    return lines


class HiddenNodePanel(Mosaic):
    """The weights of the chosen hidden node at two moments, and how far they have moved."""

    def __init__(self, palette: Palette, *, id: str | None = None) -> None:  # noqa: A002
        """Show no one yet."""
        super().__init__(palette, id=id)
        self._node: int | None = None
        self._weights: Weights = np.zeros((2, 0), np.float32)
        self._shape = (0, 0)
        self._names = ("", "")
        self._phrases: tuple[Phrase, ...] = ()
        self._scale = 0.0
        """What the strongest colours stand for."""

    def show(self, view: TrainingView) -> None:
        """Show its weights at the moment compared with, and at the one shown."""
        node = self._node = view.hidden_node
        moments = view.base, view.moment
        thing = view.classes.thing
        self._names = after(view.base.samples, thing), after(view.moment.samples, thing)
        self._weights = np.stack([moment.input_hidden[node] for moment in moments])
        self._shape = view.shape
        self._scale = scale_of(self._weights, self._scale)
        self._phrases = phrases_of(
            view.movement, view.base.samples, view.moment.samples, view.classes.things
        )
        self.redraw()

    def _placed(self, width: int, height: int) -> tuple[int, int]:
        """Return how many pictures there is room for, which is also the row they begin in; rows."""
        side = self._shape[1]
        many = 2 if width >= 2 * side + 1 else 1
        wide = (width - (many - 1)) // many
        # Not by the words there are, lest the pictures jump when there are more.
        lines = 2 if many == 2 else 3
        room = min(wide // 2, height - many - lines)
        # Rows with which each pixel is as large as the next, or nearly; the best first.
        heights = side, side * 3 // 4, side // 2
        high = next((rows for rows in heights if rows <= room), 0)
        return many, high or max(0, min(heights[-1], wide // 2, height - many - 1))

    def _columns(self, width: int, high: int) -> tuple[int, int]:
        """Return the columns in which the two pictures begin."""
        room = max(2 * high, len(self._names[0]))
        return 0, max(0, min(room + APART, width - 2 * high))

    def draw(self, canvas: Canvas) -> None:
        """Write titles, legend and words."""
        if self._node is None:
            return
        many, high = self._placed(canvas.width, canvas.height)
        brush = Brush(canvas, self.palette, 1.0)
        name = f"[jay]Jay {self._node}[/]"
        if many == 1:
            write_title(f"{name} {self._names[1]}", self._scale, canvas, self.palette)
        else:
            words = f"{name}'s {self._weights.shape[1]} weights"
            write_title(words, self._scale, canvas, self.palette)
            for x, words in zip(self._columns(canvas.width, high), self._names, strict=True):
                brush.put(x, 1, words, "muted")
        for y, line in enumerate(packed(self._phrases, canvas.width), start=many + high):
            brush.markup(0, y, line, width=canvas.width)

    def pictured(self, width: int, height: int) -> tuple[Codes, Codes]:
        """Return the pictures' rows."""
        if self._node is None:
            return np.zeros(0, np.intp), np.zeros((0, width), np.intp)
        many, high = self._placed(width, height)
        codes = np.full((high, width), BLANK)
        if high:
            shown = pictures(self._weights[-many:], self._shape, 2 * high, high, self._scale)
            for x, picture in zip(self._columns(width, high), shown, strict=False):
                codes[:, x : x + 2 * high] = picture
        return np.arange(many, many + high), codes

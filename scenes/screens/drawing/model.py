"""What the reader does at the drawing screen: draw, say what was meant, and tell the network.

It knows no screen, and outlives the one that shows it: who comes back finds the drawing.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from scenes.screens.drawing.learner import Learner
from scenes.screens.drawing.recognition import Recognition
from scenes.screens.drawing.sheet import DrawingSheet
from scenes.story.images import FoundDigit
from scenes.story.networks import NamedNetwork
from scenes.story.own_data import Split, add_pictures
from scenes.story.passes import DRAWN, Pass
from tinynet import Dataset


class DrawingModel:
    """A sheet, a cursor that paints on it by keys, what was meant, and the network that looks on.

    Strokes go to the sheet itself, but for their beginning, by which mouse and keys take turns.
    """

    def __init__(self) -> None:
        """Put up an empty sheet, at which no network looks on yet."""
        self.sheet = DrawingSheet()
        rows, columns = self.sheet.ink.shape
        self.cursor = (rows // 2, columns // 2)
        """Where the keys paint: row and column."""
        self.by_keys = False
        """Whether the keys were used last, and the cursor is to be seen."""
        self._pen = False
        """Whether the last stroke is one of the keys."""
        self.meant: int | None = None
        self.learner: Learner | None = None
        self.found: Sequence[FoundDigit] = ()
        """The digits of the image that was opened."""
        self.shown = 0
        """Which of them was put on the sheet last."""
        self._kept_in: str | None = None

    @property
    def kept_in(self) -> str:
        """The folder that drawings were added to last, or that is suggested."""
        return self._kept_in or f"my-{self.thing}s"

    @property
    def thing(self) -> str:
        """What is drawn: a digit, or a picture of one of the classes."""
        return "digit" if self.learner is None else self.learner.digits.classes.thing

    # By mouse.

    def begin(self, x: float, y: float, *, erase: bool = False) -> None:
        """Put the mouse's brush on the sheet; the keys' is lifted."""
        self.by_keys = self._pen = False
        self.sheet.begin(x, y, erase=erase)

    # By keys.

    @property
    def pen_down(self) -> bool:
        """Whether the keys are painting."""
        return self._pen and self.sheet.painting

    def step(self, rows: int, columns: int) -> None:
        """Move the cursor, and the brush with it if the keys have it on the sheet."""
        (row, column), (height, width) = self.cursor, self.sheet.ink.shape
        self.cursor = (
            min(max(row + rows, 0), height - 1),
            min(max(column + columns, 0), width - 1),
        )
        self.by_keys = True
        if self.pen_down:
            self.sheet.move(*self._under_cursor)

    def toggle_pen(self) -> None:
        """Put the brush on the sheet at the cursor, or lift it."""
        self.by_keys = True
        if self.pen_down:
            self.sheet.end()
        else:
            self._put_pen()

    def toggle_eraser(self) -> None:
        """Turn the brush into an eraser, or back. On the sheet it goes on as what it now is."""
        self.sheet.erasing = not self.sheet.erasing
        if self.pen_down:
            self._put_pen()

    def _put_pen(self) -> None:
        self._pen = True
        self.sheet.begin(*self._under_cursor)

    @property
    def _under_cursor(self) -> tuple[float, float]:
        row, column = self.cursor
        return column + 0.5, row + 0.5

    # Another drawing.

    def clear(self) -> None:
        """Take a new sheet and the pen, for another digit. Undoing brings the old sheet back."""
        self.sheet.clear()
        self.meant = None

    def open(self, found: Sequence[FoundDigit]) -> None:
        """Take the digits of an image, and put the first on the sheet."""
        self.found, self.shown = found, -1
        self.show_next()

    def show_next(self) -> bool:
        """Put the image's next digit on the sheet; return whether there is one."""
        if not self.found:
            return False
        self.shown = (self.shown + 1) % len(self.found)
        self.sheet.load(self.found[self.shown].framed)
        self.meant = None
        return True

    def keep_in(self, directory: str) -> dict[Split, int] | None:
        """Add the prepared drawing, as what was meant, to a data set; return what that holds.

        None if nothing is drawn, or it was not said what was meant. Raises
        :class:`TinynetError` for a folder that cannot be written to.
        """
        recognised = self.recognised()
        if recognised is None or recognised.blank or self.meant is None or self.learner is None:
            return None
        self._kept_in = directory
        labels = np.array([self.meant], np.uint8)
        names = self.learner.digits.classes.names
        return add_pictures(directory, recognised.prepared.image[np.newaxis], labels, names)

    # The network that looks on.

    def show_to(self, named: NamedNetwork, digits: Dataset) -> None:
        """Have a network look on. One that was told is still told."""
        if self.learner is None or not self.learner.knows(named):
            self.learner = Learner(named, digits, self.learner)

    def say_meant(self, digit: int) -> None:
        """Say which digit it should have been; said twice, leave it open again."""
        self.meant = None if digit == self.meant else digit

    def recognised(self) -> Recognition | None:
        """Return what the network makes of the drawing as it is."""
        if self.learner is None:
            return None
        return self.learner.recognise(self.sheet.image, self.sheet.original, self.meant)

    def tell(self) -> bool:
        """Tell the network what was meant by the drawing; return whether there was anything."""
        if self.learner is None or self.meant is None or self.sheet.blank:
            return False
        self.learner.tell(self.sheet.original, self.meant)
        return True

    def take_back(self) -> bool:
        """Take back all that the network was told; return whether that was anything."""
        if self.learner is None or not self.learner.told:
            return False
        self.learner.forget()
        return True

    def inside(self) -> Pass | None:
        """Return the walk's pass of the prepared drawing through the network as it is now."""
        recognised = self.recognised()
        if self.learner is None or recognised is None or recognised.blank:
            return None
        return Pass(
            self.learner.named.learning(None, None),
            data=self.learner.digits,
            index=0,
            of=DRAWN,
            changed=recognised.prepared.image,
            meant=recognised.answer if self.meant is None else self.meant,
        )

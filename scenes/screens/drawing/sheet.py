"""The sheet that is drawn on: its ink, a soft round brush, and strokes that can be undone.

It knows no network and no screen; :mod:`scenes.screens.drawing.model` has both looked at it.
"""

from __future__ import annotations

from collections import deque

import numpy as np
from numpy.typing import NDArray

from scenes.story.figures import Floats
from tinynet.prepare import SIDE, resized

FULL = 255.0
RADII = {1: 0.7, 2: 1.15, 3: 1.8}
"""Each brush's radius in pixels: halfway out its rim is half as dark."""
ERASER_LARGER = 1.0
"""Pixels: so a stroke is rubbed out, with its soft rim, by the same brush going the same way."""
MOST_STROKES = 200
"""Strokes that can be undone."""
_FAR = 10.0 * SIDE
"""So far beside the sheet nothing is painted, wherever the mouse may be."""


class DrawingSheet:
    """Paper as large as MNIST's digits, and what was drawn on it.

    Places are in pixels, x to the right and y down, from the sheet's top left corner; a pixel's
    middle is at a half.
    """

    def __init__(self) -> None:
        """Take an empty sheet, a pen and the middle one of the brushes."""
        self.ink: Floats = np.zeros((SIDE, SIDE))
        """The drawing: 0 is paper, 255 is ink."""
        self.brush = 2
        self.erasing = False
        self._undo: deque[Floats] = deque(maxlen=MOST_STROKES)
        self._redo: list[Floats] = []
        self._loaded: list[tuple[Floats, NDArray[np.uint8]]] = []
        """What images became on the sheet, and what they were."""
        self._before: Floats | None = None
        """The sheet before the stroke under way, if one is."""
        self._at = (0.0, 0.0)
        self._erases = False
        self._rows, self._columns = np.mgrid[:SIDE, :SIDE] + 0.5

    @property
    def image(self) -> NDArray[np.uint8]:
        """The drawing's pixels, 0 to 255."""
        return np.rint(self.ink).astype(np.uint8)

    @property
    def original(self) -> NDArray[np.uint8]:
        """What is to be prepared: a loaded image as large as it was, until it is drawn on."""
        return next((image for ink, image in self._loaded if ink is self.ink), self.image)

    @property
    def blank(self) -> bool:
        """Whether there is nothing on the sheet."""
        return not self.image.any()

    # Strokes.

    @property
    def painting(self) -> bool:
        """Whether a stroke is under way."""
        return self._before is not None

    def begin(self, x: float, y: float, *, erase: bool = False) -> None:
        """Put the brush on the sheet; ``erase`` rubs out, whatever the brush is set to."""
        self.end()
        # Painting makes a new sheet: the one before stays what it was, and is known again.
        self._before, self._erases = self.ink, erase or self.erasing
        self._at = _near(x), _near(y)
        self._dab(*self._at, *self._at)

    def move(self, x: float, y: float) -> None:
        """Draw the brush in a straight line to a place, if it is on the sheet."""
        if self.painting:
            to = _near(x), _near(y)
            self._dab(*self._at, *to)
            self._at = to

    def end(self) -> None:
        """Lift the brush."""
        before, self._before = self._before, None
        if before is not None:
            self._keep(before)

    def _dab(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """Paint everything that lies within the brush on its way between two places.

        The distance to the whole way is what counts, so a stroke has no gaps however fast.
        """
        x, y = x1 - x0, y1 - y0
        length = x * x + y * y
        along = ((self._columns - x0) * x + (self._rows - y0) * y) / length if length else 0.0
        along = np.clip(along, 0.0, 1.0)
        distance = np.hypot(self._columns - x0 - along * x, self._rows - y0 - along * y)
        radius = RADII[self.brush] + (ERASER_LARGER if self._erases else 0.0)
        mark = FULL * np.clip(radius + 0.5 - distance, 0.0, 1.0)
        if self._erases:
            self.ink = np.minimum(self.ink, FULL - mark)
        else:
            self.ink = np.maximum(self.ink, mark)

    def resize_brush(self, by: int) -> None:
        """Take a larger or a smaller brush."""
        self.brush = min(max(self.brush + by, min(RADII)), max(RADII))

    # Undoing.

    def _keep(self, before: Floats) -> None:
        """Make what was done since undoable, if it was anything."""
        if np.array_equal(before, self.ink):
            self.ink = before
        else:
            self._undo.append(before)
            self._redo.clear()

    @property
    def can_undo(self) -> bool:
        """Whether there is a stroke to undo."""
        return bool(self._undo) or self.painting

    @property
    def can_redo(self) -> bool:
        """Whether there is a stroke to do again."""
        return bool(self._redo)

    def undo(self) -> bool:
        """Take the last stroke back; return whether there was one."""
        self.end()
        if not self._undo:
            return False
        self._redo.append(self.ink)
        self.ink = self._undo.pop()
        return True

    def redo(self) -> bool:
        """Do the stroke again that was taken back last; return whether there was one."""
        self.end()
        if not self._redo:
            return False
        self._undo.append(self.ink)
        self.ink = self._redo.pop()
        return True

    # All of it at once.

    def clear(self) -> None:
        """Rub out everything, and take the pen. Undoing brings the drawing back."""
        self.erasing = False
        self._replace(np.zeros_like(self.ink))

    def load(self, image: NDArray[np.uint8]) -> None:
        """Put a picture of any size on the sheet, 255 for ink: as large as fits, in the middle.

        What the network is given of it is prepared from the picture, not from the sheet. Raises
        `ValueError` unless it has two dimensions and at least one pixel.
        """
        if image.ndim != 2 or not image.size:
            raise ValueError(f"an image must have rows and columns, not the shape {image.shape}")
        largest = max(image.shape)
        rows, columns = (max(1, round(SIDE * size / largest)) for size in image.shape)
        top, left = (SIDE - rows) // 2, (SIDE - columns) // 2
        ink = np.zeros_like(self.ink)
        ink[top : top + rows, left : left + columns] = resized(image, rows, columns).clip(0, FULL)
        self._loaded.append((ink, image))
        self._replace(ink)

    def put(self, ink: Floats) -> None:
        """Put a drawing of the sheet's own size on it, 0 for paper and 255 for ink."""
        self._replace(ink.copy())

    def _replace(self, ink: Floats) -> None:
        self.end()
        before, self.ink = self.ink, ink
        if before.any() or ink.any():
            self._undo.append(before)
            self._redo.clear()


def _near(place: float) -> float:
    return min(max(place, -_FAR), _FAR)

"""A drawing as it is saved, and again as it was: the ink, what was meant, what was told."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scenes.screens.drawing.learner import Learner
from scenes.screens.drawing.model import DrawingModel
from scenes.screens.drawing.sheet import FULL, RADII
from scenes.story.images import FoundDigit
from scenes.story.images.files import MOST_SIDE
from scenes.story.saved.coding import checked
from scenes.story.saved.networks import SavedNetwork, sound_network
from tinynet import Dataset, Network, TinynetError
from tinynet.prepare import SIDE

MOST_PIXELS = 4 * MOST_SIDE**2
"""Of all the digits of an image together: of one with more, only the digit in turn is kept."""


@dataclass(frozen=True)
class OnDrawing:
    """That the drawing screen is open: the drawing is the whole app's."""


@dataclass(frozen=True, eq=False)
class SavedDrawing:
    """A drawing, and the network that looks on."""

    ink: NDArray[np.float64]
    brush: int
    meant: int | None
    network: SavedNetwork
    """As it came."""
    told: int
    """How often it was told."""
    learner: Network | None
    """As it is now, where it was told."""
    found: tuple[FoundDigit, ...] = ()
    """The digits of the image that was opened, as large as they were found."""
    shown: int = 0
    """Which of them was put on the sheet last."""
    as_found: int | None = None
    """Which of them is all that is on the sheet: that is prepared from its full size."""

    @property
    def blank(self) -> bool:
        """Whether nothing is drawn, and nothing was told."""
        return not self.told and not self.ink.any()


def saved_drawing(model: DrawingModel) -> SavedDrawing | None:
    """Return a drawing as it is to be saved; None where no network has looked on yet."""
    learner = model.learner
    if learner is None:
        return None
    model.sheet.end()
    found, shown = tuple(model.found), model.shown
    if sum(digit.ink.size for digit in found) > MOST_PIXELS:
        found, shown = found[shown : shown + 1], 0
    original = model.sheet.original
    return SavedDrawing(
        ink=model.sheet.ink,
        brush=model.sheet.brush,
        meant=model.meant,
        network=SavedNetwork.of(learner.as_it_came),
        told=learner.told,
        learner=learner.network if learner.told else None,
        found=found,
        shown=shown,
        as_found=next((at for at, digit in enumerate(found) if digit.framed is original), None),
    )


def resumed_drawing(saved: SavedDrawing, digits: Dataset) -> DrawingModel:
    """Return the drawing as it was. Raises :class:`TinynetError` for what is none."""
    try:
        ink = checked(saved.ink, "ink", (SIDE, SIDE), "float64")
    except ValueError as error:
        raise TinynetError(f"a drawing: expected {SIDE} × {SIDE} pixels, found {error}") from error
    inked = not (ink.size and (ink.min() < 0 or ink.max() > FULL))
    meant = saved.meant is None or 0 <= saved.meant < len(digits.classes)
    counted = saved.told >= 0 and (saved.learner is not None) == (saved.told > 0)
    if not (inked and meant and counted and saved.brush in RADII):
        raise TinynetError("a drawing: expected ink, a brush and a digit, found other numbers")
    model = DrawingModel()
    model.found, model.shown = _sound_digits(saved), saved.shown
    if saved.as_found is None:
        model.sheet.put(ink)
    else:
        model.sheet.load(model.found[saved.as_found].framed)
    model.sheet.brush = saved.brush
    model.meant = saved.meant
    model.learner = Learner(saved.network.opened(digits), digits)
    if saved.learner is not None:
        model.learner.go_on_with(sound_network(saved.learner, digits), saved.told)
    return model


def _sound_digits(saved: SavedDrawing) -> tuple[FoundDigit, ...]:
    """Return an image's digits. Raises :class:`TinynetError` for what are none, or too large."""
    try:
        for digit in saved.found:
            ink = checked(digit.ink, "a digit of an image", (None, None), "uint8")
            if not (ink.any() and max(ink.shape) <= MOST_SIDE):
                raise ValueError(f"a digit of an image of {ink.shape} pixels, or blank")
        pixels = sum(digit.ink.size for digit in saved.found)
        if pixels > MOST_PIXELS:
            raise ValueError(f"digits of an image of {pixels} pixels")
        for at in (saved.shown, saved.as_found or 0):
            if not 0 <= at < max(1, len(saved.found)):
                raise ValueError(f"digit {at} of {len(saved.found)} in an image")
        if saved.as_found is not None and not saved.found:
            raise ValueError("a digit of an image that is not there")
    except ValueError as error:
        raise TinynetError(f"a drawing: expected what an image shows, found {error}") from error
    return saved.found

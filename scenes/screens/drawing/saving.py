"""A drawing as it is saved, and again as it was: the ink, what was meant, what was told."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scenes.screens.drawing.learner import Learner
from scenes.screens.drawing.model import DrawingModel
from scenes.screens.drawing.sheet import FULL, RADII
from scenes.story.saved.coding import checked
from scenes.story.saved.networks import SavedNetwork, sound_network
from tinynet import Dataset, Network, TinynetError
from tinynet.prepare import SIDE


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
    return SavedDrawing(
        ink=model.sheet.ink,
        brush=model.sheet.brush,
        meant=model.meant,
        network=SavedNetwork.of(learner.as_it_came),
        told=learner.told,
        learner=learner.network if learner.told else None,
    )


def resumed_drawing(saved: SavedDrawing, digits: Dataset) -> DrawingModel:
    """Return the drawing as it was. Raises :class:`TinynetError` for what is none."""
    try:
        ink = checked(saved.ink, "ink", (SIDE, SIDE), "float64")
    except ValueError as error:
        raise TinynetError(f"a drawing: expected {SIDE} × {SIDE} pixels, found {error}") from error
    inked = not (ink.size and (ink.min() < 0 or ink.max() > FULL))
    meant = saved.meant is None or 0 <= saved.meant <= 9
    told = saved.told >= 0 and (saved.learner is not None) == (saved.told > 0)
    if not (inked and meant and told and saved.brush in RADII):
        raise TinynetError("a drawing: expected ink, a brush and a digit, found other numbers")
    model = DrawingModel()
    model.sheet.put(ink)
    model.sheet.brush = saved.brush
    model.meant = saved.meant
    model.learner = Learner(saved.network.opened(digits), digits)
    if saved.learner is not None:
        model.learner.go_on_with(sound_network(saved.learner, digits), saved.told)
    return model

"""A test as it is saved: which network, which cell, which of its digits."""

from __future__ import annotations

from dataclasses import dataclass

from scenes.screens.testing.model import TestingModel
from scenes.story.saved.networks import SavedNetwork


@dataclass(frozen=True, eq=False)
class SavedTest:
    """Where a reader looks in a test."""

    network: SavedNetwork
    cell: tuple[int, int]
    place: int
    """Which of the cell's digits, from 0."""
    counting: bool
    """Whether they still watched the count."""


def saved_test(model: TestingModel) -> SavedTest:
    """Return a test as it is to be saved."""
    return SavedTest(SavedNetwork.of(model.named), model.cell, model.place, model.counting)

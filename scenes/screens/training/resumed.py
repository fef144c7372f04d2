"""A run that was broken off: where it was, and the trainer that goes on from there."""

from __future__ import annotations

from dataclasses import dataclass

from scenes.screens.training.record import LearningCurve
from scenes.screens.training.settings import TrainingSettings
from tinynet import Dataset, Moment, Trainer


@dataclass(frozen=True, eq=False)
class RunSoFar:
    """A run that was broken off, and is to go on."""

    moments: tuple[Moment, ...]
    """What is kept of its weights, oldest first; the last is where it is."""
    curve: LearningCurve
    epochs: int
    seconds: float
    """How long it was going."""

    def trainer(self, settings: TrainingSettings, digits: Dataset) -> Trainer:
        """Return a trainer that goes on from the last whole batch.

        Raises `ValueError` for digits or settings that are not those of the run.
        """
        now = self.moments[-1]
        epoch = len(digits) * (3 if settings.rotate else 1)
        into = now.samples % epoch
        whole = now.samples - into % settings.batch_size
        trainer = settings.trainer(digits, now.network, samples=whole, epochs=self.epochs)
        trainer.learning_rate = now.learning_rate
        return trainer

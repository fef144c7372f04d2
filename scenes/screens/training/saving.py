"""A training as it is saved, and again as it was: where the run is, its curves, its past."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scenes.screens.training.model import TrainingModel
from scenes.screens.training.record import LearningCurve, Point
from scenes.screens.training.resumed import RunSoFar
from scenes.screens.training.settings import TrainingSettings
from scenes.story import limits
from scenes.story.networks import NamedNetwork
from scenes.story.saved.coding import checked
from scenes.story.saved.networks import sound_network
from tinynet import ERROR_RULES, History, Moment, Network, TinynetError, TrainingError

MOST_MOMENTS = 24
MOST_MOMENT_BYTES = 24 << 20
MOST_EPOCHS_IN_ALL = 1000 * limits.MOST_EPOCHS
"""Of one run: where its epochs are over, it may be given as many more, again and again."""


@dataclass(frozen=True)
class OnTraining:
    """That the training screen is open: the training is the whole app's."""


@dataclass(frozen=True, eq=False)
class SavedMoment:
    """The network after so many digits."""

    samples: int
    network: Network


@dataclass(frozen=True, eq=False)
class SavedCurve:
    """A learning curve: a row for each point, its samples, error and share right."""

    name: str
    training: NDArray[np.float64]
    tests: NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class SavedTraining:
    """A run, and what the reader looks at in it."""

    settings: TrainingSettings
    begun_with: str | None
    """What the network it began with is called, where that was loaded."""
    moments: tuple[SavedMoment, ...]
    """The oldest first; the last is where the run is."""
    epochs: int
    seconds: float
    curve: SavedCurve
    earlier: tuple[SavedCurve, ...]
    overlay: bool
    hidden_node: int
    back: int | None
    """The samples of the moment looked back at."""
    base: int | None
    """The samples of the moment compared with, if not the start."""


def saved_training(model: TrainingModel, *, whole: bool = True) -> SavedTraining | None:
    """Return a training as it is to be saved; None before its first digit.

    The run is held: it is at rest while its weights are read. Without the ``whole`` of its past
    there are only the moments that are looked at.
    """
    looked_at = model.looked_at
    if looked_at is None:
        return None
    run = looked_at.run
    now = run.hold().moment
    back, base = looked_at.moment_back, looked_at.base
    past = looked_at.moments
    if not whole:
        shown = {0, *(one.samples for one in (back, base) if one is not None)}
        past = tuple(moment for moment in past if moment.samples in shown)
    moments = _fewer((*past, now), run.snapshot.epoch_samples)
    if not moments or not moments[-1].samples:
        return None
    return SavedTraining(
        settings=model.settings,
        begun_with=model.begun_with,
        moments=moments,
        epochs=run.snapshot.epochs,
        seconds=run.seconds,
        curve=_saved_curve(run.curve),
        earlier=tuple(map(_saved_curve, model.earlier)),
        overlay=model.overlay,
        hidden_node=model.hidden_node,
        back=None if back is None else back.samples,
        base=None if base is None else base.samples,
    )


def _fewer(moments: tuple[Moment, ...], epoch_samples: int) -> tuple[SavedMoment, ...]:
    """Return the moments that are missed most; none from where training has run away."""
    size = moments[0].size
    history = History(epoch_samples, most_bytes=min(MOST_MOMENTS * size, MOST_MOMENT_BYTES))
    for moment in moments:
        history.keep(moment)
    kept = []
    for moment in history.moments:
        try:
            kept.append(SavedMoment(moment.samples, moment.network))
        except TrainingError:
            break
    return tuple(kept)


def _saved_curve(curve: LearningCurve) -> SavedCurve:
    training, tests = (
        np.array([(one.samples, one.error, one.accuracy) for one in points], float).reshape(-1, 3)
        for points in (curve.training, curve.tests)
    )
    return SavedCurve(curve.name, training, tests)


def resume(saved: SavedTraining, model: TrainingModel) -> None:
    """Go on with a training where it was, once the model's digits are loaded.

    Raises :class:`TinynetError` for what is no training that can go on.
    """
    settings = _sound_settings(saved.settings)
    moments = [
        Moment.of(sound_network(one.network, model.test), one.samples) for one in saved.moments
    ]
    samples = [moment.samples for moment in moments]
    wide = {moment.input_hidden.shape for moment in moments}
    if not moments or samples != sorted(set(samples)) or samples[0] < 0 or len(wide) > 1:
        raise TinynetError(f"a training: expected moments in order, found {samples}")
    if not 1 <= saved.epochs <= MOST_EPOCHS_IN_ALL:
        raise TinynetError(f"a training: expected up to {MOST_EPOCHS_IN_ALL} epochs, found more")
    so_far = RunSoFar(tuple(moments), _curve(saved.curve), saved.epochs, saved.seconds)
    named = None
    if saved.begun_with is not None:
        named = NamedNetwork(saved.moments[0].network, saved.begun_with, "here")
    model.earlier = tuple(map(_curve, saved.earlier))
    model.start(settings, named, so_far)
    model.overlay = saved.overlay
    model.choose(saved.hidden_node)
    looked_at = model.looked_at
    if looked_at is None:
        return
    if saved.base in samples:
        looked_at.look_at(samples.index(saved.base))
        looked_at.compare()
    looked_at.look_at(samples.index(saved.back) if saved.back in samples else len(samples))


def _sound_settings(settings: TrainingSettings) -> TrainingSettings:
    for name, value, least, most in (
        ("hidden", settings.hidden, 1, limits.MOST_TRAINED_HIDDEN),
        ("learning rate", settings.learning_rate, limits.LEAST_RATE, limits.MOST_RATE),
        ("epochs", settings.epochs, 1, limits.MOST_EPOCHS),
        ("batch size", settings.batch_size, 1, limits.MOST_BATCH),
        ("turn", settings.rotate, 0, limits.MOST_TURN),
        ("seed", settings.seed, 0, limits.MOST_SEED),
    ):
        if not least <= value <= most:
            raise TinynetError(f"a training: expected a {name} from {least} to {most}")
    if settings.error_rule not in ERROR_RULES:
        raise TinynetError(f"a training: expected a rule, found {settings.error_rule!r}")
    return settings


def _curve(saved: SavedCurve) -> LearningCurve:
    curve = LearningCurve(saved.name)
    for rows, points in ((saved.training, curve.training), (saved.tests, curve.tests)):
        try:
            checked(rows, "a curve", (None, 3), "float64")
        except ValueError as error:
            raise TinynetError(f"a training: expected its curve, found {error}") from error
        points.extend(Point(round(s), e, a) for s, e, a in rows.tolist())
    return curve

"""What the training screen shows at one moment: one view, which every panel is given whole.

Nothing in a view changes any more. What costs something and only one panel shows is worked out
when that panel asks for it first.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scenes.screens.training.model import TrainingModel
from scenes.screens.training.movement import Movement, movement_of
from scenes.screens.training.record import CurveSoFar, Snapshot
from scenes.screens.training.run import TrainingRun
from scenes.story.networks import MNIST_SAMPLES
from scenes.story.numbers import counted, plain
from tinynet import Classes, LearnedSample, Moment, Scores


@dataclass(frozen=True, eq=False)
class TrainingView:
    """The run as it is, or as it was at a moment kept."""

    snapshot: Snapshot
    """The run as it is."""
    moment: Moment
    """The weights shown."""
    back: bool
    """Whether that is an earlier moment than the run's last."""
    kept: tuple[int, ...]
    """The samples of the moments that can be looked back at."""
    pace: str
    """How fast the run goes, in words."""
    sample: LearnedSample
    """The digit: the last one learned from, or before the start the one that was walked."""
    outputs: NDArray[Any]
    """What this network answers to it; as the run is, from before the correction it asked for."""
    corrected: NDArray[Any] | None
    """The answer after that correction, if there was one and it is not the moment before."""
    scores: Scores | None
    """The test of these weights; or the run's last one, where there is no other yet."""
    tested_at: int
    base: Moment
    """The moment to compare with."""
    base_outputs: NDArray[Any] | None
    """What the network of that moment answers to the digit, where the reader has chosen it."""
    hidden_node: int
    """The one whose weights are shown large."""
    curves: tuple[CurveSoFar, ...]
    """The curves to show, the run's own last."""
    classes: Classes = field(default_factory=Classes)
    """What the digits are called."""

    @property
    def at(self) -> int | None:
        """The samples of the earlier moment that is shown; None where the run is."""
        return self.moment.samples if self.back else None

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns of a digit, and so of the picture that a hidden node's weights make."""
        rows, columns = self.sample.image.shape
        return rows, columns

    @cached_property
    def error(self) -> float:
        """The error ½ Σ e² of the answer."""
        return _error(self.outputs, self.sample.label)

    @cached_property
    def corrected_error(self) -> float | None:
        """The error that is left after the correction."""
        return None if self.corrected is None else _error(self.corrected, self.sample.label)

    @cached_property
    def movement(self) -> Movement:
        """How far the weights of the chosen hidden node are from what they are compared with."""
        node = self.hidden_node
        before, now = self.base.input_hidden[node], self.moment.input_hidden[node]
        return movement_of(before, now, self.shape[1])


def _error(outputs: NDArray[Any], label: int) -> float:
    return Scores(outputs[np.newaxis], np.array([label])).error


def view_of(model: TrainingModel) -> TrainingView | None:
    """Return what is shown of a model now; None before there is a run."""
    looked_at = model.looked_at
    if looked_at is None:
        return None
    run, moments, back = looked_at.run, looked_at.moments, looked_at.moment_back
    snapshot = run.snapshot
    moment = back or snapshot.moment
    sample = snapshot.last_sample or model.walked_sample(moment)
    image = sample.image[np.newaxis]
    answer = moment.query(image)[0]
    learned = back is None and snapshot.last_sample is not None
    return TrainingView(
        snapshot=snapshot,
        moment=moment,
        back=back is not None,
        kept=tuple(kept.samples for kept in moments),
        pace=pace_of(run),
        sample=sample,
        outputs=sample.outputs if learned else answer,
        corrected=answer if learned else None,
        scores=snapshot.scores if back is None else looked_at.scores_of(moment),
        tested_at=snapshot.tested_at if back is None else moment.samples,
        base=looked_at.base or moments[0],
        base_outputs=None if looked_at.base is None else looked_at.base.query(image)[0],
        hidden_node=model.hidden_node,
        curves=model.curves,
        classes=model.test.classes,
    )


# Words that panels and heading share.


def after(samples: int, thing: str = "digit") -> str:
    """Say after how many digits, or other things, a moment was."""
    return f"after {counted(samples, thing)}" if samples else "at the start"


def pace_of(run: TrainingRun) -> str:
    """Say how fast a run goes."""
    if run.gathering:
        return "gathering speed"
    return "full speed" if run.free or run.pace is None else f"pace {plain(run.pace)}/s"


def trouble_of(model: TrainingModel) -> str:
    """Say what goes wrong with the run, or nothing."""
    snapshot = None if model.run is None else model.run.snapshot
    return (snapshot.failure or snapshot.trouble or "") if snapshot else ""


def title_of(model: TrainingModel) -> str:
    """Say what this is, and how often he is told in all: as often as the count below says."""
    epochs = model.settings.epochs
    times = f"{epochs * MNIST_SAMPLES:,}"
    if model.run is not None:
        times = f"{model.run.snapshot.total:,}"
    elif model.test.source is not None:
        times = "many" if model.digits is None else f"{epochs * len(model.digits):,}"
    return f"[bold]Training[/]  tell him again, {times} times"


def invitations_of(model: TrainingModel, *, eager: bool) -> tuple[str, ...]:
    """Say what the reader can do next, the longest way first.

    ``eager`` says that the start was asked for too early.
    """
    run, classes = model.run, model.test.classes
    if run is None:
        starts = ": then it starts" if eager else ""
        return (f"[dim]unpacking the {classes.things} …{starts}[/]",)
    if model.is_back:
        return ("[rate]→[/] later, [rate]End[/] now, [rate]D[/] compare with this",)
    goes = "[dim]space pauses, ⏎ steps inside[/]"
    starts = f"[rate]space[/] starts, [rate]n[/] takes one {classes.thing}"
    inside = "[rate]x[/] test, [rate]⏎[/] step inside"
    return {
        "ready": (f"{starts}, [rate]N[/] settings", starts, "[rate]space[/] starts"),
        "running": (f"[dim]on to the end of the epoch; [/]{goes}", goes)
        if run.to_epoch_end
        else (goes,),
        "paused": ("[rate]space[/] goes on, [rate]⏎[/] steps inside",),
        "done": (f"done: [rate]space[/] once more, {inside}", f"done: {inside}"),
        "failed": ("[rate]M[/] starts over",),
    }[run.snapshot.state]

"""What the reader does at the training screen, with no screen in sight.

The desk outlives the screen: who comes back to it finds the run as it was left.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from scenes.screens.training.plan import Plan
from scenes.screens.training.record import Curve, Snapshot
from scenes.screens.training.run import TrainingRun
from scenes.story.limits import LEAST_RATE, MOST_RATE, stepped_rate
from scenes.story.networks import NamedNetwork, open_network
from scenes.story.passes import TEST_SET, TRAINING_SET, Pass, find_sample
from scenes.story.places import TRAINED, UNTRAINED, Place
from tinynet import (
    Dataset,
    Lesson,
    Moment,
    Network,
    Scores,
    TinynetError,
    load_mnist,
)
from tinynet.delayed import Floats

MOST_EARLIER = 3
"""Runs whose curves stay to be compared with."""


@dataclass(frozen=True, eq=False)
class Shown:
    """What the panels show: the run as it is, or as it was at a moment kept."""

    snapshot: Snapshot
    moment: Moment
    """The weights on the wall."""
    back: bool
    """Whether that is an earlier moment than the run's last."""
    lesson: Lesson
    """The digit: the last one learned from, or before the start the one that was walked."""
    outputs: Floats
    """What this network answers to it; as the run is, from before the correction it asked for."""
    corrected: Floats | None
    """The answer after that correction, if there was one and it is not the moment before."""
    scores: Scores | None
    """The test of these weights; or the run's last one, where there is no other yet."""
    tested_at: int
    base: Moment
    """The moment to compare with."""
    base_outputs: Floats | None
    """What the network of that moment answers to the digit, where the reader has chosen it."""
    jay: int


class Desk:
    """A run, the runs before it, and what the reader looks at. Nothing here waits for long."""

    def __init__(self, place: Place, test: Dataset) -> None:
        """Make ready for the network a place names; ``load`` fetches the digits.

        A file's network is gone on with; else a run begins with an untrained one.
        """
        self._from: NamedNetwork | None = None
        """The network the run started from, if it was loaded."""
        if place.network not in (UNTRAINED, TRAINED):
            self._from = open_network(place)
        plan = Plan(hidden=place.hidden, seed=place.seed)
        self.plan = replace(
            plan,
            learning_rate=place.learning_rate or plan.learning_rate,
            error_rule=place.error_rule or plan.error_rule,
        )
        self.place = place
        self.test = test
        self.digits: Dataset | None = None
        self.run: TrainingRun | None = None
        self.earlier: tuple[Curve, ...] = ()
        self.overlay = True
        self.jay = 0
        self.tell: Callable[[Snapshot], None] = lambda snapshot: None
        """Called in the run's thread with what is new; a screen puts its own here."""
        if self._from is not None:
            self.plan = self._plan_of(self._from.network)
        self._back: int | None = None
        """The moment looked back at, counted in the history."""
        self._base: Moment | None = None
        self._tests: dict[int, Scores] = {}
        """Tests of moments looked back at, by their samples."""

    def load(self) -> None:
        """Unpack the digits to train on. Takes half a second.

        Raises :class:`TinynetError` if their files are not there or not sound.
        """
        if self.digits is None:
            self.digits = load_mnist("train", self.place.data)

    def start(self, plan: Plan, named: NamedNetwork | None = None) -> None:
        """Prepare another run; the curves of the one before stay to be compared with.

        Raises :class:`TinynetError` for a network that these digits cannot train.
        """
        if self.digits is None:
            return
        network = None if named is None else named.network
        try:
            run = TrainingRun(plan, self.digits, self.test, network=network, tell=self._heard)
        except ValueError as error:
            raise TinynetError(f"training: {error}") from error
        if self.run is not None:
            self.run.close()
            if self.run.curve.training:
                self.earlier = (*self.earlier, self.run.curve)[-MOST_EARLIER:]
        self.plan, self._from, self.run = plan, named, run
        self._back = self._base = None
        self._tests.clear()
        self.overlay = True
        self.jay = min(self.jay, self.hidden - 1)

    def start_over(self) -> None:
        """Prepare the same run again, from the same start."""
        self.start(self.plan, self._from)

    def open_file(self, path: str) -> None:
        """Prepare to go on with a network from a file, at its own learning rate and rule.

        Raises :class:`TinynetError` if it cannot be loaded or trained on these digits.
        """
        named = open_network(Place(network=path))
        network = named.network
        if not LEAST_RATE <= network.learning_rate <= MOST_RATE:
            raise TinynetError(
                f"{path}: expected a learning rate from {LEAST_RATE:.4f} to {MOST_RATE:.0f}, "
                f"found {network.learning_rate:g}"
            )
        self.start(self._plan_of(network), named)
        if self.run is not None:
            self.run.curve.name += f", {Path(path).name}"

    def _plan_of(self, network: Network) -> Plan:
        """Return the plan to go on with a network, at its own learning rate and rule."""
        return replace(
            self.plan,
            hidden=network.hidden_nodes,
            learning_rate=network.learning_rate,
            error_rule=network.error_rule,
        )

    def close(self) -> None:
        """End the run's thread."""
        if self.run is not None:
            self.run.close()

    def _heard(self, snapshot: Snapshot) -> None:
        self.tell(snapshot)

    # What the reader looks at.

    @property
    def hidden(self) -> int:
        """The number of Jays in the run."""
        return self.plan.hidden if self._from is None else self._from.network.hidden_nodes

    def choose(self, jay: int) -> None:
        """Look at a Jay, wrapping round at the ends."""
        self.jay = jay % self.hidden

    @property
    def moments(self) -> tuple[Moment, ...]:
        """The moments kept, oldest first."""
        return self.run.history.moments if self.run is not None else ()

    @property
    def back(self) -> int | None:
        """The moment looked back at, counted from 0; None where the run is."""
        return self._back

    def look_back(self, by: int) -> None:
        """Look at the moment before (−1) or after (1); after the last comes where the run is."""
        count = len(self.moments)
        now = count if self._back is None else self._back
        if self._back is None and by < 0 and self.run is not None and count:
            # The last one kept may be the very moment the run is at: no step would be seen.
            now -= self.moments[-1].samples == self.run.snapshot.samples
        self.look_at(now + by)

    def look_at(self, index: int) -> None:
        """Look at a moment, counted from 0; beyond the last, where the run is."""
        self._back = None if index >= len(self.moments) else max(0, index)

    def look_near(self, samples: int) -> None:
        """Look at the moment nearest to so many samples; beyond the last, where the run is."""
        if self.run is None or samples >= self.run.snapshot.samples:
            self._back = None
        else:
            self.look_at(self.run.history.nearest(samples))

    def shown(self) -> Shown | None:
        """What the panels show now; None before there is a run."""
        if self.run is None:
            return None
        snapshot = self.run.snapshot
        moments = self.moments
        back = None if self._back is None else moments[min(self._back, len(moments) - 1)]
        moment = back or snapshot.moment
        lesson = snapshot.lesson or self._walked(moment)
        image = lesson.image[np.newaxis]
        heard = moment.query(image)[0]
        learned = back is None and snapshot.lesson is not None
        tested = self._tests.get(moment.samples) if back is not None else None
        return Shown(
            snapshot,
            moment,
            back is not None,
            lesson,
            lesson.outputs if learned else heard,
            heard if learned else None,
            snapshot.scores if back is None else tested,
            snapshot.tested_at if back is None else moment.samples,
            self._base or moments[0],
            None if self._base is None else self._base.query(image)[0],
            self.jay,
        )

    def _walked(self, moment: Moment) -> Lesson:
        """Return the digit that was walked, as if it were learned from next."""
        index = find_sample(self.place, self.test)
        image, label = self.test.images[index], int(self.test.labels[index])
        return Lesson(index, label, image, 0.0, moment.query(image[np.newaxis])[0])

    def examine(self) -> bool:
        """Test the moment looked back at, once; return whether that was to be done.

        Takes as long as ten thousand answers do: a few hundredths of a second.
        """
        shown = self.shown()
        if shown is None or not shown.back or shown.scores is not None:
            return False
        outputs = shown.moment.query(self.test.images)
        self._tests[shown.moment.samples] = Scores(outputs, self.test.labels)
        return True

    def compare(self) -> Moment | None:
        """Compare with the moment shown from now on; return it, or None for the start again."""
        shown = self.shown()
        if shown is None:
            return None
        same = self._base is not None and self._base.samples == shown.moment.samples
        self._base = None if same else shown.moment
        return self._base

    @property
    def curves(self) -> tuple[Curve, ...]:
        """The curves to show, the run's own last."""
        own = () if self.run is None else (self.run.curve,)
        return (*(self.earlier if self.overlay else ()), *own)

    # What the reader changes.

    def turn(self, by: int) -> float | None:
        """Turn the learning rate up (1) or down (−1); return it."""
        if self.run is None:
            return None
        rate = stepped_rate(self.run.learning_rate, by)
        if rate is not None:
            self.run.learning_rate = rate
        return self.run.learning_rate

    # Elsewhere.

    def inside(self) -> Pass | None:
        """Stop, and return the walk's pass through the network shown, with the digit shown."""
        if self.run is None or self.digits is None:
            return None
        self.run.hold()
        shown = self.shown()
        if shown is None:
            return None
        lesson = shown.snapshot.lesson
        named = self.named(shown.moment)
        if lesson is None:
            return Pass(named, self.test, find_sample(self.place, self.test), TEST_SET)
        changed = lesson.image if lesson.degrees else None
        return Pass(
            named,
            self.digits,
            lesson.index,
            of=TRAINING_SET,
            changed=changed,
            test=self.test,
        )

    def named(self, moment: Moment) -> NamedNetwork:
        """Return a network in training by the name that it has elsewhere."""
        return NamedNetwork(moment.network, self.name_of(moment), "here")

    def name_of(self, moment: Moment) -> str:
        """What a network in training is called elsewhere."""
        if moment.samples == 0:
            return UNTRAINED if self._from is None else "as it was loaded"
        return f"in training, after {moment.samples:,} digits"

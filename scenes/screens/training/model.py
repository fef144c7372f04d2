"""What the reader does in training: runs, one after another, and where they go. No screen.

The model outlives the screen: who comes back to it finds the run as it was left. What of a run is
looked at stands in ``looking.py``, what is shown is put together in ``view.py``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from scenes.screens.served import refuse_files
from scenes.screens.training.looking import LookedAt
from scenes.screens.training.record import CurveSoFar, LearningCurve, Snapshot
from scenes.screens.training.resumed import RunSoFar
from scenes.screens.training.run import TrainingRun
from scenes.screens.training.settings import TrainingSettings
from scenes.story.limits import LEAST_RATE, MOST_HIDDEN, MOST_RATE, stepped_rate
from scenes.story.networks import NamedNetwork, open_network
from scenes.story.passes import TEST_SET, TRAINING_SET, Pass, find_sample
from scenes.story.places import NAMED, UNTRAINED, Place
from scenes.story.samples import load_data
from tinynet import (
    Dataset,
    LearnedSample,
    Moment,
    Network,
    TinynetError,
    save_network,
)

if TYPE_CHECKING:
    from scenes.story.spots import Spot

NEAR = 60_000
"""Digits that are trained with again in a few seconds."""
MOST_EARLIER = 3
"""Runs whose curves stay to be compared with."""


class TrainingModel:
    """A run, the runs before it, and what the reader looks at. Nothing here waits for long."""

    def __init__(self, place: Place, test: Dataset) -> None:
        """Make ready for the network a place names; ``load`` fetches the digits.

        A file's network is gone on with; else a run begins with an untrained one.
        """
        self._from: NamedNetwork | None = None
        """The network the run started from, if it was loaded."""
        if place.network not in NAMED:
            self._from = open_network(place, test)
        settings = TrainingSettings(hidden=place.hidden, seed=place.seed, biases=place.biases)
        self.settings = replace(
            settings,
            learning_rate=place.learning_rate or settings.learning_rate,
            error_rule=place.error_rule or settings.error_rule,
        )
        if self._from is not None:
            self.settings = self._settings_of(self._from.network)
        self.place = place
        self.test = test
        self.digits: Dataset | None = None
        self.looked_at: LookedAt | None = None
        """What of the run is looked at; None before there is a run."""
        self.earlier: tuple[LearningCurve, ...] = ()
        self.overlay = True
        """Whether the curves of the runs before are shown too."""
        self.hidden_node = 0
        """The one whose weights are shown large."""
        self.report: Callable[[Snapshot], None] = lambda snapshot: None
        """Called in the run's thread with what is new; a screen puts its own here."""
        self._aims: list[int] = []
        """The digits after which the run is to rest: one at once, then one by itself."""

    def load(self) -> None:
        """Unpack the digits to train on. Takes half a second.

        Raises :class:`TinynetError` if their files are not there or not sound.
        """
        if self.digits is None:
            self.digits = load_data("train", self.place.source)

    @property
    def is_back(self) -> bool:
        """Whether an earlier moment is looked at than where the run is."""
        return self.looked_at is not None and self.looked_at.back is not None

    # Runs.

    @property
    def run(self) -> TrainingRun | None:
        """The run; None before there is one."""
        return None if self.looked_at is None else self.looked_at.run

    @property
    def begun_with(self) -> str | None:
        """What the network that the run began with is called, if it was loaded."""
        return None if self._from is None else self._from.name

    def start(
        self,
        settings: TrainingSettings,
        named: NamedNetwork | None = None,
        so_far: RunSoFar | None = None,
    ) -> None:
        """Prepare another run, or go on with one that was broken off.

        The curve of the one before stays to be compared with.

        Raises :class:`TinynetError` for a network that these digits cannot train.
        """
        if self.digits is None:
            return
        network = None if named is None else named.network
        try:
            run = TrainingRun(
                settings,
                self.digits,
                self.test,
                network=network,
                so_far=so_far,
                report=self._reported,
            )
        except ValueError as error:
            raise TinynetError(f"training: {error}") from error
        if self.run is not None:
            self.run.close()
            if self.run.curve.training:
                self.earlier = (*self.earlier, self.run.curve)[-MOST_EARLIER:]
        self.settings, self._from = settings, named
        self.looked_at = LookedAt(run, self.test)
        self.overlay = True
        self.hidden_node = min(self.hidden_node, self.hidden_nodes - 1)

    def start_over(self) -> None:
        """Prepare the first run, or the same again from the same start.

        Raises :class:`TinynetError` for a network that these digits cannot train.
        """
        self.start(self.settings, self._from)

    def open_file(self, path: str) -> None:
        """Prepare to go on with a network from a file, at its own learning rate and rule.

        Raises :class:`TinynetError` if it cannot be loaded or trained on these digits, or the file
        is not the reader's own.
        """
        refuse_files()
        named = open_network(Place(network=path), self.digits)
        network = named.network
        if not LEAST_RATE <= network.learning_rate <= MOST_RATE:
            raise TinynetError(
                f"{path}: expected a learning rate from {LEAST_RATE:.4f} to {MOST_RATE:.0f}, "
                f"found {network.learning_rate:g}"
            )
        self.start(self._settings_of(network), named)
        if self.run is not None:
            self.run.curve.name += f", {Path(path).name}"

    def save(self, moment: Moment, path: str) -> None:
        """Write the network of a moment to a file.

        Raises :class:`TinynetError` if it cannot be written, or is not the reader's to write.
        """
        refuse_files()
        save_network(moment.network, path, self.test.subject)

    def _settings_of(self, network: Network) -> TrainingSettings:
        """Return the settings to go on with a network, at its own learning rate and rule."""
        return replace(
            self.settings,
            hidden=network.hidden_nodes,
            learning_rate=network.learning_rate,
            error_rule=network.error_rule,
            biases=network.train_biases,
        )

    def close(self) -> None:
        """End the run's thread."""
        if self.run is not None:
            self.run.close()

    def _reported(self, snapshot: Snapshot) -> None:
        self.report(snapshot)

    def spot(self) -> Spot | None:
        """Return the moment looked at as options name it; None where they cannot, or it is far."""
        from scenes.story.spots import Spot

        settings, looked_at = self.settings, self.looked_at
        place = Place(
            hidden=settings.hidden,
            seed=settings.seed,
            biases=settings.biases,
            learning_rate=settings.learning_rate,
            error_rule=settings.error_rule,
            data=self.place.data,
            labels=self.place.labels,
            transpose=self.place.transpose,
        )
        plain = TrainingSettings(
            hidden=settings.hidden,
            seed=settings.seed,
            biases=settings.biases,
            learning_rate=settings.learning_rate,
            error_rule=settings.error_rule,
        )
        if looked_at is None:
            return Spot(place, "train")
        named = settings == plain and self._from is None and settings.hidden <= MOST_HIDDEN
        samples = looked_at.moment.samples
        if not named or looked_at.run.turned or samples > NEAR:
            return None
        return Spot(place, "train", moment=samples or None)

    def aim(self, moment: int | None, until: int | None) -> None:
        """Have the first run go to a moment at once, and then on by itself to another."""
        self._aims = [samples for samples in (moment, until) if samples]

    def rested(self) -> None:
        """Go on to the next moment that the run was to go to, if it is at rest at the last."""
        if self.run is None or not self._aims:
            return
        if self.run.snapshot.samples < self._aims[0]:
            self.run.set_pace(None)
            self.run.reach(self._aims[0])
            return
        self._aims.pop(0)
        self.run.gather()
        if self._aims:
            self.run.reach(self._aims.pop(0))

    # The run, which goes on from where it is, whatever moment was looked back at.

    def _run_now(self) -> TrainingRun | None:
        """Return the run, looked at where it is."""
        if self.looked_at is not None:
            self.looked_at.look_now()
        return self.run

    def go_or_pause(self) -> None:
        """Go on, or pause."""
        run = self._run_now()
        if run is not None:
            if run.going:
                run.pause()
            else:
                run.go()

    def step(self) -> None:
        """Take one digit more, or one batch."""
        run = self._run_now()
        if run is not None:
            run.step()

    def finish_epoch(self) -> None:
        """Go on to the end of the epoch."""
        run = self._run_now()
        if run is not None:
            run.finish_epoch()

    def turn(self, by: int) -> float | None:
        """Turn the learning rate up (1) or down (−1); return it."""
        if self.run is None:
            return None
        rate = stepped_rate(self.run.learning_rate, by)
        if rate is not None:
            self.run.learning_rate = rate
        return self.run.learning_rate

    # What is shown of it.

    def walked_sample(self, moment: Moment) -> LearnedSample:
        """Return the digit that was walked, as if it were learned from next."""
        index = find_sample(self.place, self.test)
        image, label = self.test.images[index], int(self.test.labels[index])
        return LearnedSample(index, label, image, 0.0, moment.query(image[np.newaxis])[0])

    @property
    def curves(self) -> tuple[CurveSoFar, ...]:
        """The curves to show as they are now, the run's own last."""
        own = () if self.run is None else (self.run.curve,)
        return tuple(c.so_far for c in (*(self.earlier if self.overlay else ()), *own))

    @property
    def hidden_nodes(self) -> int:
        """The number of hidden nodes in the run."""
        return self.settings.hidden if self._from is None else self._from.network.hidden_nodes

    def choose(self, hidden_node: int) -> None:
        """Look at a hidden node, wrapping round at the ends."""
        self.hidden_node = hidden_node % self.hidden_nodes

    # Elsewhere.

    def inside(self) -> Pass | None:
        """Stop, and return the walk's pass through the network shown, with the digit shown."""
        if self.looked_at is None or self.digits is None:
            return None
        sample = self.looked_at.run.hold().last_sample
        named = self.named(self.looked_at.moment)
        if sample is None:
            return Pass(named, self.test, find_sample(self.place, self.test), TEST_SET)
        changed = sample.image if sample.degrees else None
        return Pass(
            named,
            self.digits,
            sample.index,
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
        return f"in training, after {moment.samples:,} {self.test.classes.things}"

"""What the reader does at the backwards screen: ask for a digit, mix two, go through a training.

No screen in sight. The images themselves are computed in :mod:`scenes.screens.backwards.imagined`.
"""

from __future__ import annotations

import numpy as np

from scenes.screens.backwards.imagined import Imagined, imagine
from scenes.screens.backwards.past import PastTraining
from scenes.story.figures import Floats
from scenes.story.networks import NamedNetwork, open_network
from scenes.story.passes import IMAGINED, Pass
from scenes.story.places import DEFAULT_SEED, TRAINED, UNTRAINED, Place
from tinynet import Classes, Dataset, Network, to_targets
from tinynet.mnist import MNIST_SHAPE

KINDS = 10
"""So many classes at a time there is room for."""
STEP, HALF, WHOLE = 10, 50, 100
"""The mix, in per cent: a step of it, where it begins, where it ends."""


class BackwardsModel:
    """A network, one digit or a mix of two, and perhaps a moment of training."""

    def __init__(
        self,
        named: NamedNetwork,
        *,
        past: PastTraining | None = None,
        digit: int = 3,
        data: Dataset | None = None,
        seed: int = DEFAULT_SEED,
    ) -> None:
        """Look into a network, which is not to change.

        ``past`` is a training to go through; ``data`` what the network is for, MNIST's digits if
        None; ``seed`` that of the untrained network to compare with.
        """
        self._own = named
        self._data = data
        self.classes = Classes() if data is None else data.classes
        """What is asked for, by name."""
        self.shape = MNIST_SHAPE if data is None else data.shape
        """The rows and columns of an image."""
        self.seed = seed
        self.past: PastTraining | None = None
        """The training to go through, if there was one."""
        self.at: int | None = None
        """The moment of training shown, counted from 0; None for a network of its own."""
        self.named = named
        self.digit = digit % len(self.classes)
        self.other: int | None = None
        """The digit mixed in."""
        self.share = HALF
        """How much of the other, in per cent."""
        self.asks_other = False
        """Whether the reader is asked which digit to mix in: the next one pressed is that."""
        self.ink = False
        """Whether to show pictures of ink, and not of what speaks for and against it."""
        self._ten: tuple[Imagined, ...] | None = None
        self._mixed: Imagined | None = None
        self.take(past)

    # What the network has in mind.

    @property
    def ten(self) -> tuple[Imagined, ...]:
        """The image for each digit."""
        if self._ten is None or self._ten[0].meant != self.shown.start:
            targets = to_targets(np.array(self.shown), len(self.classes))
            self._ten = imagine(self.network, targets, self.classes, self.shape)
        return self._ten

    @property
    def shown(self) -> range:
        """The classes whose images are shown: of more than ten, the ten with the chosen one."""
        count = min(KINDS, len(self.classes))
        first = min(self.digit // KINDS * KINDS, len(self.classes) - count)
        return range(first, first + count)

    @property
    def targets(self) -> Floats:
        """The answer asked for: a digit's, or between two."""
        own: Floats = to_targets(self.digit, len(self.classes))
        if self.other is None:
            return own
        share = self.share / WHOLE
        return (1 - share) * own + share * to_targets(self.other, len(self.classes))

    @property
    def imagined(self) -> Imagined:
        """The image for the digit chosen, or for the mix."""
        if self.other is None:
            return self.ten[self.digit - self.shown.start]
        if self._mixed is None:
            self._mixed = imagine(self.network, self.targets[np.newaxis], self.classes, self.shape)[
                0
            ]
        return self._mixed

    @property
    def heard_as_meant(self) -> int:
        """How many of the ten are heard as they were meant."""
        return sum(imagined.right for imagined in self.ten)

    @property
    def lead(self) -> float:
        """By how much the loudest answer to each of the ten leads the next, on average."""
        return sum(imagined.lead for imagined in self.ten) / len(self.ten)

    # What the reader chooses.

    def choose(self, digit: int) -> None:
        """Ask for a digit alone, wrapping round at the ends."""
        self.digit = digit % len(self.classes)
        self.mix(None)

    def mix(self, other: int | None) -> None:
        """Mix another digit in; none, or the same one, ends the mix."""
        self.asks_other = False
        if other != self.other:
            self.share = HALF
        self.other = None if other == self.digit else other
        self._mixed = None

    def ask_other(self) -> None:
        """Ask the reader which digit to mix in; asked already, mix none."""
        asks = not self.asks_other
        if not asks:
            self.mix(None)
        self.asks_other = asks

    def choose_or_mix(self, digit: int) -> None:
        """Take a digit that was pressed: mix it in if that was asked, or else ask for it alone."""
        if self.asks_other:
            self.mix(digit)
        else:
            self.choose(digit)

    def slide(self, by: int) -> None:
        """Mix in more of the other digit, or less, in steps."""
        self.asks_other = False
        self.set_share(self.share + STEP * by)

    def set_share(self, share: float) -> None:
        """Mix in so much of the other digit, in per cent."""
        self.share = min(WHOLE, max(0, round(share / STEP) * STEP))
        self._mixed = None

    # Which network.

    @property
    def network(self) -> Network:
        """The network looked into, without its name."""
        return self.named.network

    def _look_into(self, named: NamedNetwork, at: int | None = None) -> None:
        self.named, self.at = named, at
        self._ten = self._mixed = None

    @property
    def untrained(self) -> bool:
        """Whether this network has learned nothing yet."""
        return self.named.untrained

    @property
    def sources(self) -> tuple[str, ...]:
        """The networks at hand, besides those of the training."""
        return tuple(dict.fromkeys((self._own.name, UNTRAINED, TRAINED)))

    def next_network(self) -> None:
        """Look into the next of the networks at hand.

        Raises :class:`TinynetError` if it cannot be loaded.
        """
        self.asks_other = False
        sources = self.sources
        here = sources.index(self.named.name) if self.named.name in sources else -1
        name = sources[(here + 1) % len(sources)]
        if name == self._own.name:
            named = self._own
        else:
            hidden = self._own.network.hidden_nodes
            named = open_network(Place(network=name, hidden=hidden, seed=self.seed), self._data)
        self._look_into(named)
        self.take(self.past)

    # Which moment of training.

    def take(self, past: PastTraining | None) -> None:
        """Take a training to go through. If this network is one of its moments, we are there."""
        self.past = past
        self.at = None if past is None else past.find(self.network)

    @property
    def count(self) -> int:
        """How many moments of training there are."""
        return 0 if self.past is None else len(self.past.moments)

    def look_at(self, index: int) -> bool:
        """Look at a moment of training, the nearest there is; return whether that is another."""
        if self.past is None or not self.count:
            return False
        index = min(max(index, 0), self.count - 1)
        if index == self.at:
            return False
        self._look_into(self.past.network(index), index)
        return True

    def look_on(self, by: int) -> bool:
        """Look at the moment before (−1) or after (1); the last or first if at none."""
        if self.at is None:
            return self.look_at(self.count - 1 if by < 0 else 0)
        return self.look_at(self.at + by)

    def look_near(self, samples: int) -> bool:
        """Look at the moment nearest to so many samples."""
        return self.past is not None and self.look_at(self.past.nearest(samples))

    # Elsewhere.

    def walk(self, data: Dataset) -> Pass:
        """Return the walk's pass of the image through this network."""
        self.asks_other = False
        return Pass(
            self.named.learning(None, None),
            data,
            0,
            of=IMAGINED,
            changed=self.imagined.pixels,
            meant=self.imagined.meant,
        )

"""What a network has in mind, with no screen in sight: answers run back, and heard again."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from scenes.story.figures import Floats
from scenes.story.networks import NamedNetwork, open_network
from scenes.story.passes import IMAGE_SIDE, IMAGINED, Pass
from scenes.story.places import DEFAULT_SEED, TRAINED, UNTRAINED, Place
from tinynet import Dataset, Moment, Network, to_targets
from tinynet.activation import logit, rescaled

KINDS = 10
STEP, HALF, WHOLE = 10, 50, 100
"""The mix, in per cent: a step of it, where it begins, where it ends."""


@dataclass(frozen=True, eq=False)
class Thought:
    """One answer run back to an image, and what is heard of that image."""

    network: Network
    targets: Floats
    """The answer, (output,)."""
    inputs: Floats
    """What would have to be said for it, (input,)."""
    outputs: Floats
    """What is heard if that is said, (output,)."""

    @property
    def heard(self) -> int:
        """The digit that is heard."""
        return int(self.outputs.argmax())

    @property
    def meant(self) -> int:
        """The digit that was in mind; of two equally, the first."""
        return int(self.targets.argmax())

    @property
    def asked(self) -> tuple[int, ...]:
        """The digits that were in mind: one, or the two of a mix."""
        return tuple(np.flatnonzero(self.targets > self.targets.min()).tolist())

    @property
    def right(self) -> bool:
        """Whether what is heard is what was in mind, or of a mix one of the two."""
        return self.heard in self.asked

    @cached_property
    def final_inputs(self) -> Floats:
        """The weighted sums behind the targets, (output,)."""
        return logit(self.targets)

    @cached_property
    def hidden_values(self) -> Floats:
        """What they bring to each hidden node, back along the weights, (hidden,)."""
        return self.final_inputs @ self.network.hidden_output

    @cached_property
    def hidden_outputs(self) -> Floats:
        """The same, from 0.01 to 0.99, (hidden,)."""
        return rescaled(self.hidden_values)

    @cached_property
    def hidden_inputs(self) -> Floats:
        """The weighted sums behind those, (hidden,)."""
        return logit(self.hidden_outputs)

    @cached_property
    def input_values(self) -> Floats:
        """What they bring to each input; from 0.01 to 0.99 these are the inputs, (input,)."""
        return self.hidden_inputs @ self.network.input_hidden

    @property
    def pixels(self) -> NDArray[np.uint8]:
        """The image as the network's inputs are made from: 28 × 28, 0 to 255."""
        shares = (self.inputs - 0.01) / 0.99
        return np.rint(shares * 255).astype(np.uint8).reshape(IMAGE_SIDE, IMAGE_SIDE)


def think(network: Network, targets: Floats) -> tuple[Thought, ...]:
    """Run m answers back, m × output, and hear each again."""
    images = network.backquery(targets)
    heard = network.query(images)
    return tuple(Thought(network, *numbers) for numbers in zip(targets, images, heard, strict=True))


@dataclass(frozen=True, eq=False)
class Time:
    """A training looked back at: its moments, the last where it is now, and its end."""

    moments: tuple[Moment, ...]
    end: int
    """The samples after which it is over."""
    name_of: Callable[[Moment], str]


class Mind:
    """A network, one digit or a mix of two, and perhaps a moment of training."""

    def __init__(
        self,
        named: NamedNetwork,
        *,
        time: Time | None = None,
        digit: int = 3,
        seed: int = DEFAULT_SEED,
    ) -> None:
        """Look into a network.

        ``time`` is a training to go through; ``seed`` that of the untrained network to compare
        with.
        """
        self._own = named
        self.seed = seed
        self.time: Time | None = None
        """The training to go through, if there was one."""
        self.at: int | None = None
        """The moment of training shown, counted from 0; None for a network of its own."""
        self.named = named
        self.digit = digit
        self.other: int | None = None
        """The digit mixed in."""
        self.share = HALF
        """How much of the other, in per cent."""
        self.ink = False
        """Whether to show pictures of ink, and not of what speaks for and against it."""
        self._ten: tuple[Thought, ...] | None = None
        self._thought: Thought | None = None
        self.take(time)

    # What it has in mind.

    @property
    def ten(self) -> tuple[Thought, ...]:
        """What it has in mind for each digit."""
        if self._ten is None:
            self._ten = think(self.network, to_targets(np.arange(KINDS)))
        return self._ten

    @property
    def targets(self) -> Floats:
        """The answer asked for: a digit's, or between two."""
        own: Floats = to_targets(self.digit)
        if self.other is None:
            return own
        share = self.share / WHOLE
        return (1 - share) * own + share * to_targets(self.other)

    @property
    def thought(self) -> Thought:
        """What it has in mind for the digit chosen, or for the mix."""
        if self.other is None:
            return self.ten[self.digit]
        if self._thought is None:
            self._thought = think(self.network, self.targets[np.newaxis])[0]
        return self._thought

    @property
    def heard_as_meant(self) -> int:
        """How many of the ten are heard as they were meant."""
        return sum(thought.right for thought in self.ten)

    # What the reader chooses.

    def choose(self, digit: int) -> None:
        """Ask for a digit alone, wrapping round at the ends."""
        self.digit = digit % KINDS
        self.mix(None)

    def mix(self, other: int | None) -> None:
        """Mix another digit in; none, or the same one, ends the mix."""
        if other != self.other:
            self.share = HALF
        self.other = None if other == self.digit else other
        self._thought = None

    def slide(self, by: int) -> None:
        """Mix in more of the other digit, or less, in steps."""
        self.set_share(self.share + STEP * by)

    def set_share(self, share: float) -> None:
        """Mix in so much of the other digit, in per cent."""
        self.share = min(WHOLE, max(0, round(share / STEP) * STEP))
        self._thought = None

    # Which network.

    @property
    def network(self) -> Network:
        """The network looked into, without its name."""
        return self.named.network

    def _look_into(self, named: NamedNetwork, at: int | None = None) -> None:
        self.named, self.at = named, at
        self._ten = self._thought = None

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
        sources = self.sources
        here = sources.index(self.named.name) if self.named.name in sources else -1
        name = sources[(here + 1) % len(sources)]
        if name == self._own.name:
            named = self._own
        else:
            hidden = self._own.network.hidden_nodes
            named = open_network(Place(network=name, hidden=hidden, seed=self.seed))
        self._look_into(named)
        self.take(self.time)

    def take(self, time: Time | None) -> None:
        """Take a training to go through. If this network is one of its moments, we are there."""
        self.time = time
        moments = () if time is None else time.moments
        self.at = next((i for i, m in enumerate(moments) if _same(m, self.network)), None)

    @property
    def count(self) -> int:
        """How many moments of training there are."""
        return 0 if self.time is None else len(self.time.moments)

    def look_at(self, index: int) -> bool:
        """Look at a moment of training, the nearest there is; return whether that is another."""
        if self.time is None or not self.count:
            return False
        index = min(max(index, 0), self.count - 1)
        if index == self.at:
            return False
        moment = self.time.moments[index]
        self._look_into(NamedNetwork(moment.network, self.time.name_of(moment), "here"), index)
        return True

    def look_on(self, by: int) -> bool:
        """Look at the moment before (−1) or after (1); the last or first if at none."""
        if self.at is None:
            return self.look_at(self.count - 1 if by < 0 else 0)
        return self.look_at(self.at + by)

    def look_near(self, samples: int) -> bool:
        """Look at the moment nearest to so many samples, by their logarithm."""
        moments = () if self.time is None else self.time.moments
        there = math.log1p(max(0, samples))
        nearest = min(
            range(len(moments)),
            key=lambda i: abs(math.log1p(moments[i].samples) - there),
            default=0,
        )
        return self.look_at(nearest)

    # Elsewhere.

    def walk(self, data: Dataset) -> Pass:
        """Return the walk's pass of the image through this network."""
        thought = self.thought
        return Pass(
            self.named.learning(None, None),
            data,
            0,
            of=IMAGINED,
            changed=thought.pixels,
            meant=thought.meant,
        )


def _same(moment: Moment, network: Network) -> bool:
    """Tell whether a moment's weights are a network's."""
    return np.array_equal(moment.hidden_output, network.hidden_output) and np.array_equal(
        moment.input_hidden, network.input_hidden
    )


def sound(moment: Moment) -> bool:
    """Tell whether a moment's weights are numbers: a training may have run away."""
    return bool(np.isfinite(moment.input_hidden).all() and np.isfinite(moment.hidden_output).all())

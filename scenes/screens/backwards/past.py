"""A training that can be looked back at, moment by moment, as the backwards screen needs it."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from scenes.story.networks import NamedNetwork
from tinynet import Moment, Network


@dataclass(frozen=True, eq=False)
class PastTraining:
    """The moments of a training, the last where it is now, and its end."""

    moments: tuple[Moment, ...]
    end: int
    """The samples after which it is over."""
    name_of: Callable[[Moment], str]

    def network(self, index: int) -> NamedNetwork:
        """Return the network of a moment, called by it."""
        moment = self.moments[index]
        return NamedNetwork(moment.network, self.name_of(moment), "here")

    def find(self, network: Network) -> int | None:
        """Return the moment whose weights are a network's, if one's are."""
        return next((i for i, moment in enumerate(self.moments) if _same(moment, network)), None)

    def nearest(self, samples: int) -> int:
        """Return the moment nearest to so many samples, by their logarithm."""
        there = math.log1p(max(0, samples))
        return min(
            range(len(self.moments)),
            key=lambda i: abs(math.log1p(self.moments[i].samples) - there),
            default=0,
        )


def _same(moment: Moment, network: Network) -> bool:
    return np.array_equal(moment.hidden_output, network.hidden_output) and np.array_equal(
        moment.input_hidden, network.input_hidden
    )


def sound(moment: Moment) -> bool:
    """Tell whether a moment's weights are numbers: a training may have run away."""
    return bool(np.isfinite(moment.input_hidden).all() and np.isfinite(moment.hidden_output).all())

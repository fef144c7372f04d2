"""What the reader can choose at a beat: one of several, and what turning it does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from scenes.story.late import dataclass
from scenes.story.places import Place
from scenes.story.walk import Walk


@dataclass(frozen=True)
class Choice:
    """One of several things: a hidden node, an output node, a pixel, or what an act has."""

    kind: str
    """What a hit of this kind chooses."""
    count: Callable[[Walk], int]
    chosen: Callable[[Walk], int]
    choose: Callable[[Place, int], Place]
    stride: Callable[[Walk], int] = lambda walk: 1
    """How many of them lie between one and the next below it: in a picture, a row of pixels."""
    turn: Callable[[Place, Walk, int], Place] | None = None
    """Turns the chosen one up (1) or down (−1); without it, the learning rate is turned."""
    drag: Callable[[Place, int, float], Place] | None = None
    """Sets one of them to so far along its way, 0 to 1, where it can be dragged."""


HIDDEN_NODE = Choice(
    kind="jay",
    count=lambda walk: len(walk.trace.hidden_sums),
    chosen=lambda walk: walk.jay,
    choose=lambda place, index: replace(place, jay=index),
)
OUTPUT_NODE = Choice(
    kind="lola",
    count=lambda walk: len(walk.trace.outputs),
    chosen=lambda walk: walk.lola,
    choose=lambda place, index: replace(place, lola=index),
)
INPUT_NODE = Choice(
    kind="pixel",
    count=lambda walk: len(walk.trace.inputs),
    chosen=lambda walk: walk.pixel,
    choose=lambda place, index: replace(place, pixel=index),
    stride=lambda walk: walk.columns,
)
NOTHING = Choice(
    kind="",
    count=lambda walk: 1,
    chosen=lambda walk: 0,
    choose=lambda place, index: place,
    turn=lambda place, walk, by: place,
)
"""Where there is nothing to choose yet, and nothing to turn."""
NODES = (HIDDEN_NODE, OUTPUT_NODE, INPUT_NODE)
"""What can be chosen in every act."""

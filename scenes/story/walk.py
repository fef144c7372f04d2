"""A walk: a pass, and what the reader looks at in it: which Jay, which Lola, which pixel."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from scenes.story.passes import IMAGE_SIDE, Pass
from scenes.story.places import Place, Play
from scenes.story.questions import Prediction
from tinynet import Network, TinynetError, Trace
from tinynet.gradient import Layer


@dataclass(frozen=True, eq=False)
class Walk:
    """A pass and what the reader looks at in it."""

    pass_: Pass
    jay: int
    lola: int
    pixel: int
    play: Play
    rounds: tuple[Trace, ...]
    """The three friends of ``meet``, one trace for each time they were told, newest last."""
    knob: int = 0
    """The knob of ``meet`` that the keys turn."""
    predictions: tuple[Prediction, ...] = ()
    """What the reader predicted on the way, the oldest first."""

    @property
    def trace(self) -> Trace:
        """The pass's trace."""
        return self.pass_.trace

    def nudged(self, layer: Layer, row: int, column: int, step: float) -> tuple[float, float]:
        """Return ½ Σ e² with one weight made smaller by a step, and larger."""
        losses = []
        for change in (-step, step):
            network = self.pass_.network.copy()
            getattr(network, layer)[row, column] += change
            losses.append(network.trace(self.trace.inputs, self.trace.targets).loss)
        return losses[0], losses[1]

    @property
    def row(self) -> int:
        """The chosen pixel's row."""
        return self.pixel // IMAGE_SIDE

    @property
    def column(self) -> int:
        """The chosen pixel's column."""
        return self.pixel % IMAGE_SIDE


def open_walk(place: Place, pass_: Pass) -> Walk:
    """Look at a pass where the place says; choose well what it leaves open.

    The Jay followed is, unless chosen, the one whose weights the update moves most; the Lola
    the one who should speak up; the pixel the one that moves that Jay's sum most.

    Raises :class:`TinynetError` for a node or pixel that is not there.
    """
    trace = pass_.trace
    jay = int(np.abs(trace.hidden_deltas).argmax()) if place.jay is None else place.jay
    lola = pass_.label if place.lola is None else place.lola
    for option, value, count in (
        ("jay", jay, len(trace.hidden_sums)),
        ("lola", lola, len(trace.outputs)),
        ("pixel", place.pixel or 0, len(trace.inputs)),
    ):
        if not 0 <= value < count:
            raise TinynetError(f"--{option}: expected 0 to {count - 1}, found {value}")
    pixel = place.pixel
    if pixel is None:
        pixel = int(np.abs(trace.input_hidden[jay] * trace.inputs).argmax())
    rounds = play_rounds(place.play, place.told)
    now = rounds[-1]
    play = replace(
        place.play,
        speak=float(now.input_hidden[0, 0]),
        tell=float(now.hidden_output[0, 0]),
    )
    return Walk(pass_, jay, lola, pixel, play, rounds, place.knob)


def play_rounds(play: Play, told: int) -> tuple[Trace, ...]:
    """Compute the three friends, a 1-1-1 network, as they are set and after each telling."""
    network = Network.from_weights([[play.speak]], [[play.tell]], play.rate)
    rounds = [network.trace([WORD_SAID], [play.meant])]
    for _ in range(told):
        network.train([WORD_SAID], [play.meant])
        rounds.append(network.trace([WORD_SAID], [play.meant]))
    return tuple(rounds)


WORD_SAID = 1.0
"""What you say in ``meet``: one input, as large as inputs get."""

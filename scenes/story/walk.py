"""A walk: a pass, and what the reader looks at in it: which Jay, which Lola, which pixel."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from scenes.story.figures import Floats
from scenes.story.late import dataclass
from scenes.story.numbers import spelled
from scenes.story.passes import Pass
from scenes.story.places import Place
from scenes.story.questions import Prediction
from tinynet import Classes, TinynetError, Trace

if TYPE_CHECKING:
    from tinynet.gradient import Layer


@dataclass(frozen=True, eq=False)
class Walk:
    """A pass and what the reader looks at in it."""

    pass_: Pass
    jay: int
    lola: int
    pixel: int
    settings: tuple[tuple[str, Any], ...] = ()
    """What acts keep of their own."""
    predictions: tuple[Prediction, ...] = ()
    """What the reader predicted on the way, the oldest first."""

    @property
    def trace(self) -> Trace:
        return self.pass_.trace

    def nudged(self, layer: Layer, row: int, column: int, step: float) -> tuple[float, float]:
        """Return ½ Σ e² with one weight made smaller by a step, and larger."""
        losses = []
        for change in (-step, step):
            network = self.pass_.network.copy()
            getattr(network, layer)[row, column] += change
            losses.append(network.trace(self.trace.inputs, self.trace.targets).loss)
        return losses[0], losses[1]

    def setting(self, name: str, default: Any) -> Any:
        """Return what an act keeps by this name, or what it starts with."""
        return dict(self.settings).get(name, default)

    @property
    def inputs(self) -> int:
        """How many inputs there are, one for each pixel."""
        return len(self.trace.inputs)

    def pictured(self, values: Floats) -> Floats:
        """Lay a value for each input out as the picture it belongs to, rows × columns."""
        return values.reshape(self.rows, self.columns)

    @property
    def classes(self) -> Classes:
        """What the classes are called: digits, or as the data has it."""
        return self.pass_.classes

    @property
    def lolas(self) -> str:
        """How many outputs there are, in a word: ten."""
        return spelled(len(self.trace.outputs))

    def named(self, label: int) -> str:
        """Return a class's name."""
        return self.classes.names[label]

    @property
    def rows(self) -> int:
        """The rows of the picture."""
        return len(self.pass_.image)

    @property
    def columns(self) -> int:
        """The pixels of a row."""
        return len(self.pass_.image[0])

    @property
    def inked(self) -> tuple[int, int]:
        """The first and the last column with ink; of an empty picture all are as good."""
        columns = np.flatnonzero(self.pass_.image.any(axis=0))
        return (
            (int(columns[0]), int(columns[-1]))
            if columns.size
            else (self.columns // 2, self.columns // 2)
        )

    @property
    def row(self) -> int:
        """The chosen pixel's row."""
        return self.pixel // self.columns

    @property
    def column(self) -> int:
        """The chosen pixel's column."""
        return self.pixel % self.columns


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
    return Walk(pass_, jay, lola, pixel, place.settings)

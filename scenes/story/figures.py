"""What a stage can show, as plain data. Painters draw these; the transcript tells them.

A figure holds every number it shows, already computed. Titles and texts are marked up
with the names of the terms they speak of: ``[jay]Jay 17[/]``. Arrays are not copied.
The three friends are in `friends`; how figures stand beside each other is in `scene`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from scenes.story.arithmetic import Sum
from scenes.story.late import dataclass

Floats = NDArray[np.float64]
HARDLY_ANYTHING = 0.12
"""A link that carries less than this share of the strongest."""
FEW = 3
"""Links that are told one by one."""
PickKind = Literal["pixel", "jay", "lola", "knob"]


@dataclass(frozen=True)
class Scale:
    """What a colour stands for: ``ink`` runs from 0 to the limit, ``signed`` from −limit to it."""

    kind: Literal["ink", "signed"]
    limit: float = 1.0

    @classmethod
    def around(cls, *arrays: Floats) -> Scale:
        """A signed scale that just holds all the arrays."""
        limit = max((float(np.abs(a).max(initial=0)) for a in arrays), default=0.0)
        return cls("signed", limit or 1.0)


@dataclass(frozen=True)
class Reading:
    """What a cursor over a node or pixel reads out: a name and one number for each place."""

    name: str
    values: Floats
    digits: int = 3


@dataclass(frozen=True, kw_only=True, eq=False)
class Figure:
    """What all figures share. ``alt`` tells the figure in words, for the transcript."""

    title: str = ""
    alt: str = ""
    dim: bool = False


@dataclass(frozen=True, kw_only=True, eq=False)
class Picture(Figure):
    """A value for each pixel, drawn as a picture.

    ``before``: what it turns from, in motion. ``sweep``: appears pixel by pixel.
    """

    values: Floats
    scale: Scale
    before: Floats | None = None
    sweep: bool = False
    cursor: int | None = None
    linked: tuple[int, ...] = ()
    """Pixels that are marked as the cursor is: those that links start from, or an outline."""
    inked: tuple[int, int] | None = None
    """First and last column that are shown however short room is: where the digit beside it has
    ink. None: where it has some itself.
    """
    readings: tuple[Reading, ...] = ()


@dataclass(frozen=True, kw_only=True, eq=False)
class Nodes(Figure):
    """A value for each node of a layer, drawn as a wall of cells."""

    values: Floats
    scale: Scale
    name: str = "Jay"
    picks: PickKind = "jay"
    chosen: int | None = None
    before: Floats | None = None
    sweep: bool = False
    silent: bool = False
    """The nodes have no value yet: neither numbers nor a legend."""
    names_chosen: bool = False
    """Below the legend the mark of the chosen node stands once more, and which node it is."""
    linked: tuple[int, ...] = ()
    """Nodes that stand out beside the chosen one: those that links lead to."""
    marked_above: float | None = None
    """Nodes above this are marked, so that they can be counted; the legend says how many."""
    numbered: frozenset[int] | None = None
    """The nodes whose numbers stand on them where there is room; all of them, if None."""
    readings: tuple[Reading, ...] = ()


@dataclass(frozen=True, kw_only=True, eq=False)
class Bars(Figure):
    """A labelled bar for each value, from zero; targets are ticks on the same axis."""

    labels: tuple[str, ...]
    values: Floats
    low: float = 0.0
    high: float = 1.0
    digits: int = 3
    targets: Floats | None = None
    gap: bool = False
    """What lies between each value and its target is drawn, and both numbers stand beside it."""
    before: Floats | None = None
    before_name: str = "before"
    both: bool = False
    """The number before stands beside the value."""
    chosen: int | None = None
    first: tuple[int, ...] = ()
    """Which are shown where there is no room for all, those that matter most first; else those
    that were meant, and the longest."""
    picks: PickKind | None = None
    grow: bool = False
    tight: bool = False
    """It leaves all room that it can do without to what stands beside it."""
    shortest: int = 12
    """Cells that the longest bar has at least."""
    term: str = "lola"


@dataclass(frozen=True, kw_only=True, eq=False)
class Terms(Figure):
    """A weighted sum as rows of products, a remainder and a total."""

    sum: Sum
    names: tuple[str, ...]
    header: tuple[str, ...]
    total_name: str = "z"
    rest_name: str = "other"
    """What each of those is called that are not told one by one."""
    count: bool = False
    so_far: bool = False
    """The sum up to each row stands beside it even where there is no room to spare."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Curve(Figure):
    """The sigmoid curve, with a weighted sum read off it. ``others`` are dots on the axis."""

    z: float | None = None
    activation: float | None = None
    reach: float = 6.0
    slide: bool = False
    others: Floats | None = None
    slope: float | None = None
    """How steep the curve is at z: shown as a tangent, instead of what is passed on."""
    bias: float = 0.0
    """What is added to z: the curve turns where z is −bias."""
    term: str = "jay"


@dataclass(frozen=True, kw_only=True, eq=False)
class Flow(Figure):
    """Many nodes, one node, and what each of the many brings to it along its link."""

    many: tuple[str, ...]
    values: Floats
    """What each link carries, (many,); its sign is the link's colour. What is 0 has no link."""
    one: tuple[str, ...]
    backwards: bool = False
    """The many stand to the right, as the Lolas do, and what flows goes back."""
    picks: PickKind | None = None
    indices: tuple[int, ...] = ()
    """Which nodes the many are, to be picked."""

    @property
    def faint(self) -> tuple[bool, ...]:
        """Which links carry so much less than the strongest that they are only dotted.

        Of a few, each of which is told of, none.
        """
        if len(self.values) <= FEW:
            return (False,) * len(self.values)
        carried = np.abs(self.values)
        few = carried < HARDLY_ANYTHING * carried.max(initial=0)
        return tuple((few & (carried > 0)).tolist())


@dataclass(frozen=True)
class Gauge:
    """A number as a picture of what it is.

    ``knob``: its place between ``low`` and ``high`` on a logarithmic way. ``bar``: a bar from zero
    on a scale to ±``high``. ``slope``: the curve at the sum ``value``, ``high`` steep. ``cell``: a
    cell of its colour on ``scale``.
    """

    kind: Literal["knob", "bar", "slope", "cell"]
    value: float
    low: float = 0.0
    high: float = 1.0
    scale: Scale = Scale("ink", 1.0)
    term: str = "text"


@dataclass(frozen=True)
class Factor:
    """One factor of a product: its symbol, what it is, its printed value, and its picture."""

    symbol: str
    meaning: str
    value: str
    gauge: Gauge | None = None


@dataclass(frozen=True)
class Ruler:
    """A line of numbers from ``low`` to ``high``, with round ones among them, as printed."""

    low: float
    high: float
    ticks: tuple[tuple[float, str], ...] = ()

    def share(self, value: float) -> float:
        """Return how far along the line a value is, 0 to 1."""
        return (value - self.low) / (self.high - self.low)


@dataclass(frozen=True, kw_only=True, eq=False)
class Factors(Figure):
    """A product worked out factor by factor, then (perhaps) added to what was there.

    ``change`` is the result again, with the decimals of ``before`` and ``after``.
    """

    factors: tuple[Factor, ...]
    result: Factor
    before: Factor | None = None
    change: Factor | None = None
    after: Factor | None = None
    moves: tuple[float, float] | None = None
    """Where what the result is added to stands before and after, to be shown on a scale."""
    ruler: Ruler = Ruler(0.0, 1.0)
    """That scale."""
    count: bool = False


@dataclass(frozen=True)
class Series:
    """One line of a chart."""

    name: str
    x: Sequence[float]
    y: Sequence[float]
    term: str = "error"
    form: Literal["marked", "line", "dashes", "points"] = "marked"
    """``marked`` is a line with a dot wherever the chart has a mark; the others are as they say."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Chart(Figure):
    """Lines over axes."""

    series: tuple[Series, ...]
    x_label: str
    """What x is; after a comma or in brackets, how its axis goes."""
    y_label: str
    marks: tuple[float, ...] = ()
    draw: bool = False
    logarithmic: bool = False
    """Whether equal steps along x are equal factors; of x + 1, where x starts at 0."""
    turn: tuple[float, str] | None = None
    """A place on x where something changes, and what, marked up: a line across the chart."""
    here: tuple[float, str] | None = None
    """Where on x the reader is, and what that is called: a line across, and a word in the legend.
    Beyond the chart's ends, at the nearer end."""
    compared: tuple[float, str] | None = None
    """A height that the lines are to be compared with, and what it is, marked up: a line of dashes.
    """
    spot: tuple[float, float, str] | None = None
    """A place on x and on y that the words beside it tell of, and what is there, marked up."""
    top: float | None = None
    """Where the axis of y ends at least; else with the largest value."""
    counts: bool = False
    """Whether y is a number of things, which has no decimals."""

    @property
    def digits(self) -> int:
        """The decimals of y, where it is read out."""
        return 0 if self.counts else 4

    @property
    def x_name(self) -> str:
        """What x is, where no axis is drawn."""
        return self.x_label.partition(",")[0].partition(" (")[0]


@dataclass(frozen=True, kw_only=True, eq=False)
class Gallery(Figure):
    """Small pictures side by side, each with a word below it; as many as there is room for."""

    pictures: tuple[Floats, ...]
    """Each rows × columns, on the same scale."""
    captions: tuple[str, ...]
    scale: Scale
    none: str = ""
    """What is said where there are none."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Table(Figure):
    """Rows of printed values under a header; marked up."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    left: int = 1
    """Columns set to the left; the others are numbers, and set to the right."""
    reveal: bool = False
    tight: bool = False
    """It leaves all room that it can do without to what stands beside it."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Lines(Figure):
    """A few lines of marked-up text, for a number or a word that should stand large."""

    lines: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class Large(Figure):
    """One number in digits of several rows, under its title."""

    value: str
    term: str = "text"
    size: int = 1
    """How many half rows a dot of its digits is high at least; five dots make a digit."""


@dataclass(frozen=True)
class RoadLink:
    """A link from one node to another; what it carries has its sign for a colour."""

    start: int
    end: int
    carries: float


@dataclass(frozen=True)
class RoadGroup:
    """Hidden nodes on the road that stand together: why they do, and a number of each, if any."""

    heading: str
    """Marked up; empty where there is one group."""
    nodes: tuple[int, ...]
    said: tuple[str, ...] = ()
    back: bool = False
    """Links back lead to them; to others those forwards."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Road(Figure):
    """The whole network in one picture: the digit, the hidden nodes, the outputs, and links.

    Of all links only the strongest are drawn, ``speaks`` from pixels to hidden nodes and ``tells``
    from those to the outputs, the strongest of each first. No more hidden nodes are drawn than
    stand in the groups. One may stand in two.
    """

    digit: Picture
    hidden: Nodes
    groups: tuple[RoadGroup, ...]
    outputs: Bars
    speaks: tuple[RoadLink, ...]
    tells: tuple[RoadLink, ...]
    between: tuple[str, str]
    """What stands above the links: how many there are of each."""
    tags: tuple[str, str] = ("", "")
    """What stands with those: where the links are told of."""
    backs: tuple[RoadLink, ...] = ()
    """Links from outputs back to nodes, along which an error went."""
    way_back: tuple[str, ...] = ()
    """What happens on the way back, below it all and from right to left; marked up."""

    @property
    def others(self) -> int:
        """How many hidden nodes are not drawn."""
        return len(self.hidden.values) - len({j for group in self.groups for j in group.nodes})


@dataclass(frozen=True, kw_only=True, eq=False)
class Sign(Figure):
    """A sign of arithmetic between two figures: ×, =, →."""

    text: str

"""How figures stand: beside and below each other, and a stage of them composed for three sizes."""

from __future__ import annotations

from dataclasses import field

from scenes.story.figures import Figure
from scenes.story.late import dataclass


@dataclass(frozen=True)
class Row:
    """Figures side by side."""

    children: tuple[Node, ...]
    gap: int = 2


@dataclass(frozen=True)
class Column:
    """Figures one below the other."""

    children: tuple[Node, ...]
    gap: int = 1


Node = Figure | Row | Column


def row(*children: Node, gap: int = 2) -> Row:
    """Figures side by side."""
    return Row(children, gap)


def column(*children: Node, gap: int = 1) -> Column:
    """Figures one below the other."""
    return Column(children, gap)


def figures_of(node: Node) -> list[Figure]:
    """All figures of a layout, in reading order."""
    if isinstance(node, Figure):
        return [node]
    return [figure for child in node.children for figure in figures_of(child)]


@dataclass(frozen=True, eq=False)
class Scene:
    """A stage composed for three sizes; the largest that fits is shown.

    ``compact`` must fit 80 × 15 cells.
    """

    compact: Node
    normal: Node
    wide: Node | None = None
    shape: str = ""
    """Scenes of one shape, if it has a name, hold figures of the same sizes in the same order."""
    projected: Node | None = None
    """Which of it is shown beside a large number, where that says the rest."""
    paper: Node | None = None
    """What the transcript and a page tell, where it is not the normal one."""
    large: tuple[Node, ...] = ()
    """Arrangements that are taken before all others, if they fit."""
    arrangements: tuple[Node, ...] = field(init=False)

    def __post_init__(self) -> None:
        """Order the arrangements from the most roomy to the smallest."""
        ordered = tuple(
            n for n in (*self.large, self.wide, self.normal, self.compact) if n is not None
        )
        object.__setattr__(self, "arrangements", ordered)

    @property
    def written(self) -> Node:
        """What is told where no screen sets an end to it."""
        return self.paper or self.normal

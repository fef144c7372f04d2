"""What a section of the worked exercise is, and how its nodes are called."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from scenes.story.homework.lines import (
    LineBlock,
)

Name = Callable[[int], str]
"""Names a node of a layer by its index, marked up."""


@dataclass(frozen=True)
class Section:
    """One step of the way: told as the story, as a formula, and with every number."""

    title: str
    story: str
    formula: tuple[str, ...]
    blocks: tuple[LineBlock, ...]


def you(index: int) -> str:
    """Name an input node, marked up."""
    return f"[you]you {index}[/]"


def jay(index: int) -> str:
    """Name a hidden node, marked up."""
    return f"[jay]Jay {index}[/]"


def lola(index: int) -> str:
    """Name an output node, marked up."""
    return f"[lola]Lola {index}[/]"

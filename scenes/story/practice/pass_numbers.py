"""A pass's numbers as a step shows them: whose each is, and which step it comes from."""

from __future__ import annotations

from collections.abc import Iterator

from scenes.story.homework.sections import jay, lola, you
from scenes.story.practice.calculation import LEAST_DIGITS, Operand, operand
from tinynet import Trace

FORWARD, ERROR, BLAME_STAGE, UPDATE, AGAIN = "forward", "error", "blame", "update", "again"
AGAIN_PREFIX = "again."
MOST_COMPARED = 10
"""Nodes of a layer up to which each may be taken for another."""


class PassNumbers:
    """Shows the numbers of one pass, with so many figures."""

    def __init__(self, trace: Trace, digits: int = LEAST_DIGITS, *, again: bool = False) -> None:
        """Take them from this pass; ``again``: the weights are those after an update."""
        self.trace = trace
        self._digits = digits
        self.prefix = AGAIN_PREFIX if again else ""
        self._again = again

    def operand(self, name: str, symbol: str, value: float, source: str = "") -> Operand:
        """Show a number of somebody."""
        return operand(name, symbol, float(value), self._digits, source)

    def weight(self, matrix: str, row: int, column: int) -> Operand:
        """Show a weight: one of yours to a Jay, or one of his to a Lola."""
        symbol, speaks = ("[speak]w[/]", you) if matrix == "input_hidden" else ("[tell]v[/]", jay)
        source = f"{matrix}_after[{row}][{column}]" if self._again else ""
        value = getattr(self.trace, matrix)[row, column]
        return self.operand(speaks(column), symbol, value, source)

    def bias(self, layer: str, name: str, node: int) -> Operand:
        """Show the bias of a node, of the layer ``hidden`` or ``output``."""
        learned = self._again and self.trace.train_biases
        source = f"{layer}_biases_after[{node}]" if learned else ""
        return self.operand(name, "b", getattr(self.trace, f"{layer}_biases")[node], source)

    def result(self, name: str, symbol: str, of: str, index: int) -> Operand:
        """Show the result of an earlier step."""
        value = getattr(self.trace, of)[index]
        return self.operand(name, symbol, value, f"{self.prefix}{of}[{index}]")

    def x(self, i: int) -> Operand:
        """Show what an input node says."""
        return self.operand(you(i), "[you]x[/]", self.trace.inputs[i])

    def h(self, j: int) -> Operand:
        """Show what a hidden node passes on."""
        return self.result(jay(j), "[jay]h[/]", "hidden_outputs", j)

    def y(self, k: int) -> Operand:
        """Show what an output node says."""
        return self.result(lola(k), "[lola]y[/]", "outputs", k)

    def e(self, k: int) -> Operand:
        """Show an output node's error."""
        return self.result(lola(k), "[error]e[/]", "output_errors", k)

    @property
    def inputs(self) -> range:
        return range(len(self.trace.inputs))

    @property
    def hidden(self) -> range:
        return range(len(self.trace.hidden_sums))

    @property
    def outputs(self) -> range:
        return range(len(self.trace.outputs))

    def others(self, nodes: range, chosen: int) -> Iterator[int]:
        """Yield the nodes that may be taken by mistake: of many only those beside the chosen one.

        Among a hundred, some other one would come near to anything.
        """
        few = len(nodes) <= MOST_COMPARED
        return (n for n in nodes if n != chosen and (few or abs(n - chosen) == 1))

    def few(self, nodes: range) -> range:
        """Return the nodes, each of which may be taken by mistake; none of many."""
        return nodes if len(nodes) <= MOST_COMPARED else range(0)

    def stage(self, stage: str) -> str:
        """Return which part of the way a step belongs to: the second time round it is `again`."""
        return AGAIN if self._again else stage

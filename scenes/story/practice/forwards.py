"""The steps there: what each node hears and passes on, and how wrong it comes out."""

from __future__ import annotations

from collections.abc import Iterator

from scenes.story.beats import lit
from scenes.story.homework.sections import Name, jay, lola
from scenes.story.practice.calculation import Calculation, Instead, Operand, Operands
from scenes.story.practice.formulas import (
    ACTIVATION,
    DIFFERENCE,
    HALF_SQUARES,
    SLOPE,
    WEIGHTED_SUM,
)
from scenes.story.practice.mistakes import (
    SWAPPED,
    WRONG_ROW,
)
from scenes.story.practice.pass_numbers import ERROR, FORWARD, PassNumbers


class Forwards(PassNumbers):
    """Makes the steps from what is said to how wrong it is."""

    def hidden_sum(self, j: int) -> Calculation:
        """Ask what reaches a hidden node."""
        heard = tuple(map(self.x, self.inputs))
        return self._sum("hidden_sums", j, heard, "input_hidden", jay, self.hidden)

    def output_sum(self, k: int) -> Calculation:
        """Ask what reaches an output node."""
        heard = tuple(map(self.h, self.hidden))
        return self._sum("output_sums", k, heard, "hidden_output", lola, self.outputs)

    def _sum(
        self, of: str, node: int, heard: tuple[Operand, ...], matrix: str, name: Name, nodes: range
    ) -> Calculation:
        def into(row: int) -> Operands:
            weights = tuple(self.weight(matrix, row, i) for i in range(len(heard)))
            return {"weights": weights, "inputs": heard}

        instead = [
            Instead(
                WRONG_ROW,
                f"These are the weights to {name(other)}: those to {name(node)} are in his own row."
                if name is jay
                else f"These are the weights to {name(other)}: those to "
                f"{name(node)} are in her own row.",
                into(other),
            )
            for other in self.others(nodes, node)
        ]
        if len(heard) == len(nodes) > 1:
            column = tuple(self.weight(matrix, i, node) for i in range(len(heard)))
            words = (
                "Rows and columns are swapped: the weights into a node are its row, one for each "
                "who speaks to it."
            )
            instead.append(Instead(SWAPPED, words, {"weights": column, "inputs": heard}))
        speaks, x = ("[speak]w[/]", "[you]x[/]") if name is jay else ("[tell]v[/]", "[jay]h[/]")
        return Calculation(
            id=f"{self.prefix}{of}[{node}]",
            formula=WEIGHTED_SUM,
            operands=into(node),
            asked=f"What reaches {name(node)}, the weighted sum",
            whose=name(node),
            symbol="[sum]z[/]",
            written=f"Σ {speaks} · {x}",
            lit=lit("you", "speak", "jay") if name is jay else lit("jay", "tell", "lola"),
            travel=("you", "jay") if name is jay else ("jay", "lola"),
            instead=tuple(instead),
            stage=self.stage(FORWARD),
        )

    def hidden_output(self, j: int) -> Calculation:
        """Ask what a hidden node passes on."""
        return self._curve("hidden_outputs", "hidden_sums", j, jay, "[jay]h[/]", self.hidden)

    def output(self, k: int) -> Calculation:
        """Ask what an output node says."""
        return self._curve("outputs", "output_sums", k, lola, "[lola]y[/]", self.outputs)

    def _curve(
        self, of: str, sums: str, node: int, name: Name, symbol: str, nodes: range
    ) -> Calculation:
        layer = "hidden" if name is jay else "output"
        has_biases = self.trace.has_biases

        def arriving(at: int, biased: int) -> Operands:
            z = self.result(name(at), "[sum]z[/]", sums, at)
            if not has_biases:
                return {"sum": (z,)}
            return {"sum": (z,), "bias": (self.bias(layer, name(biased), biased),)}

        def confused() -> Iterator[Instead]:
            biases = getattr(self.trace, f"{layer}_biases")
            for other in self.others(nodes, node):
                reaches = f"This is of the sum that reaches {name(other)}"
                yield Instead(WRONG_ROW, f"{reaches}.", arriving(other, other))
                if biases[other] != biases[node]:
                    words = f"{reaches}, with the bias of {name(node)}."
                    yield Instead(WRONG_ROW, words, arriving(other, node))
                    words = f"This is with the bias of {name(other)}."
                    yield Instead(WRONG_ROW, words, arriving(node, other))

        return Calculation(
            id=f"{self.prefix}{of}[{node}]",
            formula=ACTIVATION,
            operands=arriving(node, node),
            asked=f"What {name(node)} {'passes on' if name is jay else 'says'}",
            whose=name(node),
            symbol=symbol,
            written="σ([sum]z[/] + b) = 1 / (1 + e^(−([sum]z[/] + b)))"
            if has_biases
            else "σ([sum]z[/]) = 1 / (1 + e^(−[sum]z[/]))",
            lit=lit("jay" if name is jay else "lola"),
            instead=tuple(confused()),
            stage=self.stage(FORWARD),
        )

    def slope(self, j: int) -> Calculation:
        """Ask how easily a hidden node is moved."""
        return Calculation(
            id=f"{self.prefix}hidden_slopes[{j}]",
            formula=SLOPE,
            operands={"output": (self.h(j),)},
            asked=f"How easily {jay(j)} is moved, the slope of the curve",
            symbol="[jay]h[/](1−[jay]h[/])",
            written="[jay]h[/] · (1 − [jay]h[/])",
            lit=lit("jay"),
            instead=(),
            stage=FORWARD,
        )

    def output_error(self, k: int) -> Calculation:
        """Ask for an output node's error."""

        def of_node(target: int, output: int) -> Operands:
            meant = self.operand(lola(target), "[meant]t[/]", self.trace.targets[target])
            return {"target": (meant,), "output": (self.y(output),)}

        return Calculation(
            id=f"{self.prefix}output_errors[{k}]",
            formula=DIFFERENCE,
            operands=of_node(k, k),
            asked=f"How wrong {lola(k)} is, her error with its sign",
            whose=lola(k),
            symbol="[error]e[/]",
            written="[meant]t[/] − [lola]y[/]",
            lit=lit("lola", "meant"),
            travel=("meant", "lola"),
            instead=tuple(
                Instead(WRONG_ROW, words, of_node(target, output))
                for other in self.others(self.outputs, k)
                for words, target, output in (
                    (f"This is the target of {lola(k)} less what {lola(other)} says.", k, other),
                    (f"This is the target of {lola(other)} less what {lola(k)} says.", other, k),
                )
            ),
            stage=self.stage(ERROR),
        )

    def loss(self) -> Calculation:
        """Ask for the one number that says how wrong the whole answer is."""
        return Calculation(
            id=f"{self.prefix}loss",
            formula=HALF_SQUARES,
            operands={"errors": tuple(map(self.e, self.outputs))},
            asked="How wrong the whole answer is",
            symbol="½ Σ [error]e[/]²",
            written="½ · ([error]e[/]² of each, added)",
            lit=lit("lola", "meant"),
            stage=self.stage(ERROR),
        )

    def forwards(self) -> Iterator[Calculation]:
        """Yield the steps from what is said to how wrong it is."""
        yield from map(self.hidden_sum, self.hidden)
        yield from map(self.hidden_output, self.hidden)
        yield from map(self.output_sum, self.outputs)
        yield from map(self.output, self.outputs)
        yield from map(self.output_error, self.outputs)
        yield self.loss()

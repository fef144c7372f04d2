"""The steps back: whose the blame is, and how each weight changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from scenes.story.beats import lit
from scenes.story.figures import Floats
from scenes.story.homework.sections import jay, lola, you
from scenes.story.practice.calculation import Calculation, Instead, Operand, Operands
from scenes.story.practice.formulas import (
    AFTER,
    BLAME,
    CHANGE,
    GRADIENT_BLAME,
)
from scenes.story.practice.mistakes import (
    NEW_WEIGHTS,
    OTHER_RULE,
    RATE,
    SWAPPED,
    TIMES_INPUT,
    WRONG_ROW,
)
from scenes.story.practice.pass_numbers import BLAME_STAGE, UPDATE, PassNumbers


class Backwards(PassNumbers):
    """Makes the steps from the errors to the new weights."""

    def hidden_error(self, j: int, rule: str = "") -> Calculation:
        """Ask for a hidden node's share of the blame, by a rule or by the one in force."""
        rule = rule or self.trace.error_rule
        by_recipe = rule == "recipe"
        return Calculation(
            id=f"{self.prefix}hidden_errors[{j}]",
            formula=BLAME if by_recipe else GRADIENT_BLAME,
            operands=self._carried_by(self.trace.hidden_output[:, j], rule),
            asked=f"The blame of {jay(j)}, his error by the {rule}",
            whose=jay(j),
            symbol="[error]E[/]",
            written="Σ [tell]v[/] · [error]e[/]"
            if by_recipe
            else "Σ [tell]v[/] · [error]e[/] · [lola]y[/](1−[lola]y[/])",
            lit=lit("jay", "tell", "lola"),
            travel=("lola", "jay"),
            instead=tuple(self._other_blames(j, rule)),
            stage=self.stage(BLAME_STAGE),
        )

    def _carried_by(self, weights: Floats, rule: str) -> Operands:
        """Return what weights to the Lolas carry back by a rule, and how easily each is moved."""
        shown = tuple(
            self.operand(lola(k), "[tell]v[/]", w) for k, w in enumerate(weights.tolist())
        )
        carried = {"weights": shown, "errors": tuple(map(self.e, self.outputs))}
        if rule == "gradient":
            carried["outputs"] = tuple(map(self.y, self.outputs))
        return carried

    def _other_blames(self, j: int, rule: str) -> Iterator[Instead]:
        """Yield what may be taken for the blame of a hidden node by mistake."""
        trace = self.trace
        if rule == "recipe":  # the other way round, the slope is left out: that is said so
            yield Instead(
                OTHER_RULE,
                "This is by the gradient; here the recipe is in force, without y(1−y).",
                self._carried_by(trace.hidden_output[:, j], "gradient"),
                GRADIENT_BLAME,
            )
        yield Instead(
            NEW_WEIGHTS,
            "The new weights are used: the blame goes back along the old ones.",
            self._carried_by(trace.hidden_output_after[:, j], rule),
        )
        for other in self.others(self.hidden, j):
            yield Instead(
                WRONG_ROW,
                f"These are the weights of {jay(other)}: the blame of {jay(j)} goes back along his "
                "own.",
                self._carried_by(trace.hidden_output[:, other], rule),
            )
        if len(self.hidden) == len(self.outputs) > 1:
            yield Instead(
                SWAPPED,
                f"Rows and columns are swapped: {jay(j)}'s weights are column {j} of V, one to "
                "each Lola.",
                self._carried_by(trace.hidden_output[j], rule),
            )

    def output_update(self, k: int, j: int) -> Calculation:
        """Ask for the change of a weight from a hidden to an output node."""

        def of_nodes(k: int, j: int) -> Operands:
            return {**self._moved(self.e(k), self.y(k)), "input": (self.h(j),)}

        others = [
            Instead(WRONG_ROW, f"This is with what {jay(other)} passed on.", of_nodes(k, other))
            for other in self.others(self.hidden, j)
        ]
        others += [
            Instead(WRONG_ROW, f"This is with the error of {lola(other)}.", of_nodes(other, j))
            for other in self.others(self.outputs, k)
        ]
        return self._change(
            f"output_updates[{k}][{j}]",
            f"{jay(j)} → {lola(k)}",
            "Δ[tell]v[/]",
            "[rate]η[/] · [error]e[/] · [lola]y[/](1−[lola]y[/]) · [jay]h[/]",
            of_nodes(k, j),
            others,
        )

    def hidden_update(self, j: int, i: int) -> Calculation:
        """Ask for the change of a weight from an input to a hidden node."""

        def of_nodes(j: int, i: int) -> Operands:
            return {**self._moved(self._blamed(j), self.h(j)), "input": (self.x(i),)}

        others = [
            Instead(
                NEW_WEIGHTS,
                "This is with a blame that went back along the new weights: it goes along the old.",
                {**of_nodes(j, i), "error": (self._blamed_anew(j),)},
            )
        ]
        others += [
            Instead(WRONG_ROW, f"This is with what {you(other)} said.", of_nodes(j, other))
            for other in self.others(self.inputs, i)
        ]
        others += [
            Instead(WRONG_ROW, f"This is with the blame of {jay(other)}.", of_nodes(other, i))
            for other in self.others(self.hidden, j)
        ]
        return self._change(
            f"hidden_updates[{j}][{i}]",
            f"{you(i)} → {jay(j)}",
            "Δ[speak]w[/]",
            "[rate]η[/] · [error]E[/] · [jay]h[/](1−[jay]h[/]) · [you]x[/]",
            of_nodes(j, i),
            others,
        )

    def output_bias_update(self, k: int) -> Calculation:
        """Ask for the change of an output node's bias."""
        as_weight = [
            Instead(
                TIMES_INPUT,
                f"This is multiplied by what {jay(j)} passed on, as for a weight: into a bias "
                "always comes 1.",
                {**self._moved(self.e(k), self.y(k)), "input": (self.h(j),)},
            )
            for j in self.few(self.hidden)
        ]
        others = [
            Instead(
                WRONG_ROW,
                f"This is with the error of {lola(other)}.",
                self._moved(self.e(other), self.y(other)),
            )
            for other in self.others(self.outputs, k)
        ]
        change = self._change(
            f"output_bias_updates[{k}]",
            lola(k),
            "Δb",
            "[rate]η[/] · [error]e[/] · [lola]y[/](1−[lola]y[/])",
            self._moved(self.e(k), self.y(k)),
            [*as_weight, *others],
        )
        return _of_bias(change, "lola")

    def hidden_bias_update(self, j: int) -> Calculation:
        """Ask for the change of a hidden node's bias."""

        def of_node(j: int) -> Operands:
            return self._moved(self._blamed(j), self.h(j))

        others = [
            Instead(
                NEW_WEIGHTS,
                "This is with a blame that went back along the new weights: it goes along the old.",
                {**of_node(j), "error": (self._blamed_anew(j),)},
            )
        ]
        others += [
            Instead(
                TIMES_INPUT,
                f"This is multiplied by what {you(i)} said, as for a weight: into a bias always "
                "comes 1.",
                {**of_node(j), "input": (self.x(i),)},
            )
            for i in self.few(self.inputs)
            if self.trace.inputs[i] != 1
        ]
        others += [
            Instead(WRONG_ROW, f"This is with the blame of {jay(other)}.", of_node(other))
            for other in self.others(self.hidden, j)
        ]
        change = self._change(
            f"hidden_bias_updates[{j}]",
            jay(j),
            "Δb",
            "[rate]η[/] · [error]E[/] · [jay]h[/](1−[jay]h[/])",
            of_node(j),
            others,
        )
        return _of_bias(change, "jay")

    def _blamed(self, j: int) -> Operand:
        return self.result(jay(j), "[error]E[/]", "hidden_errors", j)

    def _blamed_anew(self, j: int) -> Operand:
        """Show the blame of a hidden node as the new weights would carry it, by mistake."""
        trace = self.trace
        carried = trace.carried_errors_by(trace.error_rule)
        new = float(trace.hidden_output_after[:, j] @ carried)
        return self.operand(jay(j), "[error]E[/]", new)

    def _moved(self, error: Operand, output: Operand) -> Operands:
        """Return how much is corrected, how wrong it was, and what says how easily it is moved."""
        rate = self.operand("learning rate", "[rate]η[/]", self.trace.learning_rate)
        return {"rate": (rate,), "error": (error,), "output": (output,)}

    def _change(
        self,
        id_: str,
        whose: str,
        symbol: str,
        written: str,
        operands: Operands,
        instead: list[Instead],
    ) -> Calculation:
        yours = symbol == "Δ[speak]w[/]"
        return Calculation(
            id=f"{self.prefix}{id_}",
            formula=CHANGE,
            operands=operands,
            asked=f"The change of the weight {whose}",
            whose=whose,
            symbol=symbol,
            written=written,
            lit=lit("you", "speak", "jay") if yours else lit("jay", "tell", "lola"),
            travel=("jay", "you") if yours else ("lola", "jay"),
            instead=tuple(instead),
            stage=self.stage(UPDATE),
        )

    def output_after(self, k: int, j: int) -> Calculation:
        """Ask for a weight from a hidden to an output node after the update."""
        return self._after("hidden_output", "output_updates", k, j, f"{jay(j)} → {lola(k)}")

    def hidden_after(self, j: int, i: int) -> Calculation:
        """Ask for a weight from an input to a hidden node after the update."""
        return self._after("input_hidden", "hidden_updates", j, i, f"{you(i)} → {jay(j)}")

    def output_bias_after(self, k: int) -> Calculation:
        """Ask for an output node's bias after the update."""
        change = self.trace.output_bias_updates[k]
        return self._bias_after("output", k, lola(k), change, "lola")

    def hidden_bias_after(self, j: int) -> Calculation:
        """Ask for a hidden node's bias after the update."""
        change = self.trace.hidden_bias_updates[j]
        return self._bias_after("hidden", j, jay(j), change, "jay")

    def _bias_after(
        self, layer: str, node: int, name: str, change: float, part: str
    ) -> Calculation:
        source = f"{self.prefix}{layer}_bias_updates[{node}]"
        added = self._added(
            f"{layer}_biases_after[{node}]", name, self.bias(layer, name, node), change, source, []
        )
        return _of_bias(added, part)

    def _after(self, matrix: str, updates: str, row: int, column: int, way: str) -> Calculation:
        weights = getattr(self.trace, matrix)
        weight = self.weight(matrix, row, column)
        change = float(getattr(self.trace, updates)[row, column])
        source = f"{self.prefix}{updates}[{row}][{column}]"
        instead = []
        if weights.shape[0] == weights.shape[1] and row != column:
            words = "Rows and columns are swapped: this starts from the weight the other way round."
            other = {
                "weight": (self.weight(matrix, column, row),),
                "change": (self._changed_by(weight, change, source),),
            }
            instead.append(Instead(SWAPPED, words, other))
        return self._added(f"{matrix}_after[{row}][{column}]", way, weight, change, source, instead)

    def _changed_by(self, weight: Operand, change: float, source: str = "") -> Operand:
        return self.operand("", f"Δ{weight.symbol}", change, source)

    def _added(
        self,
        id_: str,
        whose: str,
        weight: Operand,
        change: float,
        source: str,
        instead: list[Instead],
    ) -> Calculation:
        """Ask for a weight, or a bias, plus its change."""
        before = replace(weight, name="")
        # Whoever leaves η out of the change, and writes down the sum alone.
        unmoderated = self._changed_by(weight, change / self.trace.learning_rate)
        without_rate = Instead(
            RATE,
            "The [rate]learning rate[/] is left out of the change: it is multiplied by "
            "[rate]η[/] before it is added.",
            {"weight": (before,), "change": (unmoderated,)},
        )
        return Calculation(
            id=f"{self.prefix}{id_}",
            formula=AFTER,
            operands={"weight": (before,), "change": (self._changed_by(weight, change, source),)},
            asked=f"The weight {whose} after the update",
            whose=whose,
            symbol=f"{weight.symbol}′",
            written=f"{weight.symbol} + Δ{weight.symbol}",
            lit=lit("speak") if "speak" in weight.symbol else lit("tell"),
            instead=(*instead, without_rate) if self.trace.learning_rate != 1 else tuple(instead),
            stage=self.stage(UPDATE),
        )

    def backwards(self) -> Iterator[Calculation]:
        """Yield the steps from the errors to the new weights."""
        yield from map(self.hidden_error, self.hidden)
        to_lolas = [(k, j) for k in self.outputs for j in self.hidden]
        yield from (self.output_update(k, j) for k, j in to_lolas)
        yield from (self.output_after(k, j) for k, j in to_lolas)
        if self.trace.train_biases:
            yield from map(self.output_bias_update, self.outputs)
            yield from map(self.output_bias_after, self.outputs)
        to_jays = [(j, i) for j in self.hidden for i in self.inputs]
        yield from (self.hidden_update(j, i) for j, i in to_jays)
        yield from (self.hidden_after(j, i) for j, i in to_jays)
        if self.trace.train_biases:
            yield from map(self.hidden_bias_update, self.hidden)
            yield from map(self.hidden_bias_after, self.hidden)


def _of_bias(step: Calculation, part: str) -> Calculation:
    """Ask of a node's bias what is otherwise asked of a weight."""
    asked = step.asked.replace("weight", "bias of", 1)
    return replace(step, asked=asked, lit=lit(part), travel=None)

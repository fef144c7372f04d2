"""The code beside a beat: the lines of the network that compute it, and what each name in them is.

The lines are read from the installed source when they are asked for, and found by the names that
they give a value to: `Network.update`, or else a quantity of `Trace`.
"""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from scenes.story.arithmetic import change_of
from scenes.story.beats import Act, Beat
from scenes.story.markup import escaped
from scenes.story.numbers import decimals, number, plain
from scenes.story.walk import Walk
from tinynet import Network, Trace


@dataclass(frozen=True)
class Code:
    """Lines that compute a beat. Names in them are marked up as the terms they stand for."""

    source: str
    """Where they stand: the file, and the function in it."""
    lines: tuple[str, ...]
    values: tuple[str, ...]
    """What is behind each name, where the reader looks: ``hidden_outputs[39] = 0.525``. What the
    lines give a value to comes first."""


@dataclass(frozen=True)
class _Quantity:
    """What a name of the code stands for: a field of the trace, a term, and how it is indexed."""

    field: str
    term: str
    indices: tuple[str, ...] = ()


_QUANTITIES = {
    "x": _Quantity("inputs", "you", ("pixel",)),
    "t": _Quantity("targets", "meant", ("lola",)),
    "learning_rate": _Quantity("learning_rate", "rate"),
    "input_hidden": _Quantity("input_hidden", "speak", ("jay", "pixel")),
    "hidden_output": _Quantity("hidden_output", "tell", ("lola", "jay")),
    "hidden_biases": _Quantity("hidden_biases", "jay", ("jay",)),
    "output_biases": _Quantity("output_biases", "lola", ("lola",)),
    "hidden_sums": _Quantity("hidden_sums", "sum", ("jay",)),
    "hidden_outputs": _Quantity("hidden_outputs", "jay", ("jay",)),
    "output_sums": _Quantity("output_sums", "sum", ("lola",)),
    "outputs": _Quantity("outputs", "lola", ("lola",)),
    "output_errors": _Quantity("output_errors", "error", ("lola",)),
    "output_slopes": _Quantity("output_slopes", "lola", ("lola",)),
    "output_deltas": _Quantity("output_deltas", "error", ("lola",)),
    "hidden_errors": _Quantity("hidden_errors", "error", ("jay",)),
    "hidden_slopes": _Quantity("hidden_slopes", "jay", ("jay",)),
    "hidden_deltas": _Quantity("hidden_deltas", "error", ("jay",)),
    "loss_parts": _Quantity("loss_parts", "error", ("lola",)),
}
_CHANGES = {
    "input_hidden": "hidden_updates",
    "hidden_output": "output_updates",
    "hidden_biases": "hidden_bias_updates",
    "output_biases": "output_bias_updates",
}
"""What the update adds to each, as the trace has it."""


@dataclass(frozen=True)
class Statement:
    """A statement as it stands in the source, and the name that it gives a value to."""

    name: str
    lines: tuple[str, ...]
    names: tuple[tuple[str, int, int, int], ...]
    """Each name in it: which, its line (from 0) and its columns."""
    adds: bool
    """Whether it adds to the value that is there."""


def code_of(act: Act, beat_id: str, beat: Beat, walk: Walk) -> Code | None:
    """Return the lines that compute a beat; None where it computes nothing, or without a source."""
    trace = walk.trace if beat.trace is None else beat.trace
    wanted = act.computes.get(beat_id, ())
    if not trace.train_biases:
        wanted = tuple(name for name in wanted if name not in ("hidden_biases", "output_biases"))
    try:
        sources = {name: _place_of(name) for name in wanted}
    except OSError:  # installed without its source
        return None
    if not sources:
        return None
    statements = [statements_of(function)[name] for name, (_, function) in sources.items()]
    title = next(iter(sources.values()))[0]
    return Code(
        source=title,
        lines=tuple(line for each in statements for line in _marked(each)),
        values=tuple(_values(statements, trace, walk)),
    )


def _place_of(name: str) -> tuple[str, Callable[..., Any]]:
    """Return where a name gets its value: the file and function, in words, and the function."""
    if name in statements_of(Network.update):
        return "tinynet/network.py, Network.update", Network.update
    return f"tinynet/trace.py, Trace.{name}", vars(Trace)[name].func


@lru_cache
def statements_of(function: Callable[..., Any]) -> dict[str, Statement]:
    """Return the statements of a function by the names that they give a value to.

    What it returns goes by the function's own name. Raises :class:`OSError` without a source.
    """
    text = textwrap.dedent(inspect.getsource(function))
    (definition,) = ast.parse(text).body
    lines = text.splitlines()
    found = (
        _statement(node, lines, function.__name__)
        for node in ast.walk(definition)
        if isinstance(node, ast.Assign | ast.AugAssign | ast.Return)
    )
    return {statement.name: statement for statement in found}


def _statement(
    node: ast.Assign | ast.AugAssign | ast.Return, lines: list[str], returned: str
) -> Statement:
    start, end, indent = node.lineno - 1, node.end_lineno or node.lineno, node.col_offset
    target = None
    if not isinstance(node, ast.Return):
        target = node.targets[0] if isinstance(node, ast.Assign) else node.target
    name = returned if target is None else _name_of(target)
    names = []
    for each in ast.walk(node):
        found = _name_of(each)
        if isinstance(each, ast.expr) and (found in _QUANTITIES or found == "recipe"):
            line = each.lineno - 1 - start
            names.append(
                (found, line, each.col_offset - indent, (each.end_col_offset or 0) - indent)
            )
    return Statement(
        name,
        tuple(line[indent:] for line in lines[start:end]),
        tuple(names),
        isinstance(node, ast.AugAssign),
    )


def _name_of(node: ast.AST) -> str:
    """Return a variable's name, or that of an attribute of the network."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        return node.attr if node.value.id == "self" else ""
    return ""


def _marked(statement: Statement) -> Iterator[str]:
    """Yield a statement's lines, its names marked up."""
    for number_, line in enumerate(statement.lines):
        marked, position = "", 0
        for name, on, start, end in sorted(statement.names, key=lambda each: each[1:]):
            if on == number_ and name in _QUANTITIES:
                marked += escaped(line[position:start])
                marked += f"[{_QUANTITIES[name].term}]{escaped(line[start:end])}[/]"
                position = end
        yield marked + escaped(line[position:])


def _values(statements: list[Statement], trace: Trace, walk: Walk) -> Iterator[str]:
    """Yield what is behind each name once: what comes out, then what goes in."""
    changed = {each.name for each in statements if each.adds}
    inside = (
        name for each in statements for name, *_ in sorted(each.names, key=lambda found: found[1:])
    )
    for name in dict.fromkeys((*(each.name for each in statements), *inside)):
        yield _value(name, trace, walk, after=name in changed)


def _value(name: str, trace: Trace, walk: Walk, *, after: bool) -> str:
    if name == "recipe":
        return f"recipe = {trace.error_rule == 'recipe'}"
    quantity = _QUANTITIES[name]
    values = getattr(trace, quantity.field)
    if not quantity.indices:
        return f"[{quantity.term}]{name}[/] = {plain(values)}"
    # Of a network of another size, such as the three friends', the last of its nodes.
    looked_at = (getattr(walk, kind) for kind in quantity.indices)
    place = tuple(min(at, size - 1) for at, size in zip(looked_at, values.shape, strict=True))
    at = escaped(f"[{', '.join(map(str, place))}]")
    shown = f"[{quantity.term}]{name}[/]{at}"
    value = float(values[place])
    if after:
        change = change_of(value, float(getattr(trace, _CHANGES[name])[place]), figures=2)
        return f"{shown} = {change.before} → {change.after}"
    return f"{shown} = {number(value, decimals(value, 2, least=3))}"

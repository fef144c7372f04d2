"""A sheet to fill in, its answer key, and the file for the answers: the same steps, three times."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from scenes.story.homework.exercise import Exercise
from scenes.story.homework.forwards import given_blocks, which_biases
from scenes.story.homework.lines import Line, LineBlock, LineEntry
from scenes.story.homework.sections import Section
from scenes.story.numbers import counted
from scenes.story.numbers import plain as short
from scenes.story.practice.calculation import Calculation
from scenes.story.practice.pass_numbers import AGAIN_PREFIX
from scenes.story.practice.steps import steps_of
from scenes.story.practice.tasks import STAGE_TITLES
from scenes.story.practice.working import working_of
from tinynet import Trace

BLANK = "______________"
PRACTICE = 1
"""The version of the file for the answers."""
GROUPS = {
    "hidden_sums": "What reaches each Jay",
    "hidden_outputs": "What each Jay passes on",
    "output_sums": "What reaches each Lola",
    "outputs": "What each Lola says",
    "output_errors": "How wrong each Lola is, with the sign",
    "loss": "How wrong the whole answer is",
    "hidden_errors": "The blame of each Jay",
    "output_bias_updates": "The change of each Lola's bias",
    "output_biases_after": "Each Lola's bias after the update",
    "output_updates": "The change of each weight from a Jay to a Lola",
    "hidden_output_after": "Each weight from a Jay to a Lola after the update",
    "hidden_bias_updates": "The change of each Jay's bias",
    "hidden_biases_after": "Each Jay's bias after the update",
    "hidden_updates": "The change of each weight from you to a Jay",
    "input_hidden_after": "Each weight from you to a Jay after the update",
}
"""What the numbers of one name are, all nodes of a layer together."""
_ID = re.compile(r"(again\.)?(\w+)((?:\[\d+\])*)")


def parsed_id(id_: str) -> tuple[str, str, tuple[int, ...]]:
    """Take a step's id apart: `again.` or nothing, the name, and the indices."""
    found = _ID.fullmatch(id_)
    assert found is not None, id_
    indices = tuple(int(index) for index in re.findall(r"\d+", found[3]))
    return found[1] or "", found[2], indices


def steps_in(exercise: Exercise) -> tuple[Calculation, ...]:
    """Return every step of an exercise, and once round again."""
    return steps_of(exercise.trace, exercise.after)


def sheet_sections(exercise: Exercise) -> tuple[Section, ...]:
    """Return what is given, and a blank for each number."""
    return _sections(exercise, _blanks)


def key_sections(exercise: Exercise) -> tuple[Section, ...]:
    """Return what is given, and every number worked out."""
    return _sections(exercise, _worked)


def _sections(
    exercise: Exercise, blocks_of: Callable[[str, Sequence[Calculation]], tuple[LineBlock, ...]]
) -> tuple[Section, ...]:
    trace, network = exercise.trace, exercise.network
    given = Section(
        title="What is given",
        story=f"{counted(network.input_nodes, 'input node')} ([you]you[/]), "
        f"{counted(network.hidden_nodes, 'hidden node')} ([jay]Jays[/]), "
        f"{counted(network.output_nodes, 'output node')} ([lola]Lolas[/]), all counted from 0; "
        f"{which_biases(trace)}. Learning rate [rate]η[/] = {short(trace.learning_rate)}, error "
        f"rule {trace.error_rule}. Work with all digits, and write four figures at least: "
        "0.0005123, not 0.0005.",
        formula=(),
        blocks=given_blocks(trace),
    )
    steps = steps_in(exercise)
    sections = []
    for stage, group in groupby(steps, key=lambda step: step.stage):
        blocks: list[LineBlock] = []
        formulas: dict[str, str] = {}
        for name, same in groupby(group, key=lambda step: parsed_id(step.id)[1]):
            of_name = tuple(same)
            formulas[name] = f"{of_name[0].symbol} = {of_name[0].written}"
            blocks += blocks_of(GROUPS[name], of_name)
        title = STAGE_TITLES[stage]
        sections.append(
            Section(
                title=f"{title[0].upper()}{title[1:]}",
                story=_BIASED_STORIES.get(stage, _STORIES[stage])
                if trace.has_biases
                else _STORIES[stage],
                formula=tuple(formulas.values()),
                blocks=tuple(blocks),
            )
        )
    return (given, *sections)


_STORIES = {
    "forward": "What reaches a node is everything it hears, each times its weight, added up. What "
    "it passes on is the sigmoid of that.",
    "error": "What was meant, less what was said.",
    "blame": "Each error goes back along the weights it came by: the old weights.",
    "update": "First all the changes, with the old weights; then add each to its weight.",
    "again": "The same inputs, with the new weights: is it less wrong?",
}
_BIASED_STORIES = {
    "forward": "What reaches a node is everything it hears, each times its weight, added up. What "
    "it passes on is the sigmoid of that and its bias b together.",
    "update": "First all the changes, with the old weights; then add each to its weight or bias.",
    "again": "The same inputs, with the new weights and biases: is it less wrong?",
}


def _blanks(title: str, steps: Sequence[Calculation]) -> tuple[LineBlock, ...]:
    entries = (LineEntry(BLANK, "="),)
    lines = tuple(Line(_name_of(step), entries) for step in steps)
    return (LineBlock(lines, title=title),)


def _name_of(step: Calculation) -> str:
    return f"{step.symbol}  {step.whose}" if step.whose else step.symbol


def _worked(title: str, steps: Sequence[Calculation]) -> tuple[LineBlock, ...]:
    blocks = []
    for step in steps:
        first, *others = working_of(step)
        name = f"{title}: {step.whose}" if step.whose else title
        blocks += [replace(first, title=name), *others]
    return tuple(blocks)


# The file for the answers.


def answer_file(exercise: Exercise, student: str) -> dict[str, Any]:
    """Return the file that a student fills in, as JSON has it."""
    trace = exercise.trace
    return {
        "tinynet_practice": PRACTICE,
        "student": student,
        "exercise": {
            "layers": [len(trace.inputs), len(trace.hidden_sums), len(trace.outputs)],
            "inputs": trace.inputs.tolist(),
            "input_hidden": trace.input_hidden.tolist(),
            "hidden_output": trace.hidden_output.tolist(),
            **_biases_of(trace),
            "targets": trace.targets.tolist(),
            "learning_rate": trace.learning_rate,
            "error_rule": trace.error_rule,
        },
        "answers": blanks(steps_in(exercise)),
    }


def _biases_of(trace: Trace) -> dict[str, Any]:
    if not trace.has_biases:
        return {}
    return {
        "hidden_biases": trace.hidden_biases.tolist(),
        "output_biases": trace.output_biases.tolist(),
        "train_biases": trace.train_biases,
    }


def json_text(value: Any, indent: str = "") -> str:
    """Return JSON that is easy to fill in: a key a line, and lists within the line."""
    if not isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    inner = f"{indent}  "
    items = (f"{inner}{json.dumps(key)}: {json_text(of, inner)}" for key, of in value.items())
    return "{\n" + ",\n".join(items) + f"\n{indent}}}"


def blanks(steps: Sequence[Calculation]) -> dict[str, Any]:
    """Return a place for each answer: lists as long as the layers, once again in `again`."""
    once: dict[str, Any] = {}
    again: dict[str, Any] = {}
    for prefix, name, indices in (parsed_id(step.id) for step in steps):
        places = again if prefix else once
        if not indices:
            places[name] = None
            continue
        row = places.setdefault(name, [])
        for index in indices[:-1]:
            row += [[] for _ in range(index + 1 - len(row))]
            row = row[index]
        row.append(None)
    return {**once, AGAIN_PREFIX[:-1]: again}

"""The code beside a beat: its lines are those of the source, those that run, and right."""

import inspect
import sys
from types import FrameType
from typing import Any

import numpy as np
import pytest

import tinynet.activation
import tinynet.network
import tinynet.trace
from scenes.story.acts import ACTS
from scenes.story.code import code_of, statements_of
from scenes.story.markup import plain
from scenes.story.passes import open_pass
from scenes.story.places import Place
from scenes.story.walk import open_walk
from tinynet import Network, Trace

TELLING = {
    *("meet.friends", "weighted-sum.weights", "threshold.curve", "threshold.listens"),
    *("output.answer", "error.targets"),
    *("blame.question", "blame.check", "blame.sign", "update.direction"),
    *("again.falling", "again.others", "again.epoch"),
}
"""Beats that ask, look on, or compare, and compute nothing that another beat does not."""
COMPUTING = [
    (act, beat)
    for act in ACTS
    if act.id not in ("input", "recap")
    for beat in act.beats
    if f"{act.id}.{beat}" not in TELLING
]


@pytest.fixture(scope="module", params=["recipe", "biases"])
def walk(request, digits):
    place = Place(hidden=20, learning_rate=0.5)
    if request.param == "biases":
        place = Place(hidden=20, learning_rate=0.5, biases=True, error_rule="gradient")
    return open_walk(place, open_pass(place, digits))


def test_each_computing_beat_has_its_lines_as_they_stand_in_the_source(walk):
    sources = [inspect.getsource(module) for module in (tinynet.network, tinynet.trace)]
    for act, beat_id in COMPUTING:
        beat = act.beats[beat_id](walk)
        code = code_of(act, beat_id, beat, walk)
        assert code is not None, (act.id, beat_id)
        for line in code.lines:
            assert any(plain(line) in source for source in sources), line
        # Each name that a line gives a value to is there with its number.
        for name in act.computes[beat_id]:
            shown = any(plain(value).startswith(f"{name}[") for value in code.values)
            assert shown == (walk.trace.train_biases or "biases" not in name), name
    assert {act.id for act in ACTS if not act.computes} == {"input", "recap"}


def test_what_computes_nothing_has_none(walk):
    act = ACTS.named("input")
    assert code_of(act, "pixels", act.beats["pixels"](walk), walk) is None


def test_every_name_that_the_update_makes_is_shown_somewhere():
    shown = {name for act in ACTS for names in act.computes.values() for name in names}
    assert set(statements_of(Network.update)) <= shown
    assert shown - set(statements_of(Network.update)) == {"loss_parts"}


def test_the_lines_are_those_that_run(walk):
    """Train by one sample, and see which lines of the file run."""
    ran: set[int] = set()

    def note(frame: FrameType, event: str, _: Any) -> Any:
        if frame.f_code is Network.update.__code__ and event == "line":
            ran.add(frame.f_lineno)
        return note

    before = sys.gettrace()
    sys.settrace(note)
    try:
        walk.pass_.network.copy().train(walk.trace.inputs, walk.trace.targets)
    finally:
        sys.settrace(before)
    source, start = inspect.getsourcelines(Network.update)
    lines = [line.strip() for line in source]
    for statement in statements_of(Network.update).values():
        first = start + lines.index(statement.lines[0])
        runs = walk.trace.train_biases or "biases" not in statement.name
        assert (first in ran) == runs, statement.name


def test_run_by_themselves_they_give_the_numbers_that_are_told(walk):
    """Run each line with the trace's numbers behind its names: out comes the trace's own."""
    trace: Trace = walk.trace
    learner = walk.pass_.network.copy()
    names = {
        "self": learner,
        "x": trace.inputs,
        "t": trace.targets,
        "learning_rate": trace.learning_rate,
        "recipe": trace.error_rule == "recipe",
        "sigmoid": tinynet.activation.sigmoid,
        "outer": tinynet.network.outer,
        "np": np,
    }
    for name, statement in statements_of(Network.update).items():
        if "biases" in name and not trace.train_biases:
            continue
        exec("\n".join(statement.lines), names)
        after = f"{name}_after" if statement.adds else name
        made = getattr(learner, name) if statement.adds else names[name]
        assert np.array_equal(made, getattr(trace, after)), name


def test_numbers_are_of_where_the_reader_looks(digits):
    place = Place(jay=7, lola=3, pixel=211, hidden=20)
    walk = open_walk(place, open_pass(place, digits))
    act = ACTS.named("update")
    code = code_of(act, "inputs", act.beats["inputs"](walk), walk)
    assert code is not None
    assert code.source == "tinynet/network.py, Network.update"
    told = dict(plain(value).split(" = ") for value in code.values)
    trace = walk.trace
    before, _, after = told["input_hidden[7, 211]"].partition(" → ")
    for printed, value in (
        (before, trace.input_hidden[7, 211]),
        (after, trace.input_hidden_after[7, 211]),
        (told["hidden_deltas[7]"], trace.hidden_deltas[7]),
    ):
        assert float(printed.replace("\N{MINUS SIGN}", "-")) == pytest.approx(value, rel=0.06)
    assert "[you]x[/]" in code.lines[-1]


def test_without_a_source_there_is_none(walk, monkeypatch):
    def none(function: Any) -> Any:
        raise OSError("could not get source code")

    statements_of.cache_clear()
    monkeypatch.setattr(inspect, "getsourcelines", none)
    act = ACTS.named("error")
    assert code_of(act, "differences", act.beats["differences"](walk), walk) is None

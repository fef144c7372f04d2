"""The map: what each says stands above their name where there is room for it."""

import numpy as np
import pytest
from rich.style import Style

from scenes.canvas.canvas import Canvas
from scenes.canvas.palette import Palette
from scenes.screens.walk.model import WalkModel
from scenes.screens.walk.panels.map import Map
from scenes.screens.walk.view import Way, way_of
from scenes.story.acts import ACTS
from scenes.story.acts.play import PLAY, TOLD, Play
from scenes.story.friends import Speech
from scenes.story.numbers import number
from scenes.story.passes import open_pass
from scenes.story.places import Place
from scenes.story.walk import open_walk
from tests.other_data import LETTERS, letters, write_idx
from tests.scenes.drawn import written
from tinynet import Classes

SAID = {
    "you": Speech("a 7"),
    "jay": Speech("Jay 39: 0.525"),
    "lola": Speech("a 1"),
    "meant": Speech("a 7", thought=True),
    "error": Speech("Jay 39: say more"),
}


@pytest.fixture
def model(digits):
    place = Place()
    return WalkModel(place, open_walk(place, open_pass(place, digits)))


def drawn(way, width=120, height=3):
    """Return the map's rows."""
    shown = Map(Palette())
    shown._way = way
    canvas = Canvas(width, height, Style(bgcolor="#000000"))
    shown.draw(canvas)
    return written(canvas).split("\n")


def way(**more):
    return Way(784, 100, 10, "1", "7", frozenset(), more.pop("travel", None), **more)


@pytest.mark.parametrize("width", [80, 100, 120, 200])
@pytest.mark.parametrize("travel", [None, ("lola", "you")])
def test_what_is_said_stands_above_who_says_it(width, travel):
    top, names, _ = drawn(way(said=SAID, travel=travel), width)
    jay = "Jay 39: say more" if travel else "Jay 39: 0.525"
    for words, name in (
        ("“a 7”", "YOU 784"),
        (f"“{jay}”", "JAY 100"),
        ("“a 1”", "LOLA 10"),
        ("(a 7)", "heard 1 · meant 7"),
    ):
        assert f" {words} " in f"{top} "
        assert top.index(words) == names.index(name)
    assert "78,400" in top


def test_in_one_row_nothing_is_lost():
    without = drawn(way(), height=1)
    assert drawn(way(said=SAID), height=1) == without
    assert all(text in without[0] for text in ("YOU 784", "JAY 100", "LOLA 10", "meant 7"))


def test_each_is_heard_once_the_walk_has_told_it(model):
    heard = {}
    for where in ACTS.route:
        model.visit(where)
        if model.beat.trace is None:
            heard[where] = way_of(model).said
    jay, trace = model.walk.jay, model.walk.trace
    first = {who: next(where for where in heard if who in heard[where]) for who in SAID}
    assert first == {
        "you": ("input", "pixels"),
        "meant": ("input", "pixels"),
        "jay": ("threshold", "decision"),
        "lola": ("output", "answers"),
        "error": ("blame", "share"),
    }
    last = heard["recap", "next"]
    assert last["you"].words == last["meant"].words == "a 7"
    assert last["jay"].words == f"Jay {jay}: {number(float(trace.hidden_outputs[jay]))}"
    assert last["lola"].words == Classes().a(trace.answer)
    more = float(trace.hidden_errors[jay]) > 0
    assert last["error"].words == f"Jay {jay}: say {'more' if more else 'less'}"


def test_an_act_with_another_pass_says_what_that_one_says(model):
    others = [where for where in ACTS.route if model.visit(where) and model.beat.trace is not None]
    assert {act for act, _ in others} >= {"meet", "again"}
    for where in others:
        model.visit(where)
        trace, way, now = model.beat.trace, way_of(model), model.beat.now_heard
        if where[0] == "meet":
            continue
        last = trace.answer if now is None else now
        # All that they say is of one time, and what is heard is the same: after the telling.
        jay = min(model.walk.jay, len(trace.hidden_outputs) - 1)
        passed_on = f"Jay {jay}: {number(float(trace.hidden_outputs[jay]))}"
        assert ("jay" in way.said) == (now is None)
        assert now is not None or way.said["jay"].words == passed_on
        if where[0] == "threshold":  # the answer is still to come
            assert (way.said.keys() & {"lola"}, way.heard) == (set(), "?")
            continue
        assert way.said["lola"].words == Classes().a(last)
        assert way.heard == (str(last) if last == trace.answer else f"{trace.answer} → {last}")


def test_who_was_told_is_heard_before_and_after(model):
    """Nothing on the map contradicts a beat that tells the network something."""
    learning = model.walk.pass_.learning
    for beat, tellings in (("told-again", 1), ("falling", 50), ("others", 50)):
        model.visit(("again", beat))
        now = int(learning.retold.outputs[tellings].argmax())
        assert way_of(model).heard == f"{learning.trace.answer} → {now}"
        assert f"heard {learning.trace.answer} → {now} · meant 7" in "".join(drawn(way_of(model)))
    model.visit(("again", "epoch"))
    assert np.array_equal(model.beat.trace.inputs, learning.trace.inputs), "the digit of act 9"


def test_the_friends_speak_on_the_map_as_on_the_stage(digits):
    place = Place(act="meet", beat="again")
    place = place.having(PLAY, Play(-2.5, 0.1, 0.9, 2.0), Play()).having(TOLD, 0, 0)
    model = WalkModel(place, open_walk(place, open_pass(place, digits)))
    top = drawn(way_of(model))[0]
    assert "“✗ LOVE”" in top
    assert "“…”" in top, "his own: what is asked of him stands on the stage, once"
    model.visit(("meet", "trust"))
    assert "“…”" in drawn(way_of(model))[0]
    model.visit(("meet", "friends"))
    top = drawn(way_of(model))[0]
    assert "“…”" not in top, "what he says is not told of yet"
    assert top.count("“?”") == 2


async def test_long_names_of_classes_keep_from_the_links(open_app, tmp_path):
    """On the smallest screen, in the lab too; and what the lab says names classes, not numbers."""
    names = tuple(f"capital letter {letter}" for letter in LETTERS)
    folder = write_idx(tmp_path / "long", letters(520, 1, 28), letters(130, 2, 28), names)
    async with open_app((80, 24), "output.answer", data=str(folder), hidden=10) as reader:
        answer = reader.app.walk_model.walk.trace.answer
        meant = reader.app.walk_model.walk.pass_.label
        told = f"heard …letter {LETTERS[answer]} · meant …letter {LETTERS[meant]}"
        assert told in reader.text
        await reader.press("i", "V", "right")
        assert told in reader.text.split("\n")[0]
        assert "LOLA" in reader.text.split("\n")[0]
        assert f"→Lola …ter {LETTERS[reader.app.walk_model.walk.lola]}" in reader.text

"""The walk line by line: what is typed, what is told, and what is never told too early."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from scenes.screens.walk.model import WalkModel
from scenes.story.acts import ACTS
from scenes.story.markup import plain
from scenes.story.passes import open_pass
from scenes.story.places import Place
from scenes.story.walk import open_walk
from scenes.text.steps import HELP, LAST, LineByLine


@pytest.fixture(scope="module")
def pass_(digits):
    return open_pass(Place(), digits)


@pytest.fixture
def opened(pass_):
    def start(at="threshold", **settings):
        act, _, beat = at.partition(".")
        place = Place().at(*ACTS.where(act, beat))
        model = WalkModel(place, open_walk(place, pass_))
        steps = LineByLine(model, **settings)
        return model, steps, steps.begin()

    return start


@pytest.mark.slow
def test_enter_leads_through_every_beat_and_back(opened):
    model, steps, told = opened("meet")
    assert "The digit: a 7" in told
    for where in ACTS.route[1:]:
        told = steps.take("\n")
        assert (model.place.act, model.place.beat) == where
        assert model.beat.title.split(":")[0].split("[")[0].strip() in told
        assert "\x1b" not in told
        assert max(map(len, told.splitlines())) <= 80 or "  " in told  # tables are never cut
    assert steps.take("") == LAST + "\n"
    steps.take("b")
    assert (model.place.act, model.place.beat) == ACTS.route[-2]


def test_a_question_is_asked_and_judged_and_not_told_before(opened):
    model, steps, told = opened()
    question = model.beat.question
    assert plain(question.text) in told
    assert question.because not in " ".join(told.split())
    assert "number of your answer" in steps.prompt
    wrong = 1 - question.answer
    judged = " ".join(steps.take(str(wrong + 1)).split())
    assert judged.startswith(
        f"Wrong, you said {question.options[wrong]}: it is {question.options[question.answer]}."
    )
    assert question.because in judged
    assert "number of your answer" not in steps.prompt
    assert judged in " ".join(steps.take("a").split())
    _, steps, _ = opened()
    assert steps.take(question.options[question.answer].upper()).startswith("Right: it is ")
    _, steps, told = opened(questions=False)
    assert plain(question.text) not in told
    assert "found 1" in steps.take("1")


def test_what_is_typed_changes_the_walk(opened):
    model, steps, _ = opened("threshold.decision")
    assert "Jay 17" in steps.take("j 17")
    assert model.walk.jay == 17
    steps.take("j")
    assert model.walk.jay == 18
    steps.take("o3")
    assert model.walk.lola == 3
    steps.take("p 400")
    assert model.walk.pixel == 400
    assert steps.take("+").startswith("The learning rate: 0.2.")
    assert steps.take("\N{MINUS SIGN}").startswith("The learning rate: 0.1.")
    assert steps.take("w").startswith("The network: trained.")
    assert steps.take("e").startswith("The error rule: gradient.")
    assert steps.take("d 3").startswith("The digit: a 3")
    before = model.walk.pass_.index
    steps.take("r")
    assert model.walk.pass_.index != before
    told = steps.take("g 7")
    assert model.place.act == ACTS.ids[6]
    assert told.lstrip().startswith("Act 7 of 10")
    steps.take("g meet.weight")
    assert model.place.beat == "weight"
    steps.take("k 2")
    before = model.walk.settings
    assert steps.take("tell-again")
    assert model.walk.settings != before
    steps.take("q")
    assert steps.over


def test_a_side_path_is_taken_and_left(opened):
    act = next(act for act in ACTS if act.aside_of)
    side, main = next(iter(act.aside_of.items()))
    model, steps, _ = opened(f"{act.id}.{main}")
    assert "aside" in steps.take("s")
    assert model.place.beat == side
    steps.take("s")
    assert model.place.beat == main
    steps.take("g recap")
    assert steps.take("s") == "No side path turns off here.\n"


def test_the_story_says_what_is_typed_here(opened):
    _, _, told = opened("threshold.decision")
    assert "another Jay (j 17)" in told
    assert "--jay" not in told


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("j 100", "Expected a Jay of 0 to 99; found 100."),
        ("o x", "Expected a Lola of 0 to 9; found x."),
        ("d", "Expected d and a digit of 0 to 9; found none."),
        ("k", "There is no knob here"),
        ("g nowhere", "Expected g and one of 1 meet, 2 input"),
        ("quit", "Expected Enter, or what ? lists; found quit."),
        ("? xyzzy", "xyzzy is none of the words explained: input layer"),
        ("? sigmoid", "sigmoid"),
    ],
)
def test_what_cannot_be_done_is_told(opened, typed, expected):
    model, steps, _ = opened()
    where = model.place
    assert expected in " ".join(steps.take(typed).split())
    assert model.place == where
    assert not steps.over


def test_help_names_what_can_be_typed(opened):
    _, steps, _ = opened("meet.weight")
    told = steps.take("?")
    for typed, _ in HELP:
        assert re.search(rf"^{re.escape(typed)}: ", told, re.MULTILINE)
    assert "tell-again: " in told


TYPED = st.sampled_from("bgsjopk+-weda?") | st.text(max_size=8)


def test_nothing_typed_ends_it(opened):
    _, steps, _ = opened("meet")

    @given(st.tuples(TYPED, st.text(max_size=6)).map("".join).filter(lambda each: each != "q"))
    @example("q0")
    @example("b 2")
    def type_(line):
        if line.split() != ["q"]:
            assert steps.take(line)

    type_()
    assert not steps.over

"""What the walk asks: right for every digit, network and choice, and summed up at the end."""

import re
from collections import Counter
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scenes.screens.walk.session import Session

from scenes.canvas.painters.base import PLAIN
from scenes.screens.walk.screen import WalkScreen
from scenes.screens.widgets.heading import Heading, margin_of
from scenes.story.acts import ACTS, recap
from scenes.story.figures import Table, figures_of
from scenes.story.numbers import MINUS
from scenes.story.passes import open_pass
from scenes.story.places import Place, Play
from scenes.story.questions import Prediction, Question, latest
from scenes.story.walk import open_walk
from scenes.text.transcript import tell
from tinynet import Network, to_inputs, to_targets

ROOM = 80 - 2 * margin_of(80)
"""Columns of the heading on the smallest screen."""
LOOKED_AT = {f"{act.id}.{n}": beat for act in ACTS for n, beat in enumerate(act.beats, 1)}
ASKED = [f"{act.id}.{beat}" for act, beat, _ in recap.ASKED]
SUMMARY = "recap.3"
PLACES = {
    "as it opens": Place(),
    "trained": Place(network="trained"),
    "trained, gradient": Place(sample=8, network="trained", error_rule="gradient"),
    "one Jay": Place(sample=1, hidden=1, seed=3),
    "ten Jays": Place(sample=2, hidden=10, error_rule="gradient"),
    "two hundred Jays": Place(sample=61, hidden=200, learning_rate=0.05),
    "a thousand Jays": Place(sample=9999, hidden=1000, seed=7, jay=999),
    "too high a rate": Place(sample=3, network="trained", learning_rate=10.0),
    "hardly a rate": Place(sample=4, learning_rate=1e-6, jay=0, lola=9, pixel=0),
    "the last of all": Place(sample=5, jay=99, lola=0, pixel=783),
    "friends at their ends": Place(play=Play(4.0, -4.0, 0.01, 100.0), told=3),
    "friends out of reach": Place(play=Play(-30.0, 12.5, 0.99, 0.003)),
    "read wrong": Place(sample=115, network="trained"),
}


def open_at(place, digits):
    return open_walk(place, open_pass(place, digits))


def open_session(digits, **choices):
    place = Place(**choices)
    return Session(place, open_at(place, digits))


def question_at(where, walk):
    return LOOKED_AT[where](walk).question


def plain(markup):
    return PLAIN.text(markup).plain


def numbers_in(words):
    """Return the printed numbers of a sentence, those in names left out."""
    words = re.sub(r"(Lola|Jay|Lolas|η =) ?\d+|½|²", "", plain(words))
    found = re.findall(rf"[+{MINUS}]?\d[\d,]*(?:\.\d+)?", words)
    return [Decimal(n.replace(MINUS, "-").replace(",", "")) for n in found]


def rounds_to(value, printed):
    return abs(Decimal(float(value)) - printed) <= Decimal(5).scaleb(
        printed.as_tuple().exponent - 1
    ) * Decimal("1.000001")


class Anew:
    """Everything the questions ask, worked out once more from the network and the digit."""

    def __init__(self, place, walk):
        self.walk, self.place = walk, place
        self.x = to_inputs(walk.pass_.image).ravel()
        self.t = to_targets(walk.pass_.label, 10)
        self.network = walk.pass_.network
        self.W, self.V = self.network.input_hidden, self.network.hidden_output
        self.z = self.W @ self.x
        self.h = 1 / (1 + np.exp(-self.z))
        self.y = 1 / (1 + np.exp(-(self.V @ self.h)))
        self.e = self.t - self.y

    def told(self, times, rate=None):
        """Return the network after so many tellings."""
        network = self.network.copy()
        network.learning_rate = rate or network.learning_rate
        for _ in range(times):
            network.train(self.x, self.t)
        return network

    def loss(self, network):
        return 0.5 * float(((self.t - network.query(self.x)) ** 2).sum())

    def score(self, network):
        run = self.walk.pass_
        keep = [i for i in range(1001) if i != run.index][:1000]
        read = network.query(to_inputs(run.data.images[keep])).argmax(axis=1)
        return 100 * float((read == run.data.labels[keep]).mean())

    # Each returns the option that is right, and the numbers of the sentence that says why.

    def meet_5(self):
        now = self.walk.rounds[-1]
        w, v = float(now.input_hidden[0, 0]), float(now.hidden_output[0, 0])
        friends = Network.from_weights([[w]], [[v]], self.walk.play.rate)
        target = self.walk.play.meant
        before = target - friends.query([1.0])[0]
        friends.train([1.0], [target])
        after = target - friends.query([1.0])[0]
        if (before > 0) != (after > 0):
            return "overshoot", [before, after, 0]
        return "shrink" if abs(after) < abs(before) else "grow", [before, after, 0]

    def weighted_sum_2(self):
        products = self.W[self.walk.jay] * self.x
        up, down = products[products > 0].sum(), products[products < 0].sum()
        return "above" if products.sum() > 0 else "below", [up, down, products.sum()]

    def threshold_1(self):
        z, h = self.z[self.walk.jay], self.h[self.walk.jay]
        return "yes" if h > 0.5 else "no", [z, h]

    def output_1(self):
        second, first = np.sort(self.y)[-2:]
        return str(self.y.argmax()), [first, second]

    def blame_1(self):
        carried = self.e
        if self.network.error_rule == "gradient":
            carried = self.e * self.y * (1 - self.y)
        blame = float(self.V[:, self.walk.jay] @ carried)
        return "more" if blame > 0 else "less", [blame]

    def update_1(self):
        k, j = self.walk.lola, self.walk.jay
        rises = self.e[k] * self.h[j] > 0
        return "rise" if rises else "fall", [self.e[k]]

    def update_4(self):
        before, after = self.loss(self.network), self.loss(self.told(1, rate=10.0))
        return "shrink" if after < before else "grow", [before, after]

    def again_1(self):
        before, after = self.loss(self.network), self.loss(self.told(50))
        if after < before / 20:
            return "nearly vanish", [before, after]
        return "fall a bit" if after < before else "grow", [before, after]

    def again_2(self):
        before, after = self.score(self.network), self.score(self.told(50))
        change = "rise" if after > before else "fall" if after < before else "stay"
        return change, [1000, before, after]

    def at(self, where):
        return getattr(self, re.sub(r"\W", "_", where))()


def check(where, place, walk):
    """Hold a question against the numbers worked out anew."""
    question = question_at(where, walk)
    if question is None:
        assert where == "meet.5", "it moves"
        assert abs(walk.rounds[-1].output_updates[0, 0]) < 1e-6
        return
    right, numbers = Anew(place, walk).at(where)
    assert question.options[question.answer] == right
    printed = numbers_in(question.because)
    assert len(printed) == len(numbers), question.because
    for value, told in zip(numbers, printed, strict=True):
        assert rounds_to(value, told), (question.because, value)
    if where in ("meet.5", "update.4", "again.1", "output.1"):
        assert printed[0] != printed[1], "the print shows which is larger"
    if where == "weighted-sum.2":
        assert printed[0] + printed[1] == printed[2]


def check_room(question):
    """Hold what stands in the heading against its room."""
    if question is None:
        return
    asked = "  ".join(f"{key} {o}" for key, o in zip("abc", question.options, strict=False))
    assert len(plain(f"? {question.text}  {asked}")) <= ROOM
    assert len(plain(f"✓ Yes: {question.because}")) <= ROOM


@pytest.fixture(scope="module", params=PLACES)
def opened(request, digits):
    place = PLACES[request.param]
    return place, open_at(place, digits)


@pytest.mark.parametrize("where", ASKED)
def test_the_answer_is_right_and_its_reason_checks(opened, where):
    check(where, *opened)


@pytest.mark.parametrize("where", ASKED)
def test_question_and_reason_fit_the_heading(opened, where):
    question = question_at(where, opened[1])
    check_room(question)
    if question is None:
        return
    assert 2 <= len(set(question.options)) == len(question.options) <= 3


@settings(max_examples=60)
@given(
    network=st.sampled_from(["untrained", "trained"]),
    rule=st.sampled_from(["recipe", "gradient"]),
    sample=st.integers(0, 9999),
    jay=st.integers(0, 99),
    lola=st.integers(0, 9),
    rate=st.sampled_from([0.001, 0.1, 1.0, 10.0]),
    speak=st.floats(-4, 4).map(lambda w: round(w, 1)),
    tell=st.floats(-4, 4).map(lambda w: round(w, 1)),
    friends_rate=st.sampled_from([0.1, 2.0, 20.0, 100.0]),
    told=st.integers(0, 6),
)
def test_whatever_is_looked_at_the_answer_is_right(
    digits, network, rule, sample, jay, lola, rate, speak, tell, friends_rate, told
):
    place = Place(
        network=network,
        error_rule=rule,
        sample=sample,
        jay=jay,
        lola=lola,
        learning_rate=rate,
        play=Play(speak, tell, 0.9, friends_rate),
        told=told,
    )
    walk = open_at(place, digits)
    for where in ASKED[:-2]:  # without fifty tellings
        check(where, place, walk)
        check_room(question_at(where, walk))


def test_the_answer_is_no_give_away(digits):
    """Whoever presses the same key at a question each time is wrong now and then."""
    answers = {where: set() for where in ASKED}
    for network in ("untrained", "trained"):
        for sample in (0, 8, 115, 247):
            for rate in (0.1, 5.0):
                place = Place(
                    network=network,
                    sample=sample,
                    learning_rate=rate,
                    lola=sample % 10,
                    play=Play(2.0, 1.0, 0.9, 20 * rate),
                )
                walk = open_at(place, digits)
                for where in ASKED:
                    answers[where].add(question_at(where, walk).answer)
    assert {where for where, seen in answers.items() if len(seen) < 2} == set()
    opened = open_at(Place(), digits)
    keys = Counter("abc"[question_at(where, opened).answer] for where in ASKED)
    assert set(keys) == set("abc")
    assert max(keys.values()) <= len(ASKED) / 2


def test_where_nothing_moves_nothing_is_asked(digits):
    place = Place()
    silent = Network.from_weights(np.zeros((3, 784)), np.zeros((10, 3)), 0.1)
    run = open_pass(place, digits)
    walk = open_walk(place, type(run)(silent, "silent", None, digits, 0))
    assert question_at("output.1", walk) is None, "all Lolas say one half"
    assert question_at("blame.1", walk) is None
    assert question_at("weighted-sum.2", walk) is None
    assert question_at("threshold.1", walk).options[1] == "no"
    for where, beat in LOOKED_AT.items():
        assert beat(walk).story, where


def test_the_answer_does_not_stand_where_it_is_asked(opened):
    """What a reason says is not printed where it is asked."""
    _, walk = opened
    shown = {
        "weighted-sum.2": walk.trace.hidden_sums[walk.jay],
        "update.4": walk.pass_.by_rate[10.0].loss_after,
    }
    for where, value in shown.items():
        beat = LOOKED_AT[where](walk)
        printed = f"{abs(value):.3f}"
        assert printed not in plain(" ".join([beat.story, *beat.formula])).split()


# Every question of the acts is in the recap's list, and the other way round.


def test_the_recap_lists_the_questions_there_are(digits):
    walk = open_at(Place(), digits)
    assert [name for name, beat in LOOKED_AT.items() if beat(walk).question] == ASKED
    assert 7 <= len(ASKED) <= 9
    assert {where[0] for where in recap.TOPICS} <= {act.id for act in ACTS}


def test_of_several_answers_at_a_beat_the_last_counts():
    one, other = (Question(text, ("a", "b"), 0, "so") for text in ("one?", "other?"))
    given_ = [Prediction(("act", 1), one, 1), Prediction(("act", 1), other, 0)]
    assert latest(given_) == {("act", 1): given_[1]}
    assert [(g.right, g.said, g.was) for g in given_] == [(False, "b", "a"), (True, "a", "a")]


# The session keeps them.


def answer_all(session, *, right):
    """Answer each question, right or wrong, and go to the recap's sum."""
    for act, beat, _ in recap.ASKED:
        session.visit((act.id, beat))
        question = session.beat.question
        wrong = (question.answer + 1) % len(question.options)
        assert session.predict(question.answer if right else wrong)
    session.visit(("recap", 3))


def summed_up(session):
    """Return the sum's story, its marks, and what was said and came."""
    session.visit(("recap", 3))
    table = next(f for f in figures_of(session.beat.scene.compact) if isinstance(f, Table))
    marks = "".join(plain(row[0]) or "·" for row in table.rows)
    return plain(session.beat.story), marks, [tuple(map(plain, row[3:])) for row in table.rows]


def test_the_sum_of_a_walk(digits):
    session = open_session(digits)
    story, marks, _ = summed_up(session)
    assert marks == "·" * len(ASKED)
    assert "not answered any" in story
    answer_all(session, right=False)
    story, marks, said = summed_up(session)
    assert marks == "✗" * len(ASKED)
    assert f"foresaw 0 of the {len(ASKED)}" in story
    assert all(mine != came for mine, came in said)
    assert [f"{act}.{beat}" for act, beat in (one.where for one in session.missed)] == ASKED
    session = open_session(digits)
    answer_all(session, right=True)
    story, marks, said = summed_up(session)
    assert marks == "✓" * len(ASKED)
    assert "foresaw them all" in story
    assert all(mine == came for mine, came in said)
    assert session.missed == []


def test_the_sum_follows_each_answer(digits):
    session = open_session(digits, act="threshold")
    summed_up(session)
    session.visit(("threshold", 1))
    right = session.beat.question.answer
    session.predict(right)
    assert summed_up(session)[1] == "··✓······"
    session.visit(("threshold", 1))
    assert session.take_back()
    assert not session.take_back()
    assert session.predict(1 - right)
    story, marks, said = summed_up(session)
    assert marks == "··✗······"
    assert "foresaw 0 of the 1 you" in story
    assert said[2] == (("yes", "no")[1 - right], ("yes", "no")[right])


def test_another_jay_is_asked_about_anew_and_the_last_answer_counts(digits):
    session = open_session(digits, act="threshold", jay=1)
    session.predict(1 - session.beat.question.answer)
    session.choose("jay", 2)
    assert session.answer is None
    session.predict(session.beat.question.answer)
    assert summed_up(session)[1] == "··✓······"
    session.visit(("threshold", 1))
    session.choose("jay", 1)
    assert session.answer is not None, "what was said of the first Jay still stands"


def test_another_telling_is_asked_about_anew(digits):
    session = open_session(digits, act="meet", beat=5)
    session.predict(0)
    session.tell_again()
    assert session.answer is None
    session.predict(0)
    assert len(session.predictions) == 2
    assert len(latest(session.predictions)) == 1


def test_a_learning_rate_keeps_what_it_does_not_change(digits):
    session = open_session(digits)
    answer_all(session, right=True)
    session.turn(1)
    assert len(session.predictions) == len(ASKED)
    session.visit(("threshold", 1))
    assert session.answer is not None
    session.visit(("again", 1))
    assert session.answer is None, "at this learning rate the error goes elsewhere"


@pytest.mark.parametrize("change", ["tell_digit", "next_network"])
def test_answers_are_of_one_digit_and_network(digits, change):
    session = open_session(digits)
    answer_all(session, right=True)
    getattr(session, change)(*([4] if change == "tell_digit" else []))
    assert session.predictions == ()
    assert summed_up(session)[1] == "·" * len(ASKED)


# At the app.


def heading(reader):
    return reader.walk_screen.query_one(Heading).render_line(0).text


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)])
async def test_questions_and_reasons_are_read_whole(open_app, size):
    async with open_app(size) as reader:
        session = reader.app.walk_model
        for act, beat, _ in recap.ASKED:
            reader.walk_screen.action_visit(act.id, beat)
            await reader.settle()
            question = session.beat.question
            assert plain(question.text) in heading(reader)
            assert heading(reader).rstrip().endswith(question.options[-1])
            await reader.press("abc"[question.answer])
            assert f"✓ Yes: {plain(question.because)}" in heading(reader)


async def test_an_answer_is_taken_back_by_one_key(open_app):
    async with open_app(at="threshold.1") as reader:
        asked = reader.strips
        await reader.press("a")
        assert reader.strips != asked
        await reader.press("backspace")
        assert reader.strips == asked


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_click_in_the_sum_leads_back(open_app, size):
    async with open_app(size, SUMMARY) as reader:
        for act, beat, topic in recap.ASKED:
            lines = reader.text.split("\n")
            y = next(i for i, line in enumerate(lines) if topic in line)
            await reader.click(lines[y].index(topic) + 1, y)
            assert (reader.place.act, reader.place.beat) == (act.id, beat)
            reader.walk_screen.action_visit("recap", 3)
            await reader.settle()


async def test_the_list_of_acts_leads_back_to_what_was_missed(open_app):
    async with open_app((80, 24), SUMMARY) as reader:
        answer_all(reader.app.walk_model, right=False)
        await reader.press("g")
        assert reader.text.count("✗") >= len(ASKED) - 1
        await reader.press("down", "enter")
        assert (reader.place.act, reader.place.beat) == ("weighted-sum", 2)
        assert isinstance(reader.app.screen, WalkScreen)
        assert "✗ No:" in heading(reader)


async def test_without_questions_the_sum_says_how_to_turn_them_on(open_app):
    async with open_app((80, 24), SUMMARY, predict=False) as reader:
        assert "Ctrl+P" in reader.text
        assert reader.text.count("not answered") >= len(ASKED)


# Told as text.


def test_the_transcript_tells_questions_but_no_sum(digits):
    walk = open_at(Place(), digits)
    text = tell(Place(), walk)
    assert text.count("\nA question: ") == text.count("\nThe answer: ") == len(ASKED)
    assert "What you foresaw" not in text
    assert "What to try next" in text
    assert "What you foresaw" in tell(Place(), walk, "recap", 3)

"""What the reader predicts: kept by digit and network, summed up at the end, taken back."""

import pytest

from scenes.canvas.painters.base import PLAIN
from scenes.screens.walk.answers import Answers
from scenes.screens.walk.model import WalkModel
from scenes.screens.walk.screen import WalkScreen
from scenes.story.acts import ACTS
from scenes.story.figures import Table
from scenes.story.passes import open_pass
from scenes.story.places import Place
from scenes.story.questions import Question, latest
from scenes.story.scene import figures_of
from scenes.story.walk import open_walk

pytestmark = pytest.mark.usefixtures("drawn_when_looked_at")

ASKED = list(ACTS.topics)
SUMMARY = ("recap", "foreseen")
CURVE = ("threshold", "curve")
SIZES = [
    (80, 24),
    pytest.param((120, 40), marks=pytest.mark.slow),
    pytest.param((200, 60), marks=pytest.mark.slow),
]


def plain(markup):
    return PLAIN.text(markup).plain


def open_model(digits, at=("meet", ""), **choices):
    place = Place(**choices).at(*at)
    return WalkModel(place, open_walk(place, open_pass(place, digits)))


def answer_all(model, *, right):
    """Answer each question, right or wrong, and go to the recap's sum."""
    for where in ASKED:
        model.visit(where)
        question = model.beat.question
        wrong = (question.answer + 1) % len(question.options)
        assert model.predict(question.answer if right else wrong)
    model.visit(SUMMARY)


def summed_up(model):
    """Return the sum's story, its marks, and what was said and came."""
    model.visit(SUMMARY)
    table = next(f for f in figures_of(model.beat.scene.compact) if isinstance(f, Table))
    # Who has said nothing has no column for it.
    assert len(table.header) == 4 or not model.walk.predictions
    said = [plain("".join(row[3:]) or "—").partition(" ") for row in table.rows]
    marks = "".join("·" if mark == "—" else mark for mark, *_ in said)
    came = [plain(row[2]) for row in table.rows]
    return (
        plain(model.beat.story),
        marks,
        [(mine[2], it) for mine, it in zip(said, came, strict=True)],
    )


# Without a screen.


def test_an_answer_is_given_once_and_taken_back_at_will():
    answers, question = Answers(), Question("will it?", ("yes", "no"), 0, "so.")
    other = Question("will it, then?", ("yes", "no"), 1, "so.")
    assert not answers.give(CURVE, None, 0), "nothing is asked"
    assert not answers.give(CURVE, question, 2), "there are two answers"
    assert answers.give(CURVE, question, 1)
    assert not answers.give(CURVE, question, 0)
    assert answers.given(CURVE, question) == 1
    assert answers.given(CURVE, other) is answers.given(("output", "sum"), question) is None
    assert [one.where for one in answers.missed] == [CURVE]
    assert answers.take_back(CURVE, question)
    assert not answers.take_back(CURVE, question)
    assert not answers.take_back(CURVE, None)
    assert answers.predictions == ()


def test_answers_are_kept_by_what_they_are_about():
    answers, question = Answers("a 7", "trained"), Question("will it?", ("yes", "no"), 0, "so.")
    answers.give(CURVE, question, 0)
    assert CURVE not in answers.unanswered
    assert len(answers.unanswered) == len(ASKED) - 1
    answers.turn_to("a 2", "trained")
    assert answers.predictions == ()
    assert answers.unanswered == ASKED
    answers.turn_to("a 7", "trained")
    assert answers.given(CURVE, question) == 0


def test_what_was_missed_stands_in_the_order_of_the_walk():
    answers, question = Answers(), Question("will it?", ("yes", "no"), 0, "so.")
    for where in reversed(ASKED):
        answers.give(where, question, 1)
    assert [one.where for one in answers.missed] == ASKED


def test_a_question_is_answered_once_and_asked_anew_for_another_digit(digits):
    model = open_model(digits, CURVE)
    assert not model.predict(2), "there are two answers"
    assert model.predict(1)
    assert not model.predict(0)
    assert model.answer == 1
    model.take_digit(5)
    assert model.answer is None


def test_the_sum_of_a_walk(digits):
    model = open_model(digits)
    story, marks, _ = summed_up(model)
    assert marks == "·" * len(ASKED)
    assert "answered none" in story
    answer_all(model, right=False)
    story, marks, said = summed_up(model)
    assert marks == "✗" * len(ASKED)
    assert f"foresaw 0 of the {len(ASKED)}" in story
    assert all(mine != came for mine, came in said)
    assert [one.where for one in model.answers.missed] == ASKED
    model = open_model(digits)
    answer_all(model, right=True)
    story, marks, said = summed_up(model)
    assert marks == "✓" * len(ASKED)
    assert "foresaw them all" in story
    assert all(mine == came for mine, came in said)
    assert model.answers.missed == []


def test_the_sum_follows_each_answer(digits):
    model = open_model(digits, CURVE)
    summed_up(model)
    model.visit(CURVE)
    right = model.beat.question.answer
    model.predict(right)
    assert summed_up(model)[1] == "··✓······"
    model.visit(CURVE)
    assert model.take_back()
    assert not model.take_back()
    assert model.predict(1 - right)
    story, marks, said = summed_up(model)
    assert marks == "··✗······"
    assert "foresaw 0 of the 1 you" in story
    assert said[2] == (("yes", "no")[1 - right], ("yes", "no")[right])


def test_another_jay_is_asked_about_anew_and_the_last_answer_counts(digits):
    model = open_model(digits, CURVE, jay=1)
    model.predict(1 - model.beat.question.answer)
    model.choose("jay", 2)
    assert model.answer is None
    model.predict(model.beat.question.answer)
    assert summed_up(model)[1] == "··✓······"
    model.visit(CURVE)
    model.choose("jay", 1)
    assert model.answer is not None, "what was said of the first Jay still stands"


def test_another_telling_is_asked_about_anew(digits):
    model = open_model(digits, ("meet", "error"))
    model.predict(0)
    model.act_on("tell-again")
    assert model.answer is None
    model.predict(0)
    assert len(model.answers.predictions) == 2
    assert len(latest(model.answers.predictions)) == 1


def test_a_learning_rate_keeps_what_it_does_not_change(digits):
    model = open_model(digits)
    answer_all(model, right=True)
    model.turn(1)
    assert len(model.answers.predictions) == len(ASKED)
    model.visit(CURVE)
    assert model.answer is not None
    model.visit(("again", "told-again"))
    assert model.answer is None, "at this learning rate the error goes elsewhere"


@pytest.mark.parametrize(
    "change", [lambda model: model.take_digit(4), lambda model: model.next_network()]
)
def test_answers_are_of_one_digit_and_network(digits, change):
    model = open_model(digits)
    answer_all(model, right=True)
    change(model)
    assert model.answers.predictions == ()
    assert summed_up(model)[1] == "·" * len(ASKED)


def test_the_network_taken_again_its_answers_are_there_again(digits):
    model = open_model(digits)
    answer_all(model, right=True)
    model.next_network()
    answer_all(model, right=False)
    model.next_network()
    assert summed_up(model)[1] == "✓" * len(ASKED)
    model.next_network()
    assert summed_up(model)[1] == "✗" * len(ASKED)


# At the app.


@pytest.mark.parametrize("size", SIZES)
async def test_questions_and_answers_are_read_whole_and_judged_at_once(open_app, size):
    async with open_app(size) as reader:
        model = reader.app.walk_model
        for where in ASKED:
            reader.walk_screen.action_visit(".".join(where))
            await reader.settle()
            question = model.beat.question
            assert plain(question.text) in reader.heading
            for index, (key, option) in enumerate(zip("abc", question.options, strict=False)):
                assert f"{key} {option}" in reader.heading
                assert reader.heading.rstrip().endswith(question.options[-1])
                await reader.press(key)
                right = index == question.answer
                assert ("✓" in reader.heading, "✗" in reader.heading) == (right, not right)
                verdict = "✓ Yes:" if right else "✗ No:"
                assert f"{verdict} {plain(question.because)}" in reader.heading
                await reader.press(*"abc")
                assert model.answer == index, "the first answer stands"
                assert model.take_back()
                reader.walk_screen.show_heading()
                await reader.settle()


@pytest.mark.slow
async def test_questions_are_asked_where_they_are_expected_and_never_in_the_way(open_app):
    async with open_app() as reader:
        found = []
        for where in ACTS.route:
            assert reader.app.walk_model.where == where
            if reader.app.walk_model.beat.question:
                found.append(where)
            await reader.press("right")
        assert found == ASKED
        assert reader.app.walk_model.answers.predictions == ()


async def test_questions_can_be_turned_off(open_app):
    async with open_app(at=".".join(CURVE), predict=False) as reader:
        assert "?" not in reader.heading
        await reader.press("a")
        assert reader.app.walk_model.answers.predictions == ()


async def test_an_answer_is_taken_back_by_one_key(open_app):
    async with open_app(at=".".join(CURVE)) as reader:
        asked = reader.strips
        await reader.press("a")
        assert reader.strips != asked
        await reader.press("backspace")
        assert reader.strips == asked


async def test_a_question_is_answered_by_mouse(open_app):
    async with open_app(at=".".join(CURVE)) as reader:
        row = reader.walk_screen.query_one("#heading").region.y
        column = reader.heading.index("b no")
        await reader.click(column, row)
        assert reader.app.walk_model.answer == 1
        assert "will" not in reader.heading


@pytest.mark.parametrize("size", SIZES)
async def test_a_click_in_the_sum_leads_back(open_app, size):
    async with open_app(size, ".".join(SUMMARY)) as reader:
        for where, (_, topic) in ACTS.topics.items():
            lines = reader.text.split("\n")
            y = next(i for i, line in enumerate(lines) if topic in line)
            await reader.click(lines[y].index(topic) + 1, y)
            assert (reader.place.act, reader.place.beat) == where
            reader.walk_screen.action_visit(".".join(SUMMARY))
            await reader.settle()


def offered(reader):
    titles = [c.title for c in reader.app.get_system_commands(reader.app.screen)]
    return [title.split(":")[0] for title in titles if title.startswith("Answer")]


async def test_the_palette_offers_answers_only_where_they_can_be_given(open_app):
    async with open_app(at=".".join(CURVE)) as reader:
        assert offered(reader) == ["Answer a", "Answer b"]
        await reader.press("a")
        assert offered(reader) == [], "answered already"
        await reader.press("backspace")
        assert len(offered(reader)) == 2
        await reader.press("right")
        assert offered(reader) == [], "nothing is asked here"


async def test_the_list_of_acts_says_what_its_marks_mean(open_app):
    async with open_app((80, 24), ".".join(SUMMARY)) as reader:
        for right, marks in ((False, "✗ came otherwise"), (True, "")):
            await reader.press("g")
            assert "? asks you something · enter goes there" in reader.text
            await reader.press("escape")
            answer_all(reader.app.walk_model, right=right)
            await reader.press("g")
            assert "? asks you" not in reader.text
            assert marks in reader.text
            await reader.press("escape")
            for where in ASKED:
                reader.walk_screen.action_visit(".".join(where))
                await reader.press("backspace")
            reader.walk_screen.action_visit(".".join(SUMMARY))
            await reader.settle()


async def test_the_list_of_acts_leads_back_to_what_was_missed(open_app):
    async with open_app((80, 24), ".".join(SUMMARY)) as reader:
        answer_all(reader.app.walk_model, right=False)
        await reader.press("g")
        assert reader.text.count("✗") >= len(ASKED) - 1
        await reader.press("down", "enter")
        assert reader.at == "weighted-sum.products"
        assert isinstance(reader.app.screen, WalkScreen)
        assert "✗ No:" in reader.heading


async def test_the_list_of_acts_marks_and_lists_what_was_not_answered(open_app):
    async with open_app((120, 40), "threshold.decision") as reader:
        await reader.press("g")
        lines = [line for line in reader.text.split("\n") if "?" in line]
        asking = {act for act, _ in ASKED}
        assert sum("  ?" in line and " ? " not in line[:40] for line in lines) >= len(asking) - 1
        assert sum("passing on half or more" in line for line in lines) == 1
        assert not any("the error, 50 tellings" in line for line in lines), "that is still to come"


async def test_without_questions_the_sum_says_how_to_turn_them_on(open_app):
    async with open_app((80, 24), ".".join(SUMMARY), predict=False) as reader:
        assert "Ctrl+P" in reader.text
        assert all(topic in reader.text for _, topic in ACTS.topics.values())
        assert "it came" in reader.text
        assert "you said" not in reader.text, "an empty column"


@pytest.mark.parametrize("choices", [{}, {"network": "trained", "sample": 8}], ids=str)
def test_what_came_stands_there_before_anything_is_answered(digits, choices):
    model = open_model(digits, **choices)
    _, marks, said = summed_up(model)
    assert marks == "·" * len(ASKED)
    for where, (_, came) in zip(ASKED, said, strict=True):
        model.visit(where)
        question = model.beat.question
        assert came == ("not asked" if question is None else question.options[question.answer])

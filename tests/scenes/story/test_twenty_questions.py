"""Twenty questions: what a reader of the walk can say at its end, and the beat that says it.

Each names the beat that answers it, and words and numbers that must stand there: in its title, its
story, its formula or its figures. Numbers are computed here once more, from the pass itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pytest

from scenes.canvas.canvas import Canvas
from scenes.canvas.layout import arrangement, place
from scenes.canvas.painters import Brush, painter_of
from scenes.canvas.painters.base import PLAIN
from scenes.story.acts import ACTS
from scenes.story.figures import Figure
from scenes.story.markup import plain
from scenes.story.numbers import number, percent, signed, spelled
from scenes.story.numbers import plain as plain_number
from scenes.story.passes import open_pass
from scenes.story.places import Place
from scenes.story.scene import figures_of
from scenes.story.walk import Walk, open_walk
from scenes.text.transcript import tell
from tests.scenes.drawn import written
from tinynet.single_layer import load_single_layer
from tinynet.trained import load_trained

SMALLEST_STAGE = (80, 15)
"""Columns and rows of the stage at 80 × 24."""


@dataclass(frozen=True)
class Asked:
    """A question, the beat that answers it, and what must stand there."""

    question: str
    beat: str
    words: tuple[str, ...]
    numbers: Callable[[Walk], tuple[str, ...]] = lambda walk: ()


def z_of(walk):
    return number(float(walk.trace.hidden_sums[walk.jay]))


def what_the_trained_jay_hears(walk):
    """What the trained Jay in the chosen one's place passes on: of others at most and least, of
    the walk's own; and how much of their ink his weights above 0 take."""
    network = walk.pass_.training.after
    inputs, labels = walk.pass_.others
    h = network.trace(inputs[0], np.zeros(10)).hidden_outputs  # of one, as it is worked out
    passed = 1 / (1 + np.exp(-(inputs @ network.input_hidden[walk.jay])))
    assert passed[0] == pytest.approx(h[walk.jay])
    means = [float(passed[labels == digit].mean()) for digit in range(10)]
    orange = network.input_hidden[walk.jay] > 0

    def inked(x):
        ink = x - 0.01
        return f"{100 * ink[..., orange].sum() / ink.sum():.0f} %"

    own = float(network.trace(walk.trace.inputs, walk.trace.targets).hidden_outputs[walk.jay])
    ends = int(np.argmax(means)), int(np.argmin(means))
    return (
        *(f"a {k}: {inked(inputs[labels == k])} → {number(means[k])}" for k in ends),
        f"your {walk.pass_.label}, outlined: {inked(walk.trace.inputs)} → {number(own)}",
    )


def most_are_right(walk):
    """The mark in the picture of the learning rates: where telling helps most, and how many."""
    sweep = walk.pass_.learning.sweep
    right = (sweep.answers == sweep.labels).sum(axis=1)
    return f"{plain_number(sweep.rates[right.argmax()])}: {right.max()} right"


def wrong_by_one_sum_and_by_jays(walk):
    """How many of the same test digits a 784-10 and a 784-100-10 network read wrong."""
    inputs, labels = walk.pass_.others
    networks = load_single_layer(), load_trained()
    wrong = [int((net.query(inputs).argmax(axis=1) != labels).sum()) for net in networks]
    assert wrong[0] > 2 * wrong[1], "what the curve and the Jays are for is seen"
    return (f"of {len(labels):,}", *map(str, wrong))


def as_often(walk):
    """How many times as often one sum is wrong."""
    _, straight, by_jays = wrong_by_one_sum_and_by_jays(walk)
    return (f"wrong {spelled(round(int(straight) / int(by_jays)))} times as often",)


TWENTY = (
    Asked(
        "Who are you, Jay and Lola in the network?",
        "meet.friends",
        ("input layer", "hidden layer", "output"),
    ),
    Asked(
        "What is a weight, and what does one below zero do?",
        "meet.weight",
        ("whisper", "below zero", "the more you say, the less reaches Jay"),
    ),
    Asked(
        "What does the network get to see of a digit?",
        "input.pixels",
        ("28 × 28 = 784 pixels", "255"),
        lambda walk: (f"raw = {walk.pass_.image[walk.row, walk.column]}",),
    ),
    Asked(
        "What does the whole network look like, and where in it is each act?",
        "input.road",
        (
            *(
                "784",
                "Jays: 100",
                "Lolas: 10",
                "78,400",
                "1,000",
                "green",
                "by 6 Jays",
                "orange adds",
            ),
            *(f"act {act}" for act in range(2, 10)),
        ),
    ),
    Asked(
        "How does a pixel become a number the network takes?",
        "input.activations",
        ("x = pixel / 255 × 0.99 + 0.01", "far out", "is flat: nobody could be moved"),
        lambda walk: (number(float(walk.trace.inputs[walk.pixel]), 5),),
    ),
    Asked(
        "How many weights lead from you to the Jays?",
        "input.layer",
        ("784 inputs × 100 Jays", "78,400 weights", "input layer"),
    ),
    Asked(
        "What reaches a Jay?",
        "weighted-sum.sum",
        ("weighted sum", "Σ w·x"),
        lambda walk: (z_of(walk), "784 products"),
    ),
    Asked(
        "What is the activation function for?",
        "threshold.curve",
        (
            *("1 / (1 + e^(−z))", "2.718", "activation function"),
            *(
                "far below zero",
                "keeps quiet: what you told him hardly counts",
            ),
            "Without it a pixel counts the same, whatever else is inked: one big sum",
            *("by way of Jay", "0.2 × (0.9 × 1) = 0.180"),
            *("by one weight", "(0.2 × 0.9) × 1 = 0.180"),
        ),
        lambda walk: (z_of(walk), *as_often(walk), *wrong_by_one_sum_and_by_jays(walk)),
    ),
    Asked(
        "How much does this Jay pass on?",
        "threshold.decision",
        ("activation",),
        lambda walk: (number(float(walk.trace.hidden_outputs[walk.jay])),),
    ),
    Asked(
        "Why is it no switch, and where is its threshold?",
        "threshold.slope",
        (
            *("slope, not a switch", "A switch could not learn: a weight moved a little would"),
            *("by how steep it is, h(1−h)", "The threshold is z = 0 for all", "no bias"),
        ),
    ),
    Asked(
        "What does training make of one Jay?",
        "threshold.listens",
        (
            *("w, trained", "training", "ink on", "→ passed on"),
            "he passes on much of all but a 1, whose ink mostly misses his shape",
            "So he tells a 1 from the rest, no more. Only all 100 Jays together tell digits apart",
        ),
        what_the_trained_jay_hears,
    ),
    Asked(
        "What is left of the digit, and how do trained Jays differ from untrained?",
        "threshold.layer",
        ("untrained", "trained", "Full", "Empty", "far out on the curve, where it is flat"),
        lambda walk: (f"{int((walk.trace.hidden_outputs > 0.5).sum())} of 100 above ½",),
    ),
    Asked(
        "What does the network answer, and how sure is it?",
        "output.answer",
        ("need not add up to 1", "output layer"),
        lambda walk: (number(float(walk.trace.outputs.max())),),
    ),
    Asked(
        "What is the output error?",
        "error.differences",
        ("intended − actual", "e = t − y"),
        lambda walk: (signed(float(walk.trace.output_errors[walk.lola])),),
    ),
    Asked(
        "How wrong is the whole answer, in one number?",
        "error.loss",
        ("½ Σ e²", "do not cancel", "the ½ is only a custom"),
        lambda walk: (number(walk.trace.loss),),
    ),
    Asked(
        "Why does contrary to someone too loud mean: say more?",
        "blame.contrary",
        ("minus times minus is plus", "say more", "say less"),
    ),
    Asked(
        "What is a Jay blamed for?",
        "blame.share",
        (
            "error E",
            "Σ v·e",
            "how seriously Jay 39 spoke to her, all ten added",
            "say more",
            "(▸) asks most, for more: too loud, and he speaks contrary",
        ),
        lambda walk: (number(float(walk.trace.hidden_errors[walk.jay])),),
    ),
    Asked(
        "By how much does one weight change?",
        "update.factors",
        ("Δv = η · e · y(1−y) · h", "She should hear more: it rises"),
        lambda walk: (number(float(walk.trace.output_updates[walk.lola, walk.jay]), 5),),
    ),
    Asked(
        "What does a learning rate that is too high do, and to whom?",
        "update.rate",
        (
            *("learning rate η", "go by the same weights", "it even helps"),
            *("more are lost than won", "lost at η", "the others have to be told in turn"),
        ),
        lambda walk: (
            str(round(1000 * walk.pass_.learning.score)),
            most_are_right(walk),
            f"at 10: all called 7, {int((walk.pass_.learning.sweep.labels == 7).sum())} right",
        ),
    ),
    Asked(
        "What is an epoch, and what do five of them give?",
        "again.epoch",
        ("epoch", "60,000", "300,000", "η = 0.1", "test set", "never told in training"),
        lambda walk: (percent(walk.pass_.training.score_after),),
    ),
)


@pytest.fixture(scope="module")
def walk(digits):
    place = Place()
    return open_walk(place, open_pass(place, digits))


def said_by(walk, where):
    """Return all that a beat says, figures told in words too."""
    act, _, beat = where.partition(".")
    made = ACTS.named(act).beats[beat](walk)
    told = tell(Place(), walk, act, beat, width=400)
    titles = [figure.title for figure in figures_of(made.scene.normal)]
    inner = [
        part.title
        for figure in figures_of(made.scene.normal)
        for part in vars(figure).values()
        if isinstance(part, Figure)
    ]
    extra = [getattr(f, "between", ()) for f in figures_of(made.scene.normal)]
    words = [made.title, made.story, *made.formula, made.aside, *titles, *inner, *sum(extra, ())]
    return "\n".join([*map(plain, words), told])


def test_there_are_twenty():
    assert len(TWENTY) == len({asked.question for asked in TWENTY}) == 20


@pytest.mark.parametrize("asked", TWENTY, ids=lambda asked: asked.question)
def test_the_walk_answers(asked, walk):
    said = said_by(walk, asked.beat)
    missing = [words for words in (*asked.words, *asked.numbers(walk)) if words not in said]
    assert missing == []


def seen_on_the_smallest_screen(walk, where, size=SMALLEST_STAGE):
    """Return what is read of a beat at 80 × 24, or with another stage: no honest word beside it."""
    act, _, beat = where.partition(".")
    made = ACTS.named(act).beats[beat](walk)
    canvas = Canvas(*size, PLAIN.style("text"))
    for figure, box in place(arrangement(made.scene, *size), *size):
        painter_of(figure).paint(figure, box, Brush(canvas, PLAIN, 1.0))
    return " ".join(
        "\n".join([*map(plain, (made.title, made.story, *made.formula)), written(canvas)]).split()
    )


@pytest.mark.parametrize("asked", TWENTY, ids=lambda asked: asked.question)
def test_the_smallest_screen_leaves_no_answer_out(asked, walk):
    seen = seen_on_the_smallest_screen(walk, asked.beat)
    wanted = (" ".join(words.split()) for words in (*asked.words, *asked.numbers(walk)))
    assert [words for words in wanted if words not in seen] == []


SAID_SMALL_TOO = {
    "meet.trust": ("you have no curve", "x as it is", "2.718"),
    "meet.again": ("training", "both weights move", "x, t stay: only weights move"),
    "meet.rate": ("too high", "overshoots", "act 8", "here η is 2; later, 0.1"),
    "input.layer": ("not one of you but 784", "100 Jays", "input layer"),
    "weighted-sum.weights": ("random", "training", "a shape"),
    "threshold.curve": ("counts the same, whatever else is inked",),
    "threshold.listens": ("ink on orange → passed on",),
    "threshold.layer": ("where it is flat",),
    "blame.shares": ("The exact rule: a side path",),
    "again.epoch": ("Jay 39 before", "Jay 39 after", "of 1,000 test digits"),
}
"""What is said beside a story only where there is room, in the story or the formula as well."""


def test_what_an_honest_word_tells_is_said_on_the_smallest_screen_too(walk):
    """At least what later beats, and the answers, build on."""
    every = [(act.id, beat, make) for act in ACTS for beat, make in act.beats.items()]
    beside = {f"{act}.{beat}" for act, beat, make in every if make(walk).aside}
    assert beside == set(SAID_SMALL_TOO)
    for where, words in SAID_SMALL_TOO.items():
        seen = seen_on_the_smallest_screen(walk, where)
        assert [each for each in words if each not in seen] == [], where


SPARED = {
    # The knob: w₁ stands at the link, and turns. The words of a few sums, all from beat 1.
    "meet.trust": {"how", "seriously", "speak", "its", "love"},
    "meet.weight": {"how"},  # the knob's name
    "meet.pass-on": {
        "how",
        "seriously",
        "speak",
        "you",
        "its",
        "hears",
        "word",
        "love",
    },  # likewise
    # The knobs' names, in two words each; how often told: the table's header and the dots say it.
    "meet.again": {"how", "seriously", "what", "not", "yet", "times"},
    "meet.rate": {"how", "seriously", "what", "not", "yet", "times"},
    "output.sum": {"far"},  # "so far", as in act 7
    "blame.share": {"far"},  # "so far": the sums on the way can be added up
    "blame.rules": {"far"},
    "blame.check": {"digits"},  # to how many it is right
    "blame.contrary": {"how"},  # "how he speaks": the table's header says it in two words
    "update.direction": {"what", "hears", "says"},  # her curve, from act 5: the gap is there
    "update.inputs": {"where"},  # the pixel in the digit, from act 2
    "update.taught": {"your"},  # the first one again, beside the other
    "update.rate": {"this", "once", "left"},  # the picture of the beat before, above this one's
    # As lines, over an axis as in the beat before; and those that are won.
    "again.others": {"share", "was", "later", "ones", "closer"},
    # Your own one's answers: act 10 has them. A network "taught …", shortened in the small table.
    "again.epoch": {"read", "your", "trained", "taught", "meant"},
    "recap.words": {"taught", "digits", "another"},  # what act 8 said of its picture
}
"""Words that only a larger stage has: none that a later beat builds on."""
LARGER = (120, 21)


def test_the_smallest_stage_spares_only_what_it_can(walk):
    for where in (f"{act.id}.{beat}" for act in ACTS for beat in act.beats):
        small, large = (
            set(re.findall(r"[a-z]{3,}", seen_on_the_smallest_screen(walk, where, size)))
            for size in (SMALLEST_STAGE, LARGER)
        )
        assert large - small <= SPARED.get(where, set()), where


def test_what_the_blame_leaves_out_is_said_on_either_side_of_it(walk):
    """The beat of the sum is of the sum alone: why no h, before it; the shortcut, after it."""
    before, after = (
        seen_on_the_smallest_screen(walk, where) for where in ("blame.question", "blame.shares")
    )
    assert "however loud he was" in before
    assert "how loud he was, h: act 8" in before
    assert "A shortcut: it leaves out each Lola's slope, and learns all the same" in after


def test_they_are_answered_in_the_order_of_the_walk():
    order = [(act.id, beat) for act in ACTS for beat in act.beats]
    at = [order.index(tuple(asked.beat.split("."))) for asked in TWENTY]
    assert at == sorted(at)


def test_every_act_but_the_recap_answers_one():
    answered = {asked.beat.partition(".")[0] for asked in TWENTY}
    assert answered == set(ACTS.ids) - {"recap"}


def test_the_numbers_are_of_the_pass_and_not_of_the_text(walk):
    """Of another digit the same questions have other numbers, which stand there as well."""
    place = Place(sample=4, network="trained")
    other = open_walk(place, open_pass(place, walk.pass_.data))
    differ = 0
    for asked in TWENTY:
        numbers = asked.numbers(other)
        if asked.beat in ("update.rate", "update.factors", "blame.share", "threshold.layer"):
            continue  # worded or rounded by what comes out
        said = said_by(other, asked.beat)
        assert [words for words in numbers if words not in said] == [], asked.question
        differ += numbers != asked.numbers(walk)
    assert differ >= 5
    assert not np.array_equal(other.trace.outputs, walk.trace.outputs)

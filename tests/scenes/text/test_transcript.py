"""The walk as text: plain in a pipe, complete, and right as printed."""

import math
import re
from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest

from scenes.story.actions import ACTIONS
from scenes.story.acts import ACTS
from scenes.story.arithmetic import weighted_sum
from scenes.story.beats import Act, Beat, Question, lit
from scenes.story.figures import (
    Bars,
    Chart,
    Curve,
    Factor,
    Factors,
    Figure,
    Lines,
    Nodes,
    Picture,
    Scale,
    Series,
    Sign,
    Table,
    Terms,
)
from scenes.story.friends import Friend, Friends, Knob, Knobs, Speech, Telling
from scenes.story.passes import open_pass
from scenes.story.places import Place, commands_at
from scenes.story.scene import Scene, column, figures_of
from scenes.story.walk import open_walk
from scenes.text import transcript
from scenes.text.actions import WAYS
from scenes.text.figures import drawn, in_words
from scenes.text.transcript import tell

NUMBER = r"[+\N{MINUS SIGN}]?\d+(?:\.\d+)?"
PRODUCT = re.compile(rf"^ {{4}}\w.*?  +({NUMBER})\s+× +({NUMBER})\s+= +({NUMBER})$")
REMAINDER = re.compile(rf"(?:\d+ \w.*|rounding)\s+= +({NUMBER})$")
TOTAL = re.compile(rf", the sum\s+= +({NUMBER})$")
PLACES = (
    Place(),
    Place(sample=3, network="trained"),
    Place(digit=1, error_rule="gradient", jay=2, lola=4, pixel=0, hidden=5),
    Place(sample=9999, network="trained", learning_rate=12.5, error_rule="gradient"),
)


@pytest.fixture(
    scope="module",
    params=[
        PLACES[0],
        PLACES[2],
        *(pytest.param(place, marks=pytest.mark.slow) for place in PLACES[1::2]),
    ],
    ids=lambda place: place.command(),
)
def told_walk(request, digits):
    """A walk and its text."""
    walk = open_walk(request.param, open_pass(request.param, digits))
    return walk, tell(request.param, walk)


@pytest.fixture(scope="module")
def walk(digits):
    return open_walk(Place(), open_pass(Place(), digits))


@pytest.fixture
def tell_figure(monkeypatch, walk):
    """Tell a figure on its own, and return the lines after the beat's story."""

    def tell_one(figure: Figure, **more) -> list[str]:
        beat = Beat("Title", "Story.", (), Scene(figure, figure), lit(), **more)
        only = Act("only", "Only", "it", {"only": lambda _: beat})
        monkeypatch.setattr(transcript, "ACTS", (only,))
        lines = tell(Place(), walk).splitlines()
        return lines[lines.index("Story.") + 1 :]

    return tell_one


def read(text: str) -> Decimal:
    return Decimal(text.replace("\N{MINUS SIGN}", "-"))


def sums_in(text: str):
    """Find every sum told in the text: its products, what is left and its total."""
    products, rest = [], Decimal(0)
    for line in text.splitlines():
        if product := PRODUCT.search(line):
            products.append(tuple(map(read, product.groups())))
        elif products and (remainder := REMAINDER.search(line)):
            rest += read(remainder[1])  # the others' and, in a line of its own, the rounding
        elif products and (total := TOTAL.search(line)):
            yield products, rest, read(total[1])
            products, rest = [], Decimal(0)
        elif not line.strip():
            assert not products, f"a sum without a total before {line!r}"


@pytest.mark.slow
def test_every_sum_adds_up_as_printed(told_walk):
    walk, text = told_walk
    sums = list(sums_in(text))
    for products, rest, total in sums:
        assert sum(product for _, _, product in products) + rest == total
        for first, second, product in products:
            half = Decimal(5).scaleb(product.as_tuple().exponent - 1)
            assert abs(first * second - product) <= half
    scenes = [make(walk).scene.normal for act in ACTS for make in act.beats.values()]
    figures = [figure for scene in scenes for figure in figures_of(scene)]
    totals = {f.sum.total for f in figures if isinstance(f, Terms) and not f.dim}
    assert {total for _, _, total in sums} == set(map(read, totals))


@pytest.mark.slow
def test_a_pipe_gets_no_escape_codes(told_walk):
    assert "\x1b" not in told_walk[1]


@pytest.mark.slow
def test_a_terminal_gets_the_same_words_in_colour(request, told_walk):
    walk, text = told_walk
    place = request.node.callspec.params["told_walk"]
    coloured = tell(place, walk, colour=True)
    assert "\x1b[" in coloured
    plain = re.sub(r"\x1b\[[\d;]*m", "", coloured)
    body = "\nAct 1 of"
    strip = [[line.rstrip() for line in t.partition(body)[2].splitlines()] for t in (plain, text)]
    assert strip[0] == strip[1]


def test_every_beat_is_told_in_order(told_walk):
    walk, text = told_walk
    names = []
    for act in ACTS:
        main = [beat for beat in act.beats if beat not in act.aside_of]
        for beat, make in act.beats.items():
            if not make(walk).personal:
                number = main.index(beat) + 1 if beat in main else f"{beat}, aside:"
                names.append(f"{act.id}.{number}")
    assert sum(name.endswith("aside:") for name in names) == 3
    assert re.findall(r"^([a-z-]+\.(?:\d+|[a-z-]+, aside:))  ", text, re.MULTILINE) == names
    asked = [make(walk).question for act in ACTS for make in act.beats.values()]
    assert text.count("\nThe answer: ") == sum(question is not None for question in asked)


def test_where_an_act_ends_it_says_what_to_try(told_walk):
    """By what a reader of text can type; the recap has a table of it."""
    _, *acts = told_walk[1].split("\nAct ")
    for act, text in zip(ACTS, acts, strict=True):
        *_, last = " ".join(text.split()).partition("Where next: ")
        for action in act.onward:
            assert re.search(rf"{re.escape(ACTIONS[action])} \([^)]*tinynet[^)]*\)", last)
        assert ("Where next:" in text) is bool(act.onward)
    assert sum(bool(act.onward) for act in ACTS) == len(ACTS) - 1


def test_no_markup_is_left_over(told_walk):
    assert re.findall(r"\[/?[a-z]*\]", told_walk[1]) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    "width", [60, *(pytest.param(width, marks=pytest.mark.slow) for width in (80, 100))]
)
def test_no_line_is_too_wide(walk, width):
    lines = tell(Place(), walk, width=width).splitlines()
    assert max(map(len, lines)) <= width
    assert max(map(len, lines)) > width - 8


@pytest.mark.slow
def test_one_act_and_one_beat(walk):
    whole, act = tell(Place(), walk), tell(Place(), walk, "blame")
    beat = tell(Place(), walk, "blame", "share")
    assert re.findall(r"^Act .*: (\w+)$", act, re.MULTILINE) == ["Blame"]
    assert re.findall(r"^([a-z-]+\.\d+)  ", beat, re.MULTILINE) == ["blame.3"]
    assert act[act.index("\nAct ") :] in whole + "\n"


@pytest.mark.slow
def test_the_head_tells_what_is_walked_through(digits):
    place = Place(sample=2, seed=5, hidden=20, learning_rate=0.25, error_rule="gradient")
    head = tell(place, open_walk(place, open_pass(place, digits))).partition("\n\n")[0]
    assert head.splitlines() == [
        "tinynet: a digit's walk through a small network",
        f"The digit: a {digits.labels[2]}, written by hand, sample 2 of the test set "
        "(counted from 0).",
        "The network: untrained, drawn with seed 5; 784 inputs, 20 hidden nodes, 10",
        "outputs.",
        "The settings: learning rate 0.25; error rule gradient: the exact rule, blame by",
        "Lola's slope too.",
        f"The same in the app: {place.command()}",
    ]


@pytest.mark.slow
def test_a_file_name_is_not_markup(walk):
    network = replace(walk.pass_.named, name="[bold]a[/].npz")
    named = replace(walk, pass_=replace(walk.pass_, named=network))
    assert "The network: [bold]a[/].npz, drawn" in tell(Place(network="[bold]a[/].npz"), named)


def test_every_figure_of_the_walk_is_told(walk):
    for act in ACTS:
        for make in act.beats.values():
            for figure in figures_of(make(walk).scene.normal):
                silent = isinstance(figure, Sign) or (
                    isinstance(figure, Curve) and figure.z is None
                )
                assert in_words(figure) or silent, (act.id, figure)


def test_a_digit_is_drawn_once_an_act(tell_figure):
    values = np.zeros((4, 4))
    values[1:3, 1:3] = 1.0
    picture = Picture(values=values, scale=Scale("ink"), alt="A square.", title="[you]you[/]")
    again = replace(picture, alt="The same.")
    assert tell_figure(column(picture, again)) == [
        "",
        "    you:",
        "    A square.",
        "     ++",
        "     ++",
        "",
        "    you:",
        "    The same.",
    ]


def test_a_blank_picture_can_be_drawn():
    blank = Picture(values=np.zeros((28, 28)), scale=Scale("ink"))
    assert drawn(blank).plain == "(blank)"


def test_what_an_act_has_told_it_does_not_repeat(tell_figure):
    line = Lines(lines=("once",))
    assert tell_figure(column(line, line)) == ["", "    once"]


def test_what_is_out_of_focus_is_left_out(tell_figure):
    assert tell_figure(Lines(lines=("dim",), dim=True)) == []


@pytest.mark.parametrize(
    ("figure", "lines"),
    [
        (Sign(text="×"), []),
        (
            Nodes(values=np.ones(3), scale=Scale("ink"), alt="Three nodes.", title="h"),
            ["", "    h:", "    Three nodes."],
        ),
        (
            Bars(
                labels=("[lola]0[/]", "[lola]1[/]"),
                values=np.array([0.25, -1.0]),
                low=-1.0,
                targets=np.array([0.99, 0.01]),
                before=np.array([0.0, 0.5]),
            ),
            [
                "",
                "       before   value  intended",
                "    0   0.000  +0.250     +0.99  #####",
                "    1  +0.500  −1.000     +0.01  ####################",
            ],
        ),
        (
            Terms(
                sum=weighted_sum([0.5, -0.25, 0.125], [1.0, 1.0, 1.0], largest=2),
                names=("[you]a[/]", "b"),
                header=("from", "w", "x", "w·x"),
                total_name="z",
            ),
            [
                "",
                "    from              w         x       w·x",
                "    a            0.5000  × 1.0000  = +0.500",
                "    b           −0.2500  × 1.0000  = −0.250",
                "    1 other                        = +0.125",
                "    z, the sum                     =  0.375",
            ],
        ),
        (
            Factors(
                factors=(Factor("η", "learning rate", "0.1"), Factor("e", "error", "0.501")),
                result=Factor("Δv", "the change", "+0.0501"),
                before=Factor("v", "before", "0.2000"),
                change=Factor("Δv", "the change", "+0.0501"),
                after=Factor("v", "after", "0.2501"),
            ),
            [
                "",
                "           η       0.1  learning rate",
                "    times  e     0.501  error",
                "    makes  Δv  +0.0501  the change",
                "    then   v    0.2000  before",
                "    plus   Δv  +0.0501  the change",
                "    makes  v    0.2501  after",
            ],
        ),
        (
            Table(header=("rule", "E"), rows=(("recipe", "[error]1.5[/]"), ("gradient", "10"))),
            ["", "    rule        E", "    recipe    1.5", "    gradient   10"],
        ),
        (
            Curve(z=0.1, activation=1 / (1 + math.exp(-0.1))),
            ["", "    A weighted sum of 0.100 goes in, 0.525 comes out."],
        ),
        (Curve(alt="Nothing yet."), ["", "    Nothing yet."]),
        (
            Chart(
                series=(Series("loss", range(51), [1 / (1 + x) for x in range(51)]),),
                x_label="told, each step × 10 (later ones closer)",
                y_label="loss",
                marks=(0, 1, 50),
            ),
            ["", "    told    loss", "    0     1.0000", "    1     0.5000", "    50    0.0196"],
        ),
        (
            Friends(
                friends=(
                    Friend("you", "YOU", "1.00", "input x", Speech("love", "serious")),
                    Friend("jay", "JAY", "0.690", "z = 0.800", Speech("like"), 0.69),
                    Friend("lola", "LOLA", "", "", Speech("")),
                ),
                tellings=(
                    Telling("speak", "w₁", 0.8, "0.80", "serious"),
                    Telling("tell", "w₂", -0.6, "−0.60", "contrary"),
                ),
                error="",
                correction="say more",
            ),
            [
                "",
                "    you say                 1.00  “love”",
                "    how seriously, w₁       0.80  serious",
                "    what reaches Jay   z = 0.800",
                "    Jay passes on          0.690  “like”",
                "    how seriously, w₂      −0.60  contrary",
                "    You call Jay aside: say more.",
            ],
        ),
        (
            Knobs(knobs=(Knob("η", "how much you correct", 0.5, "2", "rate"),)),
            ["", "    how much you correct η  2"],
        ),
    ],
    ids=lambda value: type(value).__name__,
)
def test_each_kind_of_figure(tell_figure, figure, lines):
    assert tell_figure(figure) == lines


def test_a_long_chart_is_told_in_a_few_points(tell_figure):
    steps = [x / 10 for x in range(200)]
    chart = Chart(series=(Series("a", steps, steps),), x_label="x", y_label="y")
    rows = [line.split() for line in tell_figure(chart)[2:]]
    assert len(rows) == 8
    assert (rows[0], rows[-1]) == (["0", "0.0000"], ["19.9", "19.9000"])


def test_a_beat_tells_its_aside_and_its_answer(tell_figure):
    question = Question("up or down?", ("up", "down"), 1, "it is too loud.")
    assert tell_figure(Sign(text="="), aside="Not quite.", question=question) == [
        "",
        "An honest word: Not quite.",
        "",
        "A question: up or down? (up, or down)",
        "The answer: down. it is too loud.",
    ]


def test_the_code_of_a_beat_is_told_on_asking(walk):
    told = tell(Place(), walk, "blame", "share", code=True, width=100)
    assert "the code, tinynet/network.py, Network.update:" in told
    assert (
        "hidden_errors = self.hidden_output.T @ (output_errors if recipe else output_deltas)"
        in told
    )
    assert f"hidden_errors[{walk.jay}] = {walk.trace.hidden_errors[walk.jay]:.3f}" in told
    assert "recipe = True" in told
    assert "the code" not in tell(Place(), walk, "blame", "share", width=100)
    assert "the code" not in tell(Place(), walk, "input", "pixels", code=True)


@pytest.mark.slow
@pytest.mark.parametrize("width", [60, 73, 80])
def test_a_command_is_never_broken(walk, width):
    text = tell(Place(), walk, width=width)
    assert "\ue000" not in text
    commands = set(commands_at(Place()).values()) | {each for each in WAYS.values() if " " in each}
    told = [each for each in commands if each in re.sub(r"\s+", " ", text)]
    assert len(told) > 2
    for each in told:
        assert text.count(each) == re.sub(r"\s+", " ", text).count(each), each

"""The acts as data: every beat, for many digits and networks, without an app.

Long, for all of it reads the same walks, whose beats are computed once for this file.
"""

import math
import re
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

import numpy as np
import pytest
from rich.console import Console

from scenes.canvas.canvas import Canvas
from scenes.canvas.layout import MARGIN, arrangement, least, place
from scenes.canvas.painters import Brush, painter_of
from scenes.canvas.painters.base import PLAIN, plain_width
from scenes.screens.walk.panels.words import columns_of
from scenes.story import figures as fig
from scenes.story.acts import ACTS, blame, error
from scenes.story.acts.play import PLAY, Play
from scenes.story.markup import plain as unmarked
from scenes.story.numbers import MINUS, decimals, number, signed
from scenes.story.numbers import plain as plain_number
from scenes.story.passes import open_pass
from scenes.story.places import Place
from scenes.story.scene import figures_of
from scenes.story.walk import open_walk
from scenes.text.figures import in_words
from tests.scenes.drawn import written
from tinynet import save_network
from tinynet.trained import load_trained

BEATS = {f"{act.id}.{beat}": make for act in ACTS for beat, make in act.beats.items()}
COMPACT = (80, 15)
"""Columns and rows of the stage at 80 × 24."""
NORMAL = (120, 23)
"""Columns and rows of the stage at 120 × 40."""
STORY_LINES = FORMULA_LINES = 5
CONSOLE = Console(width=400)

BIASED = "biased.npz"
PLACES = {
    "as it opens": Place(),
    "trained": Place(network="trained"),
    "trained, gradient": Place(sample=8, network="trained", error_rule="gradient"),
    "one Jay": Place(sample=1, hidden=1, seed=3),
    "ten Jays": Place(sample=2, hidden=10, error_rule="gradient"),
    "two hundred Jays": Place(sample=61, hidden=200, learning_rate=0.05),
    "a thousand Jays": Place(sample=9999, hidden=1000, seed=7),
    "too high a rate": Place(sample=3, network="trained", learning_rate=10.0),
    "hardly a rate": Place(sample=4, learning_rate=1e-6, jay=0, lola=9, pixel=0),
    "the last of all": Place(sample=5, jay=99, lola=0, pixel=783),
    "biases, untaught": Place(sample=6, biases=True, learning_rate=1.0),
    "biases": Place(sample=7, network=BIASED),
    "friends at their ends": Place().having(PLAY, Play(4.0, -4.0, 0.01, 100.0), Play()),
    "friends out of reach": Place().having(PLAY, Play(-30.0, 12.5, 0.99, 0.003), Play()),
}
QUICK = {"as it opens", "trained, gradient", "ten Jays", "biases", "friends at their ends"}
USUAL = [
    pytest.param(name, marks=() if name in QUICK else pytest.mark.slow)
    for name, place in PLACES.items()
    if place.hidden <= 100
]
"""Where a wall has at most the hundred Jays that the stage is composed for."""


@pytest.fixture(
    scope="module",
    params=[pytest.param(name, marks=() if name in QUICK else pytest.mark.slow) for name in PLACES],
)
def walk(request, digits, tmp_path_factory):
    place = PLACES[request.param]
    if place.network == BIASED:
        network, random = load_trained(), np.random.default_rng(4)
        network.hidden_biases = random.normal(0, 2, network.hidden_nodes)
        network.output_biases = random.normal(0, 2, network.output_nodes)
        network.train_biases = True
        path = tmp_path_factory.mktemp("networks") / BIASED
        save_network(network, path)
        place = replace(place, network=str(path))
    return open_walk(place, open_pass(place, digits))


@pytest.fixture(scope="module")
def beats(walk):
    """Every beat of a walk, by its name."""
    return {name: make(walk) for name, make in BEATS.items()}


def every_figure(*beats):
    """Return the figures of all arrangements."""
    scenes = [node for beat in beats for node in beat.scene.arrangements]
    return [figure for node in scenes for figure in figures_of(node)]


def plain(markup):
    return PLAIN.text(markup).plain


def decimal(printed):
    """Return a printed number, exactly."""
    return Decimal(plain(printed).strip().replace(MINUS, "-").replace(",", ""))


def half_a_unit(printed):
    """Return how far a value may be from its print: half of the last digit."""
    return Decimal(5).scaleb(printed.as_tuple().exponent - 1)


def is_printed_as(value, printed):
    return abs(value - printed) <= half_a_unit(printed)


def painted(node, size, progress=1.0):
    """Return the canvas with a layout painted on it, and the figures' boxes."""
    canvas = Canvas(*size, PLAIN.style("text"))
    brush = Brush(canvas, PLAIN, progress)
    placed = place(node, *size)
    for figure, box in placed:
        painter_of(figure).paint(figure, box, brush)
    return canvas, placed


def test_a_score_says_of_how_many(walk, beats):
    count = f"{len(walk.pass_.others[1]):,}"
    for name in ("again.others", "again.epoch", "recap.next"):
        said = plain("\n".join((beats[name].story, *beats[name].formula)))
        assert "%" in said, name
        assert f"of {count}" in said, name
        assert f"of {count} " in f"{beats[name].subject.name} ", name
    titles = [figure.title for figure in every_figure(beats["recap.words"])]
    assert f"[bold]epoch[/]: right of {count}" in titles


def test_the_words_fit_the_smallest_screen(beats):
    story, start = columns_of(80, MARGIN)
    for name, beat in beats.items():
        lines = PLAIN.text(beat.story).wrap(CONSOLE, story)
        assert len(lines) <= STORY_LINES, (name, beat.story)
        assert len(beat.formula) <= FORMULA_LINES, name
        assert [f for f in beat.formula if plain_width(f) > 80 - start] == [], name
        if beat.question:
            assert 0 <= beat.question.answer < len(beat.question.options) <= 3, name


@pytest.mark.parametrize("walk", USUAL, indirect=True)
def test_an_arrangement_fits_each_screen(beats):
    for name, beat in beats.items():
        for node, (width, height) in ((beat.scene.compact, COMPACT), (beat.scene.normal, NORMAL)):
            need = least(node)
            assert need.width <= width - (2 * MARGIN if node is beat.scene.normal else 0), name
            assert need.height <= height, name


@pytest.mark.parametrize("progress", [0.0, 0.37, 1.0])
@pytest.mark.parametrize("walk", USUAL, indirect=True)
def test_no_figure_hides_another_or_is_cut(beats, progress):
    screens = [
        (node, size)
        for beat in beats.values()
        for node, size in ((beat.scene.compact, COMPACT), (beat.scene.normal, NORMAL))
    ]
    for node, size in screens:
        canvas, placed = painted(node, size, progress)
        rows = written(canvas).split("\n")
        taken = np.zeros(size[::-1], int)
        for figure, box in placed:
            assert box.x >= 0
            assert box.y >= 0
            assert box.x + box.width <= size[0]
            assert box.y + box.height <= size[1]
            taken[box.y : box.y + box.height, box.x : box.x + box.width] += 1
            title = plain(figure.title)
            assert rows[box.y][box.x :].startswith(title)
            assert len(title) <= box.width
        assert taken.max() == 1


def test_every_number_is_finite(beats):
    for figure in every_figure(*beats.values()):
        for value in vars(figure).values():
            if isinstance(value, (float, np.ndarray)):
                assert np.isfinite(value).all(), figure
        if isinstance(figure, (fig.Picture, fig.Nodes)):
            assert 0 < figure.scale.limit < math.inf
        for reading in getattr(figure, "readings", ()):
            assert np.isfinite(reading.values).all()
        for series in getattr(figure, "series", ()):
            assert np.isfinite(series.x).all()
            assert np.isfinite(series.y).all()
        for knob in getattr(figure, "knobs", ()):
            assert 0 <= knob.place <= 1


def test_every_figure_is_told_in_words(beats):
    for figure in every_figure(*beats.values()):
        assert in_words(figure) or isinstance(figure, fig.Sign), figure


def test_printed_sums_add_up(beats):
    for figure in every_figure(*beats.values()):
        if not isinstance(figure, fig.Terms):
            continue
        printed = figure.sum
        products = [decimal(term.product) for term in printed.terms]
        for term, product in zip(printed.terms, products, strict=True):
            assert is_printed_as(math.prod(map(decimal, term.factors)), product), term
        left = [decimal(one.printed) for one in printed.left]
        # What is of others is theirs alone: what rounding leaves has a line of its own.
        for one in printed.left:
            assert is_printed_as(Decimal(one.value), decimal(one.printed)), one
        assert sum([*products, *left]) == decimal(printed.total)
        so_far = np.cumsum([*products, *left])
        assert list(so_far) == [decimal(text) for text in printed.running]


def test_printed_factors_give_the_printed_change(beats):
    for figure in every_figure(*beats.values()):
        if not isinstance(figure, fig.Factors):
            continue
        result = decimal(figure.result.value)
        product = math.prod(decimal(f.value) for f in figure.factors)
        assert product.quantize(result, ROUND_HALF_UP) == result, "as a reader rounds it"
        if figure.before is not None:
            change = decimal(figure.change.value)
            assert decimal(figure.before.value) + change == decimal(figure.after.value)
            assert is_printed_as(change, result) or is_printed_as(result, change)


def test_a_change_is_the_same_in_the_formula_and_in_the_picture(beats):
    for name in ("update.factors", "update.inputs"):
        (change,) = {
            plain(figure.result.value)
            for figure in every_figure(beats[name])
            if isinstance(figure, fig.Factors)
        }
        assert f"  = {change}" in map(plain, beats[name].formula)


def test_numbers_below_each_other_have_the_same_decimals(walk):
    beat = blame.contrary(walk)
    (table,) = (f for f in figures_of(beat.scene.compact) if isinstance(f, fig.Table))
    for column in (1, 2, 3):
        digits = {plain(row[column]).split()[0].partition(".")[2] for row in table.rows}
        assert len({len(each) for each in digits}) == 1
    # Where there is room for bars, they are of the same numbers, and say as much in words.
    bars = [f for f in figures_of(beat.scene.normal) if isinstance(f, fig.Bars)]
    for index, row in enumerate(table.rows):
        printed = [number(float(f.values[index]), f.digits) for f in bars]
        assert printed == [plain(cell).split()[0] for cell in row[1:4]]
        name = plain(row[0])
        words = [*(plain(cell).partition(" ")[2] for cell in row[1:3]), plain(row[4])]
        short = name.removeprefix("Lola ")
        said = [f"{who} {word}" for who, word in zip((name, short, short), words, strict=True)]
        assert [plain(f.labels[index]) for f in bars] == said


def test_no_jay_is_named_twice_among_the_blamed(walk):
    told = "\n".join(map(plain, blame.all_jays(walk).formula))
    named = re.findall(r"Jay \d+", told)
    assert len(named) == len(set(named)) or len(walk.trace.hidden_errors) == 1


def test_what_telling_did_is_told_of_the_same_network(walk):
    """Its answers and its error, and the others counted as they are read by the weights after."""
    beat, trace = BEATS["update.told"](walk), walk.trace
    assert not beat.network
    bars, table = figures_of(beat.scene.compact)
    assert np.array_equal(bars.before, trace.outputs)
    assert np.array_equal(bars.values, trace.outputs_after)
    learner, (inputs, labels) = walk.pass_.network.copy(), walk.pass_.others
    asked = [learner.query(inputs).argmax(axis=1)]
    learner.train(trace.inputs, trace.targets)
    asked.append(learner.query(inputs).argmax(axis=1))
    *called, right = [[plain(cell) for cell in row] for row in table.rows]
    assert right == ["read right", *(f"{(each == labels).sum():,}" for each in asked)]
    for name, *counts in called:
        kind = int(name.removeprefix("called "))
        assert counts == [f"{(each == kind).sum():,}" for each in asked]
        assert kind in [int(np.bincount(each).argmax()) for each in asked]
    assert f"others right: {right[1]} → {right[2]}" in beat.formula
    said = plain(beat.story)
    meant = walk.pass_.label
    all_alike = (asked[1] == meant).mean() > 0.95 and (asked[0] == meant).mean() < 0.95
    alike = (labels == meant).sum()
    as_one = f"others, {alike} of them {meant}s, are called a{'n' * (meant == 8)} {meant} now"
    assert all_alike == (as_one in said)
    assert ("its error fell" in said) <= (trace.loss_after < trace.loss)


def test_a_picture_on_a_larger_scale_says_so(digits):
    walk = open_walk(Place(), open_pass(Place(), digits))
    beat = BEATS["again.epoch"](walk)
    before, after = [f for f in figures_of(beat.scene.normal) if isinstance(f, fig.Picture)]
    (said,) = [re.findall(r"a scale (\d+) × as large", plain(line)) for line in beat.formula][-1:]
    assert said == [str(scale_ratio(after.scale, before.scale))], "of what is printed at their ends"


def test_another_network_is_introduced_before_its_first_number(digits):
    walk = open_walk(Place(), open_pass(Place(), digits))
    told = [(name, make(walk).network) for name, make in BEATS.items()]
    names = [name for name, network in told if network == "taught 400 digits"]
    assert names[:3] == ["update.taught", "update.itself", "update.rate"]
    shown, inputs = BEATS["update.taught"](walk), walk.pass_.learning.trace.inputs
    pictures = [f for f in figures_of(shown.scene.compact) if isinstance(f, fig.Picture)]
    assert [np.array_equal(each.values.ravel(), inputs) for each in pictures] == [True]
    assert np.array_equal(shown.trace.inputs, inputs)
    assert shown.title == "400 digits later, another 7"
    said = plain(shown.story)
    assert "the same network after the first 400 of 60,000, each told once" in said
    assert [network for name, network in told if name == "again.epoch"] == ["trained"]


@pytest.mark.parametrize(
    "place",
    [
        *(Place(), Place(sample=3), Place(sample=8, network="trained"), Place(hidden=10)),
        Place(network="trained", learning_rate=0.5),
    ],
)
def test_what_is_said_of_learning_rates_is_so_of_each_that_was_tried(digits, place):
    """Its own error, what telling gently wins, and from where on more are lost than won."""
    walk = open_walk(place, open_pass(place, digits))
    story, learning = plain(BEATS["update.rate"](walk).story), walk.pass_.learning
    sweep = learning.sweep
    net = (sweep.answers == sweep.labels).sum(axis=1)
    net = net - (sweep.answers_before == sweep.labels).sum()
    (start,) = re.findall(r"From ([\d.]+) on more", story)
    own = learning.told_once
    if own.accuracy[0] < own.accuracy_before and (net[sweep.rates > own.rates[0]] < 0).all():
        assert float(start) <= own.rates[0], "what is lost at the reader's own is told"
    lost_from = sweep.rates >= float(start)
    assert (net[lost_from] < 0).all()
    assert lost_from.all() or net[~lost_from][-1] >= 0
    gently = re.findall(r"Told gently, at ([\d.]+), it even helps: (\d+) right", story)
    assert bool(gently) == bool((net > 0).any())
    called, highest = set(sweep.answers[-1].tolist()), (sweep.answers[-1] == sweep.labels).sum()
    at_10 = f"at 10: all called {min(called)}, {highest} right"
    assert (at_10 in BEATS["update.rate"](walk).formula) == (len(called) == 1)
    own, chart, _ = figures_of(BEATS["update.rate"](walk).scene.normal)
    assert own.marks == chart.marks, "both over the same axis"
    assert (chart.spot is not None) == bool(gently), "and it is marked in the picture"
    for rate, right in gently:
        (at,) = np.flatnonzero(sweep.rates == float(rate))
        assert chart.spot[:2] == (sweep.rates[at], int(right))
        assert chart.series[0].y[at] == int(right)
        assert plain(chart.spot[2]) == f"{rate}: {right} right"
        assert net[at] == net.max()
        assert int(right) == (sweep.answers[at] == sweep.labels).sum()
        assert float(rate) < float(start)
    itself = plain(BEATS["update.itself"](walk).story)
    for small in re.findall(r"from η = ([\d.]+) on less than a tenth", itself):
        left = sweep.losses / learning.trace.loss < 0.1
        assert left[sweep.rates >= float(small)].all()
        assert not left[sweep.rates < float(small)][-1:].any()


def scale_ratio(larger, smaller):
    """Return how many times as large one scale is as another, of what is printed at their ends."""
    ends = [Decimal(number(s.limit, decimals(s.limit, 2, least=0))) for s in (larger, smaller)]
    return round(ends[0] / ends[1])


@pytest.mark.parametrize("network", ["untrained", "trained"])
def test_where_two_scales_stand_beside_each_other_it_is_said_how_they_differ(digits, network):
    place = Place(network=network)
    walk = open_walk(place, open_pass(place, digits))
    shown = figures_of(BEATS["weighted-sum.weights"](walk).scene.normal)
    scales = [f.scale for f in shown if isinstance(f, fig.Picture)][1:]
    trained, untrained = scales[::-1] if network == "untrained" else scales
    ratio = scale_ratio(trained, untrained)
    assert ratio > 10
    assert f"scale × {ratio})" in plain(BEATS["weighted-sum.weights"](walk).story)
    beat = BEATS["output.speaking"](walk)
    own, other = (
        f.scale for f in figures_of(beat.scene.normal) if plain(f.title).startswith("v to")
    )
    if network == "untrained":
        told = f"trained: v up to {scale_ratio(other, own)} × as large"
    else:
        told = f"untrained: v 1/{scale_ratio(own, other)} as large"
    assert unmarked(beat.formula[-1]) == told


@pytest.mark.parametrize(("jay", "lola"), [(39, 7), (39, 3), (0, 7), (21, 7), (21, 0)])
def test_of_a_jay_who_pulls_against_a_lola_that_speaks_it_is_said(digits, jay, lola):
    place = Place(jay=jay, lola=lola)
    walk = open_walk(place, open_pass(place, digits))
    trained = walk.pass_.training.after.trace(walk.trace.inputs, walk.trace.targets)
    against = trained.hidden_output[lola, jay] * trained.hidden_outputs[jay] < 0
    outweighed = against and trained.output_sums[lola] > 0
    assert ((jay, lola) == (39, 7)) <= outweighed, "whom the walk follows as it opens"
    assert "outweigh" not in BEATS["output.speaking"](walk).story, "where he is not trained"
    place = replace(place, network="trained")
    story = plain(BEATS["output.speaking"](open_walk(place, open_pass(place, digits))).story)
    assert (f"Jay {jay} takes from her; others outweigh him." in story) == outweighed


def test_a_jay_who_keeps_silent_brings_nothing_that_fits_its_line(digits):
    """Eleven zeros before the first digit of h would be cut on the smallest screen."""
    place = Place(network="trained", jay=0, lola=0)
    walk = open_walk(place, open_pass(place, digits))
    assert 0 < walk.trace.hidden_outputs[0] < 1e-9
    v = number(float(walk.trace.hidden_output[0, 0]), 4)
    lines = [unmarked(line) for line in BEATS["output.speaking"](walk).formula]
    assert lines[2] == f"  {v} × 0.0000 = 0.0000"


def test_what_a_trained_jay_listens_for_is_the_mean_of_each_digit(digits):
    walk = open_walk(Place(), open_pass(Place(), digits))
    (bars,) = (
        f
        for f in figures_of(BEATS["threshold.listens"](walk).scene.normal)
        if isinstance(f, fig.Bars)
    )
    network, (inputs, labels) = walk.pass_.training.after, walk.pass_.others
    told = [network.trace(x, walk.trace.targets).hidden_outputs[walk.jay] for x in inputs[:200]]
    ones = np.array(told)[labels[:200] == 1]
    assert bars.values[1] == pytest.approx(ones.mean(), abs=0.1)
    assert bars.values.argmin() == 1
    assert bars.values[0] > 0.99
    story = plain(BEATS["threshold.listens"](walk).story)
    (little,) = np.flatnonzero(bars.values <= 0.5)
    assert f"all but a {little}, whose ink mostly misses his shape. So he tells a {little}" in story
    assert "Only all 100 Jays together tell digits apart" in story


def test_of_one_jays_weights_both_numbers_at_the_mark_are_told_and_why_it_is_he(digits):
    walk = open_walk(Place(), open_pass(Place(), digits))
    beat, trained = BEATS["weighted-sum.weights"](walk), walk.pass_.training.after
    for name, weights in (
        ("untrained  w", walk.trace.input_hidden),
        ("trained    w", trained.input_hidden),
    ):
        w = signed(float(weights[walk.jay, walk.pixel]), 4)
        assert f"  {name} = {w}" in map(unmarked, beat.formula)
    assert "At first random: noise. After training (" in plain(beat.story)
    follows = "moves his weights most: we follow him"
    assert follows in plain(beat.story)
    other = replace(walk, jay=(walk.jay + 1) % 100)
    assert follows not in plain(BEATS["weighted-sum.weights"](other).story)


def test_what_is_kept_for_testing_is_told_on_trial_only(digits):
    """So that what act 9 says of the test set, that training never told it, does not contradict."""
    walk = open_walk(Place(), open_pass(Place(), digits))
    assert "kept for testing" in BEATS["input.pixels"](walk).story
    assert "tried only here, then undone" in "".join(BEATS["update.told"](walk).formula)
    drawn = replace(walk, pass_=replace(walk.pass_, of="drawing"))
    assert "kept for testing" not in BEATS["input.pixels"](drawn).story
    assert "tried only here, then undone" not in "".join(BEATS["update.told"](drawn).formula)


def test_a_digit_that_is_read_otherwise_says_so_in_one_way(digits):
    walk = open_walk(Place(), open_pass(Place(), digits))
    (now,) = (
        f for f in figures_of(BEATS["update.rate"](walk).scene.normal) if f.title[:7] == "[error]"
    )
    galleries = [
        f for f in figures_of(BEATS["again.others"](walk).scene.normal) if hasattr(f, "captions")
    ]
    lost, won = galleries
    assert all(re.fullmatch(r"\d: now \d", plain(each)) for each in (*now.captions, *lost.captions))
    assert all(re.fullmatch(r"\d: was \d", plain(each)) for each in won.captions)
    (small,) = (
        f for f in figures_of(BEATS["again.others"](walk).scene.compact) if hasattr(f, "captions")
    )
    assert plain(small.title) == f"{plain(lost.title)} (and {plain(won.title)})"


def test_who_rises_though_nobody_asked_for_it_is_named(digits):
    place = Place()
    walk = open_walk(place, open_pass(place, digits))
    beat, trace = BEATS["again.told-again"](walk), walk.pass_.learning.trace
    before, after = (np.round(each, 3) for each in (trace.outputs, trace.outputs_after))
    rose = [k for k in range(10) if after[k] > before[k] and k != walk.pass_.learning.label]
    assert rose == [0, 3]
    assert "Lolas 0 and 3, unasked" in plain(beat.story)


def test_the_pictures_before_and_after_training_are_whole_on_the_smallest_screen(digits):
    for seed in (0, 3):
        walk = open_walk(Place(seed=seed), open_pass(Place(seed=seed), digits))
        scene = BEATS["again.epoch"](walk).scene
        shown = place(arrangement(scene, *COMPACT), *COMPACT)
        widths = [box.width for figure, box in shown if isinstance(figure, fig.Picture)]
        assert widths == [28, 28]
        first, second = (plain(f.title) for f, _ in shown if isinstance(f, fig.Picture))
        assert first == f"Jay {walk.jay} before"
        same = walk.pass_.training.same_start
        assert second == ("another Jay after", f"Jay {walk.jay} after")[same]


def test_what_a_learning_rate_costs_is_told_at_the_readers_own(digits):
    lost = []
    for rate in (0.01, 0.1, 0.5):
        place = Place(learning_rate=rate)
        walk = open_walk(place, open_pass(place, digits))
        beat = BEATS["update.rate"](walk)
        _, others, gallery = figures_of(beat.scene.normal)
        (own, _) = figures_of(BEATS["update.itself"](walk).scene.normal)
        assert own.here == others.here == (rate, f"η = {rate}")
        lost.append(int(plain(gallery.title).rpartition(" ")[2]))
        assert plain(gallery.title).startswith(f"lost at η = {rate}: ")
    assert lost == sorted(set(lost))


@pytest.mark.parametrize(
    ("network", "told"),
    [("untrained", ["untrained", "taught 400 digits"]), ("trained", ["untrained"])],
)
def test_the_payoff_speaks_of_one_network_a_row(digits, network, told):
    place = Place(network=network)
    walk = open_walk(place, open_pass(place, digits))
    table = next(f for f in every_figure(BEATS["again.epoch"](walk)) if isinstance(f, fig.Table))
    names = [plain(row[0]) for row in table.rows]
    assert names == [*told, "after five epochs"]
    assert decimal(plain(table.rows[-1][1]).removesuffix(" %")) > 95


ARITHMETIC = re.compile(r"[\d.,\s+×/()−]|σ(?=\()|e\^(?=\()")


def value_of(expression):
    """Return an arithmetical expression's value, or None for what has names in it."""
    if not expression.strip() or ARITHMETIC.sub("", expression):
        return None
    code = expression.replace(MINUS, "-").replace("×", "*").replace(",", "").strip()
    code = re.sub(r"[\d.]+", r"Decimal('\g<0>')", code.replace("e^", "exp").replace("σ", "sigmoid"))
    names = {
        "Decimal": Decimal,
        "exp": Decimal.exp,
        "sigmoid": lambda z: 1 / (1 + (-z).exp()),
    }
    try:
        return eval(code, {"__builtins__": {}}, names)
    except SyntaxError:  # numbers in a row, as in "784 784"
        return None


def equations(formula):
    """Return the sides of each chain of equals signs; a line may go on with what one equals."""
    chains = []
    for line in map(plain, formula):
        if line.strip().startswith("=") and chains:
            chains[-1] += line
        else:
            chains.append(line)
    return [chain.split("=") for chain in chains]


@pytest.mark.parametrize(
    ("formula", "right"),
    [
        (["z = 2 × 0.5", "  = 1.0"], True),
        (["z = 2 × 0.5", "  = 1.1"], False),
        (["x = 30 / 255 × 0.99 + 0.01 = 0.12647"], True),
        (["h", "  = σ(−1.5)", "  = 0.182"], True),
        (["h", "  = 1 / (1 + e^(−(−1.5)))", "  = 0.183"], False),
        (["t − y = 0.99 − 0.521 = +0.469"], True),
    ],
)
def test_the_calculator_of_these_tests(formula, right):
    assert all(holds(sides) for sides in equations(formula)) is right


def holds(sides):
    """Tell whether those sides that are numbers are what the last of them is printed as."""
    known = [side for side in sides if value_of(side) is not None]
    return all(is_printed_as(value_of(side), decimal(known[-1])) for side in known[:-1])


def test_the_formulas_hold_as_printed(beats):
    for name, beat in beats.items():
        assert [sides for sides in equations(beat.formula) if not holds(sides)] == [], name


def test_printed_subtractions_hold(walk):
    table = figures_of(error.differences(walk).scene.compact)[0]
    for _, meant, said, wrong in table.rows:
        assert decimal(meant) - decimal(said) == decimal(wrong)


def test_printed_squares_hold(walk):
    *rows, total = figures_of(error.how_wrong(walk).scene.compact)[0].rows
    for _, wrong, square in rows:
        assert not wrong or is_printed_as(decimal(wrong) ** 2, decimal(square))
    assert sum(decimal(row[-1]) for row in rows) == decimal(total[-1])


def test_what_two_lolas_hand_back_holds_as_printed(walk):
    tables = figures_of(blame.contrary(walk).scene.compact)
    (table,) = (figure for figure in tables if isinstance(figure, fig.Table))
    for _, v, e, product, say in table.rows:
        weight, error = (decimal(plain(cell).split()[0]) for cell in (v, e))
        assert is_printed_as(weight * error, decimal(product))
        assert plain(say) == ("say more" if decimal(product) > 0 else "say less")


def test_both_rules_hold_as_printed(walk):
    for node in blame.two_rules(walk).scene.arrangements:
        for table in figures_of(node):
            if not isinstance(table, fig.Table):
                continue
            *rows, total = table.rows
            for _, v, e, recipe, delta, gradient in rows:
                assert not v or is_printed_as(decimal(v) * decimal(e), decimal(recipe))
                assert not v or is_printed_as(decimal(v) * decimal(delta), decimal(gradient))
            for column in (3, 5):
                parts = [decimal(row[column]) for row in rows if row[column]]
                assert sum(parts) == decimal(total[column])


def test_the_acts_compute_the_same_beat_twice(walk):
    for build in BEATS.values():
        first, again = build(walk), build(replace(walk))
        assert (first.title, first.story, first.formula) == (
            again.title,
            again.story,
            again.formula,
        )


def test_ids_are_those_of_the_design():
    assert [act.id for act in ACTS] == [
        "meet",
        "input",
        "weighted-sum",
        "threshold",
        "output",
        "error",
        "blame",
        "update",
        "again",
        "recap",
    ]
    assert 35 <= len(ACTS.route) <= 50
    assert all(act.id == entry.id for act, entry in zip(ACTS, ACTS.entries, strict=True))
    for act in ACTS:
        assert set(act.asks) <= set(act.beats)
        assert act.answers in ("", *act.beats)
        entry = next(entry for entry in ACTS.entries if entry.id == act.id)
        assert {setting.name for setting in entry.settings} == set(act.settings)
        assert {action.setting for action in act.actions.values()} <= set(act.settings)


def test_the_ten_answers_add_up_as_printed(walk):
    """The numbers beside the bars add up to the total, with the decimals that it has."""
    beat = BEATS["output.answer"](walk)
    bars, beside = figures_of(beat.scene.normal)
    lines = [plain(line).split() for line in beat.formula]
    (total,) = (decimal(line[-1]) for line in lines if line[:2] == ["all", "ten"])
    first, second = sorted(beside.values.tolist())[:-3:-1]
    assert is_printed_as(Decimal(first) - Decimal(second), decimal(lines[-1][-1]))
    printed = [decimal(f"{value:.{bars.digits}f}") for value in bars.values]
    assert is_printed_as(sum(printed), total)
    assert is_printed_as(Decimal(float(bars.values.sum())), total)


def test_a_mark_on_an_axis_of_errors_is_an_error(walk):
    """What was meant is no error, and would often lie beyond the axis."""
    for figure in every_figure(*(make(walk) for make in ACTS.named("error").beats.values())):
        if isinstance(figure, fig.Bars):
            assert figure.before is None
            assert figure.targets is None or figure.low == 0


def test_an_act_says_whether_it_has_honest_words_beside_its_stories(walk):
    """The screen gives their words more room, and takes it for the stage where there are none."""
    for act in ACTS:
        asides = [beat for beat, make in act.beats.items() if make(walk).aside]
        assert act.has_asides or not asides, act.id
        if walk.pass_.named.untrained:
            assert bool(asides) is act.has_asides, act.id


@pytest.mark.parametrize("network", ["untrained", "trained"])
def test_weights_and_errors_side_by_side_are_on_one_scale_or_say_that_they_are_not(digits, network):
    place = Place(sample=8, network=network)
    walk = open_walk(place, open_pass(place, digits))
    for name in ("blame.question", "blame.contrary"):
        bars = [f for f in figures_of(BEATS[name](walk).scene.normal) if isinstance(f, fig.Bars)]
        weights, errors = bars[:2]
        if network == "untrained":
            assert weights.high == errors.high, name
        else:
            assert weights.high > 3 * errors.high, name
            assert f"±{plain_number(weights.high)}" in weights.title, name
            assert f"±{plain_number(errors.high)}" in errors.title, name


def test_a_sum_is_seen_apart_from_zero_on_its_curve(walk):
    for figure in every_figure(*(make(walk) for make in BEATS.values())):
        if isinstance(figure, fig.Curve) and figure.z is not None:
            assert figure.reach in (2.0, 6.0, 20.0)
            if "Jay's level of trust" in figure.title or "activation function" in figure.title:
                assert figure.reach >= 6.0, "the first curve of all, and the last, show flat ends"
                continue
            if figure.others is not None:
                continue
            shown = max(abs(figure.z), abs(figure.bias))
            assert shown > 1 or figure.reach == 2.0
            assert figure.reach < 20.0 or shown > 6


def test_the_check_shows_what_was_tried_between_what_the_rules_say(walk):
    chart = next(f for f in every_figure(BEATS["blame.check"](walk)) if isinstance(f, fig.Chart))
    j, i = walk.jay, walk.pixel
    for series in chart.series:
        assert dict(zip(series.x, series.y, strict=True))[0.0] == 0.0
        if series.name in ("recipe", "gradient"):
            slope = walk.trace.hidden_errors_by(series.name)[j] * walk.trace.hidden_slopes[j]
            assert series.y[-1] == pytest.approx(-slope * walk.trace.inputs[i] * series.x[-1])
        else:
            tried = [walk.nudged("input_hidden", j, i, x)[1] - walk.trace.loss for x in series.x]
            assert list(series.y) == pytest.approx(tried, abs=1e-12)


def test_her_error_and_his_blame_are_on_one_scale_where_both_are_seen(walk):
    hers, his = (
        next(
            factor.gauge.high
            for figure in every_figure(BEATS[beat](walk))
            if isinstance(figure, fig.Factors)
            for factor in figure.factors
            if factor.gauge.kind == "bar"
        )
        for beat in ("update.factors", "update.inputs")
    )
    largest = float(np.abs(walk.trace.hidden_errors).max())
    assert hers == 1.0
    assert largest <= his
    assert his == hers or largest < 0.5 or largest > 1.0


def test_no_two_beats_of_the_error_show_the_same_bars(walk):
    beats = [make(walk) for make in ACTS.named("error").beats.values()]
    shown = [
        {f.values.tobytes() for f in every_figure(beat) if isinstance(f, fig.Bars)}
        for beat in beats
    ]
    assert not set.intersection(*shown)
    assert sum(map(len, shown)) == len(set.union(*shown))

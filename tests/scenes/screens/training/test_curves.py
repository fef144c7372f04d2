"""The curves of the training runs: thinned truly, numbered legibly, told apart without colour.

A little long: chart, axes and legend are looked at in the same drawings.
"""

import math
from dataclasses import replace
from itertools import groupby, pairwise

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from scenes.canvas.canvas import Canvas
from scenes.canvas.painters import Box, Brush
from scenes.canvas.painters.plot import LEVEL_CELLS, Plot
from scenes.canvas.palette import DARK, LIGHT, Palette
from scenes.screens.training.axes import MOST_STEPS, SamplesAxis, axis_to, samples_axis
from scenes.screens.training.panels.curves import (
    GAP,
    NEWEST,
    OLDER,
    TESTED,
    CurvesPanel,
    LineLook,
)
from scenes.screens.training.record import LearningCurve, Point, cut, thinned
from scenes.story.numbers import short_count
from tests.scenes.drawn import written
from tests.scenes.screens.training.helpers import shown, text_of, view_with
from tinynet import Scores, Tally

SMALL, NORMAL, WIDE = (80, 17), (56, 12), (94, 20)


def run(name="η 0.1", count=40, every=500, *, slow=10, tested=0):
    """A run of so many points, that gets better all the time; tested at every tenth."""
    curve = LearningCurve(name)
    for place in range(1, count + 1):
        better = math.exp(-place / slow)
        point = Point(place * every, better / 2, 1 - better)
        curve.training.append(point)
        if tested and place % tested == 0:
            curve.tests.append(Point(point.samples, point.error + 0.01, point.accuracy - 0.01))
    return curve


def drawn(curves, size=NORMAL, samples=None, at=None, palette=None):
    """What the charts show, as text."""
    palette = palette or Palette()
    widget, canvas = CurvesPanel(palette), Canvas(*size, palette.style("text"))
    if samples is None:
        samples = curves[-1].training[-1].samples
    widget.show(view_with(curves=curves, samples=samples, at=at))
    widget.draw(canvas)
    return written(canvas)


def halves(text):
    """The two charts of a text, without the legend."""
    rows = text.split("\n")
    width = (len(rows[0]) - GAP) // 2
    return ["\n".join(row[:width] for row in rows), "\n".join(row[-width:] for row in rows)]


def x_numbers(chart):
    """The printed numbers below an axis."""
    rows = chart.split("\n")
    [floor] = [y for y, row in enumerate(rows) if "└" in row]
    return rows[floor + 1].split()


def value_of(text):
    return float(text.rstrip("kM")) * {"k": 1e3, "M": 1e6}.get(text[-1], 1)


ERRORS = st.floats(0, 5, width=32)


@st.composite
def points(draw, least=1, most=200, values=ERRORS):
    places = draw(st.sets(st.integers(0, 400_000), min_size=least, max_size=most))
    return [Point(place, draw(values), 0.2 * draw(values)) for place in sorted(places)]


# Thinning


@given(points(), st.integers(2, 60))
def test_thinned_keeps_the_order_and_the_ends_and_is_few_enough(given_points, most):
    few = thinned(given_points, most)
    assert len(few) <= max(most, 1)
    assert (few[0].samples, few[-1].samples) == (
        given_points[0].samples,
        given_points[-1].samples,
    )
    assert all(a.samples < b.samples for a, b in pairwise(few))


@given(points(), st.integers(2, 60))
def test_thinned_points_are_the_means_of_equal_shares_of_the_way(given_points, most):
    few = thinned(given_points, most)
    if len(given_points) <= most:
        assert few == given_points
        return
    first, last = given_points[0].samples, given_points[-1].samples

    def share(point):
        return min(most - 1, (point.samples - first) * most // (last - first))

    groups = [list(group) for _, group in groupby(given_points, key=share)]
    assert len(few) == len(groups)
    for point, group in zip(few, groups, strict=True):
        assert point.error == pytest.approx(sum(p.error for p in group) / len(group))
        assert point.accuracy == pytest.approx(sum(p.accuracy for p in group) / len(group))


@given(points(least=12), st.integers(2, 10), st.integers(1, 9))
def test_thinned_points_of_the_past_stay_while_new_ones_come(given_points, most, later):
    end = 400_000
    before, after = thinned(given_points[:-later], most, end), thinned(given_points, most, end)
    if len(given_points) - later > most:
        # All but the last, which more points may have joined since.
        assert after[: len(before) - 1] == before[:-1]


@given(points(), st.integers(0, 400_000))
def test_a_line_is_cut_where_the_axis_ends(given_points, end):
    kept = cut(given_points, end)
    inside = [point for point in given_points if point.samples <= end]
    assert kept[: len(inside)] == inside
    if inside and len(inside) < len(given_points):
        assert kept[-1].samples == end
        low, high = sorted([inside[-1].error, given_points[len(inside)].error])
        assert low - 1e-9 <= kept[-1].error <= high + 1e-9
    else:
        assert kept == inside


# Axes


@given(st.floats(1e-4, 1e7), st.integers(1, MOST_STEPS))
def test_an_axis_holds_what_it_must_in_few_round_steps(reach, most):
    result = axis_to(reach, most)
    assert reach <= result.end * (1 + 1e-9)
    assert result.count <= most
    assert round(result.step / 10.0 ** math.floor(math.log10(result.step) + 1e-9), 6) in (
        1,
        2,
        2.5,
        5,
        10,
    )
    if most >= 4:
        assert result.end <= 1.6 * reach  # not half of it empty


@given(st.integers(1, 5_000_000), st.integers(8, 80))
@example(300_000, 22)
@example(1, 8)
def test_labels_of_an_axis_never_touch(reach, width):
    axis = samples_axis(reach, width, width + 1)
    ends = [start + len(text) for start, text in zip(axis.starts, axis.labels, strict=True)]
    assert all(end < start for end, start in zip(ends, axis.starts[1:], strict=False))
    assert ends[-1] <= width + 1
    assert [value_of(label) for label in axis.labels] == pytest.approx(axis.ticks)


@pytest.mark.parametrize("samples", [90, 3_000, 60_000, 61_000, 300_000, 1_200_000])
def test_a_chart_of_any_width_has_legible_numbers(samples):
    one = run(count=30, every=samples // 30)
    for width in range(20, 81):
        for chart in halves(drawn([one], (2 * width + 2, 12))):
            values = [value_of(label) for label in x_numbers(chart)]
            assert values[0] == 0, width
            assert len(values) >= 2, width
            powers = [math.log10(value) for value in values[1:-1]]
            assert powers == pytest.approx(np.round(powers))
            assert len({round(b - a) for a, b in pairwise(powers)}) <= 1, "evenly chosen"
            assert samples <= values[-1] <= 1.4 * samples, width


@given(st.integers(1, 5_000_000))
@example(11_394)
def test_the_axis_ends_where_the_data_does(reach):
    """All but its last few columns are filled, though its end moves by steps."""
    axis = samples_axis(reach, 40, 41)
    assert axis.end >= reach
    assert axis.place(reach) >= (0.84 if reach >= 100 else 0.6) * axis.place(axis.end)


def test_the_fall_of_the_error_is_seen_and_hugs_no_corner():
    """The half of an epoch's axis has the first thousand digits, in which most is learned."""
    axis = samples_axis(60_000, 40, 41)
    assert 0.4 < axis.place(1_000) / axis.place(axis.end) < 0.6


@pytest.mark.parametrize(
    ("samples", "text"), [(0, "0"), (500, "500"), (1500, "1.5k"), (20_000, "20k"), (2e6, "2M")]
)
def test_counts_of_digits_are_short(samples, text):
    assert short_count(samples) == text


def test_an_epoch_is_numbered_by_powers_of_ten_and_its_end():
    error, right = halves(drawn([run(count=120)], WIDE))
    assert x_numbers(error) == x_numbers(right) == ["0", "100", "1k", "10k", "60k"]
    error, right = halves(drawn([run(count=120)]))
    assert [row[:4].strip() for row in right.split("\n")[1:9]][::2] == ["100", "75", "50", "25"]


# What is shown


@pytest.mark.parametrize("size", [SMALL, NORMAL, WIDE])
def test_the_last_values_can_be_read(size):
    curve = run(tested=10)
    curve.training.append(Point(20_500, 0.0431, 0.961))
    curve.tests.append(Point(20_500, 0.0512, 0.958))
    error, right = drawn([curve], size).split("\n")[0].split("right, of 100")
    assert error.split() == ["error", "½Σe²", "⠒", "0.043", "⣶", "0.051"]
    assert right.split() == ["⠒", "96.1", "⣶", "95.8"]


def test_all_right_is_a_hundred():
    curve = run()
    curve.training.append(Point(20_500, 0.0004, 1.0))
    title = drawn([curve]).split("\n")[0]
    assert title.split()[-1] == "100"
    assert "0.0004" in title
    curve.training.append(Point(21_000, 0.00004, 1.0))
    assert "<0.0001" in drawn([curve]).split("\n")[0]


@pytest.mark.parametrize(
    ("size", "means"),
    [
        (WIDE, "η 0.1, mean of the last 1,024  ⠒⣶⠒ 10,000 test digits"),
        ((80, 9), "η 0.1, mean of the last 1,024  ⠒⣶⠒ 10,000 test digits"),
        ((50, 9), "η 0.1, last 1,024  ⠒⣶⠒ 10,000 test digits"),
        ((40, 9), "last 1,024  ⠒⣶⠒ 10,000 test digits"),
    ],
)
def test_a_lines_end_is_the_titles_value_and_the_legend_names_what_it_is_a_mean_of(size, means):
    curve, widget = run(tested=10), CurvesPanel(Palette())
    scores = Scores(np.zeros((10_000, 10)), np.zeros(10_000, int))
    view = view_with(curves=[curve], samples=20_300, scores=scores)
    recent = Tally(1024, loss=1024 * 0.3125, right=800)
    widget.show(replace(view, snapshot=replace(view.snapshot, scores=scores, recent=recent)))
    canvas = Canvas(*size, Palette().style("text"))
    widget.draw(canvas)
    title, *_ = written(canvas).split("\n")
    assert ("0.312" in title, "78.1" in title) == (True, True)
    assert means in written(canvas)
    ends = [points[-1] for look, points in widget._lines(25_000, 90) if look is NEWEST]
    assert ends == [Point(20_300, 0.3125, 800 / 1024)]


@pytest.mark.parametrize(
    ("width", "words"),
    [
        (10, "error"),
        (19, "error 0.0092 0.019"),
        (24, "error ⠒ 0.0092 ⣶ 0.019"),
        (30, "error ½Σe² ⠒ 0.0092 ⣶ 0.019"),
    ],
)
def test_a_title_leaves_out_what_it_has_no_room_for(width, words):
    [title, *_] = halves(drawn([run(tested=10)], (2 * width + GAP, 12)))[0].split("\n")
    assert title.split() == words.split()


def test_nothing_yet_is_said_over_empty_axes():
    for curves in ([], [LearningCurve("η 0.1")]):
        assert "nothing yet: space starts" in drawn(curves, WIDE, 0)
        text = drawn(curves, NORMAL, 0)
        assert "nothing yet:" in text
        assert "space starts" in text
        assert "└" in text
        assert "η" not in text
    assert "nothing yet" not in drawn([run(count=1)])
    # It has started: the first point is on its way.
    assert "space starts" not in drawn([LearningCurve("η 0.1")], NORMAL, 40)


def test_a_single_point_is_a_dot():
    assert sum(map(is_drawn, drawn([run(count=1)]))) == 2 + 2 + 3


def test_the_early_part_of_a_run_fills_the_chart_whatever_an_older_one_has_learned():
    text = drawn([run("old", 600), run("new", 8)])
    assert x_numbers(halves(text)[0])[-1] == "4k"
    rows = [row for row in text.split("\n") if "┤" in row or "│" in row]
    assert any(is_drawn(c) for row in rows for c in row)


def test_before_a_new_run_starts_the_older_ones_are_seen_whole():
    text = drawn([run("old", 120), LearningCurve("new")], samples=0)
    assert x_numbers(halves(text)[0])[-1] == "60k"
    assert "nothing yet" not in text


def test_the_legend_names_every_run_and_the_tests_by_the_look_of_their_lines():
    text = drawn([run("first"), run("second"), run("third", tested=10)], WIDE)
    legend = text.split("\n")[-1]
    assert legend.split("  ")[:4] == [
        f"{NEWEST.swatch()} third, mean of the last 500",
        f"{TESTED.swatch()} test digits",
        f"{OLDER[0].swatch()} second",
        f"{OLDER[1].swatch()} first",
    ]
    assert "→ digits" in legend


def test_lines_are_told_apart_without_colours():
    lines = [NEWEST, TESTED, *OLDER]
    assert len({line.swatch() for line in lines}) == len(lines)
    assert LineLook("text").swatch() == "⠒⠒⠒"
    pictures = {drawn([run("a"), run("b", count=4)], palette=p) for p in PALETTES}
    assert len(pictures) == 1


PALETTES = [Palette(), Palette(LIGHT), Palette(DARK, glyphs=True)]


def test_a_legend_without_room_counts_the_rest():
    curves = [run(f"η 0.{n}, 100 Jays, batch {n}") for n in range(1, 8)]
    text = drawn(curves)
    assert "η 0.7" in text
    assert "and 5 more" in text


def test_older_lines_are_drawn_too():
    alone, both = drawn([run("new")]), drawn([run("old", slow=40), run("new")])
    for before, after in zip(halves(alone), halves(both), strict=True):
        assert dots(after) > 1.3 * dots(before)


def dots(chart):
    """How many dots the lines of a chart are made of."""
    rows = chart.split("\n")[1:9]
    return sum((ord(c) - 0x2800).bit_count() for row in rows for c in row if is_drawn(c))


def is_drawn(cell):
    """Whether a cell has dots, and more than a level's line."""
    return 0x2800 < ord(cell) <= 0x28FF and cell not in LEVEL_CELLS


@pytest.mark.parametrize(
    ("place", "marks"), [((0.5, 0.5), 5), ((0.0, 0.0), 3), ((1.0, 1.0), 3), ((0.0, 0.5), 4)]
)
def test_a_test_is_marked_by_a_cross_at_its_very_dot(place, marks):
    palette = Palette(DARK)
    canvas = Canvas(6, 4, palette.style("text"))
    plot = Plot(Brush(canvas, palette, 1.0), Box(1, 1, 4, 2), (0.0, 1.0), (0.0, 1.0))
    plot.mark(*place, "meant")
    cells = [c for c in written(canvas) if c not in " \n"]
    assert sum((ord(c) - 0x2800).bit_count() for c in cells) == marks
    plot.line([place, place], "rate")
    again = [c for c in written(canvas) if c not in " \n"]
    assert again == cells, "the point itself is one of the dots"


def test_the_mark_stands_at_its_place_on_the_axis():
    curve, place = run(count=120), SamplesAxis.place
    for at in (0, 100, 1_000, 30_000, 60_000):
        share = place(at) / place(60_000)
        for chart in halves(drawn([curve], at=at)):
            [row] = [row for row in chart.split("\n") if "└" in row]
            inner = row[row.index("└") + 1 :].rstrip()
            assert abs(inner.index("▲") - share * (len(inner) - 1)) <= 1
    assert "▲" not in drawn([curve])


def test_numbers_that_are_none_are_left_out():
    curve = run(count=60)
    curve.training.append(Point(30_500, math.nan, 0.1))
    curve.training.append(Point(31_000, math.inf, 0.1))
    assert x_numbers(halves(drawn([curve]))[0])[-1] == "40k"


NUMBERS = st.floats(0, 5, width=32) | st.sampled_from([math.nan, math.inf, 1e-9, 1e9])


@pytest.mark.slow
@given(
    st.lists(st.tuples(points(0, 30, NUMBERS), points(0, 8)), max_size=5),
    st.tuples(st.integers(1, 100), st.integers(1, 30)),
    st.integers(0, 400_000),
    st.none() | st.integers(0, 400_000),
    st.sampled_from(PALETTES),
)
def test_anything_can_be_drawn_in_any_room(runs, size, samples, at, palette):
    curves = [LearningCurve(f"η {n}", training, tests) for n, (training, tests) in enumerate(runs)]
    drawn(curves, size, samples, at, palette)


# On a screen


def rows_of(charts):
    return [charts.render_line(y) for y in range(charts.size.height)]


@pytest.mark.usefixtures("colours")
async def test_charts_follow_the_training_and_the_size_of_the_terminal():
    charts, curve = CurvesPanel(Palette()), run()
    async with shown(charts, NORMAL) as pilot:
        charts.show(view_with())
        assert "nothing yet" in text_of(charts)
        charts.show(view_with(curves=[curve], samples=20_000))
        assert "⠒ 0.009" in text_of(charts)
        curve.training.append(Point(20_500, 0.1234, 0.9))
        charts.show(view_with(curves=[curve], samples=20_500))
        assert "⠒ 0.123" in text_of(charts)
        charts.styles.width, charts.styles.height = WIDE
        await pilot.resize_terminal(*WIDE)
        await pilot.pause()
        assert [len(row.text) for row in rows_of(charts)] == [WIDE[0]] * WIDE[1]
        assert "⠒ 0.123" in text_of(charts)
        assert "→ digits learned from" in text_of(charts)
        assert not charts.can_focus


@pytest.mark.usefixtures("colours")
async def test_nothing_is_drawn_anew_where_nothing_is_new(monkeypatch):
    charts, curve, draws = CurvesPanel(Palette()), run(), []
    async with shown(charts, NORMAL):
        draw = charts.draw
        monkeypatch.setattr(charts, "draw", lambda canvas: (draws.append(1), draw(canvas)))
        charts.show(view_with(curves=[curve], samples=20_000))
        charts.show(view_with(curves=[curve], samples=20_000))
        assert len(draws) == 1
        charts.show(view_with(curves=[curve], samples=20_000, at=5_000))
        curve.tests.append(Point(20_000, 0.1, 0.9))
        charts.show(view_with(curves=[curve], samples=20_000, at=5_000))
        assert len(draws) == 3


@pytest.mark.usefixtures("colours")
async def test_charts_take_other_colours():
    charts = CurvesPanel(Palette())
    async with shown(charts, NORMAL):
        charts.show(view_with(curves=[run()], samples=20_000))
        dark, text = rows_of(charts), text_of(charts)
        charts.recolour(Palette(LIGHT))
        assert text_of(charts) == text
        assert all(a != b for a, b in zip(dark, rows_of(charts), strict=True))


def test_what_a_view_has_of_a_curve_does_not_grow():
    curve = run(tested=10)
    before = curve.so_far
    points, tests = before.training_points, before.test_points
    curve.training.append(Point(30_000, 0.1, 0.9))
    curve.tests.append(Point(30_000, 0.1, 0.9))
    assert (before.training_points, before.test_points) == (points, tests)
    assert before != curve.so_far
    assert curve.so_far == curve.so_far

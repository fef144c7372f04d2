"""The painters: any figure in any room it fits, and a pick is what is painted there.

Long, for the figures that all of it draws, and how it looks at what is painted, stand at its head.
"""

import re
from dataclasses import replace
from importlib import import_module
from itertools import permutations, product
from pkgutil import walk_packages
from typing import get_args, get_origin

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.style import Style

import scenes.story
from scenes.canvas.canvas import Canvas
from scenes.canvas.painters import PAINTERS, Box, Brush, Painter, Size, painter_of
from scenes.canvas.painters.plot import LEVEL_CELLS
from scenes.canvas.painters.road import LEAD
from scenes.canvas.palette import LEVELS, Palette
from scenes.story.acts.factors import ruler
from scenes.story.arithmetic import Remainder, weighted_sum
from scenes.story.figures import (
    Bars,
    Chart,
    Curve,
    Factor,
    Factors,
    Figure,
    Flow,
    Gallery,
    Large,
    Lines,
    Nodes,
    Picture,
    Reading,
    Road,
    RoadGroup,
    RoadLink,
    Ruler,
    Scale,
    Series,
    Sign,
    Table,
    Terms,
)
from scenes.story.friends import Friend, Friends, Knob, Knobs, Speech, Telling
from scenes.story.numbers import number
from tests.scenes.drawn import written

PALETTES = [Palette(), Palette(glyphs=True)]
SCALE = Scale("signed")
PROGRESS = st.sampled_from([0.0, 0.4, 0.999, 1.0])
VALUES = st.floats(-3, 3, width=32)
SHARES = st.floats(0, 1, width=32)
SCALES = st.builds(Scale, st.sampled_from(["ink", "signed"]), st.floats(0.01, 300))
FLAGS = st.booleans()
TONES = ("whisper", "said", "serious", "insistent")
SPEECHES = st.builds(
    Speech, st.sampled_from(["love", "like", "…"]), st.sampled_from(TONES), st.booleans()
)


def arrays(values=VALUES, least=1, most=120):
    return st.lists(values, min_size=least, max_size=most).map(np.array)


@st.composite
def pictures(draw):
    shape = draw(st.integers(5, 28)), draw(st.integers(5, 28))
    random = np.random.default_rng(draw(st.integers(0, 99)))
    return Picture(
        title=draw(st.sampled_from(["", "[speak]w[/]"])),
        values=random.normal(size=shape),
        before=random.normal(size=shape) if draw(FLAGS) else None,
        scale=draw(SCALES),
        sweep=draw(FLAGS),
        cursor=draw(st.none() | st.integers(0, shape[0] * shape[1] - 1)),
        dim=draw(FLAGS),
    )


@st.composite
def walls(draw):
    values = draw(arrays())
    return Nodes(
        title=draw(st.sampled_from(["", "[jay]the Jays[/]"])),
        values=values,
        before=values[::-1] if draw(FLAGS) else None,
        scale=draw(SCALES),
        chosen=draw(st.none() | st.integers(0, len(values) - 1)),
        sweep=draw(FLAGS),
        dim=draw(FLAGS),
    )


@st.composite
def bars(draw):
    low = draw(st.sampled_from([0.0, -1.0, -2.5]))
    values = draw(arrays(most=12))
    return Bars(
        title=draw(st.sampled_from(["", "said"])),
        labels=tuple(f"[lola]{index}[/]" for index in range(len(values))),
        values=values,
        before=values[::-1] if draw(FLAGS) else None,
        targets=values * 0.5 if draw(FLAGS) else None,
        low=low,
        gap=draw(FLAGS),
        chosen=draw(st.none() | st.integers(0, len(values) - 1)),
        picks="lola",
        grow=draw(FLAGS),
    )


@st.composite
def sums(draw):
    told = weighted_sum(draw(arrays(least=9, most=9)), draw(arrays(least=9, most=9)), largest=5)
    names = tuple(f"[you]pixel {term.index}[/]" for term in told.terms)
    return Terms(sum=told, names=names, header=("from", "w", "x", "w·x"), count=draw(FLAGS))


@st.composite
def roads(draw):
    hidden = draw(st.integers(1, 100))
    random = np.random.default_rng(hidden)
    jays = st.integers(0, hidden - 1)
    speaks = st.builds(RoadLink, st.integers(0, 783), jays, VALUES)
    tells = st.builds(RoadLink, jays, st.integers(0, 9), VALUES)
    speaks, tells = (tuple(draw(st.lists(links, max_size=12))) for links in (speaks, tells))
    there = {link.end for link in speaks} | {link.start for link in tells}
    back = tuple(draw(st.lists(jays, max_size=4, unique=True)))
    return Road(
        title=draw(st.sampled_from(["", "the road"])),
        digit=Picture(title="you", values=random.uniform(size=(28, 28)), scale=Scale("ink")),
        hidden=Nodes(title="[jay]Jays[/]", values=random.uniform(size=hidden), scale=Scale("ink")),
        outputs=Bars(
            title="Lolas",
            labels=tuple(map(str, range(10))),
            values=draw(st.sampled_from([random.uniform(size=10), np.full(10, np.nan)])),
            digits=2,
            picks="lola",
        ),
        groups=(
            RoadGroup(draw(st.sampled_from(["", "▸ strongest"])), tuple(there)),
            *(
                [RoadGroup("◂ most blamed", back, ("+0.374",) * len(back), back=True)]
                if back
                else []
            ),
        ),
        speaks=speaks,
        tells=tells,
        between=("78,400 weights", "1,000 weights"),
        tags=draw(st.sampled_from([("", ""), ("act 3", "act 5")])),
        backs=tuple(RoadLink(draw(st.integers(0, 9)), j, 1.0) for j in back),
        way_back=draw(
            st.sampled_from([(), ("error",), ("act 6: error", "act 7: blame", "acts 8, 9: move")])
        ),
    )


FACTORS = (Factor("[rate]η[/]", "rate", "0.1"), Factor("x", "[you]said[/]", "1"))
FIGURES = {
    Picture: pictures(),
    Nodes: walls(),
    Bars: bars(),
    Terms: sums(),
    Factors: st.builds(
        lambda change, count: Factors(
            factors=FACTORS,
            result=Factor("Δv", "change", "0.1"),
            moves=(-0.04, 0.06) if change else None,
            ruler=ruler(-0.04, 0.06) if change else Ruler(0.0, 1.0),
            before=FACTORS[1] if change else None,
            change=Factor("Δv", "change", "0.1000") if change else None,
            after=FACTORS[1] if change else None,
            count=count,
        ),
        FLAGS,
        FLAGS,
    ),
    Table: st.builds(
        lambda rows, reveal: Table(
            header=("[bold]a[/]", "b"), rows=(("[lola]1[/]", "2"),) * rows, reveal=reveal
        ),
        st.integers(1, 9),
        FLAGS,
    ),
    Lines: st.just(Lines(title="t", lines=("[bold]one[/]", ""))),
    Large: st.builds(
        lambda value, digits, size: Large(
            title="[sum]z[/]", value=number(value, digits), term="sum", size=size
        ),
        VALUES,
        st.integers(0, 6),
        st.integers(1, 3),
    ),
    Sign: st.just(Sign(text="[bold]×[/]")),
    Curve: st.builds(
        lambda z, slide, others: Curve(
            z=z, activation=None if z is None else 1 / (1 + np.exp(-z)), slide=slide, others=others
        ),
        st.none() | st.floats(-40, 40),
        FLAGS,
        st.none() | arrays(),
    ),
    Chart: st.builds(
        lambda y, draw, forms: Chart(
            series=tuple(Series(form, range(len(y)), y.tolist(), form=form) for form in forms),
            x_label="x",
            y_label="y",
            draw=draw,
        ),
        arrays(),
        FLAGS,
        st.permutations(["marked", "line", "points"]).map(lambda forms: forms[:2])
        | st.sampled_from([["marked"], ["dashes"]]),
    ),
    Friends: st.builds(
        lambda w, v, level, speeches, correction, travel: Friends(
            friends=(
                Friend("you", "YOU", "1.00", "[dim]input x[/]", speeches[0]),
                Friend("jay", "JAY", "0.500", "[sum]z[/] = −1000000", speeches[1], level),
                Friend("lola", "LOLA", "0.500", "[sum]z[/] = 0.123", speeches[2], 1 - level),
                Friend("meant", "YOU MEANT", "0.99", "target t", Speech("love", thought=True)),
            ),
            tellings=(
                Telling("speak", "w₁", w, "−0.99", "insistent"),
                Telling("tell", "w₂", v, "10000", "contrary"),
            ),
            error="[error]e = −0.123[/]",
            correction=correction,
            lit=frozenset({"jay"}),
            travel=travel,
        ),
        VALUES,
        VALUES,
        SHARES,
        st.lists(SPEECHES, min_size=3, max_size=3),
        st.sampled_from(["", "[error]say less[/]"]),
        st.none() | st.sampled_from(list(permutations(("you", "jay", "lola", "meant"), 2))),
    ),
    Flow: st.builds(
        lambda values, backwards: Flow(
            title="what reaches Lola",
            many=tuple(f"[jay]Jay {index}[/]" for index in range(len(values))),
            values=values,
            one=("[lola]Lola 7[/]", "z = 0.1"),
            backwards=backwards,
            picks="jay",
            indices=tuple(range(10, 10 + len(values))),
        ),
        arrays(least=2, most=10),
        FLAGS,
    ),
    Gallery: st.builds(
        lambda count, title: Gallery(
            title=title,
            pictures=tuple(np.eye(28) for _ in range(count)),
            captions=("[you]4[/]: 4→9",) * count,
            scale=Scale("ink"),
            none="None was lost.",
        ),
        st.integers(0, 12),
        st.sampled_from(["", "lost: 12"]),
    ),
    Road: roads(),
    Knobs: st.builds(
        lambda places, chosen: Knobs(
            knobs=tuple(Knob("η", "rate", place, "0.1", "rate") for place in places), chosen=chosen
        ),
        st.lists(SHARES, min_size=4, max_size=4),
        st.integers(0, 3),
    ),
}  # fmt: skip
ANY = st.one_of(*FIGURES.values())


class Watched(Canvas):
    """A canvas that knows where something was written."""

    def __init__(self, width, height):
        super().__init__(width, height, Style(bgcolor="#000000"))
        self.written = set()
        self.cells = {}

    def put(self, x, y, text, style):
        self._note(x, y, text, [style] * len(text))
        return super().put(x, y, text, style)

    def put_row(self, x, y, text, styles):
        self._note(x, y, text, styles)
        return super().put_row(x, y, text, styles)

    def _note(self, x, y, text, styles):
        for column, cell in enumerate(zip(text, styles, strict=True), start=x):
            self.written.add((column, y))
            self.cells[column, y] = cell


def painted(figure, more=(0, 0), progress=1.0, palette=PALETTES[0]):
    """Paint a figure with so much more room than it needs; return the canvas and its box."""
    painter = painter_of(figure)
    needed = painter.least(figure)
    room = Size(needed.width + more[0], needed.height + more[1])
    box = Box(3, 2, *painter.fit(figure, room))
    canvas = Watched(room.width + 6, room.height + 4)
    painter.paint(figure, box, Brush(canvas, palette, progress))
    return canvas, box


def kinds_of(kind):
    """Return the kinds below a kind of figure that are the house's, not a test's own."""
    below = {each for sub in kind.__subclasses__() for each in (sub, *kinds_of(sub))}
    return {each for each in below if each.__module__.startswith("scenes.")}


def test_every_kind_of_figure_has_a_painter_of_that_kind_and_is_tried():
    """Painters are named by their files, and loaded late, which no type checker follows."""
    for module in walk_packages(scenes.story.__path__, "scenes.story."):
        import_module(module.name)
    assert kinds_of(Figure) == set(PAINTERS) == set(FIGURES)
    for kind in PAINTERS:
        painter = painter_of(object.__new__(kind))
        (base,) = type(painter).__orig_bases__
        assert issubclass(get_origin(base), Painter)
        assert get_args(base) == (kind,)


@given(ANY, st.integers(0, 90), st.integers(0, 30), PROGRESS, st.sampled_from(PALETTES))
def test_a_figure_is_painted_inside_its_box(figure, wide, high, progress, palette):
    canvas, box = painted(figure, (wide, high), progress, palette)
    assert {cell for cell in canvas.written if not box.contains(*cell)} == set()


@given(ANY, st.integers(0, 60), st.integers(0, 20), st.integers(1, 40), st.integers(1, 12))
def test_a_box_too_small_is_no_error(figure, x, y, width, height):
    canvas = Canvas(40, 12, Style())
    painter_of(figure).paint(figure, Box(x, y, width, height), Brush(canvas, PALETTES[0], 1.0))


@pytest.mark.slow
@given(ANY, st.integers(0, 90), st.integers(0, 30))
def test_at_rest_motion_leaves_no_trace(figure, wide, high):
    still = written(painted(figure, (wide, high), 1.0)[0])
    moving = [written(painted(figure, (wide, high), progress)[0]) for progress in (0.0, 0.5, 1.0)]
    assert moving[-1] == still


@pytest.mark.slow
@given(ANY, st.integers(0, 90), st.integers(0, 30))
def test_what_is_picked_can_be_read_out(figure, wide, high):
    _, box = painted(figure, (wide, high))
    painter = painter_of(figure)
    for y in range(box.y, box.y + box.height):
        for x in range(box.x, box.x + box.width):
            pick = painter.hit(figure, box, x, y)
            assert pick is None or isinstance(painter.reading(figure, pick), str)


def colour_of(value, scale):
    """Return the colour that stands for a value."""
    palette = PALETTES[0]
    return palette.colour(palette.level(float(value), scale), scale.kind)


@pytest.mark.parametrize("more", [(0, 0), (4, 0), (200, 0), (200, 200)])
@pytest.mark.parametrize("shape", [(28, 28), (7, 9), (4, 5)])
def test_a_picked_pixel_is_the_one_painted_there(more, shape):
    values = np.random.default_rng(1).uniform(-1, 1, shape)
    figure = Picture(values=values, scale=SCALE)
    canvas, box = painted(figure, more)
    picks = []
    for (x, y), (character, style) in canvas.cells.items():
        pick = painter_of(figure).hit(figure, box, x, y)
        if pick is None or character != "▀":
            continue
        picks.append(pick.index)
        upper = tuple(style.color.triplet)
        assert upper == colour_of(values.flat[pick.index], SCALE)
    zoomed = box.width == 2 * shape[1]
    rows = shape[0] if zoomed else -(-shape[0] // 2)
    cropped = shape[1] - box.width if not zoomed else 0
    assert len(set(picks)) == rows * (shape[1] - cropped)


@pytest.mark.parametrize(
    ("sums", "stacked"), [((-1.2, -1.2, 0.4), True), ((-1.2, 0.4, 1.9), False)]
)
def test_dots_that_stand_on_one_another_are_explained(sums, stacked):
    figure = Curve(z=0.4, activation=0.6, reach=2.0, others=np.array(sums))
    assert ("stacked: z alike" in written(painted(figure, (30, 6))[0])) == stacked


def test_where_a_pixel_has_two_columns_the_cursor_is_a_frame_on_its_own_colour():
    values = np.random.default_rng(1).uniform(-1, 1, (28, 28))
    canvas, box = painted(Picture(values=values, scale=SCALE, cursor=290), (200, 200))
    assert box.width == 56
    (framed,) = ((x, y) for (x, y), (character, _) in canvas.cells.items() if character == "[")
    style = canvas.cells[framed][1]
    assert framed == (box.x + 2 * 10, box.y + 10)
    assert tuple(style.bgcolor.triplet) == colour_of(values.flat[290], SCALE)


@pytest.mark.parametrize("columns", [(0, 19), (2, 25), (8, 27), (0, 23), (3, 27), (0, 27)])
@pytest.mark.parametrize("wide", [0, 1, 2, 3, 4])
def test_no_ink_is_left_out_where_room_is_short(columns, wide):
    """Beside it the weights keep the same columns; what is too wide for them is drawn smaller."""
    first, last = columns
    ink = np.zeros((28, 28))
    ink[10:20, first : last + 1] = 1.0
    digit = Picture(title="x", values=ink, scale=Scale("ink", 1.0))
    weights = Picture(title="w", values=np.ones((28, 28)), scale=SCALE, inked=columns)
    for figure in (digit, weights):
        canvas, box = painted(figure, (wide, 2))
        assert box.width == 24 + wide
        picked = {painter_of(figure).hit(figure, box, x, 10) for x in range(box.x, box.x + 30)}
        seen = {pick.index % 28 for pick in picked - {None}}
        narrow = last - first < 24
        assert (seen >= {*range(first, last + 1)}) == (narrow or wide == 4)
        assert "1.0" in written(canvas), "the scale: below it, or behind the title"
        assert ("smaller" in written(canvas) or "28 × 28 as" in written(canvas)) == (
            not narrow and wide < 4
        )


@pytest.mark.parametrize("more", [(0, 0), (4, 0), (12, 2), (200, 200)])
@pytest.mark.parametrize("count", [1, 9, 10, 100, 140])
def test_a_picked_node_is_the_one_painted_there(more, count):
    values = np.random.default_rng(count).uniform(-1, 1, count)
    figure = Nodes(title="t", values=values, scale=SCALE)
    canvas, box = painted(figure, more)
    picked = set()
    for y in range(box.y, box.y + box.height):
        for x in range(box.x, box.x + box.width):
            pick = painter_of(figure).hit(figure, box, x, y)
            if pick is not None:
                picked.add(pick.index)
                back = tuple(canvas.cells[x, y][1].bgcolor.triplet)
                assert back == colour_of(values[pick.index], SCALE)
    assert picked == set(range(count))


@pytest.mark.parametrize("count", [141, 200, 1000])
def test_a_picked_half_block_is_the_node_painted_there(count):
    values = np.random.default_rng(count).uniform(-1, 1, count)
    figure = Nodes(title="t", values=values, scale=SCALE)
    canvas, box = painted(figure)
    picked = set()
    for (x, y), (character, style) in canvas.cells.items():
        pick = painter_of(figure).hit(figure, box, x, y)
        if pick is not None and character == "▀":
            upper = pick.index
            assert tuple(style.color.triplet) == colour_of(values[upper], SCALE)
            chosen = replace(figure, chosen=upper)
            lower = painter_of(figure).hit(chosen, box, x, y)
            picked.add(upper)
            if lower is not None:
                assert tuple(style.bgcolor.triplet) == colour_of(values[lower.index], SCALE)
                picked.add(lower.index)
    assert picked == set(range(count))


@pytest.mark.parametrize("more", [(0, 0), (60, 20)])
def test_a_picked_bar_is_the_one_painted_there(more):
    figure = Bars(
        labels=tuple("abcdefghij"), values=np.linspace(0.05, 0.95, 10), picks="lola", title="t"
    )
    canvas, box = painted(figure, more)
    rows = written(canvas).split("\n")
    for y in range(box.y, box.y + box.height):
        pick = painter_of(figure).hit(figure, box, box.x + 5, y)
        numbered = [i for i, v in enumerate(figure.values) if f"{v:.3f}" in rows[y]]
        if numbered:
            assert pick.index == numbered[0]
            assert figure.labels[pick.index] in rows[y]
        elif "█" in rows[y]:
            assert painter_of(figure).hit(figure, box, box.x + 5, y - 1) == pick


@given(st.lists(SHARES, min_size=4, max_size=4), st.integers(0, 60), st.integers(0, 9))
def test_a_knob_is_picked_where_it_stands(places, wide, high):
    figure = Knobs(knobs=tuple(Knob("η", "rate", place, "0.1", "rate") for place in places))
    canvas, box = painted(figure, (wide, high))
    found = {}
    for (x, y), (character, _) in canvas.cells.items():
        if character in "●○":
            pick = painter_of(figure).hit(figure, box, x, y)
            found[pick.index] = pick.along
    assert list(found) == [0, 1, 2, 3]
    for index, place in enumerate(places):
        assert found[index] == pytest.approx(place, abs=0.5 / 15)


@given(st.floats(-1, 1), st.integers(0, 50))
def test_a_bar_is_as_long_as_its_value(value, wide):
    figure = Bars(labels=("a",), values=np.array([value]), low=-1.0, digits=2)
    canvas, box = painted(figure, (wide, 2))
    numbers = len("−0.00") + 1
    left, length = box.x + 3, box.width - 3 - numbers
    filled = 0.0
    for column in range(length):
        character, style = canvas.cells.get((left + column, box.y), (" ", None))
        eighths = " ▏▎▍▌▋▊▉█".find(character)
        if eighths > 0:
            reverse = style.bgcolor != PALETTES[0].style("text").bgcolor
            filled += (8 - eighths if reverse else eighths) / 8
    assert filled == pytest.approx(abs(value) * length / 2, abs=1.0)


@pytest.mark.parametrize("rows", [0, 3])
@pytest.mark.parametrize(("before", "after"), [(0.3, 0.8), (0.8, 0.3)])
def test_what_was_before_is_seen_over_the_bar_and_beyond_it(before, after, rows):
    figure = Bars(labels=("a",), values=np.array([after]), before=np.array([before]), digits=2)
    canvas, box = painted(figure, (60, rows))
    row = written(canvas).split("\n")[box.y]
    length = box.width - row.index(f"{after:.2f} ") - 5
    marks = [x for (x, y), (character, _) in canvas.cells.items() if (character, y) == ("┊", box.y)]
    assert len(marks) == 1
    assert marks[0] - row.index(f"{after:.2f} ") - 5 == pytest.approx(before * length, abs=2.5)
    if before < after and "█" in row:
        style, bar = (canvas.cells[x, box.y][1] for x in (marks[0], marks[0] - 1))
        assert (style.color, style.bgcolor) == (bar.bgcolor, bar.color), "cut out of the bar"


@pytest.mark.parametrize(("value", "target"), [(0.25, 1.0), (1.0, 0.25), (0.5, 0.5)])
def test_a_gap_lies_between_what_was_said_and_what_was_meant(value, target):
    figure = Bars(
        labels=("a",), values=np.array([value]), targets=np.array([target]), gap=True, digits=2
    )
    canvas, box = painted(figure, (60, 0))
    row = written(canvas).split("\n")[box.y]
    assert row.strip().startswith(f"a {value:.2f} ┃{target:.2f} ")
    bar = row.partition(f"┃{target:.2f} ")[2].rstrip()
    length = box.x + box.width - row.index(bar)
    assert bar.count("╍") == pytest.approx(abs(value - target) * length, abs=2.5)
    assert bar.index("┃") == pytest.approx(target * length, abs=1.5)


@pytest.mark.parametrize("more", [(60, 0), (60, 3)])
@pytest.mark.parametrize(("value", "target"), [(0.25, 1.0), (0.75, 0.25), (0.75, 0.0)])
def test_a_bar_is_seen_as_far_as_its_value_also_where_its_gap_lies_over_it(value, target, more):
    figure = Bars(labels=("a",), values=np.array([value]), targets=np.array([target]), gap=True)
    canvas, box = painted(figure, more)
    bar, gap = (PALETTES[0].style(name).color for name in ("lola", "error"))
    numbers = f"┃{target:.2f} "
    start = written(canvas).split("\n")[box.y].index(numbers) + len(numbers)
    length = box.x + box.width - start
    for y in range(box.y, box.y + box.height):
        cells = [
            canvas.cells.get((start + x, y), (" ", PALETTES[0].style())) for x in range(length)
        ]
        barred = sum(s.bgcolor == bar or (s.color == bar and c != " ") for c, s in cells)
        assert barred == pytest.approx(value * length, abs=2)
        beyond = sum(c == "╍" and s.color == gap for c, s in cells)
        assert beyond == pytest.approx(max(0, target - value) * length, abs=2)


@pytest.mark.parametrize(
    ("before", "after"),
    [(0.05141, 0.05756), (-1.7, 2.3), (0.08, 0.08), (0.0, 0.0), (0.9273193, 0.927307), (3e5, -9e5)],
)
def test_a_weight_moves_along_a_line_of_numbers(before, after):
    line = ruler(before, after)
    places = [tick for tick, _ in line.ticks]
    assert 2 <= len(places) <= 9
    assert all(line.low <= at <= line.high for at in places)
    assert line.low < min(before, after)
    assert line.high > max(before, after)
    steps = np.diff(places)
    assert np.allclose(steps, steps[0])
    told = [float(text.replace("−", "-")) for _, text in line.ticks]
    assert told == pytest.approx(places, abs=steps[0] / 1e6)
    figure = Factors(
        factors=FACTORS,
        result=Factor("Δv", "change", "0.1"),
        moves=(before, after),
        ruler=line,
    )
    canvas, box = painted(figure, (60, 0))
    rows = written(canvas).split("\n")[box.y : box.y + box.height]
    assert [text for text in rows[-2].split() if text] == [text for _, text in line.ticks]
    assert rows[-3].count("▶" if after > before else "◀") == (after != before)
    for found, tick in zip(re.finditer(r"\S+", rows[-2]), places, strict=True):
        middle = (found.start() + found.end() - 1) / 2 - box.x
        assert middle == pytest.approx(line.share(tick) * (box.width - 2), abs=len(found[0]))


def test_the_sign_shows_without_colour():
    values = np.array([-1.0, -0.6, -0.3, 0.0, 0.3, 0.6, 1.0])
    figure = Nodes(values=values, scale=SCALE)
    canvas, _ = painted(figure, palette=PALETTES[1])
    wall = written(canvas).split("\n")[2]
    assert wall[3:17] == "≡≡==--" + "  " + "++╋╋##"


def test_what_moves_starts_from_before_and_ends_at_its_value():
    figure = Nodes(values=np.ones(10), before=-np.ones(10), scale=SCALE)
    for progress, level in ((0.0, -LEVELS), (0.5, 0), (1.0, LEVELS)):
        canvas, box = painted(figure, progress=progress)
        back = canvas.cells[box.x, box.y][1].bgcolor.triplet
        assert tuple(back) == PALETTES[0].colour(level, "signed")


def test_the_numbers_told_are_those_of_the_place():
    readings = (Reading("w", np.arange(784.0), 1), Reading("x", -np.arange(784.0), 0))
    figure = Picture(values=np.zeros((28, 28)), scale=SCALE, readings=readings)
    painter = painter_of(figure)
    pick = painter.hit(figure, Box(0, 0, 28, 14), 5, 3)
    assert PALETTES[0].text(painter.reading(figure, pick)).plain == (
        "pixel 173 (row 6, column 5)  w = 173.0  x = −173"
    )


def friends(**more):
    """Return three friends of whom each says something in another way."""
    figure = Friends(
        friends=(
            Friend("you", "YOU", "1.00", "input x", Speech("love", "insistent", contrary=True)),
            Friend("jay", "JAY", "0.400", "z = −0.405", Speech("…", "whisper"), 0.4),
            Friend("lola", "LOLA", "0.600", "z = 0.405", Speech("like"), 0.6),
            Friend("meant", "YOU MEANT", "0.90", "target t", Speech("love", thought=True)),
        ),
        tellings=(
            Telling("speak", "w₁", -2.5, "−2.50", "contrary"),
            Telling("tell", "w₂", 0.1, "0.10", "whisper"),
        ),
        error="e = +0.300",
    )
    return replace(figure, **more)


@pytest.mark.parametrize("wide", [0, 1, 7, 18, 40])
def test_nothing_of_the_friends_hides_or_cuts_another(wide):
    lines = written(painted(friends(correction="say more"), (wide, 0))[0]).split("\n")
    words = {
        "words": ["✗ LOVE", "say more", "…", "like", "love"],
        "names": ["YOU", "w₁ −2.50", "JAY", "w₂ 0.10", "LOLA", "e = +0.300", "YOU MEANT"],
        "values": ["1.00", "▶", "0.400", "▶", "0.600", "◁", "▷", "0.90"],
        "how": ["/ \\", " contrary ", "/ \\", " whisper ", "/ \\", " error "],
        "sums": ["input x", "z = −0.405", "z = 0.405", "target t"],
    }
    for line, expected in zip((lines[3], *lines[5:9]), words.values(), strict=True):
        at = 0
        for word in expected:
            at = line.index(word, at) + len(word.strip())


@pytest.mark.parametrize("palette", PALETTES)
def test_a_tone_shows_without_colours(palette):
    ways = product(TONES, (False, True))
    drawn = {}
    for tone, contrary in ways:
        speech = Speech("love", tone, contrary)
        first = replace(friends().friends[0], speech=speech)
        canvas, box = painted(friends(friends=(first, *friends().friends[1:])), palette=palette)
        rows = written(canvas).split("\n")[box.y : box.y + 3]
        style = canvas.cells[box.x + 2, box.y + 1][1]
        drawn[tone, contrary] = tuple(row[box.x : box.x + 12] for row in rows), style.bold
        assert ("✗" in rows[1]) is contrary
        assert bool(canvas.cells[box.x + 4, box.y + 1][1].strike) is contrary
    assert len(set(drawn.values())) == len(drawn)


@given(SHARES)
def test_the_gauge_reaches_its_tick_with_one_half(level):
    jay = replace(friends().friends[1], level=level)
    canvas, box = painted(friends(friends=(friends().friends[0], jay, *friends().friends[2:])))
    row = written(canvas).split("\n")[box.y + 5]
    gauge = row[row.index("/ \\", box.x + 5) :].split()[2]
    assert gauge[3] == ("╋" if level >= 0.5 else "┼")
    assert abs(gauge.count("━") + gauge.count("╋") - 7 * level) <= 0.5


@pytest.mark.parametrize("travel", [*permutations(("you", "jay", "lola", "meant"), 2)])
def test_the_message_goes_along_the_links_and_is_news_only_to_who_has_it(travel):
    figure = friends(travel=travel)
    columns, bubbles = [], []
    for progress in np.linspace(0, 0.999, 60):
        canvas, box = painted(figure, progress=progress)
        rows = written(canvas).split("\n")
        columns.append(rows[box.y + 4].index("◆"))
        bubbles.append(sum(rows[box.y].count(corner) for corner in "╭┏"))
        assert all(value in rows[box.y + 4] for value in ("1.00", "0.400", "0.600", "0.90"))
    order = ("you", "jay", "lola", "meant")
    on = order.index(travel[0]) < order.index(travel[1])
    assert columns == sorted(columns, reverse=not on)
    assert bubbles == sorted(bubbles)
    assert bubbles[0] == (4 - abs(order.index(travel[0]) - order.index(travel[1])) if on else 4)


def test_no_number_of_an_axis_stands_over_another():
    chart = Chart(
        series=(Series("e", range(3), [0.447, -0.005, 0.1]),), x_label="told", y_label="e"
    )
    text = written(painted(chart)[0])
    assert ("0.447" in text, "0.000" in text, "−0.0" in text) == (True, True, False)


@pytest.mark.parametrize("more", [(0, 1), (12, 2), (200, 200)])
def test_marked_nodes_can_be_counted(more):
    values = np.random.default_rng(4).uniform(0, 1, 100)
    figure = Nodes(values=values, scale=Scale("ink"), chosen=3, marked_above=0.5)
    canvas, box = painted(figure, more)
    above = int((values > 0.5).sum())
    *wall, note = written(canvas).split("\n")[box.y : box.y + box.height]
    assert f"{above} above 0.5" in note
    dots = "".join(wall).count("●")
    underlined = set()
    for (x, y), (character, style) in canvas.cells.items():
        if style.underline and character != " " and y < box.y + box.height - 1:
            underlined.add(painter_of(figure).hit(figure, box, x, y).index)
    assert (dots or len(underlined)) == above
    assert not underlined or underlined == set(np.flatnonzero(values > 0.5).tolist())


@pytest.mark.parametrize("more", [(20, 2), (50, 12)])
def test_a_value_that_rounds_to_the_mark_shows_on_which_side_it_is(more):
    """What is counted is what is seen: one .50 is underlined, another is not."""
    values = np.random.default_rng(4).uniform(0.3, 0.7, 100)
    values[:4] = 0.5002, 0.4997, 0.5, 0.50000001
    figure = Nodes(values=values, scale=Scale("ink"), marked_above=0.5)
    canvas, box = painted(figure, more)
    *wall, _ = written(canvas).split("\n")[box.y : box.y + box.height]
    printed = re.findall(r"\.\d+", "\n".join(wall))
    assert len(printed) == 100
    assert {each[1:].rstrip("0") for each in printed[:4]} == {"5"}, "all print one half"
    underlined = set()
    for (x, y), (character, style) in canvas.cells.items():
        if style.underline and character != " " and y < box.y + box.height - 1:
            underlined.add(painter_of(figure).hit(figure, box, x, y).index)
    assert underlined == set(np.flatnonzero(values > 0.5).tolist())


@pytest.mark.parametrize(("more", "mark"), [((0, 2), "[]"), ((10, 2), "[ ]"), ((200, 200), "[ ]")])
def test_the_mark_of_the_chosen_node_is_told_below_the_wall(more, mark):
    figure = Nodes(values=np.zeros(100), scale=SCALE, chosen=39, names_chosen=True)
    canvas, box = painted(figure, more)
    *wall, _, named = written(canvas).split("\n")[box.y : box.y + box.height]
    assert named.strip() == f"{mark} Jay 39"
    assert sum(row.count(mark[0]) for row in wall) == 1


@pytest.mark.parametrize("before", [None, np.zeros(100)])
def test_in_motion_no_number_stands_that_is_not_the_nodes_own(before):
    values = np.random.default_rng(4).uniform(0.2, 0.9, 100)
    figure = Nodes(values=values, scale=Scale("ink"), before=before, sweep=before is None)
    rest = written(painted(figure, (200, 200))[0]).split()
    moving = written(painted(figure, (200, 200), 0.37)[0]).split()
    assert set(moving) - {"▀▀▀▀▀▀▀▀"} <= {*rest, "·"}
    assert len(moving) == (37 if before is None else 0) + 3


def test_the_links_of_the_road_lead_from_node_to_node():
    digit = Picture(values=np.zeros((28, 28)), scale=Scale("ink"), linked=(290,))
    hidden = Nodes(values=np.full(100, 0.5), scale=Scale("ink"), linked=(42,))
    outputs = Bars(labels=tuple("0123456789"), values=np.full(10, 0.5), picks="lola")
    figure = Road(
        digit=digit,
        hidden=hidden,
        groups=(RoadGroup("", (42,)),),
        outputs=outputs,
        speaks=(RoadLink(290, 42, 1.0),),
        tells=(RoadLink(42, 7, -1.0),),
        between=("", ""),
    )
    canvas, box = painted(figure, (20, 4))
    painter = painter_of(figure)
    dots = {cell for cell, (c, _) in canvas.cells.items() if _dots(c)}
    picks = {}
    for x in range(box.x, box.x + box.width):
        for y in range(box.y, box.y + box.height):
            pick = painter.hit(figure, box, x, y)
            if pick is not None:
                picks.setdefault((pick.kind, pick.index), []).append((x, y))
    rows = [min(y for _, y in picks[place]) for place in (("jay", 42), ("lola", 7))]
    # Where two rows of pixels share a row of cells, the upper one is picked.
    upper = picks.get(("pixel", 290)) or picks["pixel", 290 - 28]
    assert min(dots)[1] == upper[0][1]
    assert rows[0] in {y for _, y in dots}
    assert max(dots)[1] == rows[1]


@pytest.mark.parametrize("more", [(0, 0), (20, 4), (120, 30)])
@pytest.mark.parametrize("carries", [1.0, -1.0])
def test_a_link_of_the_road_is_led_to_from_its_pixel_and_hides_no_ink(carries, more):
    ink = np.zeros((28, 28))
    ink[10, 6:18], ink[11, 12] = 1.0, 1.0
    figure = Road(
        digit=Picture(values=ink, scale=Scale("ink"), linked=(290,)),  # row 10, column 10
        hidden=Nodes(values=np.full(100, 0.5), scale=Scale("ink")),
        groups=(RoadGroup("", (42,)),),
        outputs=Bars(labels=tuple("0123456789"), values=np.full(10, 0.5), picks="lola"),
        speaks=(RoadLink(290, 42, carries),),
        tells=(),
        between=("", ""),
    )
    canvas, box = painted(figure, more)
    bare = painted(replace(figure, speaks=()), more)[0]
    led = {
        x
        for (x, y), (character, _) in canvas.cells.items()
        if _dots(character) and bare.cells.get((x, y), (" ",))[0] == "▀"
    }
    pick = {x: painter_of(figure).hit(figure, box, x, box.y + 9) for x in led}
    columns = {each.index % 28 for each in pick.values() if each}
    assert min(columns) in (18, 19), "where the ink ends, or a dash later"
    assert max(columns) >= 24, "up to the edge"
    assert len(columns) >= (8 if carries > 0 else 4)


def lit_dots(canvas):
    """Return the braille dots of a canvas by their height, counted from its top in dots."""
    rows = {0x01: 0, 0x08: 0, 0x02: 1, 0x10: 1, 0x04: 2, 0x20: 2, 0x40: 3, 0x80: 3}
    for (_, y), (character, _) in canvas.cells.items():
        if 0x2800 < ord(character) < 0x2900:
            yield from (4 * y + row for bit, row in rows.items() if (ord(character) - 0x2800) & bit)


@given(
    st.floats(-8, 8), st.sampled_from([2.0, 6.0]), st.booleans(), st.integers(0, 60),
    st.integers(0, 20),
)  # fmt: skip
def test_no_curve_lies_outside_its_lines(z, reach, sloping, wide, high):
    h = 1 / (1 + np.exp(-z))
    figure = Curve(z=z, activation=h, slope=h * (1 - h) if sloping else None, reach=reach)
    canvas, box = painted(figure, (wide, high))
    top, bottom = box.y, box.y + box.height - 3
    dots = list(lit_dots(canvas))
    # A line is drawn through the middle of its cells, between their second dot and their third.
    assert min(dots) >= 4 * top + 2
    assert max(dots) <= 4 * bottom + 1


@example([0.0, 5e-324], 0, 0)
@given(st.lists(st.floats(0, 1), min_size=2, max_size=30), st.integers(0, 60), st.integers(0, 20))
def test_no_chart_lies_outside_its_lines(values, wide, high):
    figure = Chart(series=(Series("e", range(len(values)), values),), x_label="x", y_label="y")
    canvas, box = painted(figure, (wide, high))
    dots = list(lit_dots(canvas))
    assert min(dots) >= 4 * (box.y + 1) + 2
    assert max(dots) <= 4 * (box.y + box.height - 3) + 1


@given(st.integers(0, 60), st.integers(0, 20), st.sampled_from([0.0, 0.5, 1.0]))
def test_what_is_at_a_level_lies_on_its_line(wide, high, value):
    flat = Chart(series=(Series("e", (0, 1), (value,) * 2),), x_label="x", y_label="y", top=1.0)
    other = Chart(series=(Series("e", (0, 1), (0.25,) * 2),), x_label="x", y_label="y", top=1.0)
    (drawn, _), (levels, _) = painted(flat, (wide, high)), painted(other, (wide, high))
    lines = {dot for dot in lit_dots(levels) if dot not in lit_dots(drawn)}
    assert {*lit_dots(drawn)} < {*lit_dots(levels)}, "one line less: that of the series"
    assert len(lines) == 1


@pytest.mark.parametrize("more", [(10, 0), (30, 4), (40, 9), (60, 18)])
def test_a_line_turns_back_at_every_size_or_at_none(more):
    """So little that dots show it at some sizes only is shown at none; what is much, at all."""
    for dip, shown in ((0.01, False), (0.1, True)):
        errors = [0.4, 0.2, 0.02, 0.02 + dip, 0.02, 0.02 + dip]
        series = Series("e", range(len(errors)), errors, form="line")
        figure = Chart(series=(series,), x_label="x", y_label="y", top=1.0)
        canvas, box = painted(figure, more)
        rows = range(box.y + 1, box.y + box.height - 2)
        right = box.x + box.width - 3
        drawn = {
            tuple(canvas.cells.get((x, y), (" ",))[0] for y in rows)
            for x in range(right - (right - box.x - 10) // 3, right)
        }
        drawn = {tuple(cell for cell in column if cell >= "\u2800") for column in drawn}
        assert (len(drawn) > 1) is shown, (dip, drawn)


def test_the_place_that_words_tell_of_is_marked_and_named():
    series = Series("right", [1, 10, 100], [0.6, 0.7, 0.1], form="line")
    figure = Chart(
        series=(series,),
        x_label="x",
        y_label="y",
        logarithmic=True,
        top=1.0,
        spot=(10.0, 0.7, "[you]10: most[/]"),
    )
    canvas, box = painted(figure, (20, 6))
    rows = written(canvas).split("\n")
    x, y = fullest(canvas)
    (above,) = (row for row, line in enumerate(rows) if "10: most" in line)
    assert 1 <= y - above <= 2
    assert abs(rows[above].index("10: most") - x) <= 1
    assert abs(x - (box.x + 10 + (box.width - 12) // 2)) <= 1


@pytest.mark.parametrize("level", [0.9, 0.5])
def test_a_height_to_compare_with_is_drawn_and_named_and_on_the_axis(level):
    falls = Series("e", [1, 10, 100], [0.7, 0.2, 0.1], form="line")
    bare = Chart(series=(falls,), x_label="x", y_label="y")
    figure = replace(bare, compared=(level, "before: it"))
    (canvas, _), (without, _) = painted(figure, (20, 6)), painted(bare, (20, 6))
    text = written(canvas)
    assert "before: it" in text
    assert f"{max(level, 0.7):.3f}" in text, "the axis reaches as far"
    assert len([*lit_dots(canvas)]) > len([*lit_dots(without)])


@pytest.mark.parametrize("width", [26, 40, 70])
def test_points_at_either_end_of_a_chart_are_drawn_whole(width):
    figure = Chart(
        series=(Series("e", range(3), (0.5,) * 3),),
        x_label="x",
        y_label="y",
        marks=(0, 1, 2),
        top=1,
    )
    canvas, _ = painted(figure, (width, 6))
    dots = {}
    for (x, _y), (text, _) in canvas.cells.items():
        for dx, column in enumerate((0x47, 0xB8)):
            dots[2 * x + dx] = dots.get(2 * x + dx, 0) + (_dots(text) & column).bit_count()
    columns = [dots[x] for x in sorted(dots) if dots[x]]
    assert columns[:2] == columns[-1:-3:-1] == [1, 3], "up to the tip of the mark, at both ends"


@pytest.mark.parametrize(
    ("title", "said"), [("Lolas", 1), ("Lolas, [meant]meant ┃[/]", 0), ("", 0)]
)
def test_the_mark_of_a_target_is_explained_once_where_there_is_room(title, said):
    figure = Bars(
        title=title, labels=("0", "1"), values=np.array([0.4, 0.6]), targets=np.array([0.01, 0.99])
    )
    assert written(painted(figure, (20, 4))[0]).count("┃ meant") == said
    assert "┃ meant" not in written(painted(replace(figure, targets=None), (20, 4))[0])


def test_two_links_of_the_road_that_begin_in_a_row_are_both_seen():
    """The dashed one lies on the other, though it is the weaker or the stronger one."""
    blue = PALETTES[0].style("negative").color
    for carried in (-0.5, -2.0):
        figure = Road(
            digit=Picture(values=np.zeros((28, 28)), scale=Scale("ink"), linked=(290, 292)),
            hidden=Nodes(values=np.full(100, 0.5), scale=Scale("ink")),
            groups=(RoadGroup("", (42, 43)),),
            outputs=Bars(labels=tuple("0123456789"), values=np.full(10, 0.5), picks="lola"),
            speaks=tuple(
                sorted(
                    (RoadLink(292, 42, carried), RoadLink(290, 43, 1.0)),
                    key=lambda link: -abs(link.carries),
                )
            ),
            tells=(),
            between=("", ""),
        )
        canvas, _ = painted(figure, (20, 6))
        rows = [y for (_, y), (text, style) in canvas.cells.items() if text == LEAD]
        leads = [
            canvas.cells[x, y][1]
            for x, y in canvas.cells
            if y == rows[0] and canvas.cells[x, y][0] == LEAD
        ]
        assert {True, False} == {style.color == blue for style in leads}


def test_a_logarithmic_axis_may_start_at_nothing():
    marks = (0.0, 1.0, 5.0, 50.0)
    series = Series("error", range(51), [0.3 / (1 + n) for n in range(51)])
    figure = Chart(series=(series,), x_label="told", y_label="e", marks=marks, logarithmic=True)
    canvas, box = painted(figure, (70, 4))
    axis = written(canvas).split("\n")[box.y + box.height - 2]
    columns = [axis.index(f" {mark:g} ") + len(f"{mark:g}") // 2 for mark in marks[:-1]]
    columns.append(axis.rindex("50") + 1)
    shares = [(column - columns[0]) / (columns[-1] - columns[0]) for column in columns]
    assert shares == pytest.approx([np.log1p(mark) / np.log1p(50) for mark in marks], abs=0.03)


@given(bars(), st.floats(0.01, 0.99))
def test_a_bar_on_its_way_has_no_number(figure, progress):
    moving, box = painted(replace(figure, grow=True), progress=progress)
    rows = written(moving).split("\n")[box.y : box.y + box.height]
    assert not [row for row in rows[bool(figure.title) :] if re.search(r"\.\d", row)]


def test_a_total_stands_only_after_its_parts():
    figure = Flow(many=("a +0.2", "b +0.3"), values=np.array([0.2, 0.3]), one=("Lola", "z 0.5"))
    assert "z 0.5" not in written(painted(figure, progress=0.9)[0])
    assert "z 0.5" in written(painted(figure)[0])


def test_a_bar_is_seen_to_reach_its_target_or_not_to():
    values, targets = np.array([0.3, 0.998, 0.0, 0.2]), np.array([0.99, 0.99, 0.01, 0.01])
    figure = Bars(labels=tuple("abcd"), values=values, targets=targets)
    rows = written(painted(figure, (20, 0))[0]).split("\n")
    marks = [next(c for c in row if c in "┃┫┣╋") for row in rows if any(c in "┃┫┣╋" for c in row)]
    assert marks == ["┃", "╋", "┃", "┣"], "thin bars"
    canvas, box = painted(figure, (20, 8))
    right = [canvas.cells.get((box.x + box.width - 1, y)) for y in range(box.y, box.y + box.height)]
    bar = PALETTES[0].style(figure.term).color
    reached = [style.bgcolor == bar for text, style in filter(None, right) if text == "┃"]
    assert [*dict.fromkeys(reached)] == [False, True], "thick ones: the bar goes on below its mark"


def test_what_rounding_leaves_has_neither_a_bar_nor_a_link():
    told = weighted_sum([1 / 3, 1 / 3, 1 / 3], np.ones(3), largest=3)
    figure = Terms(sum=told, names=("n",) * 3, header=("from", "w", "x", "w·x"))
    rounded = replace(told, left=(Remainder(0, "+0.001", 0.001),), running=("0.333",) * 4)
    drawn = [painted(replace(figure, sum=s), (80, 8))[0] for s in (told, rounded)]
    bars = [written(canvas).count("▪") for canvas in drawn]
    assert bars[0] == bars[1] > 0
    flow = Flow(many=("a", "b"), values=np.array([0.5, 0.0]), one=("z",))
    dots = (
        painted(flow, (40, 8))[0],
        painted(replace(flow, values=np.array([0.5, 0.4])), (40, 8))[0],
    )
    first, both = (len([*lit_dots(canvas)]) for canvas in dots)
    assert 0 < first < both


@pytest.mark.parametrize("more", [0, 6])
def test_how_much_a_link_carries_shows_without_colours(more):
    """Each of these has more dots than the one before: dotted, a line, and one that is thick."""
    dots = []
    for carried in (0.05, 0.3, 0.9):
        flow = Flow(many=tuple("abcd"), values=np.array([1.0, 0.5, 0.5, carried]), one=("z",))
        assert flow.faint == (False, False, False, carried == 0.05)
        dots.append(len([*lit_dots(painted(flow, (40, more))[0])]))
    assert dots == sorted(set(dots))


@pytest.mark.parametrize(("count", "words"), [(8, "1 other"), (7, "2 others")])
def test_one_other_is_no_others(count, words):
    told = weighted_sum(np.arange(1.0, 10.0), np.ones(9), largest=count)
    figure = Terms(sum=told, names=("n",) * count, header=("from", "w", "x", "w·x"))
    assert f"{words} " in written(painted(figure)[0])


def halfway(canvas):
    """The column, in the middle of the rows that a canvas has dots in, where a curve passes."""
    cells = [cell for cell, (text, _) in canvas.cells.items() if _dots(text)]
    rows = sorted({y for _, y in cells})
    columns = [x for x, y in cells if y == rows[len(rows) // 2]]
    return sum(columns) / len(columns), max(x for x, _ in cells) - min(x for x, _ in cells)


def test_a_reading_on_a_line_leaves_the_line_its_number():
    for z, beside in ((5.9, "0.997"), (-5.9, "0.003"), (0.8, "")):
        figure = Curve(z=z, activation=float(1 / (1 + np.exp(-z))), reach=6.0)
        canvas, box = painted(figure, (60, 14))
        rows = written(canvas).split("\n")
        left = [row[box.x : box.x + 6].strip() for row in rows]
        assert [each for each in left if each in ("1.0", "0.5", "0.0")] == ["1.0", "0.5", "0.0"]
        assert not beside or any(row[box.x + 6 :].startswith(beside) for row in rows)
        assert beside or "0.690" in left


@pytest.mark.parametrize("size", [(16, 6), (50, 12)])
@pytest.mark.parametrize("z", [0.1, 0.082, -0.1, 0.0])
def test_a_reading_near_one_half_breaks_neither_the_line_nor_the_curve(size, z):
    alone, _ = painted(Curve(reach=2.0), size)
    canvas, box = painted(Curve(z=z, activation=float(1 / (1 + np.exp(-z))), reach=2.0), size)
    drawn = {
        cell: (text, canvas.cells[cell][0])
        for cell, (text, _) in alone.cells.items()
        if _dots(text)
    }
    assert not [now for was, now in drawn.values() if _dots(was) & ~_dots(now)], "of the curve"
    rows = written(canvas).split("\n")
    half = next(row for row in rows if row[box.x :].startswith(" 0.5"))
    assert half.rstrip()[-1] in LEVEL_CELLS, "the line goes on to the right"
    label = number(1 / (1 + np.exp(-z)))
    below = next(row for row in rows if label in row)
    assert rows.index(below) == rows.index(half) + 1
    x, y = fullest(canvas)
    assert abs(y - rows.index(half)) <= 1
    assert below.index(label) > x, "beside the mark, where there is nothing"


def fullest(canvas):
    """The cell with most dots: where a point is marked."""
    return max(canvas.cells, key=lambda cell: _dots(canvas.cells[cell][0]).bit_count())


def _dots(text):
    """The dots of a cell that are not those of a level's line."""
    return 0 if text in LEVEL_CELLS or not 0x2800 < ord(text) < 0x2900 else ord(text) - 0x2800


def test_a_few_sums_in_one_column_stand_above_each_other():
    few = np.array([-2.0, -2.0, 1.0, -2.001])
    for others, seen in ((few, 4), (np.repeat(few, 5), 2)):
        canvas, _ = painted(Curve(reach=6.0, others=others), (60, 14))
        assert written(canvas).count("•") == seen


def test_a_tangent_leaves_the_curve_its_colour_and_its_own_point_is_marked():
    slope, _ = painted(Curve(z=0.1, activation=0.525, reach=2.0, slope=0.249), (60, 14))
    curve = {
        cell: style
        for cell, (text, style) in painted(Curve(reach=2.0), (60, 14))[0].cells.items()
        if _dots(text)
    }
    own = [x for (x, _), style in curve.items() if slope.cells[x, _][1] != style]
    assert 1 <= len(own) <= 4, "the point itself"
    assert max(own) - min(own) <= 3


@pytest.mark.parametrize("bias", [-2.5, 1.5])
def test_a_curve_with_a_bias_turns_so_far_from_zero(bias):
    at_zero, width = halfway(painted(Curve(reach=6.0), (60, 20))[0])
    turned, _ = halfway(painted(Curve(reach=6.0, bias=bias), (60, 20))[0])
    assert turned - at_zero == pytest.approx(-bias / 12 * width, abs=1.5)


@pytest.mark.parametrize("size", [1, 2, 3, 4])
def test_large_digits_can_be_told_apart(size):
    """Whatever their size; and none stands there while the motion still leads to it."""
    seen = {}
    for value in [*"0123456789", "−1", "+1", "1.0", "1,0", "1 %"]:
        figure = Large(value=value, size=size)
        canvas, box = painted(figure)
        assert written(canvas).strip() not in seen.values(), value
        seen[value] = written(canvas).strip()
        assert box.height >= 5 * size / 2
        assert not written(painted(figure, progress=0.5)[0]).strip()

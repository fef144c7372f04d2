"""Where figures stand: inside the stage, apart from each other, none smaller than it can be."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from scenes.canvas.layout import MARGIN, ROOMY_MARGIN, arrangement, least, most, place, share
from scenes.canvas.painters import painter_of
from scenes.story.figures import Bars, Chart, Curve, Lines, Nodes, Picture, Scale, Series, Sign
from scenes.story.scene import Column, Row, Scene, figures_of

BOUNDS = st.lists(
    st.tuples(st.integers(0, 60), st.integers(0, 60)).map(lambda b: (b[0], b[0] + b[1])), min_size=1
)
TITLES = st.sampled_from(["", "weights", "[jay]what the Jays pass on, all of them[/]"])
FIGURES = st.one_of(
    st.builds(lambda t: Picture(title=t, values=np.zeros((28, 28)), scale=Scale("ink")), TITLES),
    st.builds(
        lambda t, n: Nodes(title=t, values=np.zeros(n), scale=Scale("signed")),
        TITLES,
        st.integers(1, 200),
    ),
    st.builds(lambda t: Bars(title=t, labels=("a", "b"), values=np.zeros(2)), TITLES),
    st.builds(lambda t: Curve(title=t), TITLES),
    st.builds(
        lambda t: Chart(title=t, series=(Series("e", [0, 1], [1, 0]),), x_label="x", y_label="y"),
        TITLES,
    ),
    st.builds(lambda t: Lines(title=t, lines=("one", "a longer line")), TITLES),
    st.just(Sign(text="=")),
)
NODES = st.recursive(
    FIGURES,
    lambda inner: st.builds(
        lambda kind, children, gap: kind(tuple(children), gap),
        st.sampled_from([Row, Column]),
        st.lists(inner, min_size=1, max_size=4),
        st.integers(0, 6),
    ),
    max_leaves=6,
)


@given(st.integers(0, 300), BOUNDS)
def test_room_is_shared_within_bounds(room, bounds):
    shares = share(room, bounds)
    needed, usable = sum(low for low, _ in bounds), sum(high for _, high in bounds)
    assert sum(shares) == min(room, usable)
    if room >= needed:
        assert all(low <= s <= high for s, (low, high) in zip(shares, bounds, strict=True))
    else:
        assert all(0 <= s <= low for s, (low, _) in zip(shares, bounds, strict=True))


@given(st.integers(0, 300), st.integers(1, 6), st.integers(0, 30))
def test_equals_are_given_nearly_the_same(room, count, low):
    shares = share(room, [(low, 1000)] * count)
    assert room < low * count or max(shares) - min(shares) <= 1


@given(FIGURES)
def test_a_painter_wants_no_less_than_it_needs(figure):
    painter = painter_of(figure)
    for needed, wanted in zip(painter.least(figure), painter.most(figure), strict=True):
        assert 0 < needed <= wanted


@given(FIGURES, st.integers(0, 90), st.integers(0, 40))
def test_a_figure_takes_no_more_than_there_is_and_no_less_than_it_needs(figure, wide, high):
    painter = painter_of(figure)
    needed = painter.least(figure)
    room = type(needed)(needed.width + wide, needed.height + high)
    taken = painter.fit(figure, room)
    assert needed.width <= taken.width <= room.width
    assert needed.height <= taken.height <= room.height


@given(NODES, st.integers(0, 120), st.integers(0, 40))
def test_figures_stand_inside_and_apart(node, wide, high):
    needed = least(node)
    width, height = needed.width + 2 * MARGIN + wide, needed.height + high
    placed = place(node, width, height)
    assert [figure for figure, _ in placed] == figures_of(node)
    taken = np.zeros((height, width), int)
    for figure, box in placed:
        assert box.x >= MARGIN
        assert box.y >= 0
        assert box.x + box.width <= width - MARGIN
        assert box.y + box.height <= height
        taken[box.y : box.y + box.height, box.x : box.x + box.width] += 1
        own = painter_of(figure).least(figure)
        assert box.width >= own.width
        assert box.height >= own.height
    assert taken.max() == 1


def test_a_roomy_stage_has_air_where_that_costs_next_to_nothing():
    chart = Chart(series=(Series("e", (0, 1), (0, 1)),), x_label="x", y_label="y")
    ((_, box),) = place(chart, 110, 25)
    assert box.x == ROOMY_MARGIN
    assert box.y + box.height == 24
    wall = Nodes(values=np.zeros(100), scale=Scale("ink"), names_chosen=True, chosen=3)
    ((_, box),) = place(wall, 110, most(wall).height)
    assert box.height == most(wall).height, "it keeps its last row"
    ((_, box),) = place(chart, 80, 15)
    assert (box.x, box.height) == (MARGIN, 15)


@given(NODES, st.integers(1, 40), st.integers(1, 12))
def test_a_stage_too_small_is_no_error(node, width, height):
    assert len(place(node, width, height)) == len(figures_of(node))


@given(NODES)
def test_most_is_no_less_than_least(node):
    assert all(a <= b for a, b in zip(least(node), most(node), strict=True))


@given(NODES, NODES, NODES, st.integers(1, 200), st.integers(1, 60))
def test_the_most_roomy_arrangement_that_fits_is_taken(wide, normal, compact, width, height):
    taken = arrangement(Scene(wide=wide, normal=normal, compact=compact), width, height)

    def fits(node):
        return least(node).width <= width - 2 * MARGIN and least(node).height <= height

    assert taken is next((n for n in (wide, normal) if fits(n)), compact)

"""Where the parts of the testing screen stand, and what lies under each cell of its board."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from rich.style import Style

from scenes.canvas.canvas import Canvas
from scenes.canvas.hits import Hit
from scenes.canvas.painters.base import Brush
from scenes.canvas.painters.large import put_digits
from scenes.canvas.palette import Palette
from scenes.canvas.tiles import Tiles
from scenes.screens.testing.answers import Counts
from scenes.screens.testing.layout import ABOVE, LABEL, layout_of
from scenes.screens.testing.panels.matrix import UNITS, _filled, in_columns, paint_matrix
from scenes.screens.testing.panels.score import paint_score
from scenes.screens.testing.view import view_of
from tests.scenes.drawn import written

SIZES = [(80, 24), (120, 40), (200, 60)]
ODD_SIZES = [(97, 31), (300, 24), (80, 90), (150, 30), (110, 24), (100, 50), (160, 48)]


def board_of(size, **changes):
    """Return the layout of a screen's board, its heading and footer taken off."""
    return layout_of(size[0], height_of(size), **{"side": 28, "kinds": 10, **changes})


def height_of(size):
    return size[1] - (3 if size[1] >= 36 else 2)


@pytest.mark.parametrize("size", SIZES + ODD_SIZES)
@pytest.mark.parametrize("trouble", ["", "word " * 40])
def test_no_part_stands_on_another(size, trouble):
    at = board_of(size, trouble=trouble)
    height = height_of(size) - len(at.trouble)
    assert (len(at.trouble) > 0) == bool(trouble)
    assert LABEL + 10 * at.tile_width + 7 <= at.matrix.width
    assert ABOVE + 10 * at.pitch + 1 <= at.matrix.height
    assert at.matrix.y + at.matrix.height <= at.lower.y
    assert at.lower.y + at.lower.height == height
    assert at.matrix.x + at.matrix.width < at.case.x
    assert at.case.x + at.case.width <= size[0]
    assert at.case.width >= at.picture.width >= 28
    assert at.picture.y + at.picture.height <= height
    if not trouble:
        assert at.gallery(1000).page >= 3


@pytest.mark.parametrize(("side", "kinds"), [(28, 10), (20, 4), (15, 10)])
def test_it_follows_the_data(side, kinds):
    at = board_of((120, 40), side=side, kinds=kinds)
    assert at.picture.width == side * (2 if at.case.width >= 2 * side else 1)
    assert at.picture.height == -(-at.picture.width // 2)
    assert at.tile(kinds, 0).y < at.matrix.y + at.matrix.height
    small = side if side < 20 else side // 2
    assert at.gallery(1000).picture == (small, -(-small // 2))


@pytest.mark.parametrize("size", SIZES + ODD_SIZES)
def test_every_place_is_hit_where_it_stands(model, size):
    view, at = view_of(model), board_of(size)
    for meant in range(10):
        for heard in range(10):
            tile = at.tile(meant, heard)
            hit = Hit("cell", 10 * meant + heard)
            assert at.hit(view, tile.x, tile.y) == hit
            assert at.hit(view, tile.x + tile.width - 1, tile.y + tile.height - 1) == hit
    cases = view.gallery.cases
    grid = at.gallery(len(cases))
    for position in range(min(grid.page, len(cases))):
        picture = grid.place(position)
        assert at.hit(view, picture.x, picture.y) == Hit("case", position)
        caption = picture.y + picture.height
        assert at.hit(view, picture.x + picture.width - 1, caption) == Hit("case", position)
    assert at.hit(view, at.picture.x, at.picture.y) == Hit("digit")
    assert at.hit(view, 0, 0) is None


def test_the_gallery_turns_a_page_with_the_chosen_digit(model):
    at = board_of((80, 24))
    page = at.gallery(len(model.cases)).page
    model.step(page)
    view = view_of(model)
    first = at.gallery(len(model.cases)).place(0)
    assert at.hit(view, first.x, first.y) == Hit("case", page)


def test_nothing_but_the_large_digit_is_hit_while_digits_are_counted(model):
    at = board_of((120, 40))
    view = replace(view_of(model), cursor=None, gallery=None)
    hits = {at.hit(view, x, y) for x in range(120) for y in range(height_of((120, 40)))}
    assert hits == {None, Hit("digit")}


def test_the_score_takes_the_matrix_place_only_where_it_must(model):
    model.turn_score()
    view = view_of(model)
    for size, shown in [((80, 24), False), ((120, 40), True)]:
        at = board_of(size)
        tile = at.tile(4, 9)
        assert at.shows_matrix(view) is shown
        assert at.hit(view, tile.x, tile.y) == (Hit("cell", 49) if shown else None)
        assert at.score == (at.lower if shown else at.left)


@pytest.mark.parametrize("width", [80, 120, 200])
@pytest.mark.parametrize("kinds", [10, 26])
@pytest.mark.parametrize("most", [9, 99, 1_500, 60_000, 2_000_000])
def test_no_cells_of_the_matrix_touch(width, kinds, most):
    """Neither numbers nor grounds, whatever the counts; and those that have room are told whole."""
    confusion = np.random.default_rng(most).integers(0, most // 10 + 1, (kinds, kinds))
    np.fill_diagonal(confusion, np.linspace(most // 2, most, kinds).astype(int))
    confusion[1, 2] = most // 2
    counts = Counts(confusion, int(confusion.sum()))
    at = layout_of(width, 40, side=28, kinds=kinds, cursor=(1, 1))
    for meant in at.meant:
        taken = []
        for heard in at.heard:
            start, filled, text = _filled(counts, (meant, heard), at)
            assert len(text) == filled
            x = at.tile(meant, heard).x + start
            taken.append((x, x + filled, text))
            count = int(confusion[meant, heard])
            if len(str(count)) <= at.count_width:
                assert text.strip() == (str(count) if count else "·")
            else:
                units = [f"{count // size}{unit}" for size, unit in UNITS]
                units += [f".{10 * count // size}{unit}" for size, unit in UNITS]
                assert text.strip() in (str(count), *units, *(f"{unit}+" for unit in units))
        assert all(after[0] > before[1] for before, after in pairwise(taken))


def test_a_long_count_is_told_whole_where_the_next_has_room():
    assert [in_columns(count, 3) for count in (999, 1000, 1121, 12_345, 123_456)] == [
        *("999", "1k", "1k+", "12k", ".1M"),
    ]
    assert in_columns(9999, 4) == "9999"
    assert in_columns(12_345, 4) == "12k+"


def test_for_a_projector_the_share_stands_large_and_few_counts_are_told(model):
    model.turn_score()
    view, at = view_of(model), board_of((120, 40))
    lines = {}
    for full in (False, True):
        palette = Palette(full=full)
        canvas = Canvas(120, 37, palette.style("text"))
        brush = Brush(canvas, palette, 1.0)
        paint_matrix(view, at, brush, Tiles(palette))
        paint_score(view.counts, at.score, brush)
        lines[full] = written(canvas)
    digits = Canvas(80, 5, Style())
    put_digits(0, 0, "96.9 %", "you", 2, Brush(digits, Palette(), 1.0))
    drawn = [line.rstrip() for line in written(digits).splitlines()]
    shown = lines[True].splitlines()
    start = next(y for y, line in enumerate(shown) if drawn[0] in line)
    assert all(line in shown[start + y] for y, line in enumerate(drawn))
    assert drawn[1] not in lines[False]
    wrong = view.counts.confusion - np.diag(view.counts.confusion.diagonal())
    told = {}
    for full, text in lines.items():
        rows = [text.splitlines()[at.tile(meant, 0).y + at.middle] for meant in range(10)]
        told[full] = {
            (meant, heard)
            for meant in range(10)
            for heard in range(10)
            if rows[meant][at.tile(meant, heard).x :][: at.filled_width].strip(" ·")
        }
    assert len(told[False]) == np.count_nonzero(view.counts.confusion)
    right = {(m, m) for m in range(10)}
    few = told[True] - right
    assert right < told[True] < told[False]
    assert 10 <= len(few) < 20
    assert few == {cell for cell in told[False] - right if wrong[cell] >= view.counts.frequent}

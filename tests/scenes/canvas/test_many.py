"""More than there is room for: pixels are drawn as means of several, bars are those that matter."""

import numpy as np
import pytest

from scenes.canvas.canvas import Canvas
from scenes.canvas.painters import Box, Brush, Size, painter_of
from scenes.canvas.painters.smaller import smaller
from scenes.canvas.palette import Palette
from scenes.story.figures import Bars, Picture, Scale
from tests.scenes.drawn import written

INK = Scale("ink", 255.0)
NOTE = len("64 × 64 as 26 × 26")


def painted(figure, box):
    """Return what a figure looks like without colours."""
    palette = Palette()
    canvas = Canvas(box.width, box.height, palette.style())
    painter_of(figure).paint(figure, box, Brush(canvas, palette, 1.0))
    return written(canvas)


@pytest.mark.parametrize("points", [(7, 7), (10, 13), (28, 28), (40, 31)])
def test_a_mean_is_kept_whatever_the_size(points):
    values = np.random.default_rng(1).random((28, 28))
    made = smaller(values, *points)
    assert made.shape == points
    assert made.mean() == pytest.approx(values.mean())
    assert np.array_equal(smaller(values, 28, 28), values)
    halves = values.reshape(14, 2, 14, 2).mean(axis=(1, 3))
    assert np.allclose(smaller(values, 14, 14), halves)


@pytest.mark.parametrize(("rows", "columns"), [(64, 64), (32, 32), (64, 20), (9, 64)])
@pytest.mark.parametrize("room", [(78, 15), (40, 20), (26, 15), (130, 40)])
def test_a_large_picture_is_whole_and_says_how_it_is_drawn(rows, columns, room):
    figure = Picture(title="p", values=np.full((rows, columns), 255.0), scale=INK)
    painter = painter_of(figure)
    least = painter.least(figure)
    assert least.width <= 24
    assert least.height <= 15
    box = Box(0, 0, *painter.fit(figure, Size(*room)))
    assert box.width <= room[0]
    assert box.height <= room[1]
    text = painted(figure, box)
    cells = [(x, y) for x in range(box.width) for y in range(box.height)]
    hits = {cell: hit for cell in cells if (hit := painter.hit(figure, box, *cell)) is not None}
    for along in (0, 1):
        places = [divmod(hit.index, columns)[along] for hit in hits.values()]
        side = (rows, columns)[along]
        assert min(places) <= side / 6
        assert max(places) >= side - 1 - side / 6
    assert all(painter.row_of(figure, box, hit.index) == y for (_, y), hit in hits.items())
    smaller_than_pixels = len(hits) < -(-rows // 2) * columns
    says_so = f"{rows} × {columns} as " if box.width >= NOTE else "smaller"
    assert (says_so in text) is smaller_than_pixels


def test_of_many_bars_those_that_matter_are_shown_and_the_others_counted():
    values = np.linspace(0.1, 0.9, 40)
    targets = np.full(40, 0.01)
    targets[2] = 0.99
    bars = Bars(labels=tuple(f"n{k:02}" for k in range(40)), values=values, targets=targets)
    painter = painter_of(bars)

    def shown(figure, height=13):
        box = Box(0, 0, *painter.fit(figure, Size(60, height)))
        lines = painted(figure, box).splitlines()
        names = [line.strip("▸ ")[:3] for line in lines[:-1]]
        for row, name in enumerate(names):
            assert painter.row_of(figure, box, int(name[1:])) == row
        return names, lines[-1].strip()

    assert shown(bars) == (["n02", *(f"n{k}" for k in range(29, 40))], "and 28 more")
    chosen = Bars(labels=bars.labels, values=values, chosen=7, first=(5, 6))
    assert shown(chosen)[0][:3] == ["n05", "n06", "n07"]
    assert len(shown(bars, 40)[0]) == 39  # all of them have room

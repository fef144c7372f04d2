"""The drawing screen's panels, drawn on a canvas: in few colours, with few and many nodes."""

import numpy as np
import pytest

from scenes.canvas.canvas import Canvas
from scenes.canvas.painters import Brush
from scenes.canvas.palette import DARK, Palette
from scenes.screens.drawing.layout import layout_of
from scenes.screens.drawing.model import DrawingModel
from scenes.screens.drawing.panels import PANELS
from scenes.screens.drawing.panels.pictures import paint_pictures
from scenes.screens.drawing.view import view_of
from scenes.story.networks import NamedNetwork
from tests.scenes.drawn import written
from tests.scenes.screens.drawing.conftest import SEVEN, stroke
from tinynet import Classes, Dataset, Network
from tinynet.prepare import SIDE

BOARDS = [(80, 21), (120, 38), (200, 57)]


def painted(model, size, *, glyphs=False, why=False):
    """Return the lines of a board that shows this, and its layout."""
    palette = Palette(DARK, glyphs=glyphs)
    canvas = Canvas(*size, palette.style("text"))
    view = view_of(model, beside_meant=False)
    at = layout_of(*size, SIDE, why=why)
    for paint in PANELS:
        paint(view, at, Brush(canvas, palette, 1.0))
    return written(canvas).split("\n"), at


@pytest.mark.parametrize("size", BOARDS)
@pytest.mark.parametrize("why", [False, True])
def test_few_colours_tell_the_same(model, size, why):
    stroke(model.sheet, SEVEN)
    model.say_meant(3)
    model.tell()
    words, _ = painted(model, size, why=why)
    few, at = painted(model, size, glyphs=True, why=why)
    assert few[at.sheet.y + 4][at.sheet.x - 1] == "│", "the sheet has an edge"
    assert "".join(few).replace("│", " ") == "".join(words).replace("│", " ")


@pytest.mark.parametrize("size", BOARDS)
@pytest.mark.parametrize("hidden", [1, 10, 100, 150, 1000])
def test_any_number_of_hidden_nodes(digits, size, hidden):
    model = DrawingModel()
    network = Network(784, hidden, 10, 0.1, seed=1)
    model.show_to(NamedNetwork(network, "untrained", "untrained", 1), digits)
    stroke(model.sheet, SEVEN)
    model.say_meant(5)
    assert len(model.recognised().hidden) == hidden
    lines, at = painted(model, size)
    box = at.hidden_nodes
    title = lines[box.y][box.x : box.x + box.width]
    assert "Jays" in title
    if hidden == 1000 and size == BOARDS[0]:
        assert "of 1000" in title, "not all of them have room"


@pytest.mark.parametrize("size", BOARDS)
def test_every_output_is_told_with_its_number(model, size):
    stroke(model.sheet, SEVEN)
    lines, at = painted(model, size)
    outputs = model.recognised().outputs
    for bar, output in zip(at.bars_of(at.outputs, 10), outputs, strict=True):
        assert lines[bar.y][: bar.x + bar.width].endswith(f"{output:.3f}")
    lines, at = painted(model, size, why=True)
    if at.answers is not None:
        assert "prepared" in lines[at.answers.y + 2]


@pytest.mark.parametrize("size", BOARDS)
@pytest.mark.parametrize("shape", [(28, 28), (64, 64), (16, 40)])
def test_pictures_that_are_filled_to_their_edges_keep_to_their_boxes(size, shape):
    """Of other data a drawing is scaled as large as those are filled, not into 20 × 20."""
    images = np.full((4, *shape), 255, np.uint8)
    test = Dataset(images, np.array([0, 1, 0, 1], np.uint8), Classes(("shirt", "boot")))
    model = DrawingModel()
    network = Network(test.pixels, 10, 2, 0.1, seed=1)
    model.show_to(NamedNetwork(network, "untrained", "untrained", 1), test)
    stroke(model.sheet, SEVEN)
    assert max(np.array(model.recognised().prepared.scaled.shape) / shape) == 1
    at = layout_of(*size, SIDE, why=False)
    palette = Palette(DARK)
    canvas = Canvas(*size, palette.style("text"))
    paint_pictures(view_of(model, beside_meant=False), at, Brush(canvas, palette, 1.0))
    for y, line in enumerate(written(canvas).split("\n")):
        boxes = [box for box in (at.scaled, at.image, at.average) if box is not None]
        beside = [box for box in boxes if box.y <= y < box.y + box.height]
        inside = {x for box in beside for x in range(box.x, box.x + box.width)}
        drawn = {x for x, cell in enumerate(line) if cell not in " →"}
        assert drawn <= inside, (y, line)

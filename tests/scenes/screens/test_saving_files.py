"""Pictures, drawings, answers and screenshots in files of one's choice."""

from __future__ import annotations

import io
import json
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from PIL import Image
from rich.segment import Segment
from rich.style import Style

from scenes.canvas.export import HEIGHT, WIDTH, png_of_cells, stretches_of, svg
from scenes.screens.pictures import save_drawing
from scenes.story.images import read_image
from tests.scenes.conftest import Reader
from tinynet.png import png

pytestmark = pytest.mark.usefixtures("drawn_when_looked_at")

RED, BLUE, BLACK, WHITE = (255, 0, 0), (0, 0, 255), (0, 0, 0), (255, 255, 255)
ROWS = [
    [Segment("▀", Style.parse("#ff0000 on #0000ff")), Segment("a<é", Style.parse("bold"))],
    [Segment("⣿", Style.parse("#ff0000")), Segment("│字", None)],
]


def test_half_blocks_are_pixels_in_both():
    image = Image.open(io.BytesIO(png_of_cells(stretches_of(ROWS, BLACK, WHITE), 4, 2, BLACK)))
    assert image.size == (4 * WIDTH, 2 * HEIGHT)
    assert image.getpixel((5, 2)) == RED
    assert image.getpixel((5, 15)) == BLUE
    pixels = np.asarray(image)
    assert (pixels[:HEIGHT, WIDTH:] == WHITE).all(axis=2).any(), "letters are written"
    assert (pixels[HEIGHT:, :WIDTH] == RED).all(axis=2).any(), "dots are drawn"

    root = ElementTree.fromstring(svg(stretches_of(ROWS, BLACK, WHITE), 4, 2, BLACK))
    name = "{http://www.w3.org/2000/svg}"
    rectangles = [rect.attrib for rect in root.iter(f"{name}rect")]
    assert {"x": "0", "y": "0", "width": "10", "height": "10", "fill": "#ff0000"} in rectangles
    assert [text.text for text in root.iter(f"{name}text")] == ["a<é", "⣿", "│字"]


def test_a_drawing_is_saved_as_it_is_read(tmp_path):
    ink = np.zeros((28, 28), np.uint8)
    ink[5:20, 10:13] = np.arange(45).reshape(15, 3) + 200
    path = tmp_path / "one-1.png"
    save_drawing(ink, path)
    grey = np.asarray(Image.open(path).convert("L"))[5::10, 5::10]
    assert np.array_equal(255 - grey, ink), "dark on white"
    save_drawing(ink, path.with_suffix(".svg"))
    root = ElementTree.fromstring(path.with_suffix(".svg").read_bytes())
    assert len(list(root)) == 1 + np.count_nonzero(ink)


def test_a_png_of_few_colours_is_one():
    pixels = np.array([[0, 1], [1, 0]], np.uint8)
    image = Image.open(io.BytesIO(png(pixels, [(1, 2, 3, 255), (4, 5, 6, 128)])))
    assert image.convert("RGBA").getpixel((1, 0)) == (4, 5, 6, 128)


async def run(reader: Reader, title: str) -> None:
    """Do what the palette offers under a title, and accept the name that is suggested."""
    commands = reader.app.get_system_commands(reader.app.screen)
    next(command for command in commands if command.title.startswith(title)).callback()
    await reader.settle()
    await reader.press("enter")


def said(reader: Reader) -> str:
    return [notice.message for notice in reader.app._notifications][-1]


async def test_pictures_answers_and_screenshots(open_app, tmp_path):
    async with open_app(at="weighted-sum.products") as reader:
        await run(reader, "Save this picture")
        root = ElementTree.parse("tinynet.svg").getroot()
        assert root.attrib["width"] == str(120 * WIDTH)
        assert said(reader) == f"Saved as {tmp_path / 'tinynet.svg'}"

        await reader.press("a", "7", "a")
        await run(reader, "Save my answers")
        lines = [json.loads(line) for line in Path("my-answers.jsonl").read_text().splitlines()]
        assert [line["at"] for line in lines] == ["weighted-sum.products"] * 2
        assert len({line["digit"] for line in lines}) == 2
        assert all(line["right"] == (line["said"] == line["was"]) for line in lines)

        reader.app.deliver_screenshot()
        await reader.settle()
        (shot,) = tmp_path.glob("tinynet-*.svg")
        assert said(reader) == f"Saved as {shot}"
        ElementTree.parse(shot)
        reader.app.deliver_screenshot(path="missing")
        await reader.settle()
        assert "expected a place to write a picture, found: No such file" in said(reader)

        await reader.press("d")
        reader.app.drawing.begin(5, 14)
        reader.app.drawing.sheet.move(22, 14)
        await reader.press("7")
        await run(reader, "Save this drawing")
        grey = np.asarray(Image.open("drawing-7.png").convert("L"))[5::10, 5::10]
        assert np.array_equal(255 - grey, reader.app.drawing.sheet.image)
        assert read_image("drawing-7.png").ink.shape == (280, 280)


@pytest.mark.slow
@pytest.mark.parametrize("key", ["t", "x", "f"])
async def test_every_screen_has_a_picture(open_app, key):
    async with open_app((80, 24), network="trained") as reader:
        await reader.press(key)
        await reader.app.workers.wait_for_complete()
        await reader.settle()
        await run(reader, "Save this picture")
        text = "".join(ElementTree.parse("tinynet.svg").getroot().itertext())
        assert len(text.split()) > 20

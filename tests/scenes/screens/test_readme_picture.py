"""The pictures in the README are what the app shows; UPDATE_PICTURES=1 draws them anew."""

import asyncio
import html
import os
import re
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from scenes.canvas.palette import DARK
from scenes.screens.training import model
from scenes.screens.walk.motion import MOTION_SECONDS
from tests.moving_picture import Frame, moving, texts_of
from tinynet import Dataset, load_mnist

PICTURES = Path(__file__).parents[2] / "pictures"
TRAINED_ON = 10_000
"""Digits learned from in the picture of training."""
FONTS = "ui-monospace, 'Cascadia Mono', Menlo, 'DejaVu Sans Mono', monospace"


def portable(svg):
    """Return the picture with fonts every machine has, and names that do not change."""
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    svg = re.sub(r"font-family: [^;]+;", f"font-family: {FONTS};", svg)
    svg = re.sub(r"terminal-\d+", "terminal", svg)
    return re.sub(
        r'<text([^>]*) x="([\d.]+)" ([^>]*)textLength="([\d.]+)"([^>]*)>([^<]*)</text>',
        trimmed,
        svg,
    )


def trimmed(found):
    """Return a piece of text without the spaces around it, which some viewers leave out."""
    before, x, between, length, after, words = found.groups()
    text = words.replace("&#160;", " ")
    if not text.strip():
        return ""
    column = float(length) / len(html.unescape(text))
    lead = len(text) - len(text.lstrip())
    kept = html.escape(html.unescape(text.strip()), quote=False).replace(" ", "&#160;")
    width = column * len(html.unescape(text.strip()))
    return (
        f'<text{before} x="{float(x) + lead * column:g}" {between}textLength="{width:g}"{after}>'
        f"{kept}</text>"
    )


def words_of(svg):
    """Return what can be read in a picture, and where: how it is drawn is up to the library."""
    return re.findall(r'<text[^>]* x="([^"]*)" y="([^"]*)"[^>]*>([^<]*)</text>', svg)


@pytest.mark.slow
async def test_the_picture_of_training_is_what_the_app_shows(open_app, monkeypatch):
    digits = load_mnist("train")
    few = Dataset(digits.images[:TRAINED_ON], digits.labels[:TRAINED_ON])
    monkeypatch.setattr(model, "load_data", lambda split, directory: few)
    async with open_app() as reader:
        await reader.press("t")
        async with asyncio.timeout(60):
            while reader.app.training.run is None:
                await reader.pilot.pause(0.01)
            reader.app.training.run.set_pace(None)
            await reader.press("pagedown")
            while reader.app.training.run.snapshot.samples < TRAINED_ON:
                await reader.pilot.pause(0.01)
        reader.app.training.run.hold()
        await reader.press("down")
        svg = portable(reader.app.export_screenshot(title="tinynet"))
    picture = kept("training.svg", svg)
    # Not the numbers: how float32 rounds, and hence what is learned, differs between processors.
    names = [re.findall(r"[^\W\d]{2,}", words) for _, _, words in words_of(picture)]
    assert names == [re.findall(r"[^\W\d]{2,}", words) for _, _, words in words_of(svg)]


WALKED = (
    ("weighted-sum.products", 1.6),
    ("weighted-sum.sum", 1.8),
    ("threshold.curve", 1.8),
    ("output.answers", 1.6),
    ("error.differences", 1.4),
    ("update.inputs", 1.6),
)
"""Beats of the moving picture, and the seconds that each stands after its motion."""
MOTION_FRAMES = 6
EPOCHS, EPOCH_DIGITS = 9, 1500
SIZE = (104, 37)


async def walk_frames(reader):
    """Yield what is seen of the walk, and for how long."""
    for where, seconds in WALKED:
        reader.walk_screen.model.visit(tuple(where.split(".")))
        reader.walk_screen.show_beat(move=True)
        await reader.settle()
        for _ in range(MOTION_FRAMES):
            yield Frame(reader.strips, MOTION_SECONDS / MOTION_FRAMES)
            await reader.move_on(1.01 / MOTION_FRAMES)
        yield Frame(reader.strips, seconds)


async def training_frames(reader):
    """Yield what is seen of a training, after some digits and after every epoch."""
    await reader.press("t")
    async with asyncio.timeout(60):
        while reader.app.training.run is None:
            await reader.pilot.pause(0.01)
        reader.app.training.start(replace(reader.app.training.settings, epochs=EPOCHS))
        run = reader.app.training.run
        run.set_pace(None)
        for samples in (1, 2, 3, *range(EPOCH_DIGITS, (EPOCHS + 1) * EPOCH_DIGITS, EPOCH_DIGITS)):
            await reader.press("n" if samples < EPOCH_DIGITS else "pagedown")
            while run.snapshot.samples < samples or run.snapshot.state == "running":
                await reader.pilot.pause(0.01)
            await reader.settle()
            yield Frame(reader.strips, 0.6)
    yield Frame(reader.strips, 1.5)


@pytest.mark.slow
async def test_the_moving_picture_is_what_the_app_shows(open_app, monkeypatch):
    digits = load_mnist("train", first=EPOCH_DIGITS)
    few = Dataset(digits.images, digits.labels)
    monkeypatch.setattr(model, "load_data", lambda split, directory: few)
    async with open_app(SIZE, motion=True, predict=False, network="trained", sample=0) as reader:
        walked = [frame async for frame in walk_frames(reader)]
        trained = [frame async for frame in training_frames(reader)]
    svg = moving([*walked, *trained], poster=MOTION_FRAMES, ink=DARK.text, ground=DARK.background)
    assert 15 < sum(frame.seconds for frame in (*walked, *trained)) < 25
    assert len(svg.encode()) < 1_000_000
    tags = {element.tag.rpartition("}")[2] for element in ElementTree.fromstring(svg).iter()}
    assert tags == {"svg", "style", "rect", "g", "path", "text"}, "a picture, and no program"
    picture = kept("moving.svg", svg)
    count = len(texts_of(svg)) - len(trained)
    assert texts_of(picture)[:count] == texts_of(svg)[:count]
    # Not the numbers of the training, as above; which rows they change differs with them.
    names = [
        {word for text in texts_of(one)[count:] for word in re.findall(r"[^\W\d]{3,}", text)}
        for one in (picture, svg)
    ]
    assert names[0] == names[1]


def kept(name, svg):
    """Return the picture of this name, drawn anew if that is asked for."""
    assert "url(http" not in svg, "nothing to fetch"
    if os.environ.get("UPDATE_PICTURES"):
        PICTURES.mkdir(exist_ok=True)
        (PICTURES / name).write_text(svg, encoding="utf-8")
    return (PICTURES / name).read_text(encoding="utf-8")

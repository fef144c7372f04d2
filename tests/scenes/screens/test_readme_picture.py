"""The pictures in the README are what the app shows; UPDATE_PICTURES=1 draws them anew."""

import asyncio
import html
import os
import re
from pathlib import Path

import pytest

from scenes.screens.training import model
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


async def test_the_picture_is_what_the_app_shows(open_app):
    async with open_app(
        at="weighted-sum.products", predict=False, network="trained", sample=0
    ) as reader:
        svg = portable(reader.app.export_screenshot(title="tinynet"))
    assert words_of(kept("walk.svg", svg)) == words_of(svg)


@pytest.mark.slow
async def test_the_picture_of_training_is_what_the_app_shows(open_app, monkeypatch):
    digits = load_mnist("train")
    few = Dataset(digits.images[:TRAINED_ON], digits.labels[:TRAINED_ON])
    monkeypatch.setattr(model, "load_mnist", lambda split, directory: few)
    async with open_app() as reader:
        await reader.press("t")
        async with asyncio.timeout(60):
            while reader.app.training.run is None:
                await reader.pilot.pause(0.01)
            reader.app.training.run.set_pace(None)
            await reader.press("e")
            while reader.app.training.run.snapshot.samples < TRAINED_ON:
                await reader.pilot.pause(0.01)
        reader.app.training.run.hold()
        await reader.press("down")
        svg = portable(reader.app.export_screenshot(title="tinynet"))
    picture = kept("training.svg", svg)
    # Not the numbers: how float32 rounds, and hence what is learned, differs between processors.
    names = [re.findall(r"[^\W\d]{2,}", words) for _, _, words in words_of(picture)]
    assert names == [re.findall(r"[^\W\d]{2,}", words) for _, _, words in words_of(svg)]


def kept(name, svg):
    """Return the picture of this name, drawn anew if that is asked for."""
    assert "url(http" not in svg, "nothing to fetch"
    if os.environ.get("UPDATE_PICTURES"):
        PICTURES.mkdir(exist_ok=True)
        (PICTURES / name).write_text(svg, encoding="utf-8")
    return (PICTURES / name).read_text(encoding="utf-8")

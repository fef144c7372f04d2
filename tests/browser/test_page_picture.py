"""The README's example page and its picture are what there is; UPDATE_PICTURES=1 makes both."""

from __future__ import annotations

import os
import re
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from scenes.story.passes import open_pass
from scenes.story.places import Place
from scenes.story.walk import open_walk
from scenes.web.walk import walk_page
from tests.browser.conftest import Opened
from tinynet import load_mnist

PICTURES = Path(__file__).parents[1] / "pictures"
PICTURE, EXAMPLE = PICTURES / "page.png", PICTURES / "walk.html"
SIZE = {"width": 1280, "height": 880}
WORDS = "Description"
"""The part of the file that holds the words to be read on it: pixels are up to the browser."""


@pytest.fixture(scope="module")
def page() -> str:
    """The page of the example: what `tinynet page walk.html --network trained` writes."""
    place = Place(network="trained")
    return walk_page(place, open_walk(place, open_pass(place, load_mnist("test"))))


def without_bits(page: str) -> str:
    """Return a page without what it stores to the last bit, which is up to the machine."""
    return re.sub(r'"bytes":"[^"]*"', "", page)


@pytest.mark.slow
def test_the_example_is_the_page_that_is_written(page: str) -> None:
    if os.environ.get("UPDATE_PICTURES"):
        EXAMPLE.write_text(page, "utf-8")
    assert without_bits(EXAMPLE.read_text("utf-8")) == without_bits(page)


def test_the_picture_is_what_the_page_shows(browser: Opened, page: str, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(page, "utf-8")
    browser.page.set_viewport_size(SIZE)  # type: ignore[arg-type]
    browser.open(file, "weighted-sum.products")
    words = " ".join(browser.page.locator("body").inner_text().split())
    if os.environ.get("UPDATE_PICTURES"):
        info = PngInfo()
        info.add_itxt(WORDS, words)
        with Image.open(BytesIO(browser.page.screenshot())) as shot:
            shot.save(PICTURE, optimize=True, pnginfo=info)
    with Image.open(PICTURE) as kept:
        assert kept.info[WORDS] == words
        assert kept.size == (SIZE["width"], SIZE["height"])
    assert PICTURE.stat().st_size <= 200_000

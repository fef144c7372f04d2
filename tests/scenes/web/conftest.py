"""Pages, each built once, and what a strict parser of HTML finds in them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import html5lib
import pytest

from scenes.story.acts.play import PLAY, Play
from scenes.story.passes import open_pass
from scenes.story.places import Place
from scenes.story.walk import Walk, open_walk
from scenes.web.walk import walk_page
from tinynet import Dataset


@pytest.fixture(scope="session")
def place() -> Place:
    """The first test digit and the untrained network, the friends not as at first."""
    return Place().having(PLAY, Play(0.5, -0.25, 0.9, 5.0), Play())


@pytest.fixture(scope="session")
def walk(place: Place, digits: Dataset) -> Walk:
    """Its walk."""
    return open_walk(place, open_pass(place, digits))


@pytest.fixture(scope="session")
def page(place: Place, walk: Walk) -> str:
    """Its page."""
    return walk_page(place, walk)


Parse = Callable[[str], Any]


@pytest.fixture(scope="session")
def parsed() -> Parse:
    """Parse a page, each once, and refuse whatever is not valid HTML."""

    @cache
    def parse(text: str) -> Any:
        parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
        return parser.parse(text)

    return parse

"""A real browser, headless, with nothing of its own that would reach for the network."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from scenes.story.acts import ACTS
from scenes.story.passes import open_pass
from scenes.story.places import Place
from scenes.story.walk import Walk, open_walk
from scenes.web.walk import walk_page
from tinynet import load_mnist

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
]

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page


@pytest.fixture(scope="session")
def walk() -> Walk:
    """The walk of the first test digit."""
    place = Place()
    return open_walk(place, open_pass(place, load_mnist("test")))


@pytest.fixture(scope="session")
def walk_file(walk: Walk, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its page."""
    path = tmp_path_factory.mktemp("page") / "walk.html"
    path.write_text(walk_page(Place(), walk), "utf-8")
    return path


@dataclass
class Opened:
    """A page in the browser, and whatever it complained of or asked for."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def open(self, file: Path, where: str = "") -> None:
        """Open a file, at a beat."""
        self.page.goto("about:blank")
        self.page.goto(file.as_uri() + (f"#{where}" if where else ""))

    def visit(self, where: str) -> None:
        """Follow a link to a beat."""
        self.page.evaluate("id => { location.hash = id; }", where)
        self.page.wait_for_function("id => document.querySelector('.here').id === id", arg=where)

    def is_content(self) -> None:
        """Assert that nothing was complained of, and nothing asked of any network."""
        assert not self.complaints
        assert all(url.startswith(("file:", "data:")) for url in self.requests)

    def press(self, *keys: str) -> None:
        """Press keys."""
        for key in keys:
            self.page.keyboard.press(key)

    @property
    def here(self) -> str:
        """The beat that is shown."""
        shown = self.page.eval_on_selector_all(
            ".beat h3", "all => all.filter(h => h.checkVisibility()).map(h => h.parentElement.id)"
        )
        assert len(shown) == 1
        return str(shown[0])


# Not for longer: while Playwright runs, its event loop is this thread's, and the tests of the
# app could not have one of their own.
@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserContext]:
    """The browser, with a profile of its own."""
    if CHROMIUM is None:
        pytest.skip("no Chromium here: what a browser shows is not tested")
    from playwright.sync_api import sync_playwright

    profile = tmp_path_factory.mktemp("profile")
    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            str(profile), executable_path=CHROMIUM, headless=True, args=FLAGS
        )
        yield context
        context.close()


def new_tab(chromium: BrowserContext) -> Opened:
    """Return a new tab, and listen to it."""
    page = chromium.new_page()
    page.set_viewport_size({"width": 1280, "height": 800})
    page.emulate_media(reduced_motion="reduce", color_scheme="light")
    opened = Opened(page)
    page.on("console", lambda message: opened.complaints.append(message.text))
    page.on("pageerror", lambda error: opened.complaints.append(str(error)))
    page.on("request", lambda request: opened.requests.append(request.url))
    return opened


@pytest.fixture
def browser(chromium: BrowserContext) -> Iterator[Opened]:
    """A new tab; at its end nothing was complained of, and nothing was asked of any network."""
    opened = new_tab(chromium)
    yield opened
    opened.page.close()
    opened.is_content()


@pytest.fixture(scope="module")
def walk_tab(chromium: BrowserContext, walk_file: Path) -> Iterator[Opened]:
    """A tab with the walk's page, loaded once: that takes a second of the processor's time."""
    opened = new_tab(chromium)
    opened.open(walk_file)
    yield opened
    opened.page.close()


@pytest.fixture
def walked(walk_tab: Opened) -> Iterator[Opened]:
    """The walk's page at its start, for tests that leave it as it was; else as `browser`."""
    walk_tab.page.mouse.move(2, 2)
    walk_tab.page.evaluate("document.activeElement.blur()")
    walk_tab.visit(".".join(ACTS.route[0]))
    yield walk_tab
    walk_tab.is_content()

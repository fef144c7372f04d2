"""The app in a browser, as `tinynet serve` shows it: keys, mouse, training, sizes, refusals."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pyte
import pytest

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, ConsoleMessage, Page, ViewportSize, WebSocket

pytestmark = pytest.mark.slow

SAYS_ITSELF = (
    "WebSocket is already in CLOSING or CLOSED state.",
    "Failed to load resource: the server responded with a status of",
)
"""What a terminal that has lost its app, and the browser of a page that is refused, complain of."""
SECONDS = 40
ROOM: ViewportSize = {"width": 900, "height": 560}


@dataclass
class Seen:
    """A visitor's page, and what the app sends to it."""

    page: Page
    address: str
    output: bytes = b""
    """What was written since something was done last."""
    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    screen: pyte.Screen = field(default_factory=lambda: pyte.Screen(300, 100))
    """What a terminal shows of it, as large as any here: letters that stay are not sent again."""

    def open(self, query: str = "") -> None:
        """Go to the app."""
        self._stream = pyte.ByteStream(self.screen)
        self.page.on("websocket", self._listen)
        self.page.on("console", self._note)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.goto(self.address + query)

    def _note(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.complaints.append(message.text)

    def _listen(self, websocket: WebSocket) -> None:
        websocket.on("framereceived", self._hear)

    def _hear(self, frame: bytes | str) -> None:
        if isinstance(frame, bytes):
            self.output += frame
            self._stream.feed(frame)

    @property
    def text(self) -> str:
        """What was written, without what styles it and moves the cursor."""
        return re.sub(r"\x1b\[[0-9;?<>=]*[a-zA-Z]", "", self.output.decode("utf-8", "ignore"))

    def wait(self, words: str, do: Callable[[], None] = lambda: None) -> None:
        """Do something, and wait until words are written."""
        self.output = b""
        do()
        for _ in range(SECONDS * 10):
            if any(re.search(words, each) for each in (self.text, *self.screen.display)):
                return
            self.page.wait_for_timeout(100)  # lets Playwright hear what has come
        raise AssertionError(f"never came: {words}; last: {self.text[-1500:]}")

    def press(self, key: str, words: str) -> None:
        """Press a key, and wait for words that it brings."""
        self.wait(words, lambda: self.page.keyboard.press(key))

    def colours(self) -> int:
        """Return how many different bytes the picture of the terminal has; few if it is empty."""
        return len(set(self.page.screenshot()))


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """The address of the app, served to two visitors from a folder of its own."""
    folder = tmp_path_factory.mktemp("served")
    root = Path(__file__).parents[2]
    process = subprocess.Popen(
        [sys.executable, "-m", "scenes", "serve", "--port", "0", "--sessions", "2", "--no-motion"],
        stdout=subprocess.PIPE,
        text=True,
        cwd=folder,
        env={"PYTHONPATH": str(root), "PATH": ""},
    )
    assert process.stdout is not None
    found = re.search(r"http://\S+", process.stdout.readline())
    assert found is not None
    yield found[0], folder
    process.terminate()
    assert process.wait(SECONDS) == 0
    process.stdout.close()


@pytest.fixture
def visitor(chromium: BrowserContext, served: tuple[str, Path]) -> Iterator[Callable[[], Seen]]:
    """A new page; at its end nothing was complained of, or asked of any other host."""
    opened: list[Seen] = []

    def come() -> Seen:
        page = chromium.new_page()
        page.set_viewport_size(ROOM)
        opened.append(Seen(page, served[0]))
        return opened[-1]

    yield come
    for one in opened:
        one.page.close()
        assert not [words for words in one.complaints if not words.startswith(SAYS_ITSELF)]
        assert all(url.startswith((served[0], "data:")) for url in one.requests)
    assert list(served[1].iterdir()) == []


def test_the_walk_there_and_back_and_a_smaller_window(visitor: Callable[[], Seen]) -> None:
    reader = visitor()
    reader.wait("Three friends", reader.open)
    reader.page.locator("body.-first-byte").wait_for()
    font = reader.page.evaluate("document.fonts.check(\"16px 'Roboto Mono'\")")
    assert font, "the terminal's font comes with the page"
    reader.press("ArrowRight", "How seriously you say it")
    reader.press("ArrowLeft", "Three friends")
    reader.press("PageDown", "One handwritten digit")
    reader.wait(
        "Make it larger", lambda: reader.page.set_viewport_size({"width": 400, "height": 200})
    )
    reader.wait(
        "One handwritten digit",
        lambda: reader.page.set_viewport_size(ROOM),
    )
    assert reader.colours() > 50
    reader.page.keyboard.press("q")
    reader.page.get_by_text("This visit has ended").wait_for()
    reader.wait("Three friends", lambda: reader.page.get_by_role("button").click())


def test_two_visitors_side_by_side_and_no_seat_for_a_third(visitor: Callable[[], Seen]) -> None:
    one, other, third = visitor(), visitor(), visitor()
    one.wait("Pixel by pixel", lambda: one.open("?at=weighted-sum.products&digit=3&light"))
    other.wait("1,024|Training", lambda: other.open("?at=train&hidden=5"))
    third.open()
    third.page.get_by_text("All seats are taken").wait_for()
    # The one trains, by itself and for a while, and the other walks on.
    other.press("Space", "[3-9] of 300,000")
    one.press("ArrowRight", "All of it added up")
    one.press("y", "network=untrained&sample=18")
    other.page.keyboard.press("Control+s")
    other.page.keyboard.press("Control+o")
    other.press("?", "Keys")
    assert "Save this network" not in other.text
    assert "Go on with a network" not in other.text
    one.page.close()
    while third.page.get_by_text("All seats are taken").count():
        third.output = b""
        third.page.reload()
    third.page.locator("body.-first-byte").wait_for()


def test_a_digit_is_drawn_with_the_mouse(visitor: Callable[[], Seen]) -> None:
    reader = visitor()
    reader.page.set_viewport_size({"width": 1280, "height": 800})
    reader.wait("Three friends", lambda: reader.open("?network=trained"))
    reader.press("d", "clear")
    mouse = reader.page.mouse
    mouse.move(160, 180)
    mouse.down()
    for step in range(20):
        mouse.move(160, 180 + 12 * step)
    reader.wait(r"heard prepared: 1 \(0\.\d\d\)", mouse.up)


def test_a_path_is_refused(visitor: Callable[[], Seen]) -> None:
    reader = visitor()
    reader.open("?network=/etc/passwd.npz")
    for query in ("?data=/etc", "?image=/a.png", "?at=%24(touch%20here)"):
        reader.page.get_by_text("There is no such place").wait_for()
        reader.page.goto(reader.address + query)
    reader.page.get_by_text("There is no such place").wait_for()
    assert reader.output == b""
    reader.wait("Three friends", lambda: reader.page.get_by_text("From the start").click())


def test_a_page_of_another_site_cannot_open_it(
    chromium: BrowserContext, served: tuple[str, Path]
) -> None:
    page = chromium.new_page()
    page.goto("data:text/html,<title>another site</title>")
    address = served[0].replace("http", "ws") + "ws/?width=80&height=24"
    opened = page.evaluate(
        """address => new Promise(resolve => {
            const socket = new WebSocket(address);
            socket.onopen = () => resolve(true);
            socket.onerror = () => resolve(false);
        })""",
        address,
    )
    page.close()
    assert opened is False

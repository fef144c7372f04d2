"""Every theme the palette offers can be read, with colours and without: by what is really drawn."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.color import Color as RichColor
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import NoColor

import scenes.web
from scenes.canvas.contrast import LEAST_CONTRAST, LEAST_DIMMED, contrast, readable
from scenes.canvas.palette import DARK, LIGHT, Palette
from scenes.screens.legible import Legible, legible
from tests.scenes.conftest import Open, Reader

RGBS = st.tuples(*[st.integers(0, 255)] * 3)
LETTER = re.compile(r"\w")
NAMES = (*dict(DARK.terms), "text", "muted", "dim", "ink", "positive", "negative")


def contrast_of(style: Style) -> float | None:
    """Return how text in this style stands out; None where the terminal's own colours are used.

    Of the terminal's colours nothing is known but that its own two can be read together.
    """
    front, back = style.color, style.bgcolor
    own = RichColor.default()
    if (front or own).is_default and (back or own).is_default:
        return None
    if front is None or back is None or front.is_default or back.is_default:
        return 0.0 if (back or front or own).triplet is not None else None
    if front.triplet is None or back.triplet is None:
        return None if front != back else 0.0
    return contrast(tuple(front.triplet), tuple(back.triplet))


def dimmed(palette: Palette) -> set[str]:
    """Return the colours of words that are out of play for now."""
    styles = [palette.style(name, True) for name in NAMES]
    return {style.color.name for style in styles if style.color is not None}


def faint(reader: Reader) -> Iterator[tuple[str, str, float]]:
    """Yield the words on the screen that are too faint, and how far they stand out."""
    dims = dimmed(reader.app.palette)
    for strip in reader.app.screen._compositor.render_strips():
        for text, style, _ in strip:
            if style is None or not LETTER.search(text):
                continue
            found = contrast_of(style)
            name = "" if style.color is None else style.color.name
            least = LEAST_DIMMED if name in dims else LEAST_CONTRAST
            if found is not None and found < least:
                yield reader.app.theme, text.strip(), round(found, 2)


@pytest.mark.usefixtures("drawn_when_looked_at")
@pytest.mark.slow
@pytest.mark.parametrize("no_color", [False, True], ids=["colours", "NO_COLOR"])
async def test_the_walk_can_be_read_in_every_theme(
    open_app: Open, monkeypatch: pytest.MonkeyPatch, no_color: bool
) -> None:
    if no_color:
        monkeypatch.setenv("NO_COLOR", "1")
    async with open_app(hidden=10, at="weighted-sum.products") as reader:
        app = reader.app
        found = []
        for name in app.available_themes:
            app.theme = name
            await reader.pilot.pause()
            await reader.settle()
            found += faint(reader)
            own = any(isinstance(each, NoColor) for each in app._filters)
            assert own is (no_color and app.native_ansi_color)
        assert found == []


@pytest.mark.usefixtures("drawn_when_looked_at")
@pytest.mark.slow
@pytest.mark.parametrize("theme", ["tinynet-light", "solarized-dark"])
async def test_every_screen_can_be_read(open_app: Open, theme: str) -> None:
    async with open_app(hidden=10, at="meet", network="trained") as reader:
        reader.app.theme = theme
        found = []
        for keys in (
            ("n",),
            ("i",),  # the lab, a thing turned
            ("right",),
            ("u", "escape", "question_mark"),
            ("escape", "g"),
            ("escape", "G"),
            ("escape", "y"),
            ("escape", "ctrl+p"),
            ("escape", "d"),
            ("space", "down", "down", "down", "down", "space", "3"),
            ("escape", "f"),
            ("escape", "pagedown", "pagedown", "pagedown", "E"),
            ("h", "9", "enter"),
            ("escape", "t"),
            ("n",),
            ("escape", "o"),
        ):
            await reader.press(*keys)
            found += [(keys, *each) for each in faint(reader)]
        assert found == []


@pytest.mark.parametrize("colours", [DARK, LIGHT])
@settings(max_examples=15)  # each is some fifty colours
@given(ground=RGBS)
def test_the_palette_can_be_read_on_any_ground(colours, ground):
    """A theme may bring any: what is written in a name's colour stands out from it, dimmed too."""
    palette = Palette(replace(colours, background="#{:02x}{:02x}{:02x}".format(*ground)))
    for name in NAMES:
        assert contrast_of(palette.style(name)) >= LEAST_CONTRAST, name
        assert contrast_of(palette.style(name, True)) >= LEAST_DIMMED, name


@given(front=RGBS, back=RGBS, reverse=st.booleans())
def test_what_a_stylesheet_colours_can_be_read(front, back, reverse):
    style = Style(color=RichColor.from_rgb(*front), bgcolor=RichColor.from_rgb(*back))
    mended = legible(style + Style(reverse=reverse))
    assert contrast_of(mended) >= LEAST_CONTRAST
    kept = (mended.color, mended.bgcolor)[not reverse]
    assert tuple(kept.triplet) == (front, back)[not reverse], "the ground stays"
    if contrast(front, back) >= LEAST_CONTRAST:
        assert mended == style + Style(reverse=reverse)


def test_a_picture_is_left_as_it_is():
    """Two pixels of one colour in a cell are no word that cannot be read."""
    grey = Style(color="#202020", bgcolor="#202020")
    pixels, word = Legible().apply([Segment("▀▀ ▄", grey), Segment("▀a", grey)], Color(0, 0, 0))
    assert pixels.style == grey
    assert word.style != grey


def test_on_a_ground_that_only_the_terminal_knows_words_take_its_own_colour():
    assert legible(Style(color="#777777", bgcolor="default")).color.is_default


def test_readable_is_the_nearest():
    white = (255, 255, 255)
    assert readable((0, 0, 0), white) == (0, 0, 0)
    assert contrast((118, 118, 118), white) == pytest.approx(4.54, abs=0.01)  # WCAG's own example
    assert readable((200, 200, 200), white)[0] in range(112, 120)


def test_the_page_can_be_read_in_both_its_colours():
    text = (Path(scenes.web.__file__).parent / "assets" / "colours.css").read_text("utf-8")
    light, dark = text.split("@media", 1)
    for scheme in (light, dark):
        found = re.findall(r"--(\w+): #([0-9a-f]{6});", scheme)
        rgb = {name: tuple(bytes.fromhex(value)) for name, value in found}
        grounds = [rgb.pop(name) for name in ("background", "panel", "card")]
        rgb.pop("faint")  # rules, no words
        assert len(rgb) == 11
        for name, colour in rgb.items():
            assert all(contrast(colour, ground) >= LEAST_CONTRAST for ground in grounds), name

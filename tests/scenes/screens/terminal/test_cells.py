"""Only cells that changed are sent: a terminal then shows exactly what Textual has drawn.

The reference is a terminal that is sent all that Textual itself would send.
"""

import random

import pyte
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.color import ColorSystem
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.drivers.headless_driver import HeadlessDriver
from textual.geometry import Region
from textual.strip import Strip

from scenes.screens.terminal.cells import TerminalCells
from scenes.screens.terminal.pens import PLAIN, Pen, change

WIDTH, HEIGHT = 20, 2
CONSOLE = Console(color_system="truecolor", force_terminal=True, width=WIDTH, height=HEIGHT)

styles = st.builds(
    Style,
    color=st.sampled_from([None, "default", "red", "#102030", "#405060"]),
    bgcolor=st.sampled_from([None, "default", "blue", "#102030"]),
    bold=st.booleans(),
    dim=st.booleans(),
    italic=st.booleans(),
    underline=st.booleans(),
    reverse=st.booleans(),
    strike=st.booleans(),
)
texts = st.text(st.sampled_from(["a", "b", " ", " ", "▀", "─", "σ", "漢", "한"]), max_size=9)


def strip_of(segments, width):
    return Strip([Segment(text, style) for text, style in segments]).adjust_cell_length(width)


strips = st.builds(
    strip_of, st.lists(st.tuples(texts, st.none() | styles), max_size=6), st.just(WIDTH)
)
screens = st.lists(strips, min_size=HEIGHT, max_size=HEIGHT)


class Emulator:
    """A terminal of this size, with wrapping off as the app has it."""

    def __init__(self, width=WIDTH, height=HEIGHT):
        self.screen = pyte.Screen(width, height)
        self.stream = pyte.Stream(self.screen)
        self.stream.feed("\x1b[?7l")

    @property
    def cells(self):
        """What is seen of each cell: of a blank only its ground and lines."""
        rows = self.screen.buffer
        return [
            [seen(rows[y][x]) for x in range(self.screen.columns)] for y in range(self.screen.lines)
        ]


def seen(cell):
    if cell.data == " " and not (cell.underscore or cell.reverse or cell.strikethrough):
        return (" ", cell.bg)
    return cell


def full(strips):
    return LayoutUpdate([[strip] for strip in strips], Region(0, 0, WIDTH, len(strips)))


@pytest.mark.slow
@settings(max_examples=50)
@given(st.lists(st.tuples(screens, st.none() | st.integers(0, 200)), min_size=1, max_size=4))
def test_a_terminal_shows_what_was_painted(course):
    cells, terminal = TerminalCells(ColorSystem.TRUECOLOR), Emulator()
    for painted, most in course:
        reference = Emulator()
        update = full(painted)
        reference.stream.feed(update.render_segments(CONSOLE))
        cells.paint(update)
        terminal.stream.feed(cells.difference(most))  # perhaps not all of it
        if most is None:
            assert terminal.cells == reference.cells
    while cells.differs:
        terminal.stream.feed(cells.difference(50))
    assert terminal.cells == reference.cells
    assert cells.difference() == ""


def spliced(before, after, start, end):
    return Strip.join([before.crop(0, start), after.crop(start, end), before.crop(end)])


narrow = st.lists(st.tuples(st.text("ab ▀─σ", max_size=9), st.none() | styles), max_size=6)
rows = st.builds(strip_of, narrow, st.just(WIDTH))
spans = st.tuples(st.integers(0, WIDTH - 1), st.integers(1, WIDTH)).map(
    lambda found: (found[0], min(WIDTH, sum(found)))
)


@pytest.mark.slow
@settings(max_examples=50)
@given(
    st.lists(st.tuples(rows, rows, spans), min_size=HEIGHT, max_size=HEIGHT),
    st.sets(st.integers(0, HEIGHT - 1), min_size=1),
    st.sets(st.integers(1, WIDTH - 1), max_size=3),
)
def test_parts_of_a_screen_are_painted_where_they_belong(lines, changed, cuts):
    cells, terminal, reference = TerminalCells(ColorSystem.TRUECOLOR), Emulator(), Emulator()
    cells.paint(full([before for before, _, _ in lines]))
    terminal.stream.feed(cells.difference())
    then = [
        spliced(before, after, *span) if y in changed else before
        for y, (before, after, span) in enumerate(lines)
    ]
    edges = sorted({0, WIDTH, *cuts})
    pieces = [dict(zip(edges, strip.divide(edges[1:]), strict=False)) for strip in then]
    update = [(y, *lines[y][2]) for y in sorted(changed)]
    cells.paint(ChopsUpdate(pieces, update, [edges[1:]] * HEIGHT))
    terminal.stream.feed(cells.difference())
    reference.stream.feed(full(then).render_segments(CONSOLE))
    assert terminal.cells == reference.cells


def test_what_stays_is_not_sent():
    cells = TerminalCells(ColorSystem.TRUECOLOR)
    red, plain = Style(color="red"), Style()

    def sent(*segments):
        cells.paint(full([strip_of(segments, WIDTH)]))
        return cells.difference()

    sent(("a word and another", plain))
    assert sent(("a word and another", plain)) == ""
    assert sent(("a ford and another", plain)) == "\x1b[1;3Hf"
    # A style is set once, and a jump to the next of it costs less than what lies between.
    assert sent(("a ", plain), ("word", red), (" and ", plain), ("other", red)) == (
        "\x1b[1;3H\x1b[31mword\x1b[12Gother  \x1b[0m"
    )


def test_after_forgetting_all_is_sent():
    cells, terminal, other = TerminalCells(ColorSystem.TRUECOLOR), Emulator(), Emulator()
    cells.paint(full([strip_of([("a 漢 word", Style(bold=True))], WIDTH)] * HEIGHT))
    terminal.stream.feed(cells.difference())
    other.stream.feed("written by others" * 9)
    cells.forget()
    other.stream.feed(cells.difference())
    assert other.cells == terminal.cells


attributes = st.integers(0, (1 << 13) - 1)
pens = st.builds(
    Pen,
    st.sampled_from(["", "31", "38;2;1;2;3"]),
    st.sampled_from(["", "41"]),
    attributes,
    st.just(""),
)


@settings(max_examples=50)
@given(pens, pens)
def test_a_pen_is_changed_by_what_it_lacks(old, new):
    # One underlined twice, framed or overlined is none that the emulator tells apart.
    seen_of = (1 << 9) - 1 & ~(1 << 5 | 1 << 7)
    old, new = (pen._replace(attributes=pen.attributes & seen_of) for pen in (old, new))
    changed, fresh = Emulator(1, 1), Emulator(1, 1)
    changed.stream.feed(change(PLAIN, old) + change(old, new) + "x")
    fresh.stream.feed(change(PLAIN, new) + "x")
    assert changed.cells == fresh.cells
    assert len(change(old, new)) <= len("\x1b[0m") + len(change(PLAIN, new))


KEYS = (
    *("right", "right", "right", "left", "pagedown", "pageup", "down", "o", "3", "w", "plus", "s"),
    *("question_mark", "escape", "g", "escape", "G", "escape", "t", "s", "escape", "ctrl+p"),
    *("escape", "v", "escape", "shift+left", "end", "a", "d", "escape"),
)
SIZES = ((100, 30), (80, 24), (60, 15))


def drawn(app):
    """Return a terminal that was sent the whole screen, as Textual draws it."""
    terminal = Emulator(*app.size)
    update = app.screen._compositor.render_full_update()
    terminal.stream.feed(update.render_segments(app.console))
    return terminal


@pytest.mark.slow
async def test_a_terminal_shows_the_app_wherever_the_reader_goes(open_app, monkeypatch):
    terminal = Emulator(80, 24)
    monkeypatch.setattr(HeadlessDriver, "is_headless", property(lambda driver: False))
    monkeypatch.setattr(HeadlessDriver, "write", lambda driver, text: terminal.stream.feed(text))
    chance = random.Random(5)
    async with open_app((80, 24), network="trained") as reader:
        for step in range(36):
            if step % 9 == 8:
                width, height = chance.choice(SIZES)
                terminal.screen.resize(height, width)
                # What stands on a terminal while its window is drawn larger is not known.
                terminal.stream.feed("\x1b[H" + "?" * width * 3)
                await reader.resize(width, height)
            elif step % 5 == 4:
                await reader.point(chance.randrange(60), chance.randrange(15))
            else:
                await reader.press(chance.choice(KEYS))
            assert terminal.cells == drawn(reader.app).cells, step

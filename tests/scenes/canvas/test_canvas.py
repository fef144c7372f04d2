"""The canvas: what is written stands where it was put, and nothing outside it matters."""

from hypothesis import given
from hypothesis import strategies as st
from rich.style import Style
from rich.text import Text

from scenes.canvas.canvas import Canvas

PLAIN = Style(color="#ffffff", bgcolor="#000000")
OTHER = Style(color="#ff0000", bgcolor="#000000")
SIZES = st.tuples(st.integers(1, 30), st.integers(1, 8))
CELLS = st.integers(-40, 40)
WORDS = st.text("abσ−▀é ", max_size=40)


@given(SIZES, st.lists(st.tuples(CELLS, CELLS, WORDS)))
def test_rows_are_the_rows_as_they_were_written(size, writings):
    width, height = size
    canvas = Canvas(width, height, PLAIN)
    cells = {}
    for x, y, words in writings:
        assert canvas.put(x, y, words, OTHER) == x + len(words)
        cells |= {(x + offset, y): character for offset, character in enumerate(words)}
    rows = canvas.rows()
    assert len(rows) == height
    for y, segments in enumerate(rows):
        row = [(character, s.style) for s in segments for character in s.text]
        assert row == [
            (cells[x, y], OTHER) if (x, y) in cells else (" ", PLAIN) for x in range(width)
        ]


@given(SIZES, CELLS, CELLS, WORDS, WORDS, st.none() | st.integers(0, 50))
def test_styled_text_is_written_as_it_is_styled_and_cut(size, x, y, first, second, width):
    text = Text(style=PLAIN)
    text.append(first)
    text.append(second, OTHER)
    written, put = Canvas(*size, PLAIN), Canvas(*size, PLAIN)
    end = written.write(x, y, text, width)
    cut = (first + second)[: len(first + second) if width is None else width]
    assert end == x + len(cut)
    put.put(x, y, cut[: len(first)], PLAIN)
    put.put(x + len(first), y, cut[len(first) :], PLAIN + OTHER)
    assert written.rows() == put.rows()


def test_neighbours_of_one_style_are_one_segment():
    canvas = Canvas(9, 1, PLAIN)
    canvas.put(3, 0, "abc", OTHER)
    assert [segment.text for segment in canvas.rows()[0]] == ["   ", "abc", "   "]

"""Words broken into lines."""

from hypothesis import given
from hypothesis import strategies as st
from rich.text import Text

from scenes.canvas.wrapping import wrapped


def test_a_number_keeps_its_per_cent_sign():
    text = Text.assemble("to hear ", ("40 % a 3", "bold"), ", 60 % an 8")
    lines = [line.plain.rstrip() for line in wrapped(text, 20)]
    assert lines == ["to hear 40 % a 3,", "60 % an 8"]
    lines = [line.plain.rstrip() for line in wrapped(text, 10)]
    assert lines == ["to hear", "40 % a 3,", "60 % an 8"]
    assert wrapped(text, 10)[1].spans[0].end == len("40 % a 3"), "styles stay where they were"
    assert text.plain == "to hear 40 % a 3, 60 % an 8", "what was given is not changed"


@given(st.text("ab1 %.", max_size=60), st.integers(4, 40))
def test_nothing_is_lost_and_no_line_is_too_long(words, width):
    lines = [line.plain for line in wrapped(Text(words), width)]
    assert "".join("".join(lines).split()) == "".join(words.split())
    assert all(len(line.rstrip()) <= width for line in lines)

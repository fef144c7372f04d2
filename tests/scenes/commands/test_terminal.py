"""What the terminal lacks for the app; text knows its width and whether it may be coloured."""

import io
from types import SimpleNamespace

import pytest

from scenes.commands import terminal


class FakeTerminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def on_terminal(monkeypatch):
    """Pretend that input and output are a terminal."""
    # Not in sys itself: pytest sets its streams again before each test.
    streams = SimpleNamespace(stdin=FakeTerminal(), stdout=FakeTerminal())
    monkeypatch.setattr(terminal, "sys", streams)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    return monkeypatch


def test_a_terminal_lacks_nothing(on_terminal):
    assert terminal.what_is_missing() is None
    assert terminal.has_colours()


@pytest.mark.parametrize(("stream", "found"), [("stdin", "input"), ("stdout", "output")])
@pytest.mark.parametrize("instead", [io.StringIO(), None])
def test_both_streams_have_to_be_a_terminal(on_terminal, stream, found, instead):
    on_terminal.setattr(terminal.sys, stream, instead)
    assert found in terminal.what_is_missing()


@pytest.mark.parametrize("term", ["dumb", "Unknown"])
def test_a_dumb_terminal_is_none(on_terminal, term):
    on_terminal.setenv("TERM", term)
    assert terminal.what_is_missing() == f"TERM={term}"
    assert not terminal.has_colours()


def test_no_color_is_heeded(on_terminal):
    on_terminal.setenv("NO_COLOR", "1")
    assert not terminal.has_colours()
    on_terminal.setenv("NO_COLOR", "")
    assert terminal.has_colours()


@pytest.mark.parametrize(("columns", "width"), [("72", 72), ("240", 100)])
def test_text_is_as_wide_as_the_terminal_up_to_a_limit(on_terminal, columns, width):
    on_terminal.setenv("COLUMNS", columns)
    assert terminal.text_width() == width


def test_text_in_a_pipe_has_a_fixed_width(on_terminal):
    on_terminal.setattr(terminal.sys, "stdout", io.StringIO())
    on_terminal.setenv("COLUMNS", "240")
    assert terminal.text_width() == 80
    assert not terminal.has_colours()

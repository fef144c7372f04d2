"""`tinynet explain --step`: by a pipe, to its end, and what does not go with it."""

import io

import pytest

from scenes.commands import cli
from scenes.commands.exit_codes import OK, USER_ERROR
from tests.scenes.commands.here import run


@pytest.fixture
def typed(monkeypatch, capsys):
    def run_with(lines, *options):
        monkeypatch.setattr("sys.stdin", None if lines is None else io.StringIO(lines))
        return run(capsys, "explain", "--step", *options)

    return run_with


def test_it_ends_by_q_and_at_the_end_of_input(typed):
    status, told, errors = typed("\nq\nb\n", "--at", "threshold")
    assert (status, errors) == (OK, "")
    assert "threshold.1" in told
    assert told.endswith("threshold.decision: Enter next, b back, ? help, q quit > \n")
    status, told, errors = typed("\n", "--at", "threshold", "--no-predict")
    assert (status, errors) == (OK, "")
    assert told.endswith("threshold.decision: Enter next, b back, ? help, q quit > \n")
    assert "\x1b" not in told
    assert "A question" not in told


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (("--json",), "--step: expected it without --json, found both"),
        (("--words",), "--step: expected it without --words, found both"),
        (("--weights", "x.json"), "--step: expected it without --weights"),
        (("--at", "train"), "--at: expected an act to tell, found train"),
    ],
)
def test_what_does_not_go_with_it_is_told(typed, options, expected):
    status, told, errors = typed("", *options)
    assert (status, told) == (USER_ERROR, "")
    assert expected in errors


def test_a_closed_standard_input_is_told(typed):
    status, told, errors = typed(None)
    assert (status, told) == (USER_ERROR, "")
    assert errors.startswith("tinynet: --step: expected standard input")


def test_where_nothing_can_be_drawn_it_is_named(monkeypatch, capsys):
    monkeypatch.setattr("sys.stdin", io.StringIO())
    assert cli.main([]) == USER_ERROR
    assert "`tinynet explain --step`" in capsys.readouterr().err

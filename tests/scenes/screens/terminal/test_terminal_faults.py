"""What a terminal may do to the app, each fault as a test of its own, in a real one."""

import os
import signal
import sys

import pytest

from scenes.commands.exit_codes import OK, SIGNALLED, USER_ERROR

pytest.importorskip("pty", reason="a system without pseudo-terminals")

from tests.terminals import ROOT, written


@pytest.fixture
def open_app(terminal):
    def start(*options, words="Three friends", **settings):
        one = terminal("-m", "scenes", "--no-motion", *options, **settings)
        one.wait_for(words)
        return one

    return start


def quit_in_order(one):
    """Tell whether the app still answers, and leaves the terminal as it was."""
    one.press("q")
    return one.end() == OK and one.is_restored


def test_the_terminals_size_counts_not_what_is_exported(open_app):
    one = open_app(COLUMNS="90", LINES="24", size=(120, 40))
    one.resize(60, 15)
    one.wait_for("60 × 15")
    one.resize(130, 41)
    one.wait_for("Three friends")
    assert quit_in_order(one)


def test_another_encoding_of_streams_does_not_show(open_app):
    one = open_app(PYTHONIOENCODING="ascii", LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert "─" in written(one.output)
    assert "\\u" not in written(one.output)
    assert quit_in_order(one)


MALFORMED = [
    b"\x1b[99999999999u",  # a kitty key of no code point
    b"\x1b[1114112;1:99999999u",
    b"\x1b[55296u",  # half a surrogate pair
    b"\x1b[97;;55296u",
    b"\x1b[48;0;0;0;0t\x1b[<35;5;5M",  # a size of zero, then the mouse
    b"\xff\xfe\xe4",  # no UTF-8
    b"\x1b[<0;99999999;99999999M\x1b[<0;99999999;99999999m",
    b"\x1b[<0;-5;-5M",
    b"\x1b[200~pasted\x1b[201~",
    b"\x00\x01\x02\x1b",
]


def test_malformed_sequences_are_dropped(open_app):
    one = open_app()
    for sequence in MALFORMED:
        one.press(sequence)
        one.quiet(0.15)
        assert one.process.poll() is None, (sequence, one.last_words)
    one.press("\x1b[C")
    one.wait_for("How seriously you say it")
    assert quit_in_order(one)


def test_a_held_key_is_keys_and_letters_at_once_reach_a_field_but_are_no_keys(open_app):
    one = open_app()
    one.press("nnnnnnnnnn")
    one.wait_for("Act 2" if "Act 2" in written(one.output) else "input")
    one.quiet()
    one.press("\x10")
    one.wait_for("Search")
    one.press("quit")
    one.wait_for("Quit")
    assert "Pasted?" not in written(one.output)
    one.press("\x1b")
    one.quiet()
    one.press("\x1b[H")
    one.wait_for("Three friends")
    one.quiet()
    one.press("ttxdq")
    one.wait_for("Pasted?")
    one.quiet()
    one.press("\x1b[C")
    one.wait_for("How seriously you say it")
    one.press("n")
    one.wait_for("Does Jay believe it?")
    assert quit_in_order(one)


def test_a_keyboard_of_another_script_is_told_once(open_app):
    one = open_app()
    one.press("т")
    one.wait_for("Latin letters")
    one.quiet()
    told = len(one.output)
    one.press("н")
    one.quiet()
    assert "Latin letters" not in written(one.output[told:])
    assert quit_in_order(one)


PALETTE = {
    "Enter twice": [b"\r\r"],
    "Enter twice, slowly": [b"\r", b"\r"],
    "a click outside twice": [b"\x1b[<0;2;25M\x1b[<0;2;25m\x1b[<0;2;25M\x1b[<0;2;25m"],
    "Page Down at once": [b"\x1b[6~\x1b[6~"],
    "Page Down on an empty list": [b"zzzz", b"\x1b[6~\x1b[5~\x1b[B\r"],
    "a click while it closes": [b"\x1b", b"\x1b[<0;20;12M\x1b[<0;20;12m"],
    "Escape twice": [b"\x1b", b"\x1b"],
}


def test_the_palette_does_not_end_the_app(open_app):
    one = open_app()
    for way, presses in PALETTE.items():
        for pause in (0.0, 0.3):
            one.press("\x10")
            one.pump(pause)
            for keys in presses:
                one.press(keys)
                one.pump(0.02)
            one.quiet(0.2)
            assert one.process.poll() is None, (way, pause, one.last_words)
            one.press("\x1b")
            one.quiet(0.2)
            one.press("\x1b")
            one.quiet(0.2)
            assert one.process.poll() is None, (way, pause, one.last_words)
    one.process.send_signal(signal.SIGTERM)
    assert one.end() == SIGNALLED + signal.SIGTERM
    assert one.is_restored


@pytest.mark.parametrize(("at", "words"), [("meet", "Three friends"), ("train", "Jays 0")])
def test_a_storm_of_sizes_is_followed_to_its_last(open_app, at, words):
    one = open_app("--at", at, words=words, size=(120, 40))
    for step in range(0, 80, 2):
        one.resize(82 + step % 40, 25 + step % 15)
        one.pump(0.004)
    one.resize(60, 15)
    one.wait_for("60 × 15")
    one.resize(100, 30)
    one.quiet()
    one.press("q" if at == "meet" else "\x11")
    assert one.end() == OK
    assert one.is_restored


def test_the_shell_has_the_terminal_while_the_app_is_stopped(terminal):
    shell = terminal("--norc", "--noediting", "-i", program="/bin/bash", PS1="ready> ")
    shell.wait_for("ready> ")
    shell.press(f"{sys.executable} -m scenes --no-motion\n")
    shell.wait_for("Three friends")
    shell.quiet()
    shell.press("\x1a")
    shell.wait_for("Stopped")
    shell.wait_for("ready> ") if "ready> " not in written(shell.output[-200:]) else None
    assert shell.is_restored
    shell.press("bg\n")
    shell.quiet()
    shell.press("fg\n")
    shell.wait_for("Three friends")
    shell.press("\x1b[C")
    shell.wait_for("How seriously you say it")
    shell.press("q")
    shell.wait_for("ready> ")
    assert shell.is_restored
    shell.press("echo status $?\n")
    shell.wait_for("status 0")
    shell.press("exit\n")
    assert shell.end() == OK


def test_a_stop_that_cannot_be_answered_is_mended_when_it_goes_on(open_app):
    one = open_app("--fresh")
    one.quiet()
    threads, stops = int(one.status("Threads")), 4
    for _ in range(stops):
        one.process.send_signal(signal.SIGSTOP)
        one.pump(0.2)
        one.process.send_signal(signal.SIGCONT)
        one.wait_for("Three friends")
        one.pump(1.1)
    # A reader of the keyboard that stays behind would be one more each time; a thread of the
    # pool that loads and keeps may have come meanwhile.
    assert int(one.status("Threads")) < threads + stops
    assert quit_in_order(one)


def test_a_closed_terminal_ends_the_app(open_app):
    one = open_app("--at", "train", words="Jays 0")
    os.close(one.slave)
    os.close(one.master)
    assert one.process.wait(30) in (SIGNALLED + signal.SIGHUP, -signal.SIGHUP)


def test_a_locale_whose_terminal_cannot_draw_is_told(terminal):
    one = terminal("-m", "scenes", LC_ALL="de_DE.ISO-8859-1")
    assert one.end() == USER_ERROR
    assert "LC_ALL" in written(one.output)
    assert written(one.output).strip().count("\n") == 0


def test_the_app_is_drawn_where_errors_go_elsewhere(terminal, tmp_path):
    command = f"{sys.executable} -m scenes --no-motion 2>{tmp_path / 'errors'}"
    one = terminal("-c", command, program="/bin/sh", cwd=ROOT)
    one.wait_for("Three friends")
    one.press("q")
    assert one.end() == OK
    assert (tmp_path / "errors").read_text() == ""

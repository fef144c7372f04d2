"""The app at the end of a line that takes less than the app could send."""

import pytest

from scenes.screens.terminal.pace import (
    ANSWERING,
    AT_ONCE,
    BYTES_A_SECOND,
    FIRST,
    LEAST,
    SLOW,
    Allowance,
    LinePace,
)
from tests.scenes.conftest import Clock

pytest.importorskip("pty", reason="a system without pseudo-terminals")

from tests.terminals import ThinTerminal


def test_what_moves_by_itself_has_an_allowance():
    clock = Clock()
    allowance = Allowance(clock)
    allowance.spend(AT_ONCE)
    assert allowance.wait() == 0
    allowance.spend(BYTES_A_SECOND)
    assert allowance.wait() == pytest.approx(1)
    clock.now += 0.75
    assert allowance.wait() == pytest.approx(0.25)
    allowance.answer()
    allowance.spend(9 * BYTES_A_SECOND)
    assert allowance.wait() == 0
    clock.now += ANSWERING
    allowance.spend(AT_ONCE + BYTES_A_SECOND)
    assert allowance.wait() == pytest.approx(1)


def test_pieces_fit_what_the_terminal_takes():
    taken = []
    pace = LinePace(lambda: taken.append(pace.waits))
    pace.sent()
    pace.sent()
    assert pace.waits
    pace.taken(10, 0.0)
    assert taken == []
    pace.taken(10_000, 10 * SLOW)
    assert taken == [False]
    assert pace.most == LEAST < FIRST
    pace.sent()
    pace.taken(LEAST, 0.0)
    assert pace.most == 2 * LEAST


@pytest.mark.slow
def test_frames_that_a_thin_line_cannot_carry_are_dropped():
    """Training sends ten times what this line takes: a key waits for next to none of it."""
    one = ThinTerminal("-m", "scenes", "--at", "train", size=(120, 40))
    try:
        one.wait_for("Jays 0")
        one.rate = 4_000
        one.press(" ")
        for _ in range(8):
            one.press(">")
            one.pump(0.05)
        one.pump(2)
        (answer,) = one.answers([("?", "Keys", 7)])
        assert answer is not None
        _, length = answer
        assert length <= 40_000  # of which a pseudo-terminal itself may hold 22,000
    finally:
        one.close()

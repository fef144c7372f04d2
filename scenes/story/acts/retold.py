"""What telling the three friends again does: to both weights, and to the error."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from scenes.story.acts.common import apart, times
from scenes.story.acts.numbered import act_link
from scenes.story.acts.play import (
    CALM_RATE,
    HASTY_RATE,
    PLAY,
    TOLD,
    Play,
    play_rounds,
    rounds_of,
)
from scenes.story.arithmetic import change_of
from scenes.story.figures import Chart, Series, Table
from scenes.story.numbers import number, plain, signed
from scenes.story.places import DEFAULT_LEARNING_RATE
from scenes.story.walk import Walk

FEWEST_AHEAD = 20
"""Tellings that the way of the error is shown for, if the reader has told no more."""
FEWEST_SHOWN = 6
"""The same, where two learning rates are compared."""
SHOWN_ROUNDS = 4
MOST_MARKS = 12
LONGEST_MOVE = 27
"""Columns for a weight before and after; a tiny change would not fit beside the story."""
STUCK = 5e-4
"""An error that moves less than this, and is larger, is stuck."""


def rounds_table(walk: Walk) -> Table:
    """The last few tellings, one beside the other."""
    rounds = list(enumerate(rounds_of(walk)))[-SHOWN_ROUNDS:]
    errors = (f"[error]{signed(float(now.output_errors[0]))}[/]" for _, now in rounds)
    return Table(
        header=("told", *(f"{index}×" for index, _ in rounds)),
        rows=(
            ("heard [lola]y[/]", *(number(float(now.outputs[0])) for _, now in rounds)),
            ("error [error]e[/]", *errors),
        ),
        alt="How the error went with each telling.",
    )


def _errors(play: Play, count: int, **look: Any) -> Series:
    """The error at first and after each of so many tellings."""
    errors = [float(now.output_errors[0]) for now in play_rounds(play, count)]
    return Series(x=range(count + 1), y=errors, **look)


def _often(told: int) -> str:
    return f"told again {times(told)}" if told else "not told again yet"


def _marks(shown: int) -> tuple[int, ...]:
    """Every telling is marked, or every fifth, or where there are many the ends."""
    if shown <= MOST_MARKS:
        return tuple(range(shown + 1))
    return tuple(range(0, shown + 1, 5)) if shown == FEWEST_AHEAD else (0, shown)


def ahead_chart(walk: Walk, *, small: bool = False) -> Chart:
    """The error so far, and how it goes on if the friends are told over and over."""
    play, told = walk.setting(PLAY, Play()), walk.setting(TOLD, 0)
    shown = max(told, FEWEST_AHEAD)
    own = _errors(play, told, name="told so far", term="error", form="points")
    return Chart(
        title="" if small else f"[error]error e[/], {_often(told)}",
        series=(_errors(play, shown, name="to come", term="text", form="dashes"), own),
        x_label="tellings" if small else "times told again",
        y_label="error e" if small else "e = t − y",
        marks=_marks(shown),
        alt=_errors_in_words(own),
    )


def rates_chart(walk: Walk, *, small: bool = False) -> Chart:
    """The errors of a small and a large learning rate, and the reader's own among them."""
    play, told = walk.setting(PLAY, Play()), walk.setting(TOLD, 0)
    shown = max(told, FEWEST_SHOWN)

    def beside(rate: float, **look: Any) -> Series:
        return _errors(replace(play, rate=rate), shown, name=f"η = {plain(rate)}", **look)

    own = _errors(play, told, name="yours", term="error", form="points")
    return Chart(
        title="" if small else f"[error]error e[/], {_often(told)}",
        series=(
            beside(CALM_RATE, term="text", form="dashes"),
            beside(HASTY_RATE, term="rate", form="line"),
            own,
        ),
        x_label="tellings" if small else "times told again",
        y_label="error e; below 0: overshot" if small else "e = t − y; below 0: overshot",
        marks=_marks(shown),
        alt=_errors_in_words(own),
    )


def _errors_in_words(own: Series) -> str:
    return "Your errors: " + ", ".join(signed(e) for e in own.y[-8:]) + "."


def both_rates() -> str:
    """Say which learning rate will do here, and which where many speak at once."""
    calm, usual = plain(CALM_RATE), plain(DEFAULT_LEARNING_RATE)
    return f"[dim]here η is {calm}; later, {usual}[/]"


UNTOLD = "[dim]x, t stay: only weights move[/]"
TWICE = "[dim]twice the η: twice the change[/]"


def worked_out() -> str:
    """Say where it is told how much each weight moves."""
    return f"[dim]how much each moves: {act_link('update.factors')}[/]"


def change(walk: Walk, untold: str, last: str) -> tuple[str, ...]:
    """Tell the change that the last telling made; untold, the one that the next will make.

    ``untold`` stands where else the error before and after does, ``last`` below it.
    """
    rounds = rounds_of(walk)
    label, then, more = "the change to come:", rounds[-1], untold
    if len(rounds) > 1:
        then, now = rounds[-2:]
        before, after = float(then.output_errors[0]), float(now.output_errors[0])
        if abs(after - before) < STUCK and abs(after) > STUCK:
            went = "stuck"
            last = f"[dim]h = {number(float(now.hidden_outputs[0]))}, y(1−y) small: no way on[/]"
            if float(now.hidden_outputs[0]) < STUCK:
                last = "[dim][jay]Jay[/] says nothing any more[/]"
        elif before * after < 0:
            went = "overshot"
        else:
            went = "closer" if abs(after) < abs(before) else "no closer"
        label = f"the change just made: {went}"
        digits = apart(before, after) or 3
        more = f"[error]e[/]:  {signed(before, digits)} → {signed(after, digits)}"
    moved = (
        ("[speak]w₁[/]", then.input_hidden, then.hidden_updates),
        ("[tell]w₂[/]", then.hidden_output, then.output_updates),
    )
    return (
        f"[dim]{label}[/]",
        *(_moved(name, float(at[0, 0]), float(by[0, 0])) for name, at, by in moved),
        more,
        last,
    )


def _moved(name: str, before: float, by: float) -> str:
    """Tell a weight, its change and what comes of it, as far as there is room to print them."""
    changed = change_of(before, by)
    ways = f"{changed.sum} = {changed.after}", f"{changed.before} → {changed.after}"
    fitting = (f"{name}: {moved}" for moved in ways if len(moved) <= LONGEST_MOVE)
    return next(fitting, f"{name} hardly moves")

"""The last beat of `again`: everything told once, and what five times that makes of a Jay."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from scenes.story.acts.common import BECOMES, outputs_bars, times_the_scale
from scenes.story.beats import Beat, Subject, lit
from scenes.story.figures import Bars, Picture, Scale, Table
from scenes.story.numbers import percent, plain, spelled
from scenes.story.scene import Scene, column, row
from scenes.story.walk import Walk


def epoch(walk: Walk) -> Beat:
    """Tell everything, again and again: what training makes of the very same Jay."""
    training, count = walk.pass_.training, len(walk.pass_.others[1])
    things = walk.classes.things
    epochs, plural = spelled(training.epochs), "s"[: training.epochs != 1]
    named = f"[jay]Jay {_place(walk)}[/]"
    then = named if training.same_start else "[jay]another Jay[/]"
    before, after = _pictures(walk, f"{named}, untrained", f"{then} after {training.epochs} epochs")
    table, brief, bars = _scores(walk)
    of_digit = walk.pass_.learning.trace
    return Beat(
        title="Everything once: an epoch",
        story=f"So tell all {training.samples:,} {things}, each once: an [bold]epoch[/]. "
        f"{_in_turn(walk)} After {epochs}: "
        f"{percent(training.score_after)} of {count:,} right: the [bold]test set[/], never "
        "told in training.",
        formula=(
            f"one [bold]epoch[/] = {training.samples:,} tellings",
            f"{epochs} epoch{plural} = {training.epochs} × {training.samples:,}",
            f"  = {training.epochs * training.samples:,}",
            f"of {count:,}: {percent(training.score_before)} → {percent(training.score_after)}",
            *_scales_apart(before, after),
        ),
        subject=Subject(
            f"of {count:,} read right, after training", percent(training.score_after), "lola"
        ),
        scene=Scene(
            # The scales stand behind the titles, and no picture is cut, if the words are short.
            compact=row(*_pictures(walk, f"{named} before", f"{then} after"), brief, gap=1),
            normal=row(before, BECOMES, after, table, gap=3),
            large=(row(before, BECOMES, after, column(bars, _its_answers(walk)), gap=3),),
        ),
        lit=lit("you", "speak", "jay", "tell", "lola", "meant"),
        travel=("you", "lola"),
        trace=training.after.trace(of_digit.inputs, of_digit.targets),
        network="trained",
        aside=training.kinship + _of_so_many(walk, count),
    )


def _place(walk: Walk) -> int:
    """Return the chosen Jay's place, in both networks."""
    training = walk.pass_.training
    return min(walk.jay, training.before.hidden_nodes - 1, training.after.hidden_nodes - 1)


def _pictures(walk: Walk, *titles: str) -> tuple[Picture, ...]:
    """His weights before training and after."""
    training, j = walk.pass_.training, _place(walk)
    networks = ((training.before, "A Jay before training: noise."), (training.after, "And after."))
    return tuple(
        Picture(
            title=title,
            values=walk.pictured(network.input_hidden[j]),
            scale=Scale.around(network.input_hidden[j]),
            alt=alt,
        )
        for title, (network, alt) in zip(titles, networks, strict=True)
    )


def _scales_apart(before: Picture, after: Picture) -> tuple[str, ...]:
    """Say by how much the second picture's scale is the larger, where it is much larger."""
    times = times_the_scale(after.scale, before.scale)
    return () if times is None else (f"[dim]after: a scale {times:,} × as large[/]",)


def _its_answers(walk: Walk) -> Bars:
    """What the Lolas say to the walk's own digit, before training and after."""
    training, trace = walk.pass_.training, walk.trace
    return outputs_bars(
        walk,
        f"[you]your {walk.named(walk.pass_.label)}[/]: untrained [dim]┊[/] → trained",
        values=training.after.query(trace.inputs),
        before=training.before.query(trace.inputs),
        before_name="untrained",
        both=True,
        targets=trace.targets,
        grow=True,
        alt="What each Lola said before training, and says after it.",
    )


def _scores(walk: Walk) -> tuple[Table, Table, Bars]:
    """How many others are read right before training and after: a table, a brief one, and bars."""
    training, count = walk.pass_.training, len(walk.pass_.others[1])
    things = walk.classes.things
    epochs, plural = spelled(training.epochs), "s"[: training.epochs != 1]
    scores = [("untrained", training.score_before)]
    learning = walk.pass_.learning
    if walk.pass_.named.untrained:
        scores.append((learning.named.called, learning.score))
    elif walk.pass_.named.origin != "trained":
        scores.append(("this network", walk.pass_.score))
    rows = [(name, percent(score)) for name, score in scores]
    rows.append((f"[bold]after {epochs} epochs[/]", f"[bold]{percent(training.score_after)}[/]"))
    bars = Bars(
        title=f"of {count:,} test {things}, read right",
        labels=(*(name for name, _ in scores), f"{training.epochs} epoch{plural}"),
        values=np.rint(count * np.array([*(score for _, score in scores), training.score_after])),
        high=float(count),
        digits=0,
        term="you",
        grow=True,
    )
    table = Table(
        title=f"of {count:,} test {things}",
        header=("", "read right"),
        rows=tuple(rows),
        reveal=True,
        alt=f"How many test {things} are read right before and after training.",
    )
    last = (f"[bold]{training.epochs} epoch{plural}[/]", rows[-1][1])
    brief = replace(
        table,
        header=("", "right"),
        rows=(*((name.removeprefix("taught "), right) for name, right in rows[:-1]), last),
        tight=True,
    )
    return table, brief, bars


def _in_turn(walk: Walk) -> str:
    """Say why a learning rate will do for all in turn, though it may cost others with one alone."""
    training, sweep = walk.pass_.training, walk.pass_.learning.sweep
    rate = training.after.learning_rate
    at = f"[rate]η[/] = {plain(rate)}"
    swept = np.flatnonzero(sweep.rates == rate)
    if len(swept) and sweep.accuracy[swept[0]] < sweep.accuracy_before:
        return (
            f"{at} cost others when one was told alone; told in turn, each repairs what another "
            "spoils."
        )
    return f"The correction is small, {at}: told in turn, each repairs what another spoils."


def _of_so_many(walk: Walk, count: int) -> str:
    """Say of how many the score is, where that is not of all."""
    data = walk.pass_.data if walk.pass_.test is None else walk.pass_.test
    if count + 1 >= len(data):
        return ""
    return (
        f" The score is of {count:,} of the {len(data):,} test {walk.classes.things}; over all it "
        "differs a little."
    )

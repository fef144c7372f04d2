"""Act 9: the same digit told again, with the new weights; and what that does to others."""

from __future__ import annotations

import numpy as np

from scenes.story.acts.common import BECOMES, apart, lola, loss_digits, outputs_bars
from scenes.story.beats import Act, Beat, Question, lit
from scenes.story.choices import OUTPUT_NODE
from scenes.story.figures import Bars, Chart, Picture, Scale, Scene, Series, Table, row
from scenes.story.numbers import a_digit, decimals, difference_of, number, percent, plain, signed
from scenes.story.passes import TELLINGS
from scenes.story.walk import Walk

NEARLY_NOTHING = 0.05
"""Less than this share of the error is called nearly vanished."""
KNOWN = 0.01
"""With less error than this a network is said to know a digit."""
NEARLY_ALL = 0.95
FAST = 2.0
"""A first fall of so many average ones is called fast."""


def before_after(walk: Walk) -> Beat:
    """The answer before the update and after."""
    trace = walk.trace
    before = outputs_bars(
        walk, "before", targets=trace.targets, alt="What each Lola said before the update."
    )
    after = outputs_bars(
        walk,
        "after one telling  [dim]┊ before[/]",
        values=trace.outputs_after,
        before=trace.outputs,
        targets=trace.targets,
        grow=True,
        alt="What each Lola says after the update.",
    )
    y, better = float(trace.outputs[walk.lola]), float(trace.outputs_after[walk.lola])
    told = difference_of(better, y)
    fine = loss_digits(walk)
    said, now = trace.answer, int(trace.outputs_after.argmax())
    return Beat(
        title="Told again",
        story="You tell Jay the same digit again, now that every weight has moved. "
        + (
            f"The network took it for [lola]{a_digit(said)}[/]; "
            f"now it says [lola]{a_digit(now)}[/]. "
            if said != now
            else f"It still takes it for [lola]{a_digit(now)}[/]. "
        )
        + (
            "Every bar has moved towards its mark ┃."
            if _all_closer(walk)
            else "Not every bar has come closer to its mark ┃: they share the Jays."
        ),
        formula=(
            f"{lola(walk)}: {told.subtrahend} → {told.minuend}",
            f"  moved by {told.result}",
            f"½Σ[error]e²[/]: {number(trace.loss, fine)} → {number(trace.loss_after, fine)}",
            f"[do:learning-rate][rate]η[/] = {plain(trace.learning_rate)}[/]",
        ),
        scene=Scene(compact=row(before, after, gap=3), normal=row(before, after, gap=8)),
        lit=lit("you", "speak", "jay", "tell", "lola", "meant"),
        travel=("you", "lola"),
        chooses=OUTPUT_NODE,
        question=_in_the_end(walk),
    )


def _all_closer(walk: Walk) -> bool:
    trace = walk.trace
    return bool((np.abs(trace.targets - trace.outputs_after) <= np.abs(trace.output_errors)).all())


def _in_the_end(walk: Walk) -> Question | None:
    """Ask where fifty tellings take the error."""
    before, after = map(float, walk.pass_.retold.losses[[0, -1]])
    digits = apart(before, after, _digits(walk))
    if digits is None:
        return None
    if after < NEARLY_NOTHING * before:
        answer, moral = 2, "less than a twentieth is left"
    elif after < before:
        answer, moral = 1, "a twentieth or more is left"
    else:
        answer, moral = 0, "it overshoots"
    return Question(
        f"told {TELLINGS[-1]}×: what will the error do?",
        ("grow", "fall a bit", "nearly vanish"),
        answer,
        f"½Σe² goes from {number(before, digits)} to {number(after, digits)}: {moral}.",
    )


def _for_others(walk: Walk) -> Question:
    """Ask what fifty tellings of one digit do to the score on the others."""
    scores = walk.pass_.retold.scores
    before, after = scores[0], scores[TELLINGS[-1]]
    return Question(
        f"told {TELLINGS[-1]}×: what will the score on the others do?",
        ("rise", "fall", "stay"),
        0 if after > before else 1 if after < before else 2,
        f"of {len(walk.pass_.others[1]):,} others {percent(before)} were read right before, "
        f"{percent(after)} after.",
    )


def _loss(walk: Walk, times: int) -> str:
    """Print ½ Σ e² after so many tellings, to three figures of what it was at first."""
    return number(float(walk.pass_.retold.losses[times]), _digits(walk))


def _digits(walk: Walk) -> int:
    return decimals(float(walk.pass_.retold.losses[0]), 3, least=4)


def _fall(walk: Walk) -> str:
    """Say how the error went, from the tellings' own numbers."""
    losses = walk.pass_.retold.losses
    first, total = losses[0] - losses[1], losses[0] - losses[-1]
    soon = (losses[1] - losses[5]) / 4
    if total <= 0:
        return "But at this learning rate the [error]error[/] does not fall: it overshoots."
    if losses[0] < KNOWN:
        return "There was little to correct, and each telling takes a little of that away."
    if first > NEARLY_ALL * total:
        return "One telling took nearly all of the [error]error[/] away; the rest find little left."
    if first < soon:
        return "The [error]error[/] falls slowly at first, then faster, as more get moving."
    if first > FAST * total / TELLINGS[-1]:
        return (
            "At first the [error]error[/] falls fast, then slower and slower, as there is less and "
            "less to correct."
        )
    return "At this learning rate the [error]error[/] falls only a little each time."


def falling(walk: Walk) -> Beat:
    """The error over fifty tellings."""
    retold = walk.pass_.retold
    chart = Chart(
        title="[error]how wrong: ½Σe²[/]",
        series=(Series("error", range(len(retold.losses)), retold.losses.tolist()),),
        x_label="times told",
        y_label="½Σe²",
        marks=(0.0, *map(float, TELLINGS)),
        draw=True,
        alt="The error after each telling.",
    )
    table = Table(
        title="told this digit",
        header=("times", "½Σe²", "takes it for"),
        rows=tuple(
            (
                str(times),
                f"[error]{_loss(walk, times)}[/]",
                f"[lola]{int(retold.outputs[times].argmax())}[/]",
            )
            for times in (0, *TELLINGS)
        ),
        alt="The error and the answer after 0, 1, 5 and 50 tellings.",
    )
    return Beat(
        title="Told 1, 5, 50 times",
        story=f"Again and again, the same digit. {_fall(walk)} This telling and correcting, over "
        "and over, is called [bold]training[/].",
        formula=(
            *(f"{times:>2}×: ½Σ[error]e²[/] = {_loss(walk, times)}" for times in (0, *TELLINGS)),
            f"[rate]η[/] = {plain(walk.trace.learning_rate)}",
        ),
        scene=Scene(compact=row(chart, table, gap=3), normal=row(chart, table, gap=6)),
        lit=lit("speak", "tell"),
        travel=("lola", "you"),
        chooses=OUTPUT_NODE,
        question=_for_others(walk),
    )


def others(walk: Walk) -> Beat:
    """What one digit, told alone, does to all the others."""
    retold, label = walk.pass_.retold, walk.pass_.label
    count = len(walk.pass_.others[1])
    points = (0, *TELLINGS)
    table = Table(
        title=f"{count:,} other test digits",
        header=("told", "right", "", f"“{a_digit(label)}”"),
        rows=tuple(
            (
                f"{times}×",
                percent(retold.scores[times]),
                f"{round(retold.scores[times] * count)} of {count}",
                f"{int(retold.answers[times][label])} of {count}",
            )
            for times in points
        ),
        reveal=True,
        alt="The score on other digits after 0, 1, 5 and 50 tellings.",
    )
    shares = retold.answers[TELLINGS[-1]] / count
    bars = Bars(
        title="taken for, after 50×  [dim]┊ before[/]",
        labels=tuple(f"[lola]{digit}[/]" for digit in range(len(shares))),
        values=shares,
        grow=True,
        before=retold.answers[0] / count,
        alt="How often each digit is the answer to the other digits.",
    )
    change = retold.scores[TELLINGS[-1]] - retold.scores[0]
    seen = int(retold.answers[TELLINGS[-1]][label] - retold.answers[0][label])
    if seen > count // 10:
        effect = f"told only this {label}, the network begins to see it everywhere."
    elif seen:
        more = "more" if seen > 0 else "fewer"
        effect = f"{abs(seen)} {more} of the others now pass for {a_digit(label)}."
    elif retold.losses[0] < KNOWN and change == 0:
        effect = "this network knew the digit so well that there was little to correct."
    else:
        effect = f"no more and no fewer of the others pass for {a_digit(label)}."
    moral = " The weights have to suit everybody." if change < 0 else ""
    score = "fell" if change < 0 else "rose" if change > 0 else "stayed as it was"
    return Beat(
        title="What it does to the others",
        story=f"One update helps this digit and may harm others. Honestly: {effect} The score on "
        f"them {score}.{moral}",
        formula=(
            f"read right of {count:,} others:",
            f"before  {percent(retold.scores[0])}",
            f"after {TELLINGS[-1]}  {percent(retold.scores[TELLINGS[-1]])}",
            f"change  {signed(100 * change, 1)} points",
        ),
        scene=Scene(compact=row(table, bars, gap=3), normal=row(table, bars, gap=6)),
        lit=lit("speak", "tell", "lola"),
        chooses=OUTPUT_NODE,
    )


def epoch(walk: Walk) -> Beat:
    """Tell everything, again and again: what training makes of a network."""
    training, count = walk.pass_.training, len(walk.pass_.others[1])
    weights = (
        training.before.input_hidden[min(walk.jay, training.before.hidden_nodes - 1)],
        training.after.input_hidden[min(walk.jay, training.after.hidden_nodes - 1)],
    )
    before, after = (
        Picture(title=title, values=walk.pictured(values), scale=Scale.around(values), alt=alt)
        for title, values, alt in zip(
            ("[jay]a Jay[/], untrained", "[jay]a Jay[/] after 5 epochs"),
            weights,
            ("A Jay before training: noise.", "A Jay after training: shapes."),
            strict=True,
        )
    )
    own = walk.pass_.named.untrained
    rows = [("untrained", percent(training.score_before))]
    if own:
        rows.append(("told this digit, 50×", percent(walk.pass_.retold.scores[TELLINGS[-1]])))
    elif walk.pass_.named.origin != "trained":
        rows.append(("this network", percent(walk.pass_.score)))
    rows.append(("[bold]after five epochs[/]", f"[bold]{percent(training.score_after)}[/]"))
    table = Table(
        title=f"of {count:,} other digits",
        header=("", "read right"),
        rows=tuple(rows),
        reveal=True,
        alt="How many other digits are read right before and after training.",
    )
    return Beat(
        title="Everything once: an epoch",
        story="So tell Jay not one digit but all 60,000, one after another, each with a small "
        "correction. One pass over everything is an [bold]epoch[/]. After five, what helps most "
        f"digits has stayed: {percent(training.score_after)} are read right.",
        formula=(
            "one [bold]epoch[/] = every digit once",
            "  = 60,000 small corrections",
            "[bold]training[/] = several epochs",
            f"before: {percent(training.score_before)} right",
            f"after:  {percent(training.score_after)} right",
        ),
        scene=Scene(
            compact=row(after, table, gap=4),
            normal=row(before, BECOMES, after, table, gap=3),
        ),
        lit=lit("you", "speak", "jay", "tell", "lola", "meant"),
        travel=("you", "lola"),
        chooses=OUTPUT_NODE,
        aside="The network after five epochs is the trained one that comes with tinynet; it began "
        "with other random weights.",
    )


ACT = Act(
    id="again",
    name="Again",
    about="epoch",
    beats={
        "before-after": before_after,
        "falling": falling,
        "others": others,
        "epoch": epoch,
    },
    asks={"before-after": "the error, 50 tellings", "falling": "the score on the others"},
)

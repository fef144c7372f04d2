"""The act `again`: a digit told again to a network that knows something; and what others lose."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from scenes.story.acts.common import (
    brief_lola,
    inputs_picture,
    loss_digits,
    lost_to,
    mattering,
    outputs_bars,
    thumbnails,
    times,
    won_from,
)
from scenes.story.acts.epoch import epoch
from scenes.story.acts.tellings import LAST, for_others, how_it_fell, in_the_end, loss_after
from scenes.story.arithmetic import difference_of
from scenes.story.beats import Act, Beat, Subject, lit
from scenes.story.choices import OUTPUT_NODE
from scenes.story.figures import Chart, Gallery, Series, Table
from scenes.story.numbers import be, number, percent, plain, spelled
from scenes.story.passes import LEAST_HARM, TELLINGS
from scenes.story.scene import Scene, column, row
from scenes.story.walk import Walk
from tinynet import Trace

TOLD = (0, *TELLINGS)
"""After how many tellings the others are looked at."""
MOST_NAMED = 8
"""Letters of the names of some Lolas, if they are to stand in a sentence."""


def told_again(walk: Walk) -> Beat:
    """A network that knows something: the answer before the update and after."""
    learning = walk.pass_.learning
    trace, label = learning.trace, learning.label
    bars = outputs_bars(
        walk,
        "[lola]told once:[/] before [dim]┊[/] → after",
        values=trace.outputs_after,
        before=trace.outputs,
        both=True,
        targets=trace.targets,
        first=mattering(walk, trace),
        grow=True,
        alt="What each Lola said before the update, and says after it.",
    )
    digit = inputs_picture(walk, f"[you]{walk.classes.a(label)}[/]", trace=trace, cursor=None)
    y, better = float(trace.outputs[label]), float(trace.outputs_after[label])
    moved = difference_of(better, y)
    fine = loss_digits(trace)
    said, now = trace.answer, int(trace.outputs_after.argmax())
    return Beat(
        title="Told once",
        story=f"{_where_we_are(walk)} Told [you]this {walk.named(label)}[/] once: "
        + (
            f"from [lola]{walk.classes.a(said)}[/] to [lola]{walk.classes.a(now)}[/]. "
            if said != now
            else f"it still says [lola]{walk.classes.a(now)}[/], but less surely. "
            if said != label
            else f"it says [lola]{walk.classes.a(now)}[/], a little more surely. "
        )
        + f"[lola]Lola {walk.named(label)}[/] says more. "
        * (better > y and f"{better:.3f}" != f"{y:.3f}")
        + _unasked(walk, trace),
        formula=(
            f"{brief_lola(walk, label)}: {moved.subtrahend} → {moved.minuend}",
            f"  moved by {moved.result}",
            f"½Σ[error]e²[/]: {number(trace.loss, fine)} → {number(trace.loss_after, fine)}",
            f"[do:learning-rate][rate]η[/] = {plain(trace.learning_rate)}[/]",
        ),
        subject=Subject(f"[lola]Lola {walk.named(label)}[/], after", moved.minuend, "lola"),
        scene=Scene(
            compact=row(digit, bars, gap=3),
            normal=row(digit, bars, gap=6),
        ),
        lit=lit("you", "speak", "jay", "tell", "lola", "meant"),
        travel=("you", "lola"),
        chooses=OUTPUT_NODE,
        trace=trace,
        now_heard=now,
        network=learning.named.called,
        question=in_the_end(walk),
    )


def _unasked(walk: Walk, trace: Trace) -> str:
    """Name those Lolas who say more, as printed beside their bars, though they should not."""
    said, now = (np.round(outputs, 3) for outputs in (trace.outputs, trace.outputs_after))
    rose = np.flatnonzero((now > said) & (trace.targets < trace.targets.max()))
    if not len(rose):
        return ""
    names = [f"[lola]{walk.named(int(k))}[/]" for k in rose]
    if sum(len(walk.named(int(k))) for k in rose) > MOST_NAMED:
        return f"{spelled(len(rose)).capitalize()} others do too, unasked: all hear the same Jays."
    who = f"So {'do Lolas' if len(names) > 1 else 'does Lola'} {' and '.join(names)}"
    if len(names) > 2:
        who = f"So do Lolas {', '.join(names[:-1])} and {names[-1]}"
    return f"{who}, unasked: all hear the same Jays."


def _where_we_are(walk: Walk) -> str:
    """Say which network this is and which digit, and what the one takes the other for."""
    learning = walk.pass_.learning
    took, label = learning.trace.answer, learning.label
    name, name_meant = f"[rate]{learning.named.called}[/]", walk.named(label)
    network = f"Still the network {name}" if walk.pass_.named.untrained else "The same network"
    if took == label:
        return f"{network}, which reads this {name_meant} right."
    return f"{network}, which takes this {name_meant} for [lola]{walk.classes.a(took)}[/]."


def falling(walk: Walk) -> Beat:
    """The error over fifty tellings."""
    learning = walk.pass_.learning
    retold = learning.retold
    chart = Chart(
        title="[error]how wrong: ½Σe²[/]",
        series=(Series("error", range(len(retold.losses)), retold.losses.tolist()),),
        x_label="times told (later ones closer)",
        y_label="½Σe²",
        marks=(0.0, *map(float, TELLINGS)),
        logarithmic=True,
        draw=True,
        alt="The error after each telling.",
    )
    table = Table(
        title=f"told this {walk.named(learning.label)}",
        header=("", "½Σe²", "takes it for"),
        rows=tuple(
            (
                times(tellings),
                f"[error]{loss_after(walk, tellings)}[/]",
                f"[lola]{walk.named(int(retold.outputs[tellings].argmax()))}[/]",
            )
            for tellings in (0, *TELLINGS)
        ),
        alt="The error and the answer after 0, 1, 5 and 50 tellings.",
    )
    digit = inputs_picture(walk, "", trace=learning.trace, cursor=None)
    return Beat(
        title="Told 1, 5, 50 times",
        story=f"Again and again, the same {walk.classes.thing}. {how_it_fell(walk)} Telling and "
        "correcting, over and over: that is [bold]training[/], so far with one.",
        formula=(
            "each time the same update,",
            "from the weights as they are",
            f"½Σ[error]e²[/], told {times(LAST)}:",
            f"  {loss_after(walk, 0)} → {loss_after(walk, LAST)}",
            f"[do:learning-rate][rate]η[/] = {plain(walk.trace.learning_rate)}[/]",
        ),
        subject=Subject(f"½Σ[error]e²[/], told {times(LAST)}", loss_after(walk, LAST), "error"),
        scene=Scene(
            compact=row(chart, table, gap=3),
            normal=row(chart, table, gap=6),
            projected=chart,
            large=(row(chart, column(replace(table, tight=True), digit), gap=6),),
        ),
        lit=lit("speak", "tell"),
        travel=("lola", "you"),
        chooses=OUTPUT_NODE,
        trace=learning.trace,
        now_heard=int(retold.outputs[LAST].argmax()),
        network=learning.named.called,
        question=for_others(walk),
    )


def others(walk: Walk) -> Beat:
    """What one digit, told alone, does to all the others: which are lost, and which are won."""
    learning = walk.pass_.learning
    retold = learning.retold
    count = len(retold.labels)
    right = {tellings: round(retold.score(tellings) * count) for tellings in TOLD}
    table = _scores(walk)
    lost, won = _lost_and_won(walk)
    both = replace(lost, title=f"{lost.title} [dim](and[/] {won.title}[dim])[/]")
    told_so_far = column(replace(table, tight=True), _course(walk))
    return Beat(
        title="What it does to the others",
        story=f"Told once: {right[0]} → {right[1]} read right. Told {times(LAST)}, and nothing "
        f"else: {_harm(walk)}",
        formula=(
            f"right before  {right[0]:>4}",
            f"lost        − {len(retold.lost):>4}",
            f"won         + {len(retold.won):>4}",
            f"right after = {right[LAST]:>4}",
            f"of {count:,}: {percent(retold.score(0))} → {percent(retold.score(LAST))}",
        ),
        subject=Subject(
            f"of {count:,} others still right, told {times(LAST)}", f"{right[LAST]:,}", "lola"
        ),
        scene=Scene(
            compact=row(table, both, gap=3),
            normal=row(table, column(lost, won), gap=6),
            large=(row(told_so_far, column(lost, won), gap=4),),
        ),
        lit=lit("speak", "tell", "lola"),
        chooses=OUTPUT_NODE,
        trace=learning.trace,
        now_heard=int(retold.outputs[LAST].argmax()),
        network=learning.named.called,
    )


def _scores(walk: Walk) -> Table:
    """How many others are read right after so many tellings, and how many as what was told."""
    retold, label = walk.pass_.learning.retold, walk.pass_.learning.label
    thing, plural = walk.classes.thing, "s" if walk.classes.are_digits else ""
    alike, count = int((retold.labels == label).sum()), len(retold.labels)
    return Table(
        title=f"{count:,} other {thing}s, {alike} of them {walk.named(label)}{plural}",
        header=("told", "read right", f"taken for {walk.classes.a(label)}"),
        rows=tuple(
            (
                times(tellings),
                f"{round(retold.score(tellings) * count)}",
                f"{retold.read_as(tellings, label)}",
            )
            for tellings in TOLD
        ),
        reveal=True,
        alt=f"The score on other {walk.classes.things} after 0, 1, 5 and 50 tellings.",
    )


def _course(walk: Walk) -> Chart:
    """The table's two columns as curves over the tellings."""
    retold, label = walk.pass_.learning.retold, walk.pass_.learning.label
    count = len(retold.labels)
    as_told = [retold.read_as(tellings, label) / count for tellings in TOLD]
    return Chart(
        title=f"[dim]share of the {count:,}[/]",
        series=(
            Series("read right", TOLD, [retold.score(tellings) for tellings in TOLD], "you"),
            Series(f"taken for {walk.classes.a(label)}", TOLD, as_told, "lola"),
        ),
        x_label="times told (later ones closer)",
        y_label="0 to 1",
        marks=tuple(map(float, TOLD)),
        logarithmic=True,
        draw=True,
        top=1.0,
        alt=f"The score on other {walk.classes.things}, and how many are taken for what was told.",
    )


def _lost_and_won(walk: Walk) -> tuple[Gallery, Gallery]:
    """The others that were read right before all the tellings only, and after them only."""
    retold = walk.pass_.learning.retold
    labels, before, after = retold.labels, retold.answers[0], retold.answers[LAST]
    lost = {int(i): lost_to(walk, labels[i], after[i]) for i in retold.lost}
    won = {int(i): won_from(walk, labels[i], before[i]) for i in retold.won}
    return (
        _changed(walk, f"[error]lost: {len(lost)}[/]", lost, "None was lost."),
        _changed(walk, f"[you]won: {len(won)}[/]", won, "None was won."),
    )


def _harm(walk: Walk) -> str:
    """Say what all the tellings did to the others, and what that teaches."""
    retold, label = walk.pass_.learning.retold, walk.pass_.learning.label
    lost, won = len(retold.lost), len(retold.won)
    harm = f"not one is lost, {_so_many(won)} won. "
    if lost:
        became = int((retold.answers[LAST][retold.lost] == label).sum())
        of_them = "" if lost == 1 else "all " if became == lost else f"{became} "
        taken = f", {of_them}taken for {walk.classes.a(label)}" if became else ""
        harm = f"{_so_many(lost)} lost{taken}; {_so_many(won)} won. "
    if retold.score(LAST) - retold.score(0) < -LEAST_HARM:
        return harm + "The same weights serve them all: what only one is told, the others pay for."
    return (
        harm + f"At this learning rate one {walk.classes.thing}, told alone, does the others "
        "hardly any harm."
    )


def _so_many(count: int) -> str:
    """Begin to say what so many are."""
    return f"{count or 'none'} {be(count)}"


def _changed(walk: Walk, title: str, captions: dict[int, str], none: str) -> Gallery:
    """Show digits that are read otherwise after the tellings than before."""
    things = walk.classes.things.capitalize()
    return thumbnails(
        walk,
        title,
        walk.pass_.learning.others[0],
        [*captions.items()],
        none,
        alt=f"{things} that are read otherwise now; each with what was meant, and the other.",
    )


ACT = Act(
    id="again",
    name="Again",
    about="epoch",
    has_asides=True,
    onward=("train", "test", "backwards"),
    beats={
        "told-again": told_again,
        "falling": falling,
        "others": others,
        "epoch": epoch,
    },
    computes={"told-again": ("hidden_output", "input_hidden")},
    asks={"told-again": "the error, 50 tellings", "falling": "the score on the others"},
)

"""Act 9: a digit told again to a network that knows something; and what that does to others."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from scenes.story.acts.common import (
    BECOMES,
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
from scenes.story.acts.tellings import LAST, for_others, how_it_fell, in_the_end, loss_after
from scenes.story.beats import Act, Beat, Subject, lit
from scenes.story.choices import OUTPUT_NODE
from scenes.story.figures import Bars, Chart, Gallery, Picture, Scale, Series, Table
from scenes.story.numbers import difference_of, number, percent, plain, spelled
from scenes.story.passes import LEAST_HARM, TELLINGS
from scenes.story.scene import Scene, column, row
from scenes.story.walk import Walk
from tinynet import Trace

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
        x_label="times told, set ever closer",
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
        "correcting, over and over: that is all of [bold]training[/].",
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
    retold, label = learning.retold, learning.label
    thing, plural = walk.classes.thing, "s" if walk.classes.are_digits else ""
    alike = int((retold.labels == label).sum())
    count, lost, won = len(retold.labels), retold.lost, retold.won
    told = (0, *TELLINGS)
    table = Table(
        title=f"{count:,} other {thing}s, {alike} of them {walk.named(label)}{plural}",
        header=("told", "read right", f"taken for {walk.classes.a(label)}"),
        rows=tuple(
            (
                times(tellings),
                f"{round(retold.score(tellings) * count)}",
                f"{retold.read_as(tellings, label)}",
            )
            for tellings in told
        ),
        reveal=True,
        alt=f"The score on other {walk.classes.things} after 0, 1, 5 and 50 tellings.",
    )
    before, after = retold.answers[0], retold.answers[LAST]
    lost_ones = _changed(
        walk,
        f"[error]lost: {len(lost)}[/]",
        {int(i): lost_to(walk, retold.labels[i], after[i]) for i in lost},
        "None was lost.",
    )
    won_ones = _changed(
        walk,
        f"[you]won: {len(won)}[/]",
        {int(i): won_from(walk, retold.labels[i], before[i]) for i in won},
        "None was won.",
    )
    both = replace(lost_ones, title=f"{lost_ones.title} [dim](and[/] {won_ones.title}[dim])[/]")
    course = Chart(
        title=f"[dim]what becomes of the {count:,}[/]",
        series=tuple(
            Series(name, told, shares, term)
            for name, term, shares in (
                ("read right", "you", [retold.score(t) for t in told]),
                (
                    f"taken for {walk.classes.a(label)}",
                    "lola",
                    [retold.read_as(t, label) / count for t in told],
                ),
            )
        ),
        x_label="times told",
        y_label=f"1 is all {count:,}",
        marks=tuple(map(float, told)),
        logarithmic=True,
        draw=True,
        top=1.0,
        alt=f"The score on other {walk.classes.things}, and how many are taken for what was told.",
    )
    told_so_far = column(replace(table, tight=True), course)
    change = retold.score(LAST) - retold.score(0)
    became = int((after[lost] == label).sum())
    of_them = "all" if became == len(lost) else str(became)
    if len(lost):
        harm = (
            f"{len(lost)} are lost"
            + (f", {of_them} taken for {walk.classes.a(label)}" if became else "")
            + f"; {len(won)} are won. "
        )
    else:
        harm = f"not one is lost, {len(won)} are won. "
    once = f"{round(retold.score(0) * count)} → {round(retold.score(1) * count)}"
    moral = (
        "The same weights serve them all: what only one is told, the others pay for."
        if change < -LEAST_HARM
        else f"At this learning rate one {thing}, told alone, does the others hardly any harm."
    )
    return Beat(
        title="What it does to the others",
        story=f"Told once: {once} read right. Told {times(LAST)}, and nothing else: {harm}{moral}",
        formula=(
            f"right before  {round(retold.score(0) * count):>4}",
            f"lost        − {len(lost):>4}",
            f"won         + {len(won):>4}",
            f"right after = {round(retold.score(LAST) * count):>4}",
            f"of {count:,}: {percent(retold.score(0))} → {percent(retold.score(LAST))}",
        ),
        subject=Subject(
            f"of {count:,} others still right, told {times(LAST)}",
            f"{round(retold.score(LAST) * count):,}",
            "lola",
        ),
        scene=Scene(
            compact=row(table, both, gap=3),
            normal=row(table, column(lost_ones, won_ones), gap=6),
            large=(row(told_so_far, column(lost_ones, won_ones), gap=4),),
        ),
        lit=lit("speak", "tell", "lola"),
        chooses=OUTPUT_NODE,
        trace=learning.trace,
        now_heard=int(retold.outputs[LAST].argmax()),
        network=learning.named.called,
    )


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


def epoch(walk: Walk) -> Beat:
    """Tell everything, again and again: what training makes of the very same Jay."""
    training, count = walk.pass_.training, len(walk.pass_.others[1])
    thing, things = walk.classes.thing, walk.classes.things
    epochs, plural = spelled(training.epochs), "s"[: training.epochs != 1]
    j = min(walk.jay, training.before.hidden_nodes - 1, training.after.hidden_nodes - 1)
    told = ((training.before, "A Jay before training: noise."), (training.after, "And after."))

    def pictures(*titles: str) -> tuple[Picture, ...]:
        return tuple(
            Picture(
                title=title,
                values=walk.pictured(network.input_hidden[j]),
                scale=Scale.around(network.input_hidden[j]),
                alt=alt,
            )
            for title, (network, alt) in zip(titles, told, strict=True)
        )

    named = f"[jay]Jay {j}[/]"
    then = named if training.same_start else "[jay]another Jay[/]"
    before, after = pictures(f"{named}, untrained", f"{then} after {training.epochs} epochs")
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
        values=np.array([*(score for _, score in scores), training.score_after]),
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
    return Beat(
        title="Everything once: an epoch",
        story=f"So tell all {training.samples:,} {things}, each once: an [bold]epoch[/]. "
        f"{_in_turn(walk)} After {epochs}: "
        f"{percent(training.score_after)} of {count:,} right: the [bold]test set[/], never taught.",
        formula=(
            f"one [bold]epoch[/] = every {thing} once",
            f"  = {training.samples:,} tellings",
            f"{epochs} epoch{plural} = {training.epochs} × {training.samples:,}",
            f"  = {training.epochs * training.samples:,}",
            f"of {count:,}: {percent(training.score_before)} → {percent(training.score_after)}",
        ),
        subject=Subject(
            f"of {count:,} read right, after training", percent(training.score_after), "lola"
        ),
        scene=Scene(
            # The scales stand behind the titles, and no picture is cut, if the words are short.
            compact=row(*pictures(f"{named} before", f"{then} after"), brief, gap=1),
            normal=row(before, BECOMES, after, table, gap=3),
            large=(row(before, BECOMES, after, bars, gap=3),),
        ),
        lit=lit("you", "speak", "jay", "tell", "lola", "meant"),
        travel=("you", "lola"),
        trace=training.after.trace(learning.trace.inputs, learning.trace.targets),
        network="trained",
        aside=training.kinship + _of_so_many(walk, count),
    )


def _in_turn(walk: Walk) -> str:
    """Say why a learning rate will do for all in turn, though it may cost others with one alone."""
    training, sweep = walk.pass_.training, walk.pass_.learning.sweep
    rate = training.after.learning_rate
    at = f"[rate]η[/] = {plain(rate)}"
    swept = np.flatnonzero(sweep.rates == rate)
    if len(swept) and sweep.accuracy[swept[0]] < sweep.accuracy_before:
        return (
            f"{at} cost others when one was told alone; in turn it will do: what one spoils, "
            "the next pull back."
        )
    return f"The correction is small, {at}: what one spoils, the next pull back."


def _of_so_many(walk: Walk, count: int) -> str:
    """Say of how many the score is, where that is not of all."""
    data = walk.pass_.data if walk.pass_.test is None else walk.pass_.test
    if count + 1 >= len(data):
        return ""
    return (
        f" The score is of {count:,} of the {len(data):,} test {walk.classes.things}; over all it "
        "differs a little."
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

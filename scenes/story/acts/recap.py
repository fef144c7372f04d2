"""The act `recap`: the seven words, each with a small live picture from this very walk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from scenes.story.acts import ACTS
from scenes.story.acts.common import (
    FAR,
    INK,
    curve,
    inputs_picture,
    jay,
    lola_labels,
    others_swept,
    outputs_bars,
    plus_bias,
    reach_of,
    same_place,
)
from scenes.story.acts.numbered import act_named
from scenes.story.acts.road import heard_of, most_blamed, plus, road_once_more
from scenes.story.acts.rules import RULE_NAMES
from scenes.story.acts.shares import RULE_FORMULAS
from scenes.story.arithmetic import difference_of
from scenes.story.beats import Act, Beat, Subject, lit
from scenes.story.figures import Bars, Chart, Figure, Nodes, Table
from scenes.story.numbers import number, percent, plain, spelled, sub
from scenes.story.passes import SWEPT_RATES
from scenes.story.places import TRAINED, Where
from scenes.story.questions import Prediction, latest
from scenes.story.scene import Scene, column, row
from scenes.story.walk import Walk
from tinynet import Trace


def _a_look() -> str:
    """Say what to look for with the other rule.

    To use it from now on is one thing; to see both beside each other, which the act `blame` has a
    side path for, another.
    """
    return f"how the blame changes ([to:blame.rules]{act_named('blame')}[/])"


def _jays(walk: Walk, trace: Trace) -> Nodes:
    return Nodes(
        title="[jay]hidden layer[/]",
        values=trace.hidden_outputs,
        scale=INK,
        chosen=same_place(walk, trace),
        alt=f"{len(trace.hidden_outputs)} Jays.",
    )


def whole_road(walk: Walk) -> Beat:
    """All of it once more, in one picture, with what came of it."""
    trace = walk.trace
    answer, label = trace.answer, walk.pass_.label
    road = road_once_more(walk)
    judged = "which is right" if answer == label else f"but you meant {walk.classes.a(label)}"
    there, back = sorted(road.groups, key=lambda group: group.back)
    strongest, blamed = there.nodes[0], most_blamed(trace)[0]
    blame = back.said[back.nodes.index(blamed)]
    product = heard_of(trace, answer, there.nodes)[0]
    rule = RULE_FORMULAS[trace.error_rule].partition(" = ")[2]
    return Beat(
        title="The whole road once more",
        story=f"Your first {walk.named(label)} again. There ([tell]▸[/]): [lola]Lola "
        f"{walk.named(answer)}[/] hears most from {spelled(len(there.nodes))} [jay]Jays[/]. She "
        f"is the loudest, {judged}. Back ([error]◂[/]): the {spelled(len(back.nodes))} most "
        f"[error]blamed[/], [jay]Jay {blamed}[/] before all, each with the [lola]Lola[/] who "
        "blames him most. Every link moved.",
        formula=(
            "there: [jay]h[/] = σ(W [you]x[/]), [lola]y[/] = σ(V [jay]h[/])",
            f"strongest, [jay]Jay {strongest}[/]: v·h",
            f"  = {' × '.join(product.factors)} = {plus(product)}",
            f"[error]E{sub(blamed)}[/] = {rule} = {blame}",
            f"then {trace.input_hidden.size + trace.hidden_output.size:,} weights moved",
        ),
        subject=Subject(
            f"the loudest, [lola]Lola {walk.named(answer)}[/], says",
            number(float(trace.outputs[answer])),
            "lola",
        ),
        scene=Scene(compact=road, normal=road),
        lit=lit("you", "speak", "jay", "tell", "lola", "meant"),
        travel=("you", "lola"),
    )


def three_layers(walk: Walk) -> Beat:
    """Input layer, hidden layer, output layer: of a network that was trained."""
    untrained, trained = walk.pass_.named.untrained, walk.pass_.counterpart.trace
    trace = trained if untrained else walk.trace
    label = walk.named(walk.pass_.label)
    layers: tuple[Figure, ...] = (
        inputs_picture(walk, "[you]input layer[/]"),
        _jays(walk, trace),
        outputs_bars(
            walk,
            "[lola]output layer[/]",
            values=trace.outputs,
            targets=trace.targets,
            alt=f"The {walk.lolas} outputs.",
        ),
    )
    return Beat(
        title="Three of the seven words",
        story=(f"Your {label} after training. " if untrained else "")
        + f"[you]Input layer[/]: you, {walk.inputs} pixels. [jay]Hidden layer[/]: "
        f"{len(trace.hidden_sums)} Jays, each passing on 0 to 1 by what he heard. [lola]Output "
        f"layer[/]: {walk.lolas} Lolas, each saying how sure she is. The weights between: all it "
        "knows.",
        formula=(
            f"[jay]h[/] = σ(W [you]x[/]{plus_bias(walk)})",
            f"[lola]y[/] = σ(V [jay]h[/]{plus_bias(walk)})",
            f"answer: [lola]{walk.named(trace.answer)}[/], meant: [meant]{label}[/]",
            *([f"[dim]untrained, it was: {walk.named(walk.trace.answer)}[/]"] if untrained else []),
        ),
        scene=Scene(compact=row(*layers), normal=row(*layers, gap=5)),
        lit=lit("you", "speak", "jay", "tell", "lola"),
        travel=("you", "lola"),
        trace=trace if untrained else None,
        network="trained" if untrained else "",
    )


def four_more(walk: Walk) -> Beat:
    """Activation function, output error, learning rate, epoch: a picture of each."""
    trace, label, training = walk.trace, walk.pass_.label, walk.pass_.training
    z, h = float(trace.hidden_sums[walk.jay]), float(trace.hidden_outputs[walk.jay])
    difference = difference_of(float(trace.targets[label]), float(trace.outputs[label]))
    bias = float(trace.hidden_biases[walk.jay])
    # Its whole shape, however near to its middle the sum is.
    reach = max(FAR, reach_of(z, bias))
    shape = curve("[jay]activation function[/]", z, h, bias=bias, reach=reach)
    error = Bars(
        title="[error]output error[/]: the gap [error]╍[/]",
        labels=(lola_labels(walk)[label],),
        values=trace.outputs[[label]],
        targets=trace.targets[[label]],
        gap=True,
        alt=f"What Lola {walk.named(label)} said, and what you meant.",
    )
    rates, roomy_rates = _learning_rates(walk)
    count = len(walk.pass_.others[1])
    epochs = Bars(
        title=f"[bold]epoch[/]: right of {count:,}",
        labels=("0 epochs", f"{training.epochs} epoch{'s'[: training.epochs != 1]}"),
        values=np.rint(count * np.array([training.score_before, training.score_after])),
        high=float(count),
        digits=0,
        term="you",
        alt=f"How many other {walk.classes.things} are read right before training and after.",
    )
    return Beat(
        title="The other four",
        story="[jay]Activation function[/]: the level of trust, at Jay and at Lola. [error]Output "
        "error[/]: intended less actual. [rate]Learning rate[/]: how much of it to correct at "
        "once. [bold]Epoch[/]: one pass over everything you have to tell.",
        formula=(
            f"{jay(walk)}: σ({number(z)}) ≈ {number(h)}",
            f"[error]e[/] = {difference.minuend} − {difference.subtrahend} = {difference.result}",
            f"[rate]η[/] = {plain(trace.learning_rate)}",
            f"1 [bold]epoch[/] = {walk.pass_.epoch_samples:,} tellings",
            "[dim][do:words]all the words[/][/]",
        ),
        scene=Scene(
            compact=row(column(shape, error, gap=0), column(rates, epochs, gap=0), gap=2),
            normal=row(
                column(shape, error),
                column(roomy_rates, epochs),
                gap=5,
            ),
        ),
        lit=lit("speak", "jay", "tell", "lola", "meant"),
        travel=("lola", "you"),
    )


def _learning_rates(walk: Walk) -> tuple[Chart, Chart]:
    """How many others are read right after an update at several rates.

    The same again for where there is room: with a title that says of which network.
    """
    learning = walk.pass_.learning
    which = "this" if learning.index == walk.pass_.index else "another"
    whose = f"{learning.named.called}, {which} {walk.named(learning.label)}"
    others = len(learning.sweep.labels)
    rate = walk.trace.learning_rate
    rates = Chart(
        title=f"[rate]learning rate[/], as in {act_named('update')}",
        series=others_swept(learning.sweep),
        x_label="η",
        y_label=f"others right, of {others:,}",
        marks=(0.01, 0.1, 1.0, SWEPT_RATES[-1]),
        logarithmic=True,
        here=(rate, f"η = {plain(rate)}"),
        top=float(others),
        counts=True,
        alt=f"One update at several learning rates: how many others the network "
        f"{learning.named.called} reads right after it was told the {walk.classes.thing} of "
        f"{act_named('update')}.",
    )
    return rates, replace(rates, title=f"{rates.title} ({whose})")


def _came(walk: Walk, where: Where) -> str:
    """Return what comes at a beat that asks, in its question's own words."""
    act, beat = where
    question = ACTS.named(act).beats[beat](walk).question
    return "[dim]not asked[/]" if question is None else question.options[question.answer]


def _foreseen_table(walk: Walk, given: Mapping[Where, Prediction]) -> Table:
    """What was asked about, what came, and what the reader said to it."""
    rows: list[tuple[str, ...]] = []
    said = 4 if given else 3  # who answered none has said nothing, in a column of dashes
    for where, (name, topic) in ACTS.topics.items():
        link = f"to:{where[0]}.{where[1]}"
        if (one := given.get(where)) is None:
            rows.append((name, f"[{link}]{topic}[/]", _came(walk, where), "[dim]—[/]"))
        elif one.right:
            rows.append((name, f"[{link}]{topic}[/]", one.was, f"[you]✓[/] {one.said}"))
        else:
            missed = f"[{link}][rate]{topic}[/][/]"
            rows.append((name, missed, one.was, f"[error]✗ {one.said}[/]"))
    header = ("act", "asked about", "it came", "you said")[:said]
    return Table(
        header=header,
        rows=tuple(row[:said] for row in rows),
        left=len(header),
        alt="The questions of this walk, what came, and what you said.",
    )


def foresaw(walk: Walk) -> Beat:
    """What the reader predicted, and what came; each links back to where it was asked."""
    given = latest(walk.predictions)
    topics = ACTS.topics
    right = sum(prediction.right for prediction in given.values())
    table = _foreseen_table(walk, given)
    if not given:
        verdict = (
            "You have answered none, and need not: here is what came. Do you know why? Each "
            "leads [do:go-to]back[/] to its beat, to be [do:answer]answered[/] there."
        )
    elif right == len(given):
        verdict = (
            "You foresaw them all."
            if len(given) == len(topics)
            else "You foresaw each that you answered. The others wait: [do:go-to]go to one[/]."
        )
    else:
        verdict = (
            f"You foresaw {right} of the {len(given)} you answered. What you did not foresee is "
            "what is worth another look: [do:go-to]go back to it[/]."
        )
    return Beat(
        title="What you foresaw",
        story=f"This walk asks {len(topics)} times what comes next, on its own numbers. {verdict}",
        formula=(
            f"asked        {len(topics)}",
            f"answered     {len(given)}",
            f"foreseen     {right}",
            "",
            "[dim][do:questions]questions on or off[/][/]",
        ),
        scene=Scene(compact=table, normal=table),
        lit=lit("you", "lola"),
        personal=True,
    )


def _way(action: str, what: str, look_for: str) -> tuple[str, str, str]:
    """Something to try: how it is done, what it is, and what to look for."""
    return f"[bold][do:{action}][/][/]", what, look_for


def what_next(walk: Walk) -> Beat:
    """Things to try."""
    trace, pass_ = walk.trace, walk.pass_
    thing = walk.classes.thing
    tested = len(pass_.data if pass_.test is None else pass_.test)
    other = ("the trained network", "shapes in the Jays' weights")
    if not walk.pass_.named.untrained:
        other = ("the untrained network", "noise for weights")
    (other_rule,) = (name for rule, name in RULE_NAMES.items() if rule != trace.error_rule)
    table = Table(
        title="[bold]try next[/]",
        header=("", "what", "look for"),
        rows=(
            _way("other-weights", *other),
            _way("random-digit", f"another {thing}", "is it right? how sure?"),
            _way("another-digit", f"a {thing} of that kind", "which Jays it shares"),
            _way("other-rule", f"{other_rule}, everywhere", _a_look()),
            _way("learning-rate", "the learning rate", "what too high a rate does"),
            _way("train", f"all {walk.pass_.epoch_samples:,} {thing}s", "the Jays taking shape"),
            _way("test", f"test it on {tested:,}", "mistakes it is sure of"),
            _way("draw", f"draw your own {thing}", "what Lola makes of it, and why"),
            _way("lab", "what if: the lab", "which Jay matters most"),
            _way("backwards", "run it backwards", "what Lola has in mind"),
        ),
        left=3,
        alt="What to try next.",
    )
    training = walk.pass_.training
    compared = f"trained:    {percent(training.score_after)}"
    if walk.pass_.named.origin == "trained":
        compared = f"untrained:  {percent(training.score_before)}"
    return Beat(
        title="What to try next",
        story="That was it: tell, hear, compare, pass the blame back, correct a little, tell "
        "again. Big networks have other curves and wiring, but do the same. "
        + (
            "This one is untrained; you draw, test and run backwards with the [rate]trained[/] one."
            if walk.pass_.named.untrained
            else f"What you saw on one {thing} is what any such network does."
        ),
        formula=(
            f"this network: {trace.input_hidden.shape[1]}–{trace.input_hidden.shape[0]}"
            f"–{trace.hidden_output.shape[0]}",
            f"{trace.input_hidden.size + trace.hidden_output.size:,} weights",
            f"reads right {percent(walk.pass_.score)}",
            compared,
            f"[dim]of {len(walk.pass_.others[1]):,} other {thing}s[/]",
        ),
        subject=Subject(
            f"of {len(walk.pass_.others[1]):,} this network reads right",
            percent(walk.pass_.score),
            "lola",
        ),
        scene=Scene(compact=table, normal=table),
        lit=lit("you", "speak", "jay", "tell", "lola", "meant"),
        travel=("you", "lola"),
    )


ACT = Act(
    id="recap",
    name="Recap",
    about="all seven words",
    tries=TRAINED,
    beats={
        "road": whole_road,
        "layers": three_layers,
        "words": four_more,
        "foreseen": foresaw,
        "next": what_next,
    },
)

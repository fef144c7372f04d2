"""Act 1: the three friends, as a network of one node each that can be played with."""

from __future__ import annotations

from collections.abc import Mapping

from scenes.story.acts import ACTS
from scenes.story.acts.common import apart
from scenes.story.acts.friends import (
    EVERYTHING,
    distance_bars,
    errors_chart,
    friends_figure,
    knobs_figure,
    rounds_table,
    said,
    tones_table,
    trust_curve,
    words_table,
)
from scenes.story.acts.play import (
    CALM_RATE,
    HASTY_RATE,
    KNOB,
    KNOBS,
    KNOWN_KNOBS,
    PLAY,
    TOLD,
    Play,
    one_of_the_knobs,
    read_play,
    rounds_of,
    start_over,
    tell_again,
    turn_up,
)
from scenes.story.beats import Act, ActAction, Beat, Question, Setting, Subject, lit
from scenes.story.choices import NOTHING
from scenes.story.figures import Speech
from scenes.story.limits import MOST_TOLD, whole
from scenes.story.numbers import (
    change_of,
    decimals,
    difference_of,
    number,
    plain,
    product_of,
    sigmoid_digits,
    signed,
)
from scenes.story.places import DEFAULT_LEARNING_RATE
from scenes.story.scene import Node, Scene, column, row
from scenes.story.walk import Walk

LONGEST_MOVE = 27
"""Columns for a weight before and after; a tiny change would not fit beside the story."""
STUCK = 5e-4
"""An error that moves less than this, and is larger, is stuck."""
LEAST_MOVE = 1e-6
"""A weight that moves less than this goes no way, and a smaller error asks for nothing."""


TOLD_AT = {
    "friends": frozenset[str](),
    "weight": frozenset(("w₁", "z₁")),
    "trust": frozenset(("w₁", "z₁", "h")),
    "pass-on": EVERYTHING - {"t"},
    "error": EVERYTHING,
    "again": EVERYTHING,
}
"""By beats, which of the friends' numbers have been told of."""


def _scene(
    walk: Walk,
    beat: str,
    parts: frozenset[str],
    beside: Node,
    travel: tuple[str, str] | None = None,
) -> Scene:
    """The friends above the knobs, and something beside them."""
    friends = friends_figure(walk, parts, travel, told=TOLD_AT[beat])
    known = KNOWN_KNOBS.get(beat, 0)
    short = [knobs_figure(walk, known, short=True)] if known else []
    long = [knobs_figure(walk, known)] if known else []
    return Scene(
        compact=column(friends, row(*short, beside, gap=2), gap=1),
        normal=column(friends, row(*long, beside, gap=4), gap=2),
    )


def _on_the_curve(
    walk: Walk, beat: str, parts: frozenset[str], who: str, travel: tuple[str, str] | None = None
) -> Scene:
    """The friends above the curve of one of them; where there is room, with the knobs."""
    friends = friends_figure(walk, parts, travel, told=TOLD_AT[beat])
    trust, knobs = trust_curve(walk, who), knobs_figure(walk, KNOWN_KNOBS[beat])
    return Scene(
        compact=column(friends, trust, gap=0),
        normal=column(friends, row(knobs, trust, gap=4), gap=2),
    )


def _said(walk: Walk, beat: str) -> Mapping[str, Speech]:
    return said(rounds_of(walk)[-1], told=TOLD_AT[beat])


def friends(walk: Walk) -> Beat:
    """Who is who."""
    return Beat(
        title="Three friends",
        story="[you]You[/] have something to tell [lola]Lola[/], but you only reach her through "
        "[jay]Jay[/]. In a neural network you are the [you]input[/] layer, Jay is the "
        "[jay]hidden[/] layer, and Lola the [lola]output[/]. You say “love”: what does she hear, "
        "and why?",
        formula=(
            "[you]you[/] → [jay]Jay[/] → [lola]Lola[/]",
            "[you]input[/] → [jay]hidden[/] → [lola]output[/]",
            f"[you]x[/] = {number(float(rounds_of(walk)[-1].inputs[0]), 2)}   what you say",
            "[dim]a number, and a word for it[/]",
            f"[dim]act 1 of {len(ACTS)}: all, in small[/]",
        ),
        scene=_scene(walk, "friends", lit("you", "jay", "lola"), words_table(), ("you", "lola")),
        lit=lit("you", "jay", "lola"),
        travel=("you", "lola"),
        chooses=NOTHING,
        trace=rounds_of(walk)[-1],
        said=_said(walk, "friends"),
    )


def seriously(walk: Walk) -> Beat:
    """A weight is how seriously something is said."""
    now = rounds_of(walk)[-1]
    told = product_of(float(now.input_hidden[0, 0]), float(now.inputs[0]))
    return Beat(
        title="How seriously you say it",
        story="A whisper in passing carries little. Taken aside and told seriously, it carries a "
        "lot. That is a [speak]weight[/]; below zero, [jay]Jay[/] hears the opposite. "
        "[do:knob]Turn it[/], and see how you say it.",
        formula=(
            "what reaches Jay:",
            "[sum]z[/] = [speak]w₁[/] · [you]x[/]",
            f"  = {told.factors[0]} × {told.factors[1]} = [sum]{told.result}[/]",
            f"[dim]x is {told.factors[1]}: so here z is as w₁[/]",
            "[dim]at w₁ = 0 he hears nothing[/]",
        ),
        subject=Subject("[sum]z[/]: what reaches Jay", told.result, "sum"),
        scene=_scene(walk, "weight", lit("you", "speak", "jay"), tones_table(walk), ("you", "jay")),
        lit=lit("you", "speak"),
        travel=("you", "jay"),
        chooses=one_of_the_knobs(KNOWN_KNOBS["weight"]),
        trace=rounds_of(walk)[-1],
        said=_said(walk, "weight"),
    )


def believe(walk: Walk) -> Beat:
    """The activation function is a level of trust."""
    now = rounds_of(walk)[-1]
    z, h = float(now.hidden_sums[0]), float(now.hidden_outputs[0])
    return Beat(
        title="Does Jay believe it?",
        story="Nobody believes just anything: there is a level of trust to overcome, z = 0. By "
        "this curve, the [jay]activation function[/] σ (sigmoid), [jay]Jay[/] passes on ½ there: "
        "“maybe”. Far below, hardly a word; far above, nearly all.",
        formula=(
            "[jay]h[/] = σ([sum]z[/]) = 1 / (1 + e^(−z))",
            f"  = σ({number(z, sigmoid_digits(z))}) = [jay]{number(h)}[/]",
            "[dim]e = 2.718…, a fixed number[/]",
            "[dim]┼ on his gauge: the level, ½[/]",
            "[dim]you have no curve: x as it is[/]",
        ),
        subject=Subject("[jay]h[/]: what Jay passes on", number(h), "jay"),
        scene=_on_the_curve(walk, "trust", lit("jay"), "jay"),
        lit=lit("jay"),
        chooses=one_of_the_knobs(KNOWN_KNOBS["trust"]),
        trace=rounds_of(walk)[-1],
        said=_said(walk, "trust"),
        aside="The tale that this follows gives [you]you[/], too, a level of trust to overcome. "
        "Here what you say goes in as it is: x lies between 0.01 and 1 already, and a curve would "
        "only bend it.",
    )


def pass_on(walk: Walk) -> Beat:
    """Jay to Lola: the same two steps again."""
    now = rounds_of(walk)[-1]
    told = product_of(float(now.hidden_output[0, 0]), float(now.hidden_outputs[0]))
    z, y = float(now.output_sums[0]), float(now.outputs[0])
    return Beat(
        title="Jay tells Lola",
        story="Now the same once more. [jay]Jay[/] speaks to [lola]Lola[/] with a weight of his "
        "own, and she too has a level of trust to overcome. What she ends up with is the "
        "[lola]actual output[/]. Were he silent (h = 0), she would stay at ½: “maybe”.",
        formula=(
            "[sum]z[/] = [tell]w₂[/] · [jay]h[/]",
            f"  = {told.factors[0]} × {told.factors[1]}",
            f"  = {told.result}",
            "[lola]y[/] = σ([sum]z[/])",
            f"  = σ({number(z, sigmoid_digits(z))}) = [lola]{number(y)}[/]",
        ),
        subject=Subject("[lola]y[/]: what Lola hears", number(y), "lola"),
        scene=_on_the_curve(walk, "pass-on", lit("jay", "tell", "lola"), "lola", ("jay", "lola")),
        lit=lit("jay", "tell", "lola"),
        travel=("jay", "lola"),
        chooses=one_of_the_knobs(KNOWN_KNOBS["pass-on"]),
        trace=rounds_of(walk)[-1],
        said=_said(walk, "pass-on"),
    )


def _which_way(walk: Walk) -> Question | None:
    """Ask which way your weight is corrected; how far is told of later."""
    now = rounds_of(walk)[-1]
    error, change = float(now.output_errors[0]), float(now.hidden_updates[0, 0])
    if min(abs(error), abs(change)) < LEAST_MOVE:
        return None
    contrary = ", but hears [jay]Jay[/] contrary" if now.hidden_output[0, 0] < 0 else ""
    return Question(
        "to make the error smaller, which way should your weight w₁ go?",
        ("down", "up"),
        int(change > 0),
        f"e = {signed(error, decimals(error, 1))}: she should hear "
        f"{'more' if error > 0 else 'less'}{contrary}: {'up' if change > 0 else 'down'}.",
    )


def meant(walk: Walk) -> Beat:
    """The error is what was meant less what arrived."""
    now = rounds_of(walk)[-1]
    t = float(now.targets[0])
    told = difference_of(t, float(now.outputs[0]))
    words = said(now)
    intended, heard = (f"“{words[who].words}”" for who in ("meant", "lola"))
    friends = friends_figure(walk, lit("lola", "meant", "error"), ("meant", "lola"))
    knobs = knobs_figure(walk, KNOWN_KNOBS["error"])
    return Beat(
        title=f"You meant {intended}, she heard {heard}",
        story=f"You had in mind the [meant]target[/] t: {number(t, 2)}, {intended}. x is what goes "
        "in, t what should come out: two scales; “love” begins at ¾. What arrived is y. The "
        "difference is the [error]output error[/]: above zero, she should have heard more.",
        formula=(
            "[error]e[/] = [meant]t[/] − [lola]y[/]",
            "  = intended − actual",
            f"  = {told.minuend} − {told.subtrahend}",
            f"  = [error]{told.result}[/]",
            "[dim]next: both weights corrected[/]",
        ),
        subject=Subject("[error]e[/]: meant less heard", told.result, "error"),
        scene=Scene(
            compact=column(friends, knobs, distance_bars(walk), gap=1),
            normal=column(friends, row(knobs, distance_bars(walk), gap=4), gap=2),
        ),
        lit=lit("lola", "meant"),
        travel=("meant", "lola"),
        chooses=one_of_the_knobs(KNOWN_KNOBS["error"]),
        trace=now,
        said=_said(walk, "error"),
        question=_which_way(walk),
    )


def both_rates(walk: Walk) -> str:
    """Say which learning rate will do for one word, and which for a whole picture."""
    calm, usual = plain(CALM_RATE), plain(DEFAULT_LEARNING_RATE)
    return f"[dim]one word: η {calm}; {walk.inputs} of you: {usual}[/]"


def _change(walk: Walk) -> tuple[str, ...]:
    """Tell the change that the last telling made; untold, the one that the next will make."""
    rounds = rounds_of(walk)
    label, told = "the change to come:", rounds[-1]
    last = both_rates(walk)
    more: tuple[str, ...] = ("[dim]by which rule: act 8[/]",)
    if len(rounds) > 1:
        told, now = rounds[-2:]
        before, after = float(told.output_errors[0]), float(now.output_errors[0])
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
        more = (f"[error]e[/]:  {signed(before, digits)} → {signed(after, digits)}",)
    moved = (
        ("[speak]w₁[/]", told.input_hidden, told.hidden_updates),
        ("[tell]w₂[/]", told.hidden_output, told.output_updates),
    )
    return (
        f"[dim]{label}[/]",
        *(_moved(name, float(at[0, 0]), float(by[0, 0])) for name, at, by in moved),
        *more,
        last,
    )


def _moved(name: str, before: float, change: float) -> str:
    """Tell a weight, its change and what comes of it, as far as there is room to print them."""
    told = change_of(before, change)
    ways = f"{told.sum} = {told.after}", f"{told.before} → {told.after}"
    fitting = (f"{name}: {moved}" for moved in ways if len(moved) <= LONGEST_MOVE)
    return next(fitting, f"{name} hardly moves")


def again(walk: Walk) -> Beat:
    """Training is telling him again, a little corrected."""
    now = rounds_of(walk)[-1]
    friends = friends_figure(walk, lit(), ("lola", "you"), corrected=True)
    small = column(knobs_figure(walk, short=True), rounds_table(walk), gap=1)
    large = column(knobs_figure(walk), rounds_table(walk), gap=2)
    return Beat(
        title="Tell him again",
        story="[do:tell-again]Tell [jay]Jay[/] again[/], aside: both weights move, by the "
        "[rate]learning rate η[/]. Over and over: training. "
        f"[do:knob]Turn η[/] to {plain(HASTY_RATE)}: too high, it harms twice. Here it overshoots; "
        "in [to:update.rate]act 8[/] it spoils other words. [do:start-over]Forget all[/].",
        formula=_change(walk),
        subject=Subject("[error]e[/]: the error now", signed(float(now.output_errors[0])), "error"),
        scene=Scene(
            compact=column(friends, row(small, errors_chart(walk, small=True), gap=1), gap=0),
            normal=column(friends, row(large, errors_chart(walk), gap=4), gap=2),
        ),
        lit=lit("you", "speak", "jay", "tell", "lola", "meant"),
        travel=("lola", "you"),
        said=said(now),
        chooses=one_of_the_knobs(KNOBS),
        trace=now,
        aside="It overshoots: past what you meant, and back. Other words go by the same "
        f"weights. One word needs a large η; {walk.inputs} of you pull together, so each weight "
        "has to move less.",
    )


ACT = Act(
    id="meet",
    name="Meet the friends",
    about="everything, in small",
    has_asides=True,
    onward=("practice", "code"),
    beats={
        "friends": friends,
        "weight": seriously,
        "trust": believe,
        "pass-on": pass_on,
        "error": meant,
        "again": again,
    },
    computes={
        "weight": ("hidden_sums",),
        "trust": ("hidden_outputs",),
        "pass-on": ("output_sums", "outputs"),
        "error": ("output_errors",),
        "again": ("hidden_output", "input_hidden"),
    },
    asks={"error": "which way a weight goes"},
    settings={
        PLAY: Setting(Play(), read_play),
        TOLD: Setting(0, whole(0, MOST_TOLD)),
        KNOB: Setting(None, whole(0, KNOBS - 1)),
    },
    actions={
        "tell-again": ActAction("Tell the three friends once more", tell_again, TOLD),
        "start-over": ActAction(
            "Let the three friends forget what they were told", start_over, TOLD
        ),
        "knob": ActAction("Turn the chosen knob up", turn_up, PLAY),
    },
)

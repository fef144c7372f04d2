"""The act `meet`: the three friends, as a network of one node each that can be played with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from scenes.story.acts import ACTS
from scenes.story.acts.friends import (
    EVERYTHING,
    distance_bars,
    friends_figure,
    knobs_figure,
    said,
    sums_table,
    tones_table,
    trust_curve,
    words_table,
)
from scenes.story.acts.numbered import act_link, act_named
from scenes.story.acts.play import (
    FASTER_RATE,
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
from scenes.story.acts.retold import (
    TWICE,
    UNTOLD,
    ahead_chart,
    both_rates,
    change,
    rates_chart,
    rounds_table,
    worked_out,
)
from scenes.story.arithmetic import difference_of, product_of, sigmoid_digits
from scenes.story.beats import Act, ActAction, Beat, Question, Setting, Subject, lit
from scenes.story.choices import NOTHING
from scenes.story.figures import Chart
from scenes.story.friends import Speech
from scenes.story.limits import MOST_TOLD, whole
from scenes.story.numbers import decimals, number, plain, signed
from scenes.story.scene import Node, Scene, column, row
from scenes.story.walk import Walk

LEAST_MOVE = 1e-6
"""A weight that moves less than this goes no way, and a smaller error asks for nothing."""


KNOWN_AT = {
    "friends": frozenset[str](),
    "weight": frozenset(("w₁", "z₁")),
    "trust": frozenset(("w₁", "z₁", "h")),
    "pass-on": EVERYTHING - {"t"},
    "error": EVERYTHING,
    "again": EVERYTHING,
    "rate": EVERYTHING,
}
"""By beats, which of the friends' numbers are known by now."""


def _scene(
    walk: Walk,
    beat: str,
    parts: frozenset[str],
    beside: Node,
    travel: tuple[str, str] | None = None,
) -> Scene:
    """The friends above the knobs, and something beside them."""
    friends = friends_figure(walk, parts, travel, known=KNOWN_AT[beat])
    known = KNOWN_KNOBS.get(beat, 0)
    short = [knobs_figure(walk, known, short=True)] if known else []
    long = [knobs_figure(walk, known)] if known else []
    return Scene(
        compact=column(friends, row(*short, beside, gap=2), gap=1),
        # One below the other, all in the middle: one knob alone beside a table leaves a corner.
        normal=column(friends, *long, beside, gap=2),
    )


def _on_the_curve(
    walk: Walk, beat: str, parts: frozenset[str], who: str, travel: tuple[str, str] | None = None
) -> Scene:
    """The friends above the curve of one of them; where there is room, with the knobs.

    Where there is more, with a few sums far and near, and what becomes of each.
    """
    friends = friends_figure(walk, parts, travel, known=KNOWN_AT[beat])
    trust, knobs = trust_curve(walk, who), knobs_figure(walk, KNOWN_KNOBS[beat])
    sums, on_paper = sums_table(walk, who), sums_table(walk, who, marked=False)
    return Scene(
        compact=column(friends, trust, gap=0),
        normal=column(friends, row(knobs, trust, gap=4), gap=2),
        wide=column(friends, row(column(knobs, sums, gap=1), trust, gap=4), gap=2),
        paper=column(friends, row(column(knobs, on_paper), trust, gap=4), gap=2),
    )


def _said(walk: Walk, beat: str) -> Mapping[str, Speech]:
    return said(rounds_of(walk)[-1], known=KNOWN_AT[beat])


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
            f"[dim]{act_named('meet')} of {len(ACTS)}: all, in small[/]",
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
    product = product_of(float(now.input_hidden[0, 0]), float(now.inputs[0]))
    return Beat(
        title="How seriously you say it",
        story="A whisper in passing carries little. Taken aside and told seriously, it carries a "
        "lot. That is a [speak]weight[/]; below zero, the more you say, the less reaches "
        "[jay]Jay[/]. [do:knob]Turn it[/].",
        formula=(
            "what reaches Jay:",
            "[sum]z[/] = [speak]w₁[/] · [you]x[/]",
            f"  = {product.factors[0]} × {product.factors[1]} = [sum]{product.result}[/]",
            f"[dim]x is {product.factors[1]}: so here z equals w₁[/]",
            "[dim]at w₁ = 0 he hears nothing[/]",
        ),
        subject=Subject("[sum]z[/]: what reaches Jay", product.result, "sum"),
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
        story="What [jay]Jay[/] passes on goes by a curve, the [jay]activation function[/] σ "
        "(sigmoid). Its middle is the level of trust to overcome: hearing nothing, z = 0, he "
        "passes on ½, “maybe”. Far below: hardly a word; far above: nearly all.",
        formula=(
            "[jay]h[/] = σ([sum]z[/]) = 1 / (1 + e^(−z))",
            f"  = σ({number(z, sigmoid_digits(z))}) = [jay]{number(h)}[/]",
            "[dim]e here: 2.718…; later an error[/]",
            "[dim]┼ on his gauge: the level, ½[/]",
            "[dim]you have no curve: x as it is[/]",
        ),
        subject=Subject("[jay]h[/]: what Jay passes on", number(h), "jay"),
        scene=_on_the_curve(walk, "trust", lit("jay"), "jay"),
        lit=lit("jay"),
        chooses=one_of_the_knobs(KNOWN_KNOBS["trust"]),
        trace=rounds_of(walk)[-1],
        said=_said(walk, "trust"),
        aside="[you]You[/] have no level of trust to overcome: what you say goes in as it is. x "
        "lies between 0 and 1 already, and a curve would only bend it.",
    )


def pass_on(walk: Walk) -> Beat:
    """Jay to Lola: the same two steps again."""
    now = rounds_of(walk)[-1]
    product = product_of(float(now.hidden_output[0, 0]), float(now.hidden_outputs[0]))
    z, y = float(now.output_sums[0]), float(now.outputs[0])
    return Beat(
        title="Jay tells Lola",
        story="Now the same once more. [jay]Jay[/] speaks to [lola]Lola[/] with a weight of his "
        "own, and she too has a level of trust to overcome. What she ends up with is the "
        "[lola]actual output[/]. Were he silent (h = 0), she would be undecided: ½, “maybe”.",
        formula=(
            "[sum]z[/] = [tell]w₂[/] · [jay]h[/]",
            f"  = {product.factors[0]} × {product.factors[1]}",
            f"  = {product.result}",
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
    difference = difference_of(t, float(now.outputs[0]))
    words = said(now)
    intended, heard = (f"“{words[who].words}”" for who in ("meant", "lola"))
    friends = friends_figure(walk, lit("lola", "meant", "error"), ("meant", "lola"))
    knobs = knobs_figure(walk, KNOWN_KNOBS["error"])
    return Beat(
        title=f"You meant {intended}, she heard {heard}",
        story=f"You had in mind the [meant]target[/] t: {number(t, 2)}, {intended}. (“Love” "
        f"said is {number(float(now.inputs[0]), 2)}; heard, from 0.75 on: no curve quite gives 1.) "
        "What arrived is y. The difference is the [error]output error[/]: above zero, she should "
        "have heard more.",
        formula=(
            "[error]e[/] = [meant]t[/] − [lola]y[/]",
            "  = intended − actual",
            f"  = {difference.minuend} − {difference.subtrahend}",
            f"  = [error]{difference.result}[/]",
            "[dim]next: both weights corrected[/]",
        ),
        subject=Subject("[error]e[/]: meant less heard", difference.result, "error"),
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


def _over_and_over(walk: Walk, beat: str, chart: Callable[..., Chart], **words: Any) -> Beat:
    """The friends, you calling Jay aside; the knobs and the last tellings beside their errors."""
    now, known = rounds_of(walk)[-1], KNOWN_KNOBS[beat]
    friends = friends_figure(walk, lit(), ("lola", "you"), corrected=True)
    small = column(knobs_figure(walk, known, short=True), rounds_table(walk), gap=1)
    large = column(knobs_figure(walk, known), rounds_table(walk), gap=2)
    return Beat(
        subject=Subject("[error]e[/]: the error now", signed(float(now.output_errors[0])), "error"),
        scene=Scene(
            compact=column(friends, row(small, chart(walk, small=True), gap=1), gap=0),
            normal=column(friends, row(large, chart(walk), gap=4), gap=2),
        ),
        lit=lit("you", "speak", "jay", "tell", "lola", "meant"),
        travel=("lola", "you"),
        said=said(now),
        chooses=one_of_the_knobs(known),
        trace=now,
        **words,
    )


def again(walk: Walk) -> Beat:
    """Training is telling him again, a little corrected."""
    return _over_and_over(
        walk,
        "again",
        ahead_chart,
        title="Tell him again",
        # In words for both signs: on a page they stay as they are when a knob is turned.
        story="Call [jay]Jay[/] aside, [do:tell-again]tell him again[/] and ask him to "
        "[error]say more[/], or less if e is below 0: both weights move, the error gets a little "
        "smaller. Over and over: that is training. [do:start-over]Forget all[/] to begin anew.",
        formula=change(walk, UNTOLD, worked_out()),
        aside="What you say, x, and what you meant, t, stay as they are. Only the two weights "
        "move: all that is learned is in them.",
    )


def how_much(walk: Walk) -> Beat:
    """The learning rate is how much is corrected at once."""
    return _over_and_over(
        walk,
        "rate",
        rates_chart,
        title="How much to correct at once",
        story="That is the [rate]learning rate η[/]. [do:knob]Turn it[/] to "
        f"{plain(FASTER_RATE)} and [do:tell-again]tell again[/]: the error falls faster. "
        f"{plain(HASTY_RATE)} is too high: it overshoots. A high one spoils other words, too: "
        f"{act_link('update.rate')}. [do:start-over]Forget all[/].",
        formula=change(walk, TWICE, both_rates()),
        aside="It overshoots: past what you meant, and back. Other words go by the same "
        "weights. One word needs a large η; later many speak at once, and each weight has to move "
        "less.",
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
        "rate": how_much,
    },
    computes={
        "weight": ("hidden_sums",),
        "trust": ("hidden_outputs",),
        "pass-on": ("output_sums", "outputs"),
        "error": ("output_errors",),
        "again": ("hidden_output", "input_hidden"),
        "rate": ("hidden_output", "input_hidden"),
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

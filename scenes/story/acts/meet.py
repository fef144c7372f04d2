"""Act 1: the three friends, as a network of one node each that can be played with."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import lru_cache

from scenes.story.acts.common import apart, curve
from scenes.story.beats import Act, ActAction, Beat, Question, Setting, lit
from scenes.story.choices import Choice
from scenes.story.figures import (
    Chart,
    Curve,
    Figure,
    Friends,
    Knob,
    Knobs,
    Scene,
    Series,
    Table,
    column,
    row,
)
from scenes.story.limits import (
    LEAST_RATE,
    LEAST_TARGET,
    MOST_RATE,
    MOST_TARGET,
    MOST_TOLD,
    MOST_WEIGHT,
    LimitError,
    finite,
    whole,
)
from scenes.story.numbers import (
    MINUS,
    decimals,
    difference_of,
    number,
    plain,
    product_of,
    sigmoid_digits,
    signed,
)
from scenes.story.places import Place
from scenes.story.walk import Walk
from tinynet import Network, Trace

RATES = (0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0)
WEIGHT_REACH = 4.0
WEIGHT_STEP = 0.1
TARGETS = (0.01, 0.99)
SHOWN_ROUNDS = 4
LONGEST_PRODUCT = 27
"""Columns for a product worked out; one with tiny factors would not fit beside the story."""


PLAY, TOLD, KNOB = "play", "told", "knob"
"""What this act keeps: how the friends are set, how often they were told, the chosen knob."""
KNOBS = 4
WORD_SAID = 1.0
"""What you say: one input, as large as inputs get."""


@dataclass(frozen=True)
class Play:
    """How the reader has set the three friends."""

    speak: float = 0.8
    tell: float = -0.6
    meant: float = 0.9
    rate: float = 2.0

    def __str__(self) -> str:
        """Print the four as the option takes them."""
        numbers = (self.speak, self.tell, self.meant, self.rate)
        return ",".join(repr(number).removesuffix(".0") for number in numbers)


def _read_play(text: str) -> Play:
    """Read the four settings of the three friends."""
    numbers = [finite(part) for part in text.split(",")]
    if len(numbers) == 4 and all(map(math.isfinite, numbers)):
        speak, tell, meant, rate = numbers
        weights = max(abs(speak), abs(tell)) <= MOST_WEIGHT
        if weights and LEAST_TARGET <= meant <= MOST_TARGET and LEAST_RATE <= rate <= MOST_RATE:
            return Play(speak, tell, meant, rate)
    raise LimitError(
        f"four numbers W1,W2,TARGET,RATE, the weights −{MOST_WEIGHT:.0f} to {MOST_WEIGHT:.0f}, "
        f"the target {LEAST_TARGET} to {MOST_TARGET}, "
        f"the rate {LEAST_RATE:.4f} to {MOST_RATE:.0f}",
        text,
    )


@lru_cache(maxsize=16)
def play_rounds(play: Play, told: int) -> tuple[Trace, ...]:
    """Compute the three friends, a 1-1-1 network, as they are set and after each telling."""
    network = Network.from_weights([[play.speak]], [[play.tell]], play.rate)
    rounds = [network.trace([WORD_SAID], [play.meant])]
    for _ in range(told):
        network.train([WORD_SAID], [play.meant])
        rounds.append(network.trace([WORD_SAID], [play.meant]))
    return tuple(rounds)


def rounds_of(walk: Walk) -> tuple[Trace, ...]:
    """Return the friends' passes, one for each time they were told, the newest last."""
    return play_rounds(walk.setting(PLAY, Play()), walk.setting(TOLD, 0))


def play_of(walk: Walk) -> Play:
    """Return how the friends are set by now: telling has moved their weights."""
    now = rounds_of(walk)[-1]
    speak, tell = float(now.input_hidden[0, 0]), float(now.hidden_output[0, 0])
    play: Play = walk.setting(PLAY, Play())
    return replace(play, speak=speak, tell=tell)


def knob_of(walk: Walk) -> int:
    """Return the knob that is turned."""
    knob: int = walk.setting(KNOB, 0)
    return knob


def _set(place: Place, play: Play) -> Place:
    """Return the place with the friends set anew, not told yet."""
    before: Play = place.setting(PLAY, Play())
    if play.rate != before.rate:
        # Another learning rate starts where the last one did, so that they compare.
        play = replace(play, speak=before.speak, tell=before.tell)
    return place.having(PLAY, play, Play()).having(TOLD, 0, 0)


def _tell_again(place: Place, walk: Walk) -> Place:
    """Tell the friends once more: one update of both weights."""
    return place.having(TOLD, min(place.setting(TOLD, 0) + 1, MOST_TOLD), 0)


def _drag(place: Place, knob: int, along: float) -> Place:
    play: Play = place.setting(PLAY, Play())
    now = play_rounds(play, place.setting(TOLD, 0))[-1]
    now_set = replace(
        play, speak=float(now.input_hidden[0, 0]), tell=float(now.hidden_output[0, 0])
    )
    return _set(place, turn(now_set, knob, along)).having(KNOB, knob, 0)


A_KNOB = Choice(
    kind="knob",
    count=lambda walk: KNOBS,
    chosen=knob_of,
    choose=lambda place, index: place.having(KNOB, index, 0),
    turn=lambda place, walk, by: _set(place, nudge(play_of(walk), knob_of(walk), by)),
    drag=_drag,
)


def _turn_up(place: Place, walk: Walk) -> Place:
    return _set(place, nudge(play_of(walk), knob_of(walk), 1))


def turn(play: Play, knob: int, along: float) -> Play:
    """Return the play with one knob set, ``along`` from 0 to 1 of its way."""
    along = min(1.0, max(0.0, along))
    weight = round(WEIGHT_REACH * (2 * along - 1), 1)
    if knob == 0:
        return Play(weight, play.tell, play.meant, play.rate)
    if knob == 1:
        return Play(play.speak, weight, play.meant, play.rate)
    if knob == 2:
        meant = round(TARGETS[0] + along * (TARGETS[1] - TARGETS[0]), 2)
        return Play(play.speak, play.tell, meant, play.rate)
    rate = RATES[round(along * (len(RATES) - 1))]
    return Play(play.speak, play.tell, play.meant, rate)


def nudge(play: Play, knob: int, steps: int) -> Play:
    """Return the play with one knob turned by so many of its steps."""
    if knob in (0, 1):
        name = ("speak", "tell")[knob]
        weight = getattr(play, name)
        reach = max(WEIGHT_REACH, abs(weight))  # telling may have taken it further
        turned = round(weight + steps * WEIGHT_STEP, 1)
        return replace(play, **{name: min(reach, max(-reach, turned))})
    size = (0.05, 1 / (len(RATES) - 1))[knob - 2]
    return turn(play, knob, place_of(play, knob) + steps * size)


def place_of(play: Play, knob: int) -> float:
    """Return how far along its way a knob stands, 0 to 1."""
    if knob in (0, 1):
        weight = (play.speak, play.tell)[knob]
        return min(1.0, max(0.0, (weight / WEIGHT_REACH + 1) / 2))
    if knob == 2:
        return (play.meant - TARGETS[0]) / (TARGETS[1] - TARGETS[0])
    nearest = min(range(len(RATES)), key=lambda i: abs(math.log(RATES[i] / play.rate)))
    return nearest / (len(RATES) - 1)


def _how(weight: float) -> str:
    """Say in a word how seriously something is said."""
    if weight < 0:
        return "contrary"
    words = ((2.0, "insistent"), (0.8, "serious"), (0.3, "said"), (0.0, "whisper"))
    return next(word for least, word in words if weight >= least)


def _friends(walk: Walk, parts: frozenset[str], travel: tuple[str, str] | None = None) -> Friends:
    now = rounds_of(walk)[-1]
    z1, h = float(now.hidden_sums[0]), float(now.hidden_outputs[0])
    z2, y = float(now.output_sums[0]), float(now.outputs[0])
    w1, w2 = float(now.input_hidden[0, 0]), float(now.hidden_output[0, 0])
    e = float(now.output_errors[0])
    return Friends(
        said=number(float(now.inputs[0]), 2),
        speak=w1,
        speak_text=number(w1, 2),
        speak_word=_how(w1),
        jay_sum=f"[sum]z[/] = {number(z1)}",
        jay=number(h),
        tell=w2,
        tell_text=number(w2, 2),
        tell_word=_how(w2),
        lola_sum=f"[sum]z[/] = {number(z2)}",
        lola=number(y),
        meant=number(float(now.targets[0]), 2),
        error=f"[error]e = {signed(e)}[/]",
        lit=parts,
        travel=travel,
        alt=f"You say {number(float(now.inputs[0]), 2)}. Your weight to Jay is {number(w1)}; he "
        f"hears {number(z1)} and passes on {number(h)}. His weight to Lola is {number(w2)}; she "
        f"hears {number(z2)} and ends up at {number(y)}.",
    )


def _knobs(walk: Walk) -> Knobs:
    play = play_of(walk)
    values = (
        number(play.speak, 2),
        number(play.tell, 2),
        number(play.meant, 2),
        plain(play.rate),
    )
    words = (
        ("w₁", "how seriously you speak", "speak"),
        ("w₂", "how seriously Jay speaks", "tell"),
        ("t", "what you meant", "meant"),
        ("η", "how much you correct", "rate"),
    )
    return Knobs(
        knobs=tuple(
            Knob(symbol, meaning, place_of(play, index), value, term)
            for index, ((symbol, meaning, term), value) in enumerate(
                zip(words, values, strict=True)
            )
        ),
        chosen=knob_of(walk),
        alt="Four knobs: your weight, Jay's weight, the target, the learning rate.",
    )


def _rounds(walk: Walk) -> Table:
    last = len(rounds_of(walk)) - 1
    first = max(0, last - SHOWN_ROUNDS + 1)
    return Table(
        header=("told", "heard y", "error e"),
        rows=tuple(
            (
                f"{index}×",
                number(float(rounds_of(walk)[index].outputs[0])),
                f"[error]{signed(float(rounds_of(walk)[index].output_errors[0]))}[/]",
            )
            for index in range(first, last + 1)
        ),
        alt="How the error went with each telling.",
    )


def _errors(walk: Walk) -> Chart:
    errors = [float(now.output_errors[0]) for now in rounds_of(walk)]
    last = max(len(errors) - 1, 5)
    return Chart(
        title="[error]error[/] after each telling",
        series=(Series("error", range(len(errors)), errors),),
        x_label="times told again",
        y_label="e = t − y",
        marks=tuple(range(last + 1)) if last <= 12 else (0, last),
        alt="The errors: " + ", ".join(signed(e) for e in errors[-8:]) + ".",
    )


def _trust(walk: Walk, who: str, *, dim: bool = False) -> Curve:
    """The sigmoid with Jay's or Lola's sum on it."""
    now = rounds_of(walk)[-1]
    if who == "jay":
        z, activation = now.hidden_sums[0], now.hidden_outputs[0]
    else:
        z, activation = now.output_sums[0], now.outputs[0]
    return curve(
        f"[{who}]{who.title()}'s level of trust[/]",
        float(z),
        float(activation),
        slide=not dim,
        term=who,
        dim=dim,
    )


def _scene(
    walk: Walk,
    parts: frozenset[str],
    beside: Figure,
    travel: tuple[str, str] | None = None,
) -> Scene:
    friends, knobs = _friends(walk, parts, travel), _knobs(walk)
    small = knobs if beside.dim else beside
    return Scene(
        compact=column(friends, small, gap=2 if beside.dim else 1),
        normal=column(friends, row(knobs, beside, gap=4), gap=2),
    )


def friends(walk: Walk) -> Beat:
    """Who is who."""
    return Beat(
        title="Three friends",
        story="[you]You[/] have something to tell [lola]Lola[/], but you only reach her through "
        "[jay]Jay[/]. In a neural network you are the [you]input[/] layer, Jay is the "
        "[jay]hidden[/] layer, and Lola the [lola]output[/]. What is said is a number.",
        formula=(
            "[you]you[/] → [jay]Jay[/] → [lola]Lola[/]",
            "[you]input[/] → [jay]hidden[/] → [lola]output[/]",
            "",
            f"[you]x[/] = {number(float(rounds_of(walk)[-1].inputs[0]), 2)}   what you say",
        ),
        scene=_scene(
            walk, lit("you", "jay", "lola"), _trust(walk, "jay", dim=True), ("you", "lola")
        ),
        lit=lit("you", "jay", "lola"),
        travel=("you", "lola"),
        chooses=A_KNOB,
        trace=rounds_of(walk)[-1],
    )


def seriously(walk: Walk) -> Beat:
    """A weight is how seriously something is said."""
    now = rounds_of(walk)[-1]
    told = product_of(float(now.input_hidden[0, 0]), float(now.inputs[0]))
    return Beat(
        title="How seriously you say it",
        story="A whisper in passing carries little. Taken aside and told seriously, it carries a "
        "lot. That is a [speak]weight[/]; below zero, [jay]Jay[/] hears the opposite. "
        "[do:knob]Turn it[/].",
        formula=(
            "what reaches Jay:",
            "[sum]z[/] = [speak]w₁[/] · [you]x[/]",
            f"  = {told.factors[0]} × {told.factors[1]}",
            f"  = [sum]{told.result}[/]",
        ),
        scene=_scene(
            walk, lit("you", "speak", "jay"), _trust(walk, "jay", dim=True), ("you", "jay")
        ),
        lit=lit("you", "speak"),
        travel=("you", "jay"),
        chooses=A_KNOB,
        trace=rounds_of(walk)[-1],
    )


def believe(walk: Walk) -> Beat:
    """The activation function is a level of trust."""
    now = rounds_of(walk)[-1]
    z, h = float(now.hidden_sums[0]), float(now.hidden_outputs[0])
    return Beat(
        title="Does Jay believe it?",
        story="Nobody believes just anything: there is a level of trust to overcome. [jay]Jay[/] "
        "passes on a number between 0 (not a word) and 1 (every word). The curve that decides is "
        "the [jay]activation function[/], here the sigmoid σ.",
        formula=(
            "[jay]h[/] = σ([sum]z[/]) = 1 / (1 + e^(−z))",
            f"  = σ({number(z, sigmoid_digits(z))})",
            f"  = [jay]{number(h)}[/]",
            "",
            "z = 0 gives one half",
        ),
        scene=_scene(walk, lit("jay"), _trust(walk, "jay")),
        lit=lit("jay"),
        chooses=A_KNOB,
        trace=rounds_of(walk)[-1],
    )


def pass_on(walk: Walk) -> Beat:
    """Jay to Lola: the same two steps again."""
    now = rounds_of(walk)[-1]
    told = product_of(float(now.hidden_output[0, 0]), float(now.hidden_outputs[0]))
    z, y = float(now.output_sums[0]), float(now.outputs[0])
    return Beat(
        title="Jay tells Lola",
        story="Now the same once more. [jay]Jay[/] speaks to [lola]Lola[/] more or less seriously, "
        "with a weight of his own, and she too has a level of trust to overcome. What she ends "
        "up with is the [lola]actual output[/].",
        formula=(
            "[sum]z[/] = [tell]w₂[/] · [jay]h[/]",
            f"  = {told.factors[0]} × {told.factors[1]}",
            f"  = {told.result}",
            "[lola]y[/] = σ([sum]z[/])",
            f"  = σ({number(z, sigmoid_digits(z))}) = [lola]{number(y)}[/]",
        ),
        scene=_scene(
            walk,
            lit("jay", "tell", "lola"),
            _trust(walk, "lola"),
            ("jay", "lola"),
        ),
        lit=lit("jay", "tell", "lola"),
        travel=("jay", "lola"),
        chooses=A_KNOB,
        trace=rounds_of(walk)[-1],
    )


def _told_again(walk: Walk) -> Question | None:
    """Ask what one more telling will do to the error."""
    now = rounds_of(walk)[-1]
    before = float(now.output_errors[0])
    after = float(now.targets[0] - now.outputs_after[0])
    digits = apart(before, after)
    if digits is None:
        return None
    if before * after < 0:
        answer, went = 2, "past"
    elif abs(after) < abs(before):
        answer, went = 1, "nearer to"
    else:
        answer, went = 0, "further from"
    return Question(
        f"told again, [rate]η[/] = {plain(now.learning_rate)}: what will the error do?",
        ("grow", "shrink", "overshoot"),
        answer,
        f"e goes from {signed(before, digits)} to {signed(after, digits)}: {went} 0.",
    )


def meant(walk: Walk) -> Beat:
    """The error is what was meant less what arrived."""
    now = rounds_of(walk)[-1]
    told = difference_of(float(now.targets[0]), float(now.outputs[0]))
    return Beat(
        title="You meant love, she heard like",
        story="You meant “love”, [jay]Jay[/] said “like”. What you had in mind is the "
        "[meant]target[/]; what arrived is the actual output. The difference is the "
        "[error]output error[/]: above zero, she should have heard more.",
        formula=(
            "[error]e[/] = [meant]t[/] − [lola]y[/]",
            "  = intended − actual",
            f"  = {told.minuend} − {told.subtrahend}",
            f"  = [error]{told.result}[/]",
        ),
        scene=_scene(
            walk,
            lit("lola", "meant", "error"),
            _trust(walk, "lola", dim=True),
            ("meant", "lola"),
        ),
        lit=lit("lola", "meant"),
        travel=("meant", "lola"),
        chooses=A_KNOB,
        trace=rounds_of(walk)[-1],
        question=_told_again(walk),
    )


def _went(walk: Walk) -> str:
    """Say what the last telling did to the error."""
    if len(rounds_of(walk)) < 2:
        return ""
    before, now = (float(told.output_errors[0]) for told in rounds_of(walk)[-2:])
    if before * now < 0:
        return ", overshot"
    return ", closer" if abs(now) < abs(before) else ", no closer"


def again(walk: Walk) -> Beat:
    """Training is telling him again, a little corrected."""
    now = rounds_of(walk)[-1]
    told = product_of(
        now.learning_rate,
        float(now.output_errors[0]),
        float(now.output_slopes[0]),
        float(now.hidden_outputs[0]),
    )
    worked = "×".join(f"({f})" if f.startswith(MINUS) else f for f in told.factors)
    update = float(now.hidden_updates[0, 0])
    friends, knobs = _friends(walk, lit()), _knobs(walk)
    return Beat(
        title="Tell him again",
        story="You call Jay aside and [do:tell-again]tell him again[/]. Each time both weights "
        "move a little, to make the [error]error[/] smaller. How much is the "
        "[rate]learning rate[/] η. Try that with η at 5, then at 50: it overshoots.",
        formula=(
            "Δ[tell]w₂[/] = [rate]η[/] · [error]e[/] · y(1−y) · [jay]h[/]",
            *([f"  = {worked}"] if len(worked) <= LONGEST_PRODUCT else []),
            f"  = {told.result}",
            f"Δ[speak]w₁[/] = {signed(update, decimals(update))}",
            f"told again: {len(rounds_of(walk)) - 1} times{_went(walk)}",
        ),
        scene=Scene(
            compact=column(friends, row(knobs, _rounds(walk)), gap=2),
            normal=column(friends, row(knobs, _errors(walk), gap=4), gap=2),
        ),
        lit=lit("you", "speak", "jay", "tell", "lola", "meant"),
        travel=("lola", "you"),
        chooses=A_KNOB,
        trace=rounds_of(walk)[-1],
        aside=f"With a single word to say, η has to be large. With {walk.inputs} of you pulling "
        "together, 0.1 will do.",
    )


ACT = Act(
    id="meet",
    name="Meet the friends",
    about="everything, in small",
    beats={
        "friends": friends,
        "weight": seriously,
        "trust": believe,
        "pass-on": pass_on,
        "error": meant,
        "again": again,
    },
    asks={"error": "the error, told again"},
    settings={
        PLAY: Setting(Play(), _read_play),
        TOLD: Setting(0, whole(0, MOST_TOLD)),
        KNOB: Setting(0, whole(0, KNOBS - 1)),
    },
    actions={
        "tell-again": ActAction("Tell the three friends once more", _tell_again, TOLD),
        "knob": ActAction("Turn the chosen knob up", _turn_up, PLAY),
    },
)

"""The figures of `meet`: the friends and what they say, the knobs, the curve of trust."""

from __future__ import annotations

from scenes.story.acts.common import FAR, curve, reach_of, zoomed
from scenes.story.acts.play import (
    KNOBS,
    Play,
    knob_of,
    place_of,
    play_of,
    play_rounds,
    rounds_of,
)
from scenes.story.figures import Bars, Curve, Table
from scenes.story.friends import Friend, Friends, Knob, Knobs, Speech, Telling, Tone
from scenes.story.numbers import MINUS, number, plain, signed
from scenes.story.walk import Walk
from tinynet import Trace

EVERYTHING = frozenset(("w₁", "z₁", "h", "w₂", "z₂", "y", "t"))
"""The numbers of the friends, beside what you say."""
TONES: tuple[tuple[float, Tone, str], ...] = (
    (2.0, "insistent", "from 2"),
    (0.8, "serious", "from 0.8"),
    (0.3, "said", "from 0.3"),
    (0.0, "whisper", "from 0"),
)
"""By how large a weight at least something is said like this; below zero it is contrary."""
FAR_AND_NEAR = (-4.0, -1.0, 0.0, 1.0, 4.0)
"""Sums that are told of beside the one that arrives."""
WORDS = (
    (0.75, "love", "love", "from 0.75"),
    (0.55, "like", "like", "from 0.55"),
    (0.45, "maybe", "maybe", "from 0.45"),
    (0.0, "…", "no", "below 0.45"),
)
"""What a number at least as large stands for, if what you say stands for love: said, and heard.

A Jay of 0 says nothing. Who hears nothing is left at one half, and a Lola of 0 is sure that it is
not so.
"""


def tone_of(weight: float) -> Tone:
    """Say how seriously something is said with a weight, whatever its sign."""
    return next(tone for least, tone, _ in TONES if abs(weight) >= least)


def word_of(value: float, *, heard: bool = False) -> str:
    """Say what a number that is passed on, or heard, stands for, if 1 stands for love."""
    return next((hears if heard else says) for least, says, hears, _ in WORDS if value >= least)


def _printed(value: float, digits: int, room: int) -> str:
    """Print a number that may be far out of reach, with fewer decimals where they do not fit."""
    wanted = (number(value, n) for n in range(digits, -1, -1))
    return next((text for text in wanted if len(text) <= room), f"{value:.0e}".replace("-", MINUS))


def _correction(now: Trace) -> str:
    """Say what the error asks Jay for; nothing where there is none."""
    error = float(now.output_errors[0])
    return "" if number(error) == number(0) else "say more" if error > 0 else "say less"


def said(now: Trace, *, known: frozenset[str] = EVERYTHING) -> dict[str, Speech]:
    """Return what each says, and what you meant.

    Nobody is to see the word for a number that is not ``known`` yet.
    """
    w1, w2 = float(now.input_hidden[0, 0]), float(now.hidden_output[0, 0])
    x, h = float(now.inputs[0]), float(now.hidden_outputs[0])
    speeches = {
        "you": Speech(word_of(x), tone_of(w1), w1 < 0),
        "jay": _of_jay(word_of(h), w2, known),
        "lola": Speech(word_of(float(now.outputs[0]), heard=True) if "y" in known else "?"),
    }
    if "t" in known:
        speeches["meant"] = Speech(word_of(float(now.targets[0]), heard=True), thought=True)
    return speeches


def _of_jay(word: str, weight: float, known: frozenset[str]) -> Speech:
    """Say what Jay says; how he says it comes with his weight."""
    if "h" not in known:
        return Speech("?")
    return Speech(word, tone_of(weight), weight < 0) if "w₂" in known else Speech(word)


def friends_figure(
    walk: Walk,
    parts: frozenset[str],
    travel: tuple[str, str] | None = None,
    *,
    known: frozenset[str] = EVERYTHING,
    corrected: bool = False,
) -> Friends:
    """The friends, with those numbers that are ``known`` by now: nobody is to see others yet."""
    now = rounds_of(walk)[-1]
    x, t = float(now.inputs[0]), float(now.targets[0])
    z1, h = float(now.hidden_sums[0]), float(now.hidden_outputs[0])
    z2, y = float(now.output_sums[0]), float(now.outputs[0])
    w1, w2 = float(now.input_hidden[0, 0]), float(now.hidden_output[0, 0])
    speeches = said(now, known=known)

    def telling(term: str, symbol: str, weight: float) -> Telling:
        if symbol not in known:
            return Telling(term, "", 0.0, "", "")
        word = "contrary" if weight < 0 else tone_of(weight)
        return Telling(term, symbol, weight, _printed(weight, 2, 5), word)

    def heard(term: str, name: str, value: tuple[str, float], arrived: tuple[str, float]) -> Friend:
        under = f"[sum]z[/] = {_printed(arrived[1], 3, 9)}" if arrived[0] in known else ""
        if value[0] not in known:
            return Friend(term, name, "", under, speeches[term])
        return Friend(term, name, number(value[1]), under, speeches[term], value[1])

    friends = [
        Friend("you", "YOU", number(x, 2), "[dim]input x[/]", speeches["you"]),
        heard("jay", "JAY", ("h", h), ("z₁", z1)),
        heard("lola", "LOLA", ("y", y), ("z₂", z2)),
    ]
    words = [f"You say {number(x, 2)}."]
    if "w₁" in known:
        words.append(f"Your weight to Jay is {number(w1)}; he hears {number(z1)}.")
    if "h" in known:
        words.append(f"He passes on {number(h)}.")
    if "y" in known:
        words.append(f"His weight to Lola is {number(w2)}; she hears {number(z2)}")
        words.append(f"and ends up at {number(y)}.")
    if "t" in known:
        meant = speeches["meant"]
        friends.append(Friend("meant", "YOU MEANT", number(t, 2), "[dim]target t[/]", meant))
    asked = _correction(now) if corrected else ""
    return Friends(
        friends=tuple(friends),
        tellings=(telling("speak", "w₁", w1), telling("tell", "w₂", w2)),
        error=f"[error]e = {signed(float(now.output_errors[0]))}[/]" if "t" in known else "",
        correction=f"[error]{asked}[/]" if asked else "",
        lit=parts,
        travel=travel,
        alt=" ".join(words),
    )


def knobs_figure(walk: Walk, known: int = KNOBS, *, short: bool = False) -> Knobs:
    """The knobs, as many as are known."""
    play = play_of(walk)
    values = (
        number(play.speak, 2),
        number(play.tell, 2),
        number(play.meant, 2),
        plain(play.rate),
    )
    words = (
        ("w₁", "how seriously you speak", "you speak", "speak"),
        ("w₂", "how seriously Jay speaks", "Jay speaks", "tell"),
        ("t", "what you meant", "you meant", "meant"),
        ("η", "how much you correct", "you correct", "rate"),
    )
    knobs = tuple(
        Knob(symbol, brief if short else meaning, place_of(play, index), value, term)
        for index, ((symbol, meaning, brief, term), value) in enumerate(
            zip(words, values, strict=True)
        )
    )
    return Knobs(
        knobs=knobs[:known],
        chosen=knob_of(walk, known),
        alt="Knobs: " + ", ".join(knob.meaning for knob in knobs[:known]) + ".",
    )


def words_table() -> Table:
    """What the numbers stand for."""
    return Table(
        header=("a number", "its word"),
        rows=tuple(
            (
                reach,
                f"“{says}”"
                if says == hears
                else f"[jay]Jay[/] says “{says}”, [lola]Lola[/] hears “{hears}”",
            )
            for _, says, hears, reach in WORDS
        ),
        left=2,
        alt="Which word each number stands for.",
    )


def tones_table(walk: Walk) -> Table:
    """How each weight is drawn; yours is marked."""
    weight = float(rounds_of(walk)[-1].input_hidden[0, 0])
    now = "contrary" if weight < 0 else tone_of(weight)
    looks = {
        "whisper": "[dim]┊love┊[/]",
        "said": "│love│",
        "serious": "[bold]│love│[/]",
        "insistent": "[bold]┃LOVE┃[/]",
    }
    tones = ((reach, tone, looks[tone]) for _, tone, reach in TONES)
    rows = (*tones, ("below 0", "contrary", "│✗ love│"))
    return Table(
        header=("weight w", "  it is", "drawn"),
        rows=tuple(
            (reach, f"[bold]▸ {tone}[/]" if tone == now else f"  {tone}", look)
            for reach, tone, look in rows
        ),
        left=3,
        alt="How something is said with each weight.",
    )


def sums_table(walk: Walk, who: str, *, marked: bool = True) -> Table:
    """What becomes of a few sums, far and near; the one that reaches Jay, or Lola, is marked.

    Not on paper: on a page it would stay where the knobs were at first.
    """
    now = rounds_of(walk)[-1]
    here = float((now.hidden_sums if who == "jay" else now.output_sums)[0])
    # What you say is 1: with a weight of z that sum reaches Jay.
    passed = {z: float(play_rounds(Play(speak=z), 0)[0].hidden_outputs[0]) for z in FAR_AND_NEAR}
    if marked:
        passed[here] = float((now.hidden_outputs if who == "jay" else now.outputs)[0])
    word = {z: word_of(value, heard=who == "lola") for z, value in passed.items()}
    named = {z: number(z, 0, sign=True) if z else "0" for z in FAR_AND_NEAR}
    if marked:
        named[here] = _printed(here, 3, 9)
    rows = []
    for z in sorted(passed):
        cells = (named[z], number(passed[z]), f"“{word[z]}”")
        if marked and z == here:
            cells = (f"[bold]▸ {cells[0]}[/]", f"[bold]{cells[1]}[/]", f"[bold]{cells[2]}[/]")
        rows.append(cells)
    # As many rows wherever the mark stands, so that nothing beside it moves.
    rows += [("", "", "")] * (len(FAR_AND_NEAR) + marked - len(rows))
    passes = "[jay]h[/]: passes on" if who == "jay" else "[lola]y[/]: hears"
    return Table(
        header=("[sum]z[/]", passes, "its word"),
        rows=tuple(rows),
        left=0,
        alt="What becomes of a few sums, far and near.",
    )


def distance_bars(walk: Walk) -> Bars:
    """What Lola heard, as far as it goes, and what was meant."""
    now = rounds_of(walk)[-1]
    return Bars(
        title="what she [lola]heard[/], and what you [meant]meant[/] (│)",
        labels=("[lola]y[/]",),
        values=now.outputs,
        targets=now.targets,
        alt="What Lola heard, beside what was meant.",
    )


def trust_curve(walk: Walk, who: str) -> Curve:
    """The sigmoid with Jay's or Lola's sum on it; an arrow marks one that was turned far out."""
    now = rounds_of(walk)[-1]
    if who == "jay":  # the first curve of all: whole, with its flat ends
        z, activation, reach = now.hidden_sums[0], now.hidden_outputs[0], FAR
    else:
        z, activation = now.output_sums[0], now.outputs[0]
        reach = min(FAR, reach_of(float(z)))
    return zoomed(
        curve(
            f"[{who}]{who.title()}'s level of trust[/]",
            float(z),
            float(activation),
            reach=reach,
            slide=True,
            term=who,
        )
    )

"""What can be played with in `meet`: three friends as a network of one node each, four knobs."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import lru_cache

from scenes.story.choices import Choice
from scenes.story.late import dataclass
from scenes.story.limits import (
    LEAST_RATE,
    LEAST_TARGET,
    MOST_RATE,
    MOST_TARGET,
    MOST_TOLD,
    MOST_WEIGHT,
    LimitError,
    finite,
)
from scenes.story.places import Place
from scenes.story.walk import Walk
from tinynet import Network, Trace

RATES = (0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0)
WEIGHT_REACH = 4.0
WEIGHT_STEP = 0.1
TARGETS = (0.01, 0.99)
CALM_RATE, FASTER_RATE, HASTY_RATE = 2.0, 5.0, 50.0
"""Learning rates: two that come nearer at each telling, and one that overshoots."""
PLAY, TOLD, KNOB = "play", "told", "knob"
"""What the act keeps: how the friends are set, how often they were told, the chosen knob."""
KNOBS = 4
KNOWN_KNOBS = {"weight": 1, "trust": 1, "pass-on": 2, "error": 3, "again": 3, "rate": KNOBS}
"""By the beats of the act, how many knobs have a meaning by then."""
WORD_SAID = 1.0
"""What you say: one input, as large as inputs get."""


@dataclass(frozen=True)
class Play:
    """How the reader has set the three friends."""

    speak: float = 0.9
    tell: float = 0.2
    meant: float = 0.75
    rate: float = CALM_RATE

    def __str__(self) -> str:
        """Print the four as the option takes them."""
        numbers = (self.speak, self.tell, self.meant, self.rate)
        return ",".join(repr(number).removesuffix(".0") for number in numbers)


def read_play(text: str) -> Play:
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


def knob_of(walk: Walk, known: int = KNOBS) -> int:
    """Return the knob that is turned, of so many that are known: the newest, if none was chosen."""
    knob: int | None = walk.setting(KNOB, None)
    return known - 1 if knob is None else min(knob, known - 1)


def _set(place: Place, play: Play) -> Place:
    """Return the place with the friends set anew, not told yet."""
    before: Play = place.setting(PLAY, Play())
    if play.rate != before.rate:
        # Another learning rate starts where the last one did, so that they compare.
        play = replace(play, speak=before.speak, tell=before.tell)
    return place.having(PLAY, play, Play()).having(TOLD, 0, 0)


def tell_again(place: Place, walk: Walk) -> Place:
    """Tell the friends once more: one update of both weights."""
    return place.having(TOLD, min(place.setting(TOLD, 0) + 1, MOST_TOLD), 0)


def start_over(place: Place, walk: Walk) -> Place:
    """Take back what telling has moved: the knobs stay as they were chosen.

    Once more, where nothing was told, sets weights and what was meant as at first, too; the
    learning rate stays.
    """
    if place.setting(TOLD, 0):
        return place.having(TOLD, 0, 0)
    rate = place.setting(PLAY, Play()).rate
    return place.having(PLAY, replace(Play(), rate=rate), Play())


def _drag(place: Place, knob: int, along: float) -> Place:
    play: Play = place.setting(PLAY, Play())
    now = play_rounds(play, place.setting(TOLD, 0))[-1]
    now_set = replace(
        play, speak=float(now.input_hidden[0, 0]), tell=float(now.hidden_output[0, 0])
    )
    return _set(place, turn(now_set, knob, along)).having(KNOB, knob, None)


def one_of_the_knobs(known: int) -> Choice:
    """Return the choice of one of the first knobs, as many as are known."""
    return Choice(
        kind="knob",
        count=lambda walk: known,
        chosen=lambda walk: knob_of(walk, known),
        choose=lambda place, index: place.having(KNOB, index, None),
        turn=lambda place, walk, by: _turned(place, walk, known, by),
        drag=_drag,
    )


def turn_up(place: Place, walk: Walk) -> Place:
    """Turn the chosen knob up by a step."""
    return _turned(place, walk, KNOWN_KNOBS.get(place.beat, KNOBS), 1)


def _turned(place: Place, walk: Walk, known: int, by: int) -> Place:
    return _set(place, nudge(play_of(walk), knob_of(walk, known), by))


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

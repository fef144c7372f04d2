"""What can be played with on a page: the three friends, and the learning rate.

The page's script does the arithmetic, from numbers stored to the last bit: one sample's way through
the network and back needs no pixel, only what reaches the hidden nodes and how long the input is
(`W x` moves by `η δ |x|²`). So 784 inputs are one number here, and nothing is left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from scenes.story.acts.common import FAR, NEAR
from scenes.story.acts.friends import TONES, WORDS
from scenes.story.acts.play import CALM_RATE, HASTY_RATE, PLAY, RATES, TOLD, Play
from scenes.story.acts.retold import (
    FEWEST_AHEAD,
    FEWEST_SHOWN,
    SHOWN_ROUNDS,
    TWICE,
    UNTOLD,
    both_rates,
    worked_out,
)
from scenes.story.numbers import plain
from scenes.story.passes import SWEPT_RATES, TELLINGS
from scenes.story.walk import Walk
from scenes.web.paper import Paper
from scenes.web.tags import Html, tag
from tinynet import Trace

ONE_UPDATE, TELLINGS_CARD = "update", "again"
CARDS = {
    "update.factors": ("walk", ONE_UPDATE),
    "update.inputs": ("walk", ONE_UPDATE),
    "update.itself": ("learning", ONE_UPDATE),
    "update.rate": ("learning", ONE_UPDATE),
    "again.told-again": ("learning", TELLINGS_CARD),
    "again.falling": ("learning", TELLINGS_CARD),
}
"""The beats with a learning rate that can be turned: of which pass, and what is shown."""


@dataclass(frozen=True)
class Bench:
    """What the script works with."""

    walk: Walk

    def card(self, name: str, paper: Paper) -> Html:
        """Return what can be turned at a beat, if anything; unseen without a script."""
        if name not in CARDS:
            return Html("")
        which, shows = CARDS[name]
        pass_ = self.walk.pass_ if which == "walk" else self.walk.pass_.learning
        rates = self.rates
        slider = paper.name("rate")
        return tag(
            "div",
            tag("h4", "Turn it: the ", tag("span", "learning rate η", class_="rate")),
            tag(
                "div",
                tag("label", tag("span", "η", class_="rate"), for_=slider),
                tag(
                    "input",
                    id=slider,
                    type="range",
                    min=0,
                    max=len(rates) - 1,
                    step=1,
                    value=rates.index(pass_.trace.learning_rate),
                ),
                tag("output", plain(pass_.trace.learning_rate), for_=slider),
                class_="knob rate",
            ),
            tag("div", class_="shown"),
            tag("p", "", class_="reading", aria_live="polite"),
            class_="try live",
            data_try=shows,
            data_pass=which,
            data_beat=name,
        )

    @property
    def rates(self) -> list[float]:
        """The learning rates that can be turned to: those of the story's sweep, and the walk's."""
        own = {self.walk.trace.learning_rate, self.walk.pass_.learning.trace.learning_rate}
        return sorted({*SWEPT_RATES, *own})

    def stored(self, paper: Paper) -> dict[str, Any]:
        """Store the numbers; return what the script is told of them."""
        walk, learning = self.walk, self.walk.pass_.learning
        first, play = Play(), walk.setting(PLAY, Play())
        sweep = learning.sweep
        return {
            "rates": self.rates,
            "tellings": list(TELLINGS),
            "passes": {
                "walk": _pass(walk.trace, walk.pass_.label, paper),
                "learning": _pass(learning.trace, learning.label, paper),
            },
            "sweep": {
                "rates": list(SWEPT_RATES),
                "others": len(sweep.labels),
                "before": sweep.accuracy_before,
                "after": [float(share) for share in sweep.accuracy],
            },
            "chosen": {
                "jay": walk.jay,
                "lola": walk.lola,
                "pixel": walk.pixel,
                "x": float(walk.trace.inputs[walk.pixel]),
                "w": float(walk.trace.input_hidden[walk.jay, walk.pixel]),
            },
            "meet": {
                "first": [first.speak, first.tell, first.meant],
                "play": [play.speak, play.tell, play.meant, play.rate],
                "told": walk.setting(TOLD, 0),
                "rates": list(RATES),
                "beside": [CALM_RATE, HASTY_RATE],
                "shown": {"again": FEWEST_AHEAD, "rate": FEWEST_SHOWN},
                "rows": SHOWN_ROUNDS,
                "reach": {"near": NEAR, "far": FAR},
                "words": [[least, says, hears] for least, says, hears, _ in WORDS],
                "tones": [[least, tone] for least, tone, _ in TONES],
                "untold": {"again": UNTOLD, "rate": TWICE},
                "last": {"again": worked_out(), "rate": both_rates()},
            },
        }


def bench_of(walk: Walk) -> Bench:
    """Return what can be played with in a walk."""
    return Bench(walk)


def _pass(trace: Trace, label: int, paper: Paper) -> dict[str, Any]:
    """Store what one sample's updates need."""
    return {
        "label": label,
        "rule": trace.error_rule,
        "rate": trace.learning_rate,
        "sums": paper.exact(trace.hidden_sums + trace.hidden_biases),
        "biases": paper.exact(trace.output_biases),
        "learned": trace.train_biases,
        "weights": paper.exact(trace.hidden_output),
        "targets": paper.exact(trace.targets),
        # A bias is the weight of an input that is always 1.
        "square": float(np.square(trace.inputs).sum()) + trace.train_biases,
    }

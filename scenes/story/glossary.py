"""The glossary: each word of the story and the network, in a sentence or two, and its beat.

The beat is where the word is explained; outside the first act, which tells the whole in small, no
beat before it uses the word.
"""

from __future__ import annotations

from dataclasses import dataclass

from scenes.story.nouns import Worded
from scenes.story.places import Where


@dataclass(frozen=True)
class GlossaryEntry:
    """A word, what it means, and where it is explained. Word and meaning are marked up."""

    term: str
    meaning: str
    at: str
    """The beat, as links name it."""

    @property
    def where(self) -> Where:
        """The act's and the beat's ids."""
        act, _, beat = self.at.partition(".")
        return act, beat


GLOSSARY = (
    GlossaryEntry(
        "[you]input layer[/]",
        Worded(
            "You: one node for each pixel of the {thing}, {inputs} in all. Each says one number."
        ),
        "input.layer",
    ),
    GlossaryEntry(
        "[jay]hidden layer[/]",
        "The Jays between you and the Lolas. Each hears all of you and passes on one number.",
        "weighted-sum.layer",
    ),
    GlossaryEntry(
        "[lola]output layer[/]",
        Worded(
            "{Outputs} Lolas, one for each {kind}. Each says how sure she is that the {thing} is "
            "hers."
        ),
        "output.answer",
    ),
    GlossaryEntry(
        "[error]output error[/], e",
        "What was meant less what was said, e = t − y. Above zero: she should have said more.",
        "error.differences",
    ),
    GlossaryEntry(
        "[rate]learning rate[/], η",
        "How much of the error to correct at once: a small number that multiplies each update.",
        "update.rate",
    ),
    GlossaryEntry(
        "[jay]activation function[/]",
        "The level of trust: how much of what reached a node it passes on. Here the sigmoid.",
        "threshold.curve",
    ),
    GlossaryEntry(
        "[bold]epoch[/]",
        Worded(
            "One pass over everything there is to tell: here {samples} {things}, each told once."
        ),
        "again.epoch",
    ),
    GlossaryEntry(
        "[you]activation[/]",
        "The number a node passes on: x of an input, h of a Jay, y of a Lola.",
        "input.activations",
    ),
    GlossaryEntry(
        "[speak]weight[/], w and v",
        "How seriously one node speaks to the next. Below zero, the more one, the less the other. "
        "W is all those from you to the Jays, V all those from the Jays to the Lolas.",
        "weighted-sum.weights",
    ),
    GlossaryEntry(
        "[sum]weighted sum[/], z",
        "All that reaches a node: each number it hears times its weight, added up.",
        "weighted-sum.sum",
    ),
    GlossaryEntry("Σ", "Add up all of what stands behind it.", "weighted-sum.sum"),
    GlossaryEntry(
        "[jay]sigmoid[/], σ",
        "The S-shaped curve from 0 to 1 that turns a weighted sum into an activation.",
        "threshold.curve",
    ),
    GlossaryEntry(
        "e, the number",
        "2.718…, a fixed number in the formula of the sigmoid. Not the error e.",
        "threshold.curve",
    ),
    GlossaryEntry(
        "slope, h(1−h)",
        "How steep the curve is at a node: how easily that node is moved. At most ¼.",
        "threshold.slope",
    ),
    GlossaryEntry(
        "bias",
        "A number of each node's own, added to its sum: its curve turns where z is −b. Without "
        "biases all turn at 0.",
        "threshold.slope",
    ),
    GlossaryEntry(
        "[meant]target[/], t",
        Worded(
            "What a Lola should have said: 0.99 for the {kind} that was meant, 0.01 for the others."
        ),
        "error.targets",
    ),
    GlossaryEntry(
        "loss, ½Σe²",
        "How wrong the whole answer is, in one number: the errors squared, added up, halved.",
        "error.loss",
    ),
    GlossaryEntry(
        "[error]blame[/], E",
        "A Jay's error: what the Lolas hand back to him, each along the weight between them.",
        "blame.share",
    ),
    GlossaryEntry(
        "ᵀ, as in Vᵀ",
        "The same table read the other way: by Jay instead of by Lola.",
        "blame.shares",
    ),
    GlossaryEntry(
        "recipe",
        "The shortcut for the blame: each error goes back by the weights alone, E = Vᵀe.",
        "blame.rules",
    ),
    GlossaryEntry(
        "gradient",
        "The exact rule: which way, and how steeply, the loss changes with each weight.",
        "blame.rules",
    ),
    GlossaryEntry(
        "[rate]update[/], Δ",
        "The change of one weight: the learning rate times the error times the slope times what "
        "was said. Δ stands for a change.",
        "update.factors",
    ),
    GlossaryEntry(
        "training",
        Worded("Telling and correcting, over and over, with many {things}."),
        "weighted-sum.weights",
    ),
    GlossaryEntry(
        "test set",
        Worded(
            "{Things} that are never taught: only asked, to see what was learned. The {samples} "
            "that are taught are the training set."
        ),
        "input.pixels",
    ),
)
"""The seven words of the recap first, the others in the order of the walk."""

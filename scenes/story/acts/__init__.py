"""The ten acts of the walk, in order. A new act is a file beside this one and a line here."""

from scenes.story.acts import (
    again,
    blame,
    error,
    inputs,
    meet,
    output,
    recap,
    threshold,
    update,
    weighted_sum,
)
from scenes.story.beats import Act

ACTS: tuple[Act, ...] = (
    meet.ACT,
    inputs.ACT,
    weighted_sum.ACT,
    threshold.ACT,
    output.ACT,
    error.ACT,
    blame.ACT,
    update.ACT,
    again.ACT,
    recap.ACT,
)
"""In the order they are told. Ids are stable: command lines and links name them."""

ANSWERED = ("output", 4)
"""The act and beat, from 1, that first show the network's answer."""

__all__ = ["ACTS", "ANSWERED"]

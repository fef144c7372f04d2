"""The lab: what is changed in a pass, and what that does to it."""

from __future__ import annotations

from scenes.story.lab.edit import NetworkEdit
from scenes.story.lab.effects import Effects
from scenes.story.lab.lab import Lab
from scenes.story.passes import Pass
from tinynet import accuracy


class LabModel:
    """A pass as it was, the edits of it, and the pass that they make."""

    def __init__(self, before: Pass) -> None:
        self.before = before
        """The pass without the edits."""
        self.after = before
        """The pass with them."""
        self.edits = Lab()
        self._scores: dict[tuple[NetworkEdit, ...], float] = {}

    def take(self, before: Pass, edits: Lab, after: Pass) -> None:
        """Take another pass, what is changed in it, and the pass that this makes."""
        if before is not self.before:
            self._scores.clear()
        self.before, self.edits, self.after = before, edits, after

    @property
    def effects(self) -> Effects:
        """What the edits do to this pass."""
        return Effects(self.before, self.after)

    @property
    def is_scored(self) -> bool:
        """Whether both scores are known already, and cost no time."""
        known = "score" in vars(self.before)
        return known and (not self.edits.of_network or self.edits.of_network in self._scores)

    @property
    def scores(self) -> tuple[float, float]:
        """The share of other digits that the network reads right, without and with the edits."""
        edits, before = self.edits.of_network, self.before.score
        if not edits:
            return before, before
        if edits not in self._scores:
            self._scores[edits] = accuracy(self.after.network, *self.before.others)
        return before, self._scores[edits]

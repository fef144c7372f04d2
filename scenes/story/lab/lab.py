"""The edits made so far, and the pass that they make of another."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

import numpy as np

from scenes.story.lab.edit import QUIET_PIXEL, DigitEdit, Edit, Image, NetworkEdit
from scenes.story.late import dataclass
from scenes.story.passes import Pass
from tinynet import Network, TinynetError


@dataclass(frozen=True)
class Lab:
    """Edits in the order in which they were made. Each change makes another lab."""

    edits: tuple[Edit, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything is changed."""
        return bool(self.edits)

    @cached_property
    def of_network(self) -> tuple[NetworkEdit, ...]:
        """Those that change weights."""
        return tuple(edit for edit in self.edits if isinstance(edit, NetworkEdit))

    @cached_property
    def of_digit(self) -> tuple[DigitEdit, ...]:
        """Those that change pixels."""
        return tuple(edit for edit in self.edits if isinstance(edit, DigitEdit))

    @property
    def parts(self) -> frozenset[str]:
        """The parts of the map that are not as they were: you, speak and tell."""
        return frozenset(edit.part for edit in self.edits)

    def words(self) -> str:
        """Tell all edits in a few words each."""
        return ", ".join(edit.words for edit in self.edits)

    def find(self, edit: Edit) -> Edit | None:
        """Return the edit of the same thing, if there is one."""
        return next((made for made in self.edits if made.thing == edit.thing), None)

    def make(self, edit: Edit) -> Lab:
        """Make an edit last of all; it takes the place of one of the same thing."""
        others = tuple(made for made in self.edits if made.thing != edit.thing)
        return Lab(others if edit.neutral else (*others, edit))

    def without(self, *edits: Edit) -> Lab:
        """Take some edits back."""
        return Lab(tuple(made for made in self.edits if made not in edits))

    def without_last(self) -> Lab:
        """Take the last edit back, if there is one."""
        return Lab(self.edits[:-1])

    def network(self, before: Network) -> Network:
        """Return the network changed, or the same one if no edit is of it."""
        if not self.of_network:
            return before
        network = before.copy()
        for edit in self.of_network:
            edit.change(network)
        return network

    def check(self, network: Network) -> None:
        """Raise :class:`TinynetError` for an edit of a node or pixel that is not there."""
        nodes = {
            "jay": network.hidden_nodes,
            "lola": network.output_nodes,
            "pixel": network.input_nodes,
        }
        for edit in self.edits:
            for name, count in nodes.items():
                index = getattr(edit, name, 0)
                if not 0 <= index < count:
                    raise TinynetError(f"{name}: expected 0 to {count - 1}, found {index}")

    def image(self, before: Image) -> Image:
        """Return the digit changed. The pixel that thresholds hang on stays as it was."""
        image = before
        for edit in self.of_digit:
            image = edit.changed(image)
        hung = any(edit.hangs_on_quiet_pixel for edit in self.edits)
        if image is before and not hung:
            return before
        held = image.copy()
        corner = 0 if hung else before.reshape(-1)[QUIET_PIXEL]
        held.reshape(-1)[QUIET_PIXEL] = corner
        return before if np.array_equal(held, before) else held

    def applied(self, before: Pass) -> Pass:
        """Return the pass with all edits made; the one given stays as it is."""
        if not self:
            return before
        image = self.image(before.image)
        changed = before.changed if image is before.image else image
        named = replace(before.named, network=self.network(before.network))
        return replace(before, named=named, changed=changed)

"""Where a reader is in the walk, and the ways on from there; a place alone, without numbers."""

from __future__ import annotations

from scenes.story.acts import ACTS
from scenes.story.beats import Act, main_beats
from scenes.story.places import Place, Where
from scenes.story.route import act_stepped, reached, side_path, stepped, turn_off


class Position:
    """A place among the acts, which can be moved."""

    def __init__(self, place: Place) -> None:
        """Stand at a place, or at the start of the walk where it names none."""
        self.place = place.at(*ACTS.where(place.act, place.beat))

    @property
    def where(self) -> Where:
        """The act's and the beat's ids."""
        return self.place.act, self.place.beat

    @property
    def act(self) -> Act:
        """The act being told."""
        return ACTS.named(self.place.act)

    @property
    def act_index(self) -> int:
        """The act's position, from 0."""
        return ACTS.ids.index(self.place.act)

    @property
    def beat_index(self) -> int:
        """The position in its act of the beat, or of that which the side path turned off from."""
        return main_beats(self.act).index(turn_off(self.where)[1])

    @property
    def aside(self) -> tuple[int, int] | None:
        """Which beat of a side path this is, from 0, and of how many; None on the main way."""
        main = turn_off(self.where)
        if main == self.where:
            return None
        path = side_path(main)
        return path.index(self.where), len(path)

    @property
    def answered(self) -> bool:
        """Whether the walk has shown the network's answer."""
        return reached(self.where, ACTS.answered_at)

    def visit(self, where: Where | None) -> bool:
        """Go to a beat, if there is one; return whether that is another place."""
        if where is None or where == self.where:
            return False
        self.place = self.place.at(*where)
        return True

    def step(self, by: int) -> bool:
        """Go to the next (1) or the previous (−1) beat; return whether there is one."""
        return self.visit(stepped(self.where, by))

    def turn_off(self) -> bool:
        """Take the side path from here, or leave the one we are on; return whether there is one."""
        main = turn_off(self.where)
        if main != self.where:
            return self.visit(main)
        return self.visit(next(iter(side_path(main)), None))

    def step_act(self, by: int) -> bool:
        """Go to the start of the next act, or back to this act's start, then the one before."""
        return self.visit(act_stepped(self.where, by))

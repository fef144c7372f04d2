"""The way through the walk: from one beat to the next, from act to act, and along side paths.

A side path turns off from a beat of its act, and comes back to the beat after it.
"""

from __future__ import annotations

from scenes.story.acts import ACTS
from scenes.story.places import Where


def stepped(where: Where, by: int) -> Where | None:
    """Return the beat so many on (1) or back (−1) in the walk, or None beyond its ends.

    On a side path, the next on it; past its last the walk's next, before its first the beat that
    it turned off from.
    """
    route, main = ACTS.route, turn_off(where)
    if main != where:
        path = side_path(main)
        index = path.index(where) + by
        if 0 <= index < len(path):
            return path[index]
        return main if index < 0 else stepped(main, 1)
    index = route.index(where) + by
    return route[index] if 0 <= index < len(route) else None


def turn_off(where: Where) -> Where:
    """Return the beat of the walk that a side path turned off from; another beat is its own."""
    act, beat = where
    return act, ACTS.named(act).aside_of.get(beat, beat)


def side_path(where: Where) -> tuple[Where, ...]:
    """Return the beats of the side path that turns off from a beat, in order."""
    act, beat = where
    return tuple((act, side) for side, main in ACTS.named(act).aside_of.items() if main == beat)


def act_stepped(where: Where, by: int) -> Where | None:
    """Return the next act's first beat; or back, this act's first, and from there the one before.

    None beyond the walk's ends.
    """
    act, beat = where
    if by < 0 and beat != ACTS.where(act)[1]:
        return ACTS.where(act)
    index = ACTS.ids.index(act) + by
    return ACTS.where(ACTS.ids[index]) if 0 <= index < len(ACTS) else None


def reached(where: Where, there: Where) -> bool:
    """Return whether a reader at one beat has come to another, or past it."""
    route = ACTS.route
    return route.index(turn_off(where)) >= route.index(there)

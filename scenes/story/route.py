"""The way through the walk: from one beat to the next, and from act to act."""

from __future__ import annotations

from scenes.story.acts import ACTS
from scenes.story.places import Where


def stepped(where: Where, by: int) -> Where | None:
    """Return the beat so many on (or back) in the walk, or None beyond its ends."""
    route = ACTS.route
    index = route.index(where) + by
    return route[index] if 0 <= index < len(route) else None


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
    return route.index(where) >= route.index(there)

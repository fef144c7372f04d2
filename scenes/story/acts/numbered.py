"""How a text names another act: by the number that it has where it stands in the list of acts.

No text counts acts: one that is added before them gives all that follow another number.
"""

from __future__ import annotations

from scenes.story.acts import ACTS


def act_named(*acts: str) -> str:
    """Name one act, or several, by their numbers; of several they stand behind one "acts".

    Raises :class:`KeyError` with an id that is none.
    """
    numbers = ", ".join(str(ACTS.number(act)) for act in acts)
    return f"act{'s' * (len(acts) > 1)} {numbers}"


def act_link(beat: str) -> str:
    """Link to a beat, as links name it, and call it by its act's number."""
    return f"[to:{beat}]{act_named(beat.partition('.')[0])}[/]"

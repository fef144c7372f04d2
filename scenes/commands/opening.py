"""What a command is about, opened: a place's data, network and walk; a file of a place."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scenes.screens.session import Resumed
    from scenes.story.class_options import NamedData
    from scenes.story.places import Place
    from scenes.story.walk import Walk


def opened_file(path: str) -> tuple[Place, Walk, Resumed]:
    """Return what a file of a place holds.

    Raises :class:`TinynetError` for one that is not there or not sound.
    """
    from pathlib import Path

    from scenes.screens.session import Session, resumed
    from scenes.story.samples import load_data
    from scenes.story.saved.archive import load

    session = load(Session, Path(path))
    source = session.walk.source
    ready = resumed(session, load_data("test", source), source)
    return ready.walk.place, ready.walk.walk, ready


def open_place(place: Place, data: NamedData, image: str | None = None) -> tuple[Place, Walk]:
    """Compute the walk from the place's data and network, as the same options name them.

    With an image, of the digit in it. The place is returned with what the network's file adds.

    Raises :class:`TinynetError` for a file or choice that is not there or not sound.
    """
    from scenes.story.passes import open_pass
    from scenes.story.walk import open_walk

    place, digits = data.opened(place)
    if image is None:
        return place, open_walk(place, open_pass(place, digits))

    from scenes.commands.output import note
    from scenes.story.drawn import pass_of_image

    pass_ = pass_of_image(place, image, digits)
    for remark in pass_.remarks:
        note(remark)
    return place, open_walk(place, pass_)

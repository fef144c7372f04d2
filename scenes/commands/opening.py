"""What a command is about, opened: a place's data, network and walk; a file of a place."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scenes.screens.session import Resumed
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


def open_place(
    place: Place, import_too: str | None = None, image: str | None = None
) -> tuple[Place, Walk]:
    """Compute the walk from the place's data and network; import a module that is needed then.

    With an image, of the digit in it. The place is returned with what the network's file adds.

    Raises :class:`TinynetError` for a file or choice that is not there or not sound.
    """
    from concurrent.futures import ThreadPoolExecutor

    from scenes.story.networks import open_data
    from scenes.story.passes import open_pass
    from scenes.story.walk import open_walk

    with ThreadPoolExecutor(max_workers=1) as another:
        # Unpacking takes a core but not the interpreter, which imports the screens meanwhile.
        opened = another.submit(open_data, place)
        if import_too is not None:
            import_module(import_too)
        place, digits = opened.result()
        if image is not None:
            from scenes.commands.output import note
            from scenes.story.drawn import pass_of_image

            pass_ = pass_of_image(place, image, digits)
            for remark in pass_.remarks:
                note(remark)
            return place, open_walk(place, pass_)
        return place, open_walk(place, open_pass(place, digits))

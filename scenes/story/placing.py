"""A place from the options that name it, as a file has them: each read as it would be if typed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from scenes.story import limits
from scenes.story.acts import ACTS
from scenes.story.class_options import NamedData, numbered
from scenes.story.places import Place
from tinynet import TinynetError

FLAGS = ("biases", "transpose")
"""Options that are only named."""


def place_named(options: Iterable[tuple[str, str | None]]) -> Place:
    """Return the place that options name, in any order; None is the value of one only named.

    Raises :class:`TinynetError` for one that is not known, or not what it may be.
    """
    chosen: dict[str, Any] = {}
    settings: list[tuple[str, Any, Any]] = []
    where = Place().act, ""
    kept = {setting.name: act.id for act in ACTS.entries for setting in act.settings}
    for name, text in options:
        try:
            if (name in FLAGS) is not (text is None):
                wanted = "no value" if name in FLAGS else "a value"
                raise TinynetError(f"{name}: expected {wanted}, found {text or 'none'}")
            if text is None:
                chosen[name] = True
            elif name == "at":
                where = _where(text)
            elif name in limits.PLACE:
                chosen[name.replace("-", "_")] = limits.PLACE[name](text)
            elif name in kept:
                setting = ACTS.named(kept[name]).settings[name]
                settings.append((name, setting.read(text), setting.default))
            else:
                known = ", ".join(("at", *limits.PLACE, *FLAGS, *kept))
                raise TinynetError(f"{name}: expected one of {known}, found another")
        except limits.LimitError as error:
            raise TinynetError(f"{name}: {error}") from error
    place = Place(**numbered(chosen, NamedData(chosen)))
    for name, value, default in settings:
        place = place.having(name, value, default)
    return place.at(*where)


def _where(text: str) -> tuple[str, str]:
    """Return an act and a beat; the act's first where none is named."""
    act, _, beat = text.partition(".")
    try:
        return ACTS.where(act, beat)
    except KeyError as error:
        expected = f"an act or one of its beats, such as {ACTS.ids[1]}"
        raise limits.LimitError(expected, text) from error

"""Where what was typed in practice is kept: in the state folder, a file for each set of tasks."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from contextlib import suppress

from scenes.screens.keeping import BROKEN, Keeper
from scenes.screens.practice.saving import SavedAnswers
from scenes.story.saved.archive import load, save
from tinynet import TinynetError

ANSWERS = ".answers"


class AnswerKeeper:
    """Keeps the answers to the tasks that some options make."""

    def __init__(self, keeper: Keeper, options: Sequence[tuple[str, str | None]]) -> None:
        """Keep them in a keeper's folder, while it is on."""
        self._keeper = keeper
        named = hashlib.sha256(repr(list(options)).encode()).hexdigest()[:12]
        self.path = keeper.folder / f"practice-{named}{ANSWERS}"

    def kept(self) -> SavedAnswers | None:
        """Return the answers of last time, if there are any.

        Raises :class:`TinynetError` for those that cannot be read, which are set aside.
        """
        if not self._keeper.is_on or not self.path.exists():
            return None
        try:
            return load(SavedAnswers, self.path)
        except TinynetError as error:
            aside = self.path.with_suffix(BROKEN)
            with suppress(OSError):
                self.path.rename(aside)
            raise TinynetError(f"{error}; it is set aside as {aside.name}") from error

    def keep(self, answers: SavedAnswers) -> None:
        """Write them. Raises :class:`TinynetError` where that cannot be done."""
        if self._keeper.is_on:
            self._keeper.make_folder()
            save(answers, self.path)

    def forget(self) -> None:
        """Have them not offered again; they stay beside."""
        with suppress(OSError):
            self.path.replace(self.path.with_suffix(".declined"))

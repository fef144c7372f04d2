"""Where sessions are kept when the app ends, to be offered when it opens again.

Each is a file of its own, so that two that end at once do not meet. What was offered and answered,
and what cannot be read, gets another ending to its name: it is not offered again, nor is it lost.
"""

from __future__ import annotations

import os
import secrets
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from scenes.story.late import dataclass
from scenes.story.numbers import counted
from tinynet import TinynetError

if TYPE_CHECKING:
    from scenes.screens.session import Session

OFFERED, BROKEN = ".tinynet", ".broken"
ANSWERED = (".taken", ".declined")
OFF = "off"
"""While a file of this name is there, nothing is kept and nothing offered."""
WHY_OFF = "While this file is here, tinynet keeps nothing when it ends, and offers nothing.\n"
PLACE = "-place"
"""At the end of the name of one that has no more than a place."""
MOST, MOST_ANSWERED = 5, 2
"""Sessions that stay: of those to be offered, and of each kind that was answered. Older ones go."""


def state_folder() -> Path:
    """Return the platform's folder for what a program remembers."""
    from platformdirs import user_state_path

    # Not every version of platformdirs looks at it on every system.
    named = Path(os.environ.get("XDG_STATE_HOME", ""))
    if named.is_absolute():
        return named / "tinynet"
    return user_state_path("tinynet", appauthor=False)


@dataclass(frozen=True)
class Offer:
    """A session that was kept."""

    path: Path
    words: str
    """What there is."""
    ago: str


class Keeper:
    """Keeps sessions in a folder."""

    def __init__(self, folder: Path | None = None) -> None:
        """Use this folder, or the platform's; it is made when something is kept."""
        self.folder = folder or state_folder()

    # The setting.

    @property
    def is_on(self) -> bool:
        """Whether anything is kept and offered."""
        return not (self.folder / OFF).exists()

    def turn(self) -> bool:
        """Turn it on or off for good; return whether it is on.

        Raises :class:`TinynetError` where that cannot be written down.
        """
        mark = self.folder / OFF
        try:
            if self.is_on:
                self.make_folder()
                mark.write_text(WHY_OFF, encoding="utf-8")
            else:
                mark.unlink(missing_ok=True)
        except OSError as error:
            raise TinynetError(
                f"{mark}: expected a place to write a setting, found: {error.strerror}"
            ) from error
        return self.is_on

    # Keeping.

    def keep(self, session: Session) -> Path:
        """Write a session; return where. Raises :class:`TinynetError` if that cannot be done."""
        from scenes.story.saved.archive import save

        self.make_folder()
        when = time.strftime("%Y%m%d-%H%M%S")
        kind = "" if session.worked else PLACE
        path = self.folder / f"{when}-{secrets.token_hex(3)}{kind}{OFFERED}"
        save(session, path)
        self._thin()
        return path

    def make_folder(self) -> None:
        """Make the folder, if it is not there. Raises :class:`TinynetError` if that fails."""
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise TinynetError(
                f"{self.folder}: expected a folder to keep things in, found: {error.strerror}"
            ) from error

    def _thin(self) -> None:
        """Let go of the oldest, of each kind by itself."""
        names = self._names()
        for ending in (f"{PLACE}{OFFERED}", OFFERED, *ANSWERED):
            same = [name for name in names if name.endswith(ending)]
            if ending == OFFERED:
                same = [name for name in same if not name.endswith(f"{PLACE}{OFFERED}")]
            for name in same[: -(MOST_ANSWERED if ending in ANSWERED else MOST)]:
                with suppress(OSError):  # another one has let go of it
                    (self.folder / name).unlink()

    def _names(self) -> list[str]:
        """Return the names of all files, the oldest first."""
        with suppress(OSError):
            return sorted(os.listdir(self.folder))
        return []

    # Offering.

    def newest(self) -> tuple[Offer | None, list[str]]:
        """Return the newest session that can be read; and of each that cannot, a sentence.

        That is set aside.
        """
        sentences: list[str] = []
        for name in reversed(self._names()):
            if name.endswith(OFFERED):
                path = self.folder / name
                try:
                    session = self.read(path)
                    return Offer(path, session.words, _ago(path)), sentences
                except TinynetError as error:
                    if path.exists():  # else another one has taken it
                        sentences.append(self.set_aside(path, error))
        return None, sentences

    def read(self, path: Path) -> Session:
        """Return a session. Raises :class:`TinynetError` for one that cannot be read."""
        from scenes.screens.session import Session
        from scenes.story.saved.archive import load

        return load(Session, path)

    def set_aside(self, path: Path, error: TinynetError) -> str:
        """Have a session that cannot be read not offered again; return what was wrong with it."""
        aside = path.with_suffix(BROKEN)
        with suppress(OSError):
            path.rename(aside)
        return f"{error}; it is set aside as {aside.name}"

    def answer(self, offer: Offer, how: Literal["taken", "declined"]) -> bool:
        """Have a session not offered again; return whether it was still there."""
        try:
            offer.path.rename(offer.path.with_suffix(f".{how}"))
        except OSError:
            return False
        return True


def _ago(path: Path) -> str:
    """Say how long ago a file was written."""
    try:
        seconds = max(0.0, time.time() - path.stat().st_mtime)
    except OSError:  # another one has taken it
        seconds = 0.0
    for unit, one in (("day", 86_400), ("hour", 3_600), ("minute", 60)):
        if seconds >= one:
            return f"{counted(int(seconds // one), unit)} ago"
    return "just now"

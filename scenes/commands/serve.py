"""`tinynet serve`: the app in the browsers of others."""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import socket
from argparse import Namespace
from collections.abc import Sequence
from functools import lru_cache
from importlib.util import find_spec
from typing import NoReturn
from urllib.parse import parse_qsl

from scenes.commands.exit_codes import OK
from scenes.commands.options import add_options, place_of
from scenes.commands.output import write
from scenes.commands.parser import Parser, reworded
from scenes.story.class_options import NamedData
from scenes.story.passes import open_pass
from scenes.story.places import NAMED, SCREENS, UNTRAINED
from scenes.story.walk import open_walk
from tinynet import TinynetError

HOST, PORT, SESSIONS = "127.0.0.1", 8000, 30
LONGEST_QUERY = 1000
FILES = ("data", "labels", "transpose")
"""Options that name what lies on this computer; of networks only the file that is served."""
FLAGS = ("biases", "light", "no-motion", "no-predict", "projector")
OWN = frozenset({"host", "port", "public_url", "sessions"})
EITHER = {"sample": "digit", "digit": "sample"}
"""Of these two a visitor's one goes before the other of whoever serves."""
ENDING_SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP")
INSTALL = "`python -m pip install 'tinynet-explainer[serve]'` installs it"


class QueryParser(Parser):
    """Reads the options in an address; a wrong one raises :class:`TinynetError`."""

    def error(self, message: str) -> NoReturn:
        """Raise it, in words without the dashes that the address does not have."""
        raise TinynetError(reworded(message).removeprefix("--"))


class Places:
    """What visitors may ask for beyond the place that is served."""

    def __init__(self, chosen: Namespace) -> None:
        """Serve the place that the options name.

        Raises :class:`TinynetError` for options that are not sound.
        """
        self._chosen = {name: value for name, value in vars(chosen).items() if name not in OWN}
        self._parser = QueryParser(prog="tinynet", add_help=False)
        add_options(self._parser)
        known = sorted(name.replace("_", "-") for name in self._parser.names)
        self._known = [name for name in known if name not in FILES]
        self._networks = {*NAMED, self._chosen.get("network", UNTRAINED)}
        self._data = NamedData(self._chosen)
        place, self._digits = self._data.opened(place_of(Namespace(**self._chosen), self._data))
        if place.labels is not None:  # which the network's file may add
            self._chosen["labels"] = place.labels
        self.arguments("")

    def arguments(self, query: str) -> Sequence[str]:
        """Return the arguments that open the place asked for.

        Raises :class:`TinynetError` for what is no option of the walk, names a file, or leads
        nowhere.
        """
        asked = vars(self._parser.parse_args(self._options(query)))
        if asked.get("network", UNTRAINED) not in self._networks:
            raise TinynetError(
                f"network: expected {', '.join(NAMED[:-1])} or {NAMED[-1]}, "
                f"found {asked['network']!r}"
            )
        hidden = {EITHER[name] for name in asked if name in EITHER}
        both = {name: value for name, value in self._chosen.items() if name not in hidden}
        chosen = Namespace(**both | asked)
        place = place_of(chosen, self._data)
        open_walk(place, open_pass(place, self._digits))
        options = dict(place.options())
        screen, _ = getattr(chosen, "at", ("", None))
        if screen in SCREENS:
            options["at"] = screen
        options |= {flag: None for flag in FLAGS if flag.replace("-", "_") in chosen}
        return [
            f"--{name}" if value is None else f"--{name}={value}" for name, value in options.items()
        ]

    def _options(self, query: str) -> list[str]:
        """Return what an address asks for as options, none of them twice and none of a file."""
        if len(query) > LONGEST_QUERY:
            raise TinynetError(f"the address: expected at most {LONGEST_QUERY} characters")
        options: dict[str, str] = {}
        for name, value in parse_qsl(query, keep_blank_values=True):
            if name not in self._known:
                raise TinynetError(f"{name}: expected only {', '.join(self._known)}")
            if name in options:
                raise TinynetError(f"{name}: expected it once, found it twice")
            options[name] = f"--{name}" if name in FLAGS and not value else f"--{name}={value}"
        return list(options.values())


def run(chosen: argparse.Namespace) -> int:
    """Serve the app until a signal ends it; return the exit status.

    Raises :class:`TinynetError` for options that are not sound, a port that is not free, or where
    the libraries for it are not installed.
    """
    if find_spec("textual_serve") is None:
        raise TinynetError(f"serve: expected the library textual-serve, found none; {INSTALL}")
    return asyncio.run(_serve(chosen, Places(chosen)))


async def _serve(chosen: argparse.Namespace, places: Places) -> int:
    from scenes.web.serve.hosts import Doors
    from scenes.web.serve.server import AppServer

    host: str = getattr(chosen, "host", HOST)
    port: int = getattr(chosen, "port", PORT)
    public_url: str | None = getattr(chosen, "public_url", None)
    sessions: int = getattr(chosen, "sessions", SESSIONS)
    ended = asyncio.Event()
    _end_on_signals(ended)
    # Each address is asked for twice: for the page, and for the app in it.
    arguments = lru_cache(maxsize=2 * sessions)(places.arguments)
    server = AppServer(arguments, Doors.of(host, public_url), sessions=sessions)
    try:
        port = await server.open(host, port)
    except socket.gaierror as error:
        raise TinynetError(
            f"--host: expected a name or number of this computer, found {host!r}"
        ) from error
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else str(error)
        raise TinynetError(
            f"--port: expected a free port at {host}, found {port}: {reason}"
        ) from error
    try:
        status = write(where_served(host, port, public_url, sessions))
        if status == OK:
            await ended.wait()
    finally:
        await server.close()
    return status


def _end_on_signals(ended: asyncio.Event) -> None:
    loop = asyncio.get_running_loop()
    for name in ENDING_SIGNALS:
        if (number := getattr(signal, name, None)) is not None:
            try:
                loop.add_signal_handler(number, ended.set)
            except NotImplementedError:  # Windows: Ctrl+C raises KeyboardInterrupt there
                return


def where_served(host: str, port: int, public_url: str | None, sessions: int) -> str:
    """Say where the app is served, and who can open it."""
    from scenes.web.serve.hosts import addresses_of, is_local

    addresses = [public_url] if public_url else list(addresses_of(host, port))
    lines = [f"tinynet is served at {' and '.join(addresses)}"]
    if is_local(host) and public_url is None:
        lines.append("Only browsers on this computer can open it; --host 0.0.0.0 lets others in.")
    elif is_local(host):
        lines.append("Whoever can open that address can open it; nobody is asked for a password.")
    else:
        lines.append(
            "Everybody whose computer reaches this one can open it now. Nobody is asked for a "
            "password, and nothing on the way is encrypted."
        )
    seats = "one visitor" if sessions == 1 else f"{sessions} visitors"
    lines.append(
        f"At most {seats} at a time, each with a process of their own that opens no file of yours. "
        "Ctrl+C ends it."
    )
    return "\n".join(lines) + "\n"

"""Who is let in: by the name in the address, and by the page that asks.

A page of another site must not open the app in its reader's name (its Origin tells), nor may a name
of another site lead here (its Host tells; so DNS rebinding gets around the first).
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

DEFAULT_PORTS = {"http": 80, "https": 443}
ANY_ADDRESS = frozenset({"0.0.0.0", "::", ""})
"""Hosts that stand for every address of this computer."""


@dataclass(frozen=True)
class Doors:
    """The names that this server is called by."""

    names: frozenset[str]
    """In small letters, beside which every number of an address is let in."""
    public_url: str | None = None
    """What visitors type where another server stands in front."""

    @classmethod
    def of(cls, host: str, public_url: str | None = None) -> Doors:
        """Return the doors of a server that listens at a host."""
        whole = socket.gethostname().lower()
        own = whole.partition(".")[0]
        names = {"localhost", host.lower(), whole, own, f"{own}.local"}
        if public_url is not None:
            names.add(urlsplit(public_url).hostname or "")
        return cls(frozenset(names - ANY_ADDRESS), public_url)

    def knows(self, host: str | None) -> bool:
        """Return whether a request's Host is a name of this server, or a number."""
        parts = _parts_of(f"http://{host}")
        if parts is None or parts.hostname is None or _origin_of(parts) is None:
            return False
        return parts.hostname in self.names or _is_number(parts.hostname)

    def opens_to(self, origin: str | None, host: str | None) -> bool:
        """Return whether a request comes from a page of this server."""
        if origin is None or not self.knows(host):
            return False
        own = [f"{scheme}://{host}" for scheme in DEFAULT_PORTS]
        if self.public_url is not None:
            own.append(self.public_url)
        asked = _parts_of(origin)
        if asked is None or origin != f"{asked.scheme}://{asked.netloc}":
            return False
        return _origin_of(asked) in {_origin_of(urlsplit(each)) for each in own}

    def page(self, origin: str) -> str:
        """Return the address of the page, for a visitor who came from this origin."""
        if self.public_url is not None:
            public = urlsplit(self.public_url)
            if _origin_of(public) == _origin_of(urlsplit(origin)):
                return f"{self.public_url.rstrip('/')}/"
        return f"{origin}/"


def _parts_of(url: str) -> SplitResult | None:
    try:
        return urlsplit(url)
    except ValueError:  # half of an IPv6 address
        return None


def _origin_of(parts: SplitResult) -> tuple[str, str, int] | None:
    """Return scheme, name and port, the port also where it is the scheme's own."""
    try:
        port = parts.port
    except ValueError:
        return None
    default = DEFAULT_PORTS.get(parts.scheme)
    if default is None or not parts.hostname or parts.username is not None:
        return None
    return parts.scheme, parts.hostname, default if port is None else port


def _is_number(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def addresses_of(host: str, port: int) -> Iterable[str]:
    """Yield the addresses by which a server that listens at a host can be opened."""
    if host not in ANY_ADDRESS:
        yield f"http://{f'[{host}]' if ':' in host else host}:{port}/"
        return
    yield f"http://{socket.gethostname()}:{port}/"
    if (number := _number_in_the_network()) is not None:
        yield f"http://{number}:{port}/"


def _number_in_the_network() -> str | None:
    """Return the address that others in the network know this computer by, if there is one."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # an address of examples; nothing is sent
        except OSError:
            return None
        return str(probe.getsockname()[0])


def is_local(host: str) -> bool:
    """Return whether only this computer reaches a server that listens at a host."""
    if host.lower() == "localhost":
        return True
    return _is_number(host) and ipaddress.ip_address(host).is_loopback

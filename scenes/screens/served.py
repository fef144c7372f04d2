"""Whether the app is shown in a visitor's browser, who is to touch no file of this computer.

`tinynet serve` starts one process a visitor and tells it so by its environment, as textual-serve
does for any app.
"""

from __future__ import annotations

import os

from tinynet import TinynetError

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

DRIVER = "TEXTUAL_DRIVER"
"""The variable by which Textual is told what shows the app."""
ADDRESS = "TINYNET_ADDRESS"
"""The variable that holds the address of the visitor's page, without what it asks for."""
BEHIND_SERVER = 5
"""How much nicer than the server a visitor's process is."""


def is_served() -> bool:
    """Return whether a browser shows the app: by our driver for it, or by Textual's."""
    return os.environ.get(DRIVER, "").endswith("WebDriver")


def refuse_files() -> None:
    """Raise :class:`TinynetError` where a file is asked for by a visitor."""
    if is_served():
        raise TinynetError(
            "files: expected the app in a terminal, found it in a browser, where nothing is read "
            "from or written to the computer that serves it"
        )


def confine() -> None:
    """Have the system refuse a visitor's process what it does not need: to write into any file.

    And let it wait for the server, which answers everybody.
    """
    if resource is None:
        return
    for limit in (resource.RLIMIT_FSIZE, resource.RLIMIT_CORE):
        resource.setrlimit(limit, (0, 0))
    os.nice(BEHIND_SERVER)


def page_address() -> str | None:
    """Return the address of the visitor's page; None where there is none."""
    return os.environ.get(ADDRESS) if is_served() else None

"""What there is beside the screen that is open, for who looks for it by name in the palette."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

from textual.app import SystemCommand

from scenes.screens.served import is_served

if TYPE_CHECKING:
    from scenes.screens.app import TinynetApp

COMMANDS = {
    "Image: have a photograph or a scan of a digit read": "tinynet --image my-seven.png",
    "Open a network from a file": "tinynet --network my-network.npz",
    "Homework: every number of an exercise in a file": (
        "tinynet explain --weights exercise.json --app"
    ),
    "Practice: work the numbers of small networks out": "tinynet practice",
    "Lesson: step through an ordered list of places": "tinynet lesson quarter-hour",
    "Page: export the walk as a web page": "tinynet page walk.html",
}
"""What the command line opens or writes, and how."""


def commands_elsewhere(app: TinynetApp, *, screens: bool) -> Iterable[SystemCommand]:
    """Yield the app's other screens, with the network of the walk; and what is a command."""
    named = app.walk_model.walk.pass_.named
    others = (
        ("Draw a digit of your own", partial(app.open_drawing, named)),
        ("Test the network on the 10,000 test digits", partial(app.open_test, named)),
        ("Backwards: what Lola has in mind", partial(app.open_backwards, named)),
        ("Training: tell him again, sixty thousand times", app.open_training),
    )
    for title, opens in others if screens else ():
        yield SystemCommand(title, "Another screen", opens)
    if not is_served():  # whose visitors have no command line
        for title, command in COMMANDS.items():
            does = partial(app.show_command, command, title)
            yield SystemCommand(title, f"Command: {command}", does)

"""What there is beside the screen that is open, for who looks for it by name in the palette."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from textual.app import SystemCommand

from scenes.screens.base import HostApp
from scenes.screens.dialogs import show_command
from scenes.screens.served import is_served
from scenes.story.nouns import Worded, worded
from scenes.story.places import command_of

COMMANDS = {
    Worded("Image: have a photograph or a scan of a {thing} read"): ("--image", "my-own.png"),
    "Open a network from a file": ("--network", "my-network.npz"),
    "Page: export the walk as a web page": ("page", "walk.html"),
}
"""What the command line opens or writes, with the data at hand, and how."""
APART = {
    "Homework: every number of an exercise in a file": (
        "tinynet explain --weights exercise.json --app"
    ),
    "Practice: work the numbers of small networks out": "tinynet practice",
    "Lesson: step through an ordered list of places": "tinynet lesson quarter-hour",
}
"""What has nothing to do with the data at hand."""


def commands_elsewhere(app: HostApp, *, screens: bool) -> Iterable[SystemCommand]:
    """Yield the app's other screens, with the network of the walk; and what is a command."""
    named, nouns = app.walk_model.walk.pass_.named, app.nouns
    others = (
        (f"Draw a {nouns.thing} of your own", partial(app.open_drawing, named)),
        (
            f"Test the network on the {nouns.tested} test {nouns.things}",
            partial(app.open_test, named),
        ),
        ("Backwards: what Lola has in mind", partial(app.open_backwards, named)),
        (f"Training: tell him again, {nouns.times} times", partial(app.open_training)),
    )
    # The screen that is open may have one of the same name, for a network of its own.
    which = f"Another screen, with the network of the walk: {named.name}"
    for title, opens in others if screens else ():
        yield SystemCommand(title, which if named in opens.args else "Another screen", opens)
    if not is_served():  # whose visitors have no command line
        place = app.walk_model.place
        data = place.data_options()
        commands = {
            worded(title, nouns): command_of(data, *words) for title, words in COMMANDS.items()
        }
        for title, command in (commands | APART).items():
            does = partial(show_command, app, command, title)
            yield SystemCommand(title, f"Command: {command}", does)

"""The command line: `tinynet` opens the app, `tinynet explain` tells the same walk as text.

A new command is a function here and one `add_parser` in `make_parser`. What needs NumPy or Textual
is imported by the command that uses it.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from typing import TYPE_CHECKING, Any, NoReturn

from scenes.exit_codes import BROKEN_PIPE, INTERRUPTED, OK, USER_ERROR
from scenes.options import ACT_IDS, add_options, place_of
from scenes.terminal import has_colours, text_width, what_is_missing

if TYPE_CHECKING:
    from scenes.place import Place
    from scenes.walk import Walk

ABOUT = "See a small neural network think and learn, in a terminal, number by number."

EXAMPLES = f"""\
the acts, in order:
  {", ".join(ACT_IDS)}

examples:
  tinynet                                   walk the first test digit through the network
  tinynet --digit 3 --network trained       a 3, and a network that has learned
  tinynet --sample 42 --at blame            digit number 42, from where the blame goes back
  tinynet explain --at weighted-sum.2       one beat as text
  tinynet explain --json > walk.json        every number of the walk
"""

# argparse's own sentences, in the form of all others: what was expected, what was found.
REWORDED = (
    (r"^argument ", ""),
    (r"invalid choice: (.*?) \(choose from (.*)\)", r"expected \2, found \1"),
    (r"expected one argument", "expected a value, found none"),
    (r"ignored explicit argument (.*)", r"expected no value, found \1"),
    (r"unrecognized arguments: (.*)", r"expected only what tinynet --help lists, found \1"),
)


def main(argv: list[str] | None = None) -> int:
    """Run the command; return its exit status, or exit with it as argparse does."""
    # Before NumPy is imported. These products are small: fifty updates and four scores took
    # 26 ms on one thread and 225 ms on two, which wait for each other most of the time.
    for library in ("OPENBLAS", "MKL", "OMP"):
        os.environ.setdefault(f"{library}_NUM_THREADS", "1")
    try:
        chosen = make_parser().parse_args(argv)
        return _run(chosen)
    except KeyboardInterrupt:
        return INTERRUPTED


def _run(chosen: argparse.Namespace) -> int:
    """Run the chosen command, and tell what the user can mend."""
    from tinynet import TinynetError

    try:
        status: int = chosen.run(chosen)
    except TinynetError as error:
        _complain(str(error))
        return USER_ERROR
    return status


def _app(chosen: argparse.Namespace) -> int:
    """Open the app."""
    # Whatever may be wrong with files and options is told before the screen is taken over.
    place = place_of(chosen)
    walk = _open(place)
    if found := what_is_missing():
        _complain(
            f"expected a terminal to open the app in, found {found}; "
            "`tinynet explain` tells the same walk as text"
        )
        return USER_ERROR

    from scenes.app import run

    return run(
        place,
        walk,
        motion=not hasattr(chosen, "no_motion"),
        predict=not hasattr(chosen, "no_predict"),
        light=hasattr(chosen, "light"),
    )


def _explain(chosen: argparse.Namespace) -> int:
    """Print the walk, as text or as JSON."""
    place = place_of(chosen)
    walk = _open(place)
    if hasattr(chosen, "json"):
        from scenes.export import as_json_text

        return _write(as_json_text(walk))

    from scenes.transcript import tell

    act, beat = getattr(chosen, "at", (None, None))
    return _write(tell(place, walk, act, beat, width=text_width(), colour=has_colours()))


def _open(place: Place) -> Walk:
    """Compute the walk from the place's data and network.

    Raises :class:`TinynetError` for a file or choice that is not there or not sound.
    """
    from scenes.walk import open_pass, open_walk
    from tinynet import load_mnist

    return open_walk(place, open_pass(place, load_mnist("test", place.data)))


def _write(text: str) -> int:
    """Write to standard output, and return the exit status."""
    if sys.stdout is None:
        _complain("standard output: expected it open, found it closed")
        return USER_ERROR
    encoding = sys.stdout.encoding or "utf-8"
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        # A σ may become a question mark, but a minus must not be lost.
        text = text.replace("\N{MINUS SIGN}", "-").encode(encoding, "replace").decode(encoding)
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except OSError as error:
        # What could not be written is still buffered: the interpreter flushes it as it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if isinstance(error, BrokenPipeError):
            return BROKEN_PIPE
        _complain(f"standard output: expected it to take the text, found: {error.strerror}")
        return USER_ERROR
    return OK


def _complain(sentence: str) -> None:
    """Tell one sentence on standard error, whatever characters it quotes."""
    shown = "".join(c if c.isprintable() else ascii(c)[1:-1] for c in sentence)
    print(f"tinynet: {shown}", file=sys.stderr)


class _Parser(argparse.ArgumentParser):
    """A parser that answers a wrong option with one sentence."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(
            formatter_class=argparse.RawDescriptionHelpFormatter,
            argument_default=argparse.SUPPRESS,
            # A shortened option would break with the next option that starts like it.
            allow_abbrev=False,
            **settings,
        )

    def error(self, message: str) -> NoReturn:
        for pattern, words in REWORDED:
            message = re.sub(pattern, words, message)
        _complain(message)
        sys.exit(USER_ERROR)


class _Version(argparse.Action):
    """Prints the version, which is imported only then."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        from tinynet import __version__

        print(f"tinynet {__version__}")
        sys.exit(OK)


def make_parser() -> argparse.ArgumentParser:
    """Return the parser of all commands; what it parses has the command to ``run``."""
    usage = "tinynet [options] [explain [options] [--json]]"
    parser = _Parser(prog="tinynet", usage=usage, description=ABOUT, epilog=EXAMPLES)
    parser.set_defaults(run=_app)
    parser.add_argument("--version", action=_Version, nargs=0, help="print the version and exit")
    add_options(parser)

    commands = parser.add_subparsers(title="commands", metavar="COMMAND", prog="tinynet")
    about = "print the walk as text: all acts, or what --at names"
    explain = commands.add_parser(
        "explain", usage="tinynet explain [options] [--json]", help=about, description=about
    )
    explain.set_defaults(run=_explain)
    explain.add_argument("--json", action="store_true", help="print every number as JSON instead")
    add_options(explain)
    return parser

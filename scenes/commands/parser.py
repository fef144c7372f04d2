"""Options read by argparse, wrong ones told in the sentences of this house."""

from __future__ import annotations

import argparse
import re
import sys
from typing import TYPE_CHECKING, Any, NoReturn

from scenes.commands.exit_codes import USER_ERROR
from scenes.commands.output import note, write

if TYPE_CHECKING:
    from tinynet import TinynetError

# argparse's own sentences, in the form of all others: what was expected, what was found.
REWORDED = (
    (r"^argument ", ""),
    (r"invalid choice: (.*?) \(choose from (.*)\)", r"expected \2, found \1"),
    (r"expected one argument", "expected a value, found none"),
    (r"ignored explicit argument (.*)", r"expected no value, found \1"),
    (r"unrecognized arguments: (.*)", r"expected only what --help lists, found \1"),
    (r"the following arguments are required: (.*)", r"\1: expected a value, found none"),
)


def reworded(message: str) -> str:
    """Return one of argparse's sentences as this house says it."""
    for pattern, words in REWORDED:
        message = re.sub(pattern, words, message)
    return message


def apart(chosen: argparse.Namespace, option: str, *others: str) -> None:
    """Raise :class:`TinynetError` if an option is typed, and one of the others beside it."""
    for other in others:
        if option in chosen and other in chosen:
            raise _wrong(option, f"expected it without {typed(other)}, found both")


def only_with(chosen: argparse.Namespace, needed: str, *options: str, metavar: str = "") -> None:
    """Raise :class:`TinynetError` if one of the options is typed without the one it needs."""
    for option in options:
        if option in chosen and needed not in chosen:
            raise _wrong(option, f"expected it with {typed(needed)}{metavar}, found it without")


def typed(option: str) -> str:
    """Return an option as it is typed, from what it is called once it is parsed."""
    return f"--{option.replace('_', '-')}"


def _wrong(option: str, words: str) -> TinynetError:
    from tinynet import TinynetError

    return TinynetError(f"{typed(option)}: {words}")


class Parser(argparse.ArgumentParser):
    """A parser that answers a wrong option with one sentence."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(
            formatter_class=argparse.RawDescriptionHelpFormatter,
            argument_default=argparse.SUPPRESS,
            # A shortened option would break with the next option that starts like it.
            allow_abbrev=False,
            **settings,
        )

    def _get_values(self, action: argparse.Action, arg_strings: list[str]) -> Any:
        # argparse takes the -- of `--hidden=--` for the end of the options, and then fails.
        if action.option_strings and action.nargs is None and arg_strings == ["--"]:
            value = self._get_value(action, "--")
            self._check_value(action, value)
            return value
        return super()._get_values(action, arg_strings)

    def _print_message(self, message: str, file: Any = None) -> None:
        # The help: in whatever encoding, and to whoever still reads it.
        if message and write(message):
            sys.exit(USER_ERROR)

    def error(self, message: str) -> NoReturn:
        note(reworded(message))
        sys.exit(USER_ERROR)

    @property
    def names(self) -> frozenset[str]:
        """What its options and arguments are called once they are parsed."""
        return frozenset(action.dest for action in self._actions)

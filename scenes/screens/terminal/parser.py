"""What a terminal sends, read without ever ending the app: what cannot be read is dropped.

Three sequences end Textual 8.2.8's parser, and with it its input thread and the app: a kitty key
whose code point is larger than Unicode's last (OverflowError, ValueError), a size report of zero
and then a mouse report in pixels (ZeroDivisionError), and half a surrogate pair, which no encoding
can write. No release up to 8.2.8 mends them; where one does, the method of it here can go.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from textual import events
from textual._xterm_parser import XTermParser
from textual.message import Message

SURROGATES = range(0xD800, 0xE000)


class SteadyParser(XTermParser):
    """Textual's parser, which drops the sequences that would end it."""

    def _sequence_to_key_events(self, sequence: str, alt: bool = False) -> Iterable[events.Key]:
        try:
            keys = list(super()._sequence_to_key_events(sequence, alt))
        except (OverflowError, ValueError):
            return []
        return [key for key in keys if not _is_half(key.character)]

    def parse_mouse_code(self, code: str) -> Message | None:
        """Return a mouse event; None for one that cannot be, or where sizes of zero are known."""
        try:
            return super().parse_mouse_code(code)
        except (ZeroDivisionError, OverflowError, ValueError):
            return None


def _is_half(character: str | None) -> bool:
    return character is not None and any(ord(each) in SURROGATES for each in character)


class Listener:
    """Turns text from a terminal into messages; after what cannot be read it starts anew."""

    def __init__(self, debug: bool = False) -> None:
        """Listen from the start."""
        self._debug = debug
        self._parser = SteadyParser(debug)

    def hear(self, text: str) -> list[Message]:
        """Return what the text says, up to what cannot be read."""
        return self._heard(lambda: self._parser.feed(text)) if text else []

    def wait(self) -> list[Message]:
        """Return what has become clear as nothing followed, such as a lone escape."""
        return self._heard(self._parser.tick)

    def _heard(self, read: Callable[[], Iterable[Message]]) -> list[Message]:
        heard: list[Message] = []
        try:
            heard.extend(read())
        # Whatever it is: bytes from outside must not end the app. The parser is a generator, and
        # one that has raised is over; what the terminal said of itself is carried on.
        except Exception:
            old, self._parser = self._parser, SteadyParser(self._debug)
            self._parser.mouse_pixels = old.mouse_pixels
            self._parser.terminal_size = old.terminal_size
            self._parser.terminal_pixel_size = old.terminal_pixel_size
        return heard

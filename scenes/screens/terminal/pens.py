"""What cells are written with, and the shortest sequence that changes it (ECMA-48, SGR)."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from rich.color import ColorSystem
from rich.style import Style

# By the bits of Rich's attributes: bold, dim, italic, underline, blink twice, reverse, conceal,
# strike, underlined twice, framed, encircled, overlined.
ON = ("1", "2", "3", "4", "5", "6", "7", "8", "9", "21", "51", "52", "53")
OFF = ("22", "22", "23", "24", "25", "25", "27", "28", "29", "24", "54", "54", "55")
UNSEEN = 0b111 | 1 << 7
"""Attributes of the letter alone, which a blank does not show: bold, dim, italic, concealed."""
KEPT = 1 << 13
"""Sequences remembered: more than a frame with many colours has."""


class Pen(NamedTuple):
    """Colours as SGR codes, empty for the terminal's own; attributes as Rich's bits; a link."""

    foreground: str = ""
    background: str = ""
    attributes: int = 0
    link: str = ""

    @property
    def blank(self) -> Pen:
        """What is seen of it where there is no letter: equal for all blanks that look the same."""
        if self.link or self.attributes & ~UNSEEN:
            return self
        return Pen("", self.background)


PLAIN = Pen()


def pen_of(style: Style | None, colours: ColorSystem) -> Pen:
    """Return what a style is written with by a terminal of so many colours."""
    if style is None:
        return PLAIN
    foreground, background = style.color, style.bgcolor
    return Pen(
        _code(foreground.downgrade(colours).get_ansi_codes()) if foreground else "",
        _code(background.downgrade(colours).get_ansi_codes(False)) if background else "",
        style._attributes & style._set_attributes,
        f"id={style._link_id};{style._link}" if style.link else "",
    )


def _code(codes: tuple[str, ...]) -> str:
    return "" if codes in (("39",), ("49",)) else ";".join(codes)


@lru_cache(KEPT)
def on_blank(pen: Pen, blank: Pen) -> Pen:
    """Return the pen nearest to this one that a blank can be written with.

    A blank does not show the colour of a letter, so that needs no change.
    """
    if blank.link or blank.attributes or blank.foreground:
        return blank
    return Pen(pen.foreground, blank.background, pen.attributes & UNSEEN)


@lru_cache(KEPT)
def change(old: Pen, new: Pen) -> str:
    """Return the shortest sequence that turns a pen into another."""
    if old == new:
        return ""
    link = f"\x1b]8;{new.link or ';'}\x1b\\" if old.link != new.link else ""
    changed, fresh = _changed(old, new), ["0", *_all(new)]
    codes = min(changed, fresh, key=lambda each: len(";".join(each)))
    return link + (f"\x1b[{';'.join(codes)}m" if codes else "")


def _all(pen: Pen) -> list[str]:
    colours = (pen.foreground, pen.background)
    return [*_named(ON, pen.attributes), *(code for code in colours if code)]


def _changed(old: Pen, new: Pen) -> list[str]:
    off = list(dict.fromkeys(_named(OFF, old.attributes & ~new.attributes)))
    ons, offs = _named(ON, new.attributes), _named(OFF, new.attributes)
    # One code ends two attributes: the one that stays is begun anew.
    kept = [on for on, end in zip(ons, offs, strict=True) if end in off]
    codes = [*off, *kept, *_named(ON, new.attributes & ~old.attributes)]
    if old.foreground != new.foreground:
        codes.append(new.foreground or "39")
    if old.background != new.background:
        codes.append(new.background or "49")
    return list(dict.fromkeys(codes))


def _named(names: tuple[str, ...], attributes: int) -> list[str]:
    return [name for bit, name in enumerate(names) if attributes >> bit & 1]

"""Colours that can be read: every theme's footer, with its colours and without (`NO_COLOR`)."""

from __future__ import annotations

from textual.color import Color, ColorParseError

LEAST_CONTRAST = 4.5
"""What WCAG 2.2 asks of text, as a ratio of luminances."""

PAIRS = (
    ("footer-key-foreground", "footer-background"),
    ("footer-description-foreground", "footer-background"),
)
"""What is written on what, by the names of a theme's variables."""


def legible(variables: dict[str, str], *, grey: bool) -> dict[str, str]:
    """Return a theme's variables, those that would be hard to read replaced by black or white.

    ``grey`` says that colours are shown as greys, among which others stand out.
    """
    changed: dict[str, str] = {}
    for text, ground in PAIRS:
        try:
            front, back = Color.parse(variables[text]), Color.parse(variables[ground])
        except (KeyError, ColorParseError):
            continue  # the terminal's own colours, of which nothing is known
        if front.ansi is not None or back.ansi is not None:
            continue
        if grey:
            front, back = front.monochrome, back.monochrome
        if contrast(front.rgb, back.rgb) < LEAST_CONTRAST:
            black, white = Color(0, 0, 0), Color(255, 255, 255)
            best = max((black, white), key=lambda each: contrast(each.rgb, back.rgb))
            changed[text] = best.hex
    return variables | changed


def contrast(front: tuple[int, int, int], back: tuple[int, int, int]) -> float:
    """Return the ratio of two colours' luminances, 1 to 21, as WCAG 2.2 defines it."""
    dark, light = sorted((_luminance(front), _luminance(back)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(rgb: tuple[int, int, int]) -> float:
    shares = [value / 255 for value in rgb]
    linear = [s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

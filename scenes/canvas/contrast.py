"""How well one colour stands out on another, and the nearest one that can be read on it."""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache

RGB = tuple[int, int, int]

LEAST_CONTRAST = 4.5
"""What WCAG 2.2 asks of text (1.4.3), as a ratio of luminances."""
FULL_CONTRAST = 7.0
"""What it asks of text that is to be read by anyone (1.4.6): here, off a projector's screen."""
LEAST_DIMMED = 3.0
"""What it asks of all that is not text (1.4.11): for words that are out of play for a moment."""
EVEN_LUMINANCE = 0.179
"""Where black and white stand out equally well: (L + 0.05)² = 1.05 × 0.05."""
STEPS = 64
"""Steps on the way to black or white: one is a fiftieth of the ratio, hardly seen."""


@lru_cache(maxsize=4096)
def luminance(rgb: RGB) -> float:
    """Return the relative luminance of a colour, 0 to 1, as WCAG 2.2 defines it."""
    shares = [value / 255 for value in rgb]
    linear = [s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(front: RGB, back: RGB) -> float:
    """Return the ratio of two colours' luminances, 1 to 21, as WCAG 2.2 defines it."""
    dark, light = sorted((luminance(front), luminance(back)))
    return (light + 0.05) / (dark + 0.05)


@lru_cache(maxsize=4096)
def readable(front: RGB, back: RGB, least: float = LEAST_CONTRAST) -> RGB:
    """Return the colour, or the nearest on its way to black or white that stands out so much.

    Black or white itself, where not even that does: up to 4.58 they reach on any ground.
    """
    if contrast(front, back) >= least:
        return front
    value = 0 if luminance(back) > EVEN_LUMINANCE else 255
    end = value, value, value

    def stands_out(step: int) -> bool:
        return contrast(mix(front, end, step / STEPS), back) >= least

    # Once it stands out, it does all the rest of the way.
    step = bisect_left(range(STEPS), True, key=stands_out)
    return mix(front, end, step / STEPS)


def mix(start: RGB, end: RGB, share: float) -> RGB:
    """Return the colour that lies so far on the way from start to end."""
    mixed = [round(a + (b - a) * share) for a, b in zip(start, end, strict=True)]
    return mixed[0], mixed[1], mixed[2]

"""What a screen shows, or a part of it, as a file; and a drawing as the image that it is."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rich.segment import Segment
from textual.color import Color
from textual.geometry import Region
from textual.screen import Screen

from scenes.canvas.export import Rgb, png_of_cells, stretches_of, svg
from scenes.story.files import write_whole
from tinynet.png import png

SVG, PNG = ".svg", ".png"
LARGER = 10
"""Pixels of a saved drawing's file for each of its own, each way."""


class Shown:
    """The cells of a region of a screen, as they were when this was made."""

    def __init__(self, screen: Screen[Any], region: Region) -> None:
        """Keep what the region shows."""
        strips = screen._compositor.render_strips()
        left, right = region.x, region.right
        self._rows: list[list[Segment]] = [
            list(strip.crop(left, right)) for strip in strips[region.y : region.bottom]
        ]
        self._columns = region.width
        colours = screen.app.theme_variables
        self._ground = _rgb(colours["background"], (0, 0, 0))
        self._ink = _rgb(colours["foreground"], (255, 255, 255))

    def save(self, path: Path) -> None:
        """Write it as the file's name says. Raises :class:`TinynetError` if that cannot be done."""
        stretches = stretches_of(self._rows, self._ground, self._ink)
        write = png_of_cells if path.suffix.lower() == PNG else svg
        content = write(stretches, self._columns, len(self._rows), self._ground)
        write_whole(path, content, "a picture")


def _rgb(colour: str, default: Rgb) -> Rgb:
    try:
        return Color.parse(colour).rgb
    except ValueError:  # the terminal's own, which nobody knows
        return default


def save_drawing(ink: NDArray[np.uint8], path: Path) -> None:
    """Write a drawing, dark on white, so that `tinynet predict` reads it and a person sees it.

    Raises :class:`TinynetError` if it cannot be written.
    """
    rows, columns = ink.shape
    if path.suffix.lower() == PNG:
        greys = [(255 - grey, 255 - grey, 255 - grey, 255) for grey in range(256)]
        content = png(np.kron(ink, np.ones((LARGER, LARGER), np.uint8)), greys)
    else:
        squares = [
            f'<rect x="{x}" y="{y}" width="1" height="1" fill-opacity="{ink[y, x] / 255:.3g}"/>'
            for y, x in np.argwhere(ink).tolist()
        ]
        head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {columns} {rows}" '
        size = f'width="{columns * LARGER}" height="{rows * LARGER}" shape-rendering="crispEdges">'
        paper = f'<rect width="{columns}" height="{rows}" fill="#fff"/>'
        content = "\n".join([head + size, paper, *squares, "</svg>\n"]).encode()
    write_whole(path, content, "a drawing")


def dated(stem: str, ending: str) -> str:
    """Return a name for a file of this moment."""
    return f"{stem}-{time.strftime('%Y%m%d-%H%M%S')}{ending}"

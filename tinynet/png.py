"""A picture of few colours as PNG: a table of colours, and a number for each pixel."""

from __future__ import annotations

import struct
import zlib

import numpy as np
from numpy.typing import NDArray

SIGNATURE = b"\x89PNG\r\n\x1a\n"


def png(pixels: NDArray[np.uint8], colours: list[tuple[int, int, int, int]]) -> bytes:
    """Return rows × columns of numbers of colours (red, green, blue, opacity) as a PNG file."""
    rows, columns = pixels.shape
    # Each row starts with the number of its filter: none.
    raw = np.hstack([np.zeros((rows, 1), np.uint8), pixels]).tobytes()
    header = struct.pack(">IIBBBBB", columns, rows, 8, 3, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"PLTE", b"".join(bytes(colour[:3]) for colour in colours))]
    opacities = bytes(colour[3] for colour in colours)
    if set(opacities) != {255}:
        chunks.append((b"tRNS", opacities))
    chunks += [(b"IDAT", zlib.compress(raw, 9)), (b"IEND", b"")]
    return SIGNATURE + b"".join(_chunk(kind, content) for kind, content in chunks)


def _chunk(kind: bytes, content: bytes) -> bytes:
    check = struct.pack(">I", zlib.crc32(kind + content))
    return struct.pack(">I", len(content)) + kind + content + check

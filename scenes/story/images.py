"""An image file read as a drawing: what is ink on it, and what is paper.

A photograph's paper is grey, brighter at one side, in shadow at another, and noisy. So how light it
is at each place is found from the image itself, and ink is what differs from it.
"""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from tinynet import TinynetError
from tinynet.files import opened, quoted
from tinynet.prepare import resized

if TYPE_CHECKING:
    from PIL import Image

Floats = NDArray[np.float64]

SUFFIXES = (".png", ".jpg", ".jpeg")
FORMATS = ("PNG", "JPEG")
MOST_PIXELS = 64_000_000
"""More than most cameras take; a file that declares more is not decoded."""
MOST_BYTES = 200_000_000
MOST_SECONDS = 20.0
"""What a file may take to be decoded: some hold the same picture thousands of times."""
MOST_SIDE = 1000
"""Pixels a side that are enough for any drawing of one digit."""
ORIENTATION = 0x0112
TURNED = {
    2: "FLIP_LEFT_RIGHT",
    3: "ROTATE_180",
    4: "FLIP_TOP_BOTTOM",
    5: "TRANSPOSE",
    6: "ROTATE_270",
    7: "TRANSVERSE",
    8: "ROTATE_90",
}
"""What makes an image upright, by what its EXIF tag says of how it was taken."""
COARSE_SIDE, MEDIAN_SIDE = 120, 36
"""Pixels a side in which the paper's lightness is found; and the median, which takes long."""
SURFACE_TURNS = 10
EXTREME = 2e-4
"""The share of pixels that do not count when the darkest and the lightest are looked for."""
NEAR = 1 / 12
"""The share of a side within which paper is alike."""
SMALL_SIDE = 100
"""Pixels a side of images that no camera took."""
LEAST_CONTRAST = 0.06
"""How much of the paper's lightness ink takes away at least."""
FAINT = 0.06
"""The share of the strongest ink that is paper at all events: what compression leaves behind."""
NOISE = 4.0
"""Times its spread that the paper's noise may reach."""
FULL = 0.85
"""The share of the strongest ink from which on it is full."""
CLEAR = 0.35
"""How much ink a pixel has at least to be part of a stroke or a spot, not only of its edge."""
SOFT_EDGE = 2
"""Pixels of an edge."""
LEAST_PART = 1 / 15_000
"""The share of an image's pixels that a stroke covers at least; noise does not hang together."""
ENOUGH_INSIDE = 0.05
"""The share of all ink that does not run off the image, if it is the drawing."""
SPECK = 0.02
"""The share of all ink that a spot has at least to be part of the drawing."""


def check_pillow() -> None:
    """Raise :class:`TinynetError` if the library that reads images is not installed."""
    try:
        import PIL.Image  # noqa: F401
    except ImportError as error:
        raise TinynetError(
            "to read images: expected the library Pillow, found none; "
            "pip install 'tinynet-explainer[images]' brings it"
        ) from error


def read_image(path: str | Path) -> NDArray[np.uint8]:
    """Read a PNG or JPEG as ink, rows × columns: 0 where there is paper, to 255.

    Dark on light or light on dark, as its border shows; transparent is paper. Raises
    :class:`TinynetError` for a file that is none, is too large, or has nothing drawn on it.
    """
    check_pillow()
    ink = ink_of(_lightness(Path(path)))
    if ink is None:
        raise TinynetError(f"{path}: expected a digit drawn on it, found only paper")
    return ink


def image_files(named: str) -> list[Path]:
    """Return the file of this name, or the PNG and JPEG files in a folder, by name.

    Raises :class:`TinynetError` for a folder without any, or that may not be read.
    """
    path = Path(named)
    try:
        if not path.is_dir():
            return [path]
        # What starts with a dot is hidden, such as macOS's notes beside each file.
        files = [
            file
            for file in path.iterdir()
            if file.suffix.lower() in SUFFIXES and not file.name.startswith(".") and file.is_file()
        ]
    except OSError as error:
        raise TinynetError(
            f"{path}: expected a folder that can be read, found: {error.strerror}"
        ) from error
    if not files:
        raise TinynetError(f"{path}: expected PNG or JPEG files in it, found none")
    return sorted(files)


# From the file to lightness.


def _lightness(path: Path) -> Floats:
    """Return how light a file's pixels are, 0 to 255, at most `MOST_SIDE` a side."""
    import struct
    import zlib

    from PIL import Image, UnidentifiedImageError

    try:
        with opened(path, MOST_BYTES, MOST_SECONDS) as file, warnings.catch_warnings():
            # A bomb is refused below, by its size; the rest is of no use to the reader.
            warnings.simplefilter("ignore")
            with Image.open(file, formats=FORMATS) as image:
                if image.width * image.height > MOST_PIXELS:
                    raise TinynetError(
                        f"{path}: expected at most {MOST_PIXELS // 10**6} million pixels, "
                        f"found {image.width} × {image.height}"
                    )
                return _flattened(_upright(image))
    except UnidentifiedImageError as error:
        raise TinynetError(f"{path}: expected a PNG or JPEG image, found none") from error
    except Image.DecompressionBombError as error:
        raise TinynetError(
            f"{path}: expected at most {MOST_PIXELS // 10**6} million pixels, found more"
        ) from error
    # What Pillow raises for files that are cut off or damaged.
    except (OSError, EOFError, ValueError, SyntaxError, LookupError, TypeError) as error:
        raise _unreadable(path, error) from error
    except (struct.error, zlib.error, OverflowError, MemoryError) as error:
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: Exception) -> TinynetError:
    reason = getattr(error, "strerror", None) or quoted(error) or type(error).__name__
    return TinynetError(f"{path}: expected a readable image, found: {reason}")


def _upright(image: Image.Image) -> Image.Image:
    """Return an image small, in a mode that can be calculated with, and turned as it was taken."""
    from PIL import Image

    turned = TURNED.get(image.getexif().get(ORIENTATION, 1))
    size = (MOST_SIDE, MOST_SIDE)
    image.draft(None, size)  # a JPEG is decoded smaller at once
    if image.mode.startswith(("I", "F")):
        # 16 bits, whatever Pillow calls them.
        small = Image.fromarray(np.asarray(image, np.float32) / 257)
    elif image.mode in ("LA", "La", "PA", "RGBA", "RGBa") or "transparency" in image.info:
        small = image.convert("RGBA")
    else:
        small = image.convert("L")
    small.thumbnail(size, Image.Resampling.BOX)
    return small if turned is None else small.transpose(Image.Transpose[turned])


def _flattened(image: Image.Image) -> Floats:
    """Return an image's lightness, on paper that can be told from the ink where it is see-through.

    Behind what is all dark the paper is white, and the other way round. If some is dark and some
    light, there is an opaque paper already: it is the greater part.
    """
    if image.mode != "RGBA":
        return np.asarray(image, np.float64)
    light = np.asarray(image.convert("RGB").convert("L"), np.float64)
    opaque = np.asarray(image.getchannel("A"), np.float64) / 255
    seen = light[opaque > 0.5]
    if not seen.size:
        return np.zeros_like(light)
    dark, middle, bright = np.quantile(seen, [0.005, 0.5, 0.995])
    paper = middle if bright - dark > 100 and (opaque < 0.5).any() else 255.0 * (middle < 128)
    return np.asarray(opaque * light + (1 - opaque) * paper)


# From lightness to ink.


def ink_of(light: Floats) -> NDArray[np.uint8] | None:
    """Return what is ink, 0 to 255, on paper so light, or None if nothing is."""
    small = _shrunk(light, COARSE_SIDE)
    paper = _first_paper(small)
    apart = light - resized(paper, *light.shape)
    if not _dark_on_light(_smoothed(apart) if max(light.shape) > SMALL_SIDE else apart):
        light, small, paper = 255 - light, 255 - small, 255 - paper
    paper = resized(_second_paper(small, paper), *light.shape)
    # Its share of the paper's lightness: ink in the shade is as deep as ink in the light.
    ink = 1 - light / np.maximum(paper, 1)
    if max(light.shape) > SMALL_SIDE:
        ink = _smoothed(ink)

    level, noise = _usual(ink)
    clear = ink[ink > level + max(LEAST_CONTRAST, NOISE * noise)]
    if not clear.size:
        return None
    full = FULL * float(np.quantile(clear, 0.95))
    low = level + max(NOISE / 2 * noise, FAINT * (full - level))
    ink = _strokes(np.clip((ink - low) / (full - low), 0, 1))
    return np.rint(255 * ink).astype(np.uint8) if ink.any() else None


def _usual(ink: Floats) -> tuple[float, float]:
    """Return the value most pixels are near, which is paper, and how far they spread."""
    values = np.sort(ink, axis=None)
    part = len(values) // 4
    widths = values[part:] - values[: len(values) - part]
    first = int(widths.argmin())
    # The middle quarter of a normal distribution is 0.64 standard deviations wide.
    return float(values[first : first + part + 1].mean()), float(widths[first] / 0.64)


def _first_paper(light: Floats) -> Floats:
    """Return how light the paper is, whether it is lighter or darker than the ink.

    Either it is curved no more than a parabola, as under a lamp; or it is the median of a wide
    neighbourhood, in which a shadow's edge stays: whichever is nearer to the image. Small images
    are evenly lit: their paper is as their border.
    """
    if max(light.shape) <= SMALL_SIDE:
        return np.full_like(light, np.median(_border(light)))
    curved, median = _curved(light), _median(light)
    return curved if np.abs(light - curved).mean() < np.abs(light - median).mean() else median


def _curved(light: Floats) -> Floats:
    """Return the surface of second degree with the smallest sum of distances to the image.

    Of distances, not of their squares, so that ink does not bend it.
    """
    y, x = (((np.arange(size) + 0.5) / size) * 2 - 1 for size in light.shape)
    y, x = (each.ravel() for each in np.meshgrid(y, x, indexing="ij"))
    forms = np.stack([np.ones_like(x), y, x, y * y, x * y, x * x], axis=1)
    values = light.ravel()
    weights = np.ones_like(values)
    for _ in range(SURFACE_TURNS):
        weighted = forms * weights[:, np.newaxis]
        # On few pixels some forms are alike, hence a little is added.
        square = weighted.T @ forms + 1e-6 * np.eye(forms.shape[1])
        shares = np.linalg.solve(square, weighted.T @ values)
        weights = 1 / np.maximum(np.abs(values - forms @ shares), 1)
    return np.asarray((forms @ shares).reshape(light.shape).clip(0, 255))


def _median(light: Floats) -> Floats:
    """Return the median of half the image's width around each place."""
    small = _shrunk(light, MEDIAN_SIDE)
    reach = max(1, max(small.shape) // 4)
    # Beyond the edge it goes on as it came there, so that a dark corner is no pit.
    how: dict[str, Any] = {"mode": "reflect", "reflect_type": "odd"}
    wide = (
        np.pad(small, reach, **how) if min(small.shape) > 1 else np.pad(small, reach, mode="edge")
    )
    side = 2 * reach + 1
    around = np.lib.stride_tricks.sliding_window_view(wide, (side, side))
    middle = np.median(around.reshape(*small.shape, side * side), axis=2)
    return resized(middle, *light.shape).clip(0, 255)


def _second_paper(light: Floats, paper: Floats) -> Floats:
    """Return how light the paper is more closely: the mean around each place without the ink."""
    if max(light.shape) <= SMALL_SIDE:
        return paper
    ink = 1 - light / np.maximum(paper, 1)
    level, noise = _usual(ink)
    blank = ~_grown(_grown(ink > level + max(LEAST_CONTRAST, NOISE * noise)))
    reach = max(1, round(NEAR * max(light.shape)))
    share = _mean_around(blank.astype(np.float64), reach)
    # As a share of the first: where all is ink, that stays.
    ratio = np.where(blank, light / np.maximum(paper, 1), 0)
    near = (_mean_around(ratio, reach) + 1e-3) / (share + 1e-3)
    return paper * near


def _mean_around(values: Floats, reach: int) -> Floats:
    """Return the mean of a square around each place, as much of it as is in the image."""
    for axis in (0, 1):
        size = values.shape[axis]
        sums = np.concatenate([np.zeros_like(values.take([0], axis)), values.cumsum(axis)], axis)
        first = np.maximum(np.arange(size) - reach, 0)
        last = np.minimum(np.arange(size) + reach + 1, size)
        count = (last - first).reshape((-1, 1) if axis == 0 else (1, -1))
        values = (sums.take(last, axis) - sums.take(first, axis)) / count
    return values


def _dark_on_light(light: Floats) -> bool:
    """Return whether what differs most from the border, most of which is paper, is darker.

    `light` is how much lighter than the paper everything is.
    """
    border = np.median(_border(light))
    dark, bright = np.quantile(light, [EXTREME, 1 - EXTREME])
    return bool(border - dark >= bright - border)


def _border(values: NDArray[Any]) -> NDArray[Any]:
    """Return the outermost pixels."""
    return np.concatenate([values[0], values[-1], values[:, 0], values[:, -1]])


def _shrunk(values: Floats, side: int) -> Floats:
    """Return a picture of at most so many pixels a side."""
    scale = min(1.0, side / max(values.shape))
    rows, columns = (max(1, round(size * scale)) for size in values.shape)
    return resized(values, rows, columns)


def _smoothed(values: Floats) -> Floats:
    """Return values averaged with their neighbours: ¼ ½ ¼ along each axis."""
    wide = np.pad(values, 1, mode="edge")
    wide = (wide[:-2] + 2 * wide[1:-1] + wide[2:]) / 4
    return np.asarray((wide[:, :-2] + 2 * wide[:, 1:-1] + wide[:, 2:]) / 4)


def _strokes(ink: Floats) -> Floats:
    """Return only the ink that is, or is beside, a stroke: not spots, nor what runs off the image.

    Spots are dust and noise; over the edge run the table beside the paper, a finger, a shadow's
    rim. If there is little else, it is a digit that fills the image, and stays.
    """
    parts, count = _connected(ink > CLEAR)
    sizes = np.bincount(parts.ravel(), minlength=count + 1)
    amounts = np.bincount(parts.ravel(), ink.ravel(), count + 1)
    amounts[0] = 0
    inside = np.ones(count + 1, bool)
    inside[_border(parts)] = False
    if amounts[inside].sum() < ENOUGH_INSIDE * amounts.sum():
        inside[:] = True
    kept = inside & (amounts >= SPECK * amounts[inside].sum()) & (sizes > LEAST_PART * ink.size)
    kept[0] = False
    near = kept[parts]
    for _ in range(SOFT_EDGE):
        near = _grown(near)
    return np.where(near, ink, 0)


def _grown(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return a mask with all neighbours, corners included, of what is in it."""
    wide = np.pad(mask, 1)
    wide = wide[:-2] | wide[1:-1] | wide[2:]
    return np.asarray(wide[:, :-2] | wide[:, 1:-1] | wide[:, 2:])


def _connected(mask: NDArray[np.bool_]) -> tuple[NDArray[np.intp], int]:
    """Return a number for each connected part of a mask, from 1, and how many there are.

    Row by row: runs that touch, corners included, belong together.
    """
    edges = np.diff(np.pad(mask, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    rows, starts = np.nonzero(edges == 1)
    ends = np.nonzero(edges == -1)[1]
    parents = list(range(len(rows)))

    def root(run: int) -> int:
        while parents[run] != run:
            parents[run] = run = parents[parents[run]]
        return run

    first = np.searchsorted(rows, np.arange(len(mask) + 1)).tolist()
    begin, end = starts.tolist(), ends.tolist()
    for row in range(1, len(mask)):
        above, here = first[row - 1], first[row]
        while above < first[row] and here < first[row + 1]:
            if begin[above] <= end[here] and begin[here] <= end[above]:
                parents[root(here)] = root(above)
            if end[above] < end[here]:
                above += 1
            else:
                here += 1
    numbers: dict[int, int] = {}
    parts = np.zeros(mask.shape, np.intp)
    for run, row in enumerate(rows.tolist()):
        parts[row, begin[run] : end[run]] = numbers.setdefault(root(run), len(numbers) + 1)
    return parts, len(numbers)

"""Image files: which of them there are, and how light their pixels are."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import numpy as np

from scenes.story.figures import Floats
from tinynet import TinynetError
from tinynet.files import opened, quoted
from tinynet.imagefolders import UNSOUND_IMAGE

if TYPE_CHECKING:
    from PIL import Image

SUFFIXES = (
    *(".png", ".jpg", ".jpeg", ".jpe", ".webp", ".bmp", ".gif", ".tif", ".tiff"),
    *(".heic", ".heif"),
)
FORMATS = ("PNG", "JPEG", "WEBP", "BMP", "GIF", "TIFF")
KINDS = "PNG, JPEG, WebP, BMP, GIF, TIFF or HEIC"
HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1")
"""What a HEIC file has in its bytes 8 to 12, after `ftyp`."""
DIGIT_FOLDERS = frozenset("0123456789")
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
ON_ITS_SIDE = ("TRANSPOSE", "ROTATE_270", "TRANSVERSE", "ROTATE_90")


def check_pillow() -> None:
    """Raise :class:`TinynetError` if the library that reads images is not installed."""
    try:
        import PIL.Image  # noqa: F401
    except ImportError as error:
        raise TinynetError(
            "to read images: expected the library Pillow, found none; "
            "pip install 'tinynet-explainer[images]' brings it"
        ) from error


@dataclass(frozen=True)
class ImageFiles:
    """The images that a name stands for, and the files beside them that are none."""

    found: list[Path]
    left_out: list[Path]


def image_files(named: str, says: Callable[[str], bool] = DIGIT_FOLDERS.__contains__) -> ImageFiles:
    """Return the file of this name; or the images in a folder, by name.

    Those in folders of it whose name ``says`` what they show, by a digit or else by a class, are
    among them: 7/anything.png. Raises
    :class:`TinynetError` for a folder without any, or that may not be read.
    """
    path = Path(named)
    try:
        if not path.is_dir():
            return ImageFiles([path], [])
        # What starts with a dot is hidden, such as macOS's notes beside each file.
        inside = [file for file in path.iterdir() if not file.name.startswith(".")]
        by_digit = [file for file in inside if says(file.name) and file.is_dir()]
        for folder in by_digit:
            inside += [file for file in folder.iterdir() if not file.name.startswith(".")]
        files = sorted(file for file in inside if file not in by_digit)
        found = [file for file in files if file.suffix.lower() in SUFFIXES and file.is_file()]
    except OSError as error:
        raise TinynetError(
            f"{path}: expected a folder that can be read, found: {error.strerror}"
        ) from error
    if not found:
        raise TinynetError(f"{path}: expected images in it ({KINDS}), found none")
    return ImageFiles(found, [file for file in files if file not in found])


# From the file to lightness.


def lightness(path: Path) -> tuple[Floats, tuple[int, int]]:
    """Return how light a file's pixels are, 0 to 255, at most `MOST_SIDE` a side.

    And how many rows and columns it has in the file, when it is turned as it was taken. Raises
    :class:`TinynetError` for a file that is no image, or too large.
    """
    from PIL import Image, UnidentifiedImageError

    try:
        with opened(path, MOST_BYTES, MOST_SECONDS) as file, warnings.catch_warnings():
            # A bomb is refused below, by its size; the rest is of no use to the reader.
            warnings.simplefilter("ignore")
            with Image.open(file, formats=_formats(path, file)) as image:
                if image.width * image.height > MOST_PIXELS:
                    raise TinynetError(
                        f"{path}: expected at most {MOST_PIXELS // 10**6} million pixels, "
                        f"found {image.width} × {image.height}"
                    )
                size = (image.height, image.width)
                turned = TURNED.get(image.getexif().get(ORIENTATION, 1))
                upright = _upright(image, turned)
                return _flattened(upright), size[::-1] if turned in ON_ITS_SIDE else size
    except UnidentifiedImageError as error:
        raise TinynetError(f"{path}: expected an image ({KINDS}), found none") from error
    except Image.DecompressionBombError as error:
        raise TinynetError(
            f"{path}: expected at most {MOST_PIXELS // 10**6} million pixels, found more"
        ) from error
    except UNSOUND_IMAGE as error:
        raise _unreadable(path, error) from error


def _formats(path: Path, file: BinaryIO) -> tuple[str, ...]:
    """Return the formats that Pillow is to try; HEIC, which takes another library, if it is that.

    Raises :class:`TinynetError` if that library is not installed.
    """
    start = file.read(12)
    file.seek(0)
    if start[4:8] != b"ftyp" or start[8:] not in HEIC_BRANDS:
        return FORMATS
    try:
        from pi_heif import register_heif_opener
    except ImportError as error:
        raise TinynetError(
            f"{path}: expected the library pi-heif to read HEIC, found none; "
            "pip install 'tinynet-explainer[images]' brings it, or save the photograph as JPEG"
        ) from error
    register_heif_opener()
    return ("HEIF",)


def _unreadable(path: Path, error: Exception) -> TinynetError:
    reason = getattr(error, "strerror", None) or quoted(error) or type(error).__name__
    return TinynetError(f"{path}: expected a readable image, found: {reason}")


def _upright(image: Image.Image, turned: str | None) -> Image.Image:
    """Return an image small, in a mode that can be calculated with, and turned as it was taken."""
    from PIL import Image

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

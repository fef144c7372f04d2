"""Images read as drawings: any size, mode and lightness; what is ink on them, and what is not."""

import struct
import sys
import zlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from scenes.story.images import files, image_files, read_image, sheet_of
from tinynet import TinynetError, accuracy, load_mnist, prepared
from tinynet.prepare import resized
from tinynet.trained import load_trained

COUNT, MANY, FEW = 40, 20, 10


def ink_on(digit, rng, rows=300, columns=400):
    """How much ink a sheet has, 0 to 1: the digit enlarged, somewhere."""
    large = resized(digit, 196, 196) / 255
    sheet = np.zeros((rows, columns))
    top, left = rng.integers(0, rows - 195), rng.integers(0, columns - 195)
    sheet[top : top + 196, left : left + 196] = large
    return sheet


def photo_of(ink, rng, *, slope=0.0, shadow=0.0, edge=20.0, corners=0.0, noise=0.0, dark=50):
    """How light a photograph of the sheet is, under a lamp from somewhere."""
    rows, columns = ink.shape
    y, x = np.mgrid[:rows, :columns]
    y, x = y / rows - 0.5, x / columns - 0.5
    angle = rng.uniform(0, 2 * np.pi)
    along = np.cos(angle) * x + np.sin(angle) * y
    paper = 215 * (1 + slope * along) * (1 - 2 * corners * (x * x + y * y))
    paper *= 1 - shadow / (1 + np.exp(-along * columns / edge))
    light = paper * (1 - ink * (1 - dark / 255)) + rng.normal(0, noise, ink.shape)
    return np.clip(light, 0, 255).astype(np.uint8)


SHEETS = {
    "dark on light": lambda ink, rng: 255 - 255 * ink,
    "light on dark": lambda ink, rng: 255 * ink,
    "under a lamp": lambda ink, rng: photo_of(ink, rng, slope=0.8, noise=3),
    "dark corners": lambda ink, rng: photo_of(ink, rng, corners=0.5, noise=3),
    "a shadow": lambda ink, rng: photo_of(ink, rng, shadow=0.5, noise=3),
    "a sharp shadow": lambda ink, rng: photo_of(ink, rng, shadow=0.3, edge=2, noise=3),
    "noise": lambda ink, rng: photo_of(ink, rng, noise=15),
    "pale ink": lambda ink, rng: photo_of(ink, rng, slope=0.3, dark=180, noise=3),
    "all of it": lambda ink, rng: photo_of(ink, rng, slope=0.4, shadow=0.3, corners=0.3, noise=6),
    "a blackboard": lambda ink, rng: 255 - photo_of(ink, rng, slope=0.4, noise=6),
}


def save(path, light, **how):
    Image.fromarray(np.rint(light).astype(np.uint8)).save(path, **how)
    return path


def overlap(one, other):
    """How alike two pictures are, 0 to 1."""
    one, other = one.astype(float), other.astype(float)
    return 2 * np.minimum(one, other).sum() / (one.sum() + other.sum())


@pytest.fixture(scope="module")
def seven():
    """The ink of a 7 on a sheet, 0 to 1."""
    return ink_on(load_mnist("test").images[0], np.random.default_rng(4))


HARDEST = ("all of it", "a sharp shadow", "a blackboard")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "count"),
    [
        *((kind, FEW) for kind in HARDEST),
        *(pytest.param(kind, MANY, marks=pytest.mark.slow) for kind in SHEETS),
    ],
)
def test_sheets_are_read(tmp_path, digits, kind, count):
    """Every other one from a file without loss, the rest from one with."""
    rng = np.random.default_rng(7)
    files = [("a.jpg", {"quality": 50}), ("a.png", {"compress_level": 1})]
    found = []
    for number, digit in enumerate(digits.images[:count]):
        name, how = files[number % 2]
        sheet = read_image(save(tmp_path / name, SHEETS[kind](ink_on(digit, rng), rng), **how))
        assert (sheet.ink.dtype, sheet.ink.shape) == (np.uint8, (300, 400))
        assert len(sheet.digits) == 1
        found.append(sheet.digits[0].prepared.image)
    assert accuracy(load_trained(), np.array(found), digits.labels[:count]) >= 0.9


@pytest.mark.slow
@pytest.mark.parametrize("turned", [False, True])
def test_mnist_digits_as_they_are(tmp_path, digits, turned):
    for digit in digits.images[:COUNT]:
        ink = read_image(save(tmp_path / "a.png", 255 - digit if turned else digit)).ink
        assert overlap(ink, digit) > 0.9


def test_a_digit_cut_out_tightly(tmp_path, digits):
    found = [
        prepared(read_image(save(tmp_path / "a.png", 255 - digit[4:24, 4:24])).ink).image
        for digit in digits.images[:COUNT]
    ]
    assert accuracy(load_trained(), np.array(found), digits.labels[:COUNT]) >= 0.9


def made(mode, ink):
    """An image of this mode, dark on light where it has no alpha."""
    grey = np.rint(255 * (1 - ink)).astype(np.uint8)
    full = np.rint(255 * ink).astype(np.uint8)
    black, white = np.zeros_like(full), np.full_like(full, 255)
    if mode == "black ink, RGBA":
        return Image.fromarray(np.dstack([black, black, black, full]))
    if mode == "white ink, RGBA":
        return Image.fromarray(np.dstack([white, white, white, full]))
    if mode == "black ink, LA":
        return Image.merge("LA", [Image.fromarray(black), Image.fromarray(full)])
    if mode == "a card, RGBA":
        alpha = np.zeros_like(full)
        alpha[20:-20, 20:-20] = 255
        return Image.fromarray(np.dstack([grey, grey, grey, alpha]))
    if mode == "16 bit":
        return Image.fromarray(np.rint(65535 * (1 - ink)).astype(np.uint16))
    if mode == "transparent palette":
        image = Image.fromarray((ink > 0.5).astype(np.uint8)).convert("P")
        image.putpalette([0, 0, 0, 0, 0, 0])
        image.info["transparency"] = 0
        return image
    if mode == "red":
        return Image.fromarray(np.dstack([white, grey, grey]))
    return Image.fromarray(grey).convert(mode)


@pytest.mark.parametrize(
    "mode",
    [
        *("1", "L", "P", "RGB", "RGBA", "LA", "red", "16 bit"),
        *("black ink, RGBA", "white ink, RGBA", "black ink, LA", "a card, RGBA"),
        "transparent palette",
    ],
)
def test_any_mode_of_png(tmp_path, seven, mode):
    made(mode, seven).save(tmp_path / "a.png")
    assert overlap(read_image(tmp_path / "a.png").ink, 255 * seven) > 0.8


@pytest.mark.parametrize("mode", ["L", "RGB", "CMYK"])
def test_any_mode_of_jpeg(tmp_path, seven, mode):
    made(mode, seven).save(tmp_path / "a.jpg")
    assert overlap(read_image(tmp_path / "a.jpg").ink, 255 * seven) > 0.85


BACK = {1: None, 2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}
"""How a camera has stored an upright image, by its EXIF tag: a number of Image.Transpose."""


@pytest.mark.parametrize("tag", BACK)
@pytest.mark.parametrize("name", ["a.jpg", "a.png"])
def test_an_image_is_turned_as_it_was_taken(tmp_path, seven, tag, name):
    image = Image.fromarray(np.rint(255 - 255 * seven).astype(np.uint8))
    stored = image if BACK[tag] is None else image.transpose(Image.Transpose(BACK[tag]))
    exif = Image.Exif()
    exif[0x0112] = tag
    stored.save(tmp_path / name, exif=exif)
    assert overlap(read_image(tmp_path / name).ink, 255 * seven) > 0.85


@pytest.mark.slow
@pytest.mark.parametrize("name", ["a.png", "a.jpg"])
def test_a_large_image_is_made_smaller(tmp_path, seven, name):
    save(tmp_path / name, 255 - 255 * np.repeat(np.repeat(seven, 9, 0), 9, 1))
    sheet = read_image(tmp_path / name)
    ink = sheet.ink
    assert sheet.size == (2700, 3600)
    assert max(ink.shape) <= files.MOST_SIDE
    assert overlap(resized(ink, 300, 400), 255 * seven) > 0.85


def test_dust_and_the_table_beside_the_paper_are_not_the_digit(tmp_path, seven):
    light = 230 - 200 * seven
    light[:, :12] = 30
    light[290:294, 380:384] = 60
    ink = read_image(save(tmp_path / "a.png", light)).ink
    assert overlap(ink, 255 * seven) > 0.85
    found, wanted = prepared(ink).box, prepared(255 * seven).box
    assert np.abs(np.subtract(found, wanted)).max() <= 6


@pytest.mark.parametrize("light", [0, 128, 255])
def test_an_empty_sheet_is_told(tmp_path, light):
    save(tmp_path / "a.png", np.full((50, 70), light))
    with pytest.raises(TinynetError, match=r"a\.png: expected a digit drawn on it, found only"):
        read_image(tmp_path / "a.png")


@pytest.mark.parametrize("kind", ["slope", "noise", "seen through"])
def test_empty_paper_is_told(tmp_path, kind):
    rng = np.random.default_rng(2)
    light = photo_of(np.zeros((300, 400)), rng, slope=0.4 * (kind == "slope"), noise=2)
    image = Image.fromarray(light)
    if kind == "seen through":
        image.putalpha(0)
    image.save(tmp_path / "a.png")
    with pytest.raises(TinynetError, match="found only paper"):
        read_image(tmp_path / "a.png")


def declared(rows, columns):
    """A PNG that declares so many pixels and has none."""

    def chunk(kind, content):
        check = struct.pack(">I", zlib.crc32(kind + content))
        return struct.pack(">I", len(content)) + kind + content + check

    header = struct.pack(">2I5B", columns, rows, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "expected a readable image, found: No such file"),
        (b"", "expected an image (PNG, JPEG, WebP, BMP, GIF, TIFF or HEIC), found none"),
        (
            b"not an image",
            "expected an image (PNG, JPEG, WebP, BMP, GIF, TIFF or HEIC), found none",
        ),
        (
            b"P5 2 2 255 abcd",
            "expected an image (PNG, JPEG, WebP, BMP, GIF, TIFF or HEIC), found none",
        ),
        (declared(9_000, 9_000), "expected at most 64 million pixels, found 9000 × 9000"),
        (declared(50_000, 50_000), "expected at most 64 million pixels, found"),
        (declared(50, 50), "expected a readable image, found: "),
    ],
)
def test_what_is_no_image_is_told_in_one_sentence(tmp_path, content, said):
    path = tmp_path / "a.png"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(TinynetError) as told:
        read_image(path)
    assert str(told.value).startswith(f"{path}: {said}")
    assert "\n" not in str(told.value)


def test_a_folder_is_no_image(tmp_path):
    with pytest.raises(TinynetError, match="expected a readable image, found: a directory"):
        read_image(tmp_path)


@pytest.fixture(scope="module")
def whole(tmp_path_factory, digits):
    """The bytes of a digit's picture, by the name of its file."""
    folder = tmp_path_factory.mktemp("whole")
    return {
        name: save(folder / name, 255 - digits.images[0]).read_bytes()
        for name in ("a.png", "a.jpg")
    }


@pytest.mark.parametrize("name", ["a.png", "a.jpg"])
@given(data=st.data())
def test_a_damaged_file_is_read_or_told(tmp_path_factory, whole, name, data):
    folder = tmp_path_factory.getbasetemp()
    content = bytearray(whole[name])
    content = content[: data.draw(st.integers(0, len(content)))]
    for _ in range(data.draw(st.integers(0, 3)) if content else 0):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    (folder / name).write_bytes(content)
    try:
        assert read_image(folder / name).ink.dtype == np.uint8
    except TinynetError as error:
        told = str(error)
        assert told.startswith(f"{folder / name}: expected ")


@pytest.mark.slow
@given(st.integers(1, 200), st.integers(1, 200), st.integers(0, 2**32 - 1), st.booleans())
def test_anything_is_ink_or_none(rows, columns, seed, black_and_white):
    light = np.random.default_rng(seed).integers(0, 256, (rows, columns)).astype(float)
    sheet = sheet_of(255.0 * (light > 127) if black_and_white else light)
    if sheet is not None:
        assert (sheet.ink.dtype, sheet.ink.any()) == (np.uint8, True)
        assert sum(sheet.rows) == len(sheet.digits) > 0
        assert all(digit.prepared.box is not None for digit in sheet.digits)


def test_without_pillow_it_is_told_how_to_get_it(monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "PIL", None)
    monkeypatch.setitem(sys.modules, "PIL.Image", None)
    with pytest.raises(TinynetError, match=r"pip install 'tinynet-explainer\[images\]'"):
        read_image(tmp_path / "a.png")


def test_the_images_of_a_folder(tmp_path):
    for name in ("b.JPG", "a.png", "c.webp", ".hidden.png", "notes.txt", "7/x.tiff", "8/y.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / "folder.png").mkdir()
    files = image_files(str(tmp_path))
    named = [path.relative_to(tmp_path).as_posix() for path in files.found]
    assert named == ["7/x.tiff", "a.png", "b.JPG", "c.webp"]
    assert [path.name for path in files.left_out] == ["y.md", "folder.png", "notes.txt"]
    assert image_files(str(tmp_path / "any")).found == [tmp_path / "any"]
    with pytest.raises(
        TinynetError, match=r"folder\.png: expected images in it \(PNG, .*found none"
    ):
        image_files(str(tmp_path / "folder.png"))


@pytest.mark.parametrize("kind", ["WEBP", "BMP", "GIF", "TIFF", "PNG", "JPEG"])
def test_any_file_of_a_scanner(tmp_path, seven, kind):
    image = Image.fromarray(np.rint(255 - 255 * seven).astype(np.uint8))
    other = Image.new("L", image.size, 255)
    frames = {"save_all": True, "append_images": [other]} if kind in ("GIF", "TIFF") else {}
    image.save(tmp_path / "a", kind, **frames)
    assert overlap(read_image(tmp_path / "a").ink, 255 * seven) > 0.85

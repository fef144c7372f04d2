"""What stands on a sheet beside the digit is taken away, and several digits are found."""

import base64
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from scenes.story.images import labels_of, read_image, read_labels, sheet_of
from scenes.story.images.labels import ALONE
from scenes.story.images.parts import ENOUGH_INSIDE, strokes_in
from tests.photographs import KINDS, photograph
from tinynet import TinynetError, accuracy, to_inputs
from tinynet.handwriting import load_handwriting
from tinynet.prepare import resized

COUNT = 8
HEIC = (
    "AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAVZtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAA"
    "AAAAAAAAAAAAACJpbG9jAAAAAERAAAEAAQAAAAABegABAAAAAAAAAScAAAAjaWluZgAAAAAAAQAAABVpbmZlAgAA"
    "AAABAABodmMxAAAAAA5waXRtAAAAAAABAAAA1mlwcnAAAAC3aXBjbwAAAHhodmNDAQNwAAAAkAAAAAAAHvAA/P34"
    "+AAADwNgAAEAGEABDAH//wNwAAADAJAAAAMAAAMAHroCQGEAAQArQgEBA3AAAAMAkAAAAwAAAwAeoCCBRZbqSSmu"
    "bgIaDAgAAAMAyAAAAwAIQGIAAQAHRAHBcrAiQAAAABNjb2xybmNseAABAA0ABoAAAAAUaXNwZQAAAAAAAABAAAAA"
    "UAAAABBwaXhpAAAAAAMICAgAAAAXaXBtYQAAAAAAAAABAAEEgQIDBAAAAS9tZGF0AAABIygBrxmAv3e4CKT5ube6"
    "jCfghnA5TaP/aiwD8LgIrQHxs1UuyoTGdYR3RLzi/or6ryb0oK3Htx4xgd9M78eDbxOo8mOl8qBy87Qxq8p8rg15"
    "/wPYq64A13EbWnLJQqtSh5hBH8P0Sw+Crr1VcsZBWd2WY1/2njQfFUvaF+W1rbFntdRfxir2RqRMJAiFelfKcOe7"
    "XorwuKDYtljJUO3bBSAWn8CvA892qu7gJ3u5JeE4mcqS4LJnPIvXNntjRjAXjH9y6NaKnXZ4pxPQQ/10KQQb/r5P"
    "CK5Y4vQVVg6zk7WSPHKpGeO376YQW/SIuwGgtZqTVNVe4/qeMIpN3+T9ypIntw//TsxVEkH1V+Lzgh34thyPl2Tn"
    "u4BWXxaS1t3A16fPmA=="
)
"""A 7 of 64 × 80 pixels as a telephone saves it."""


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_a_photograph_is_read_whatever_else_is_on_the_paper(digits, kind):
    rng = np.random.default_rng(3)
    found = []
    for digit in digits.images[:COUNT]:
        sheet = sheet_of(photograph(kind, digit, rng).astype(float))
        assert len(sheet.digits) == 1
        taken = {"a frame at the edge": "frame", "a box around": "line", "dark rules": "line"}
        assert (taken | {"squared": "line"}).get(kind, "") in " ".join(sheet.remarks)
        assert bool(sheet.remarks) == (kind in taken or kind == "squared")
        found.append(sheet.digits[0].prepared.image)
    assert accuracy(load_handwriting(), np.array(found), digits.labels[:COUNT]) >= 0.85


@pytest.mark.parametrize("thick", [1, 2, 9])
@pytest.mark.parametrize("dark", [True, False])
def test_a_frame_of_even_one_pixel(digits, thick, dark):
    plain = np.full((60, 50), 255.0)
    plain[14:42, 10:38] -= digits.images[0]
    framed = np.pad(plain, thick)
    framed = 255.0 - framed if not dark else framed
    assert np.array_equal(
        sheet_of(framed).digits[0].prepared.image, sheet_of(plain).digits[0].prepared.image
    )


@pytest.mark.parametrize(
    "strokes",
    {
        "a 1": [((100, 0), (100, 199))],
        "a 7": [((0, 8), (199, 8)), ((199, 8), (80, 199))],
        "a 1 with a foot": [((100, 0), (100, 190)), ((0, 190), (199, 190))],
        "a 4": [((120, 0), (0, 130)), ((0, 130), (199, 130)), ((150, 60), (150, 199))],
    }.values(),
    ids=str,
)
def test_the_strokes_of_a_digit_cut_out_tightly_are_no_lines(strokes):
    image = Image.new("L", (200, 200), 255)
    for stroke in strokes:
        ImageDraw.Draw(image).line(stroke, 0, 9)
    sheet = sheet_of(np.asarray(image, float))
    assert not any("line" in remark for remark in sheet.remarks)
    drawn = np.asarray(image) < 128
    assert (sheet.ink[drawn] > 100).mean() > 0.95


def test_a_blot_is_told_from_ink(digits):
    image = Image.fromarray(255 - resized(digits.images[0], 196, 196).astype(np.uint8))
    light = np.pad(np.asarray(image, float), 60, constant_values=255)
    blotted = Image.fromarray(light.astype(np.uint8))
    ImageDraw.Draw(blotted).ellipse((10, 230, 66, 290), 0)
    sheet = sheet_of(np.asarray(blotted, float))
    assert sheet.remarks == ("Taken away as not written: 1 blot.",)
    (blotted_digit,), (digit,) = sheet.digits, sheet_of(light).digits
    assert blotted_digit.ink.shape == digit.ink.shape


def test_what_runs_off_the_image_is_said(digits):
    light = 255.0 - np.pad(resized(digits.images[0], 112, 112)[22:-22], ((0, 0), (40, 40)))
    light[0, 60:80] = 0
    assert "This touches the border" in " ".join(sheet_of(light).remarks)


def test_what_is_much_darker_and_runs_off_the_image_is_not_taken_for_the_digit(digits):
    """A table's edge has twenty times its ink; the digit is as large as what is written."""
    ink = np.zeros((400, 600))
    ink[40:236, 40:236] = resized(digits.images[0], 196, 196) / 255
    ink[:, 300:] = 1
    strokes = strokes_in(ink)
    assert ink[:, :300].sum() < ENOUGH_INSIDE * ink.sum()
    assert not strokes.at_edge
    (group,) = strokes.groups
    assert group.box[3] < 240


def _most_alike(read, images):
    """Return for each that was read which of the images it is most alike."""
    read, drawn = (np.array(each, float).reshape(len(each), -1) for each in (read, images))
    return np.abs(read[:, np.newaxis] - drawn).sum(axis=2).argmin(axis=1)


@pytest.mark.slow
def test_several_are_found_left_to_right(digits):
    rng = np.random.default_rng(8)
    found = []
    for count in (2, 3, 4, 5, 6) * 4:
        pieces = []
        images = digits.images[rng.integers(0, 1000, count)]
        for image in images:
            digit = resized(image, 112, 112)
            columns = np.flatnonzero(digit.max(axis=0) > 60)
            pieces += [digit[:, columns[0] : columns[-1] + 1], np.zeros((112, 20))]
        sheet = sheet_of(255 - np.pad(np.hstack(pieces), 20))
        found.append(sheet.rows == (count,))
        if found[-1]:
            read = [digit.prepared.image for digit in sheet.digits]
            np.testing.assert_array_equal(_most_alike(read, images), range(count))
    assert np.mean(found) >= 0.85


def test_digits_written_together_are_cut_apart_or_said_to_be_several(digits):
    one = resized(digits.images[0], 112, 112)[10:-10, 22:-22]
    line = np.hstack([one, one, one])
    line[40:48] = np.maximum(line[40:48], 255)
    sheet = sheet_of(255 - np.pad(line, 30))
    assert sheet.rows == (3,)
    assert any("cut apart" in remark for remark in sheet.remarks)
    # Through a bar as thick as this nothing is cut.
    line[20:70] = 255
    sheet = sheet_of(255 - np.pad(line, 30))
    assert sheet.rows == (1,)
    assert any("may be several digits, written together" in remark for remark in sheet.remarks)


NAMES = {
    "photo-7.png": "7",
    "3_7.jpg": "7",
    "7.png": "7",
    "a.5-9.jpeg": "9",
    "my 4.png": "4",
    "digit13.png": None,
    "digit3.png": None,
    "IMG_20240817.jpg": None,
    "scan012.png": None,
    "photo-7a.png": None,
    "v1.2.png": None,
    "photo.png": None,
}


@pytest.mark.parametrize(("name", "digit"), NAMES.items())
def test_a_name_is_a_label_only_where_it_says_so(tmp_path, name, digit):
    found = labels_of([tmp_path / name]).get(tmp_path / name)
    assert (found and found.digits) == digit


@settings(max_examples=50)
@given(st.text())
def test_a_label_in_a_name_is_one_ascii_digit(stem):
    found = ALONE.search(stem)
    if found:
        assert found[0] in "0123456789"
        assert stem.endswith(found[0])
        assert not stem[:-1][-1:].isalnum()


def test_what_is_counted_is_no_label_and_a_folder_is_one(tmp_path):
    counted = [tmp_path / f"scan-{number}.png" for number in (1, 2, 10)]
    inside = [tmp_path / "7" / "x-3.png", tmp_path / "17" / "x.png"]
    found = labels_of([*counted, *inside])
    assert {file: label.digits for file, label in found.items()} == {inside[0]: "7"}
    assert found[inside[0]].source == "folder"


def test_a_table_of_labels_comes_first(tmp_path):
    path = tmp_path / "labels.csv"
    path.write_text("name;digit\nphoto-7.png; 1\n7/a.png;2\n\nb.png;2026\n", "utf-8")
    files = [tmp_path / name for name in ("photo-7.png", "7/a.png", "b.png", "c.png")]
    found = labels_of(files, read_labels(str(path)))
    assert [label.digits for label in found.values()] == ["1", "2", "2026"]
    assert {label.source for label in found.values()} == {"table"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a.png,7\nb.png,x\n", "its digit in line 2, as in scan012.png,7, found: b.png,x"),
        ("", "expected lines with a file's name and its digit, found none"),
        (None, "expected a table of labels, found: No such file"),
        (b"\xff\xfe\x00", "expected a table of labels, found:"),
    ],
)
def test_what_is_no_table_is_told(tmp_path, text, said):
    path = tmp_path / "labels.csv"
    if text is not None:
        path.write_bytes(text.encode() if isinstance(text, str) else text)
    with pytest.raises(TinynetError) as told:
        read_labels(str(path))
    assert said in str(told.value)


def test_a_photograph_of_a_telephone(tmp_path, monkeypatch):
    (tmp_path / "a.heic").write_bytes(base64.b64decode(HEIC))
    sheet = read_image(tmp_path / "a.heic")
    assert sheet.size == (80, 64)
    outputs = load_handwriting().query(to_inputs(sheet.digits[0].prepared.image).ravel())
    assert outputs.argmax() == 7
    monkeypatch.setitem(sys.modules, "pi_heif", None)
    with pytest.raises(TinynetError, match="or save the photograph as JPEG"):
        read_image(tmp_path / "a.heic")

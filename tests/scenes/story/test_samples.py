"""A folder of images for each class: photographs of digits are read by the one way."""

from __future__ import annotations

import base64

import numpy as np
import pytest
from PIL import Image

from scenes.story.images import read_image
from scenes.story.samples import load_data
from tests.photographs import photograph
from tests.scenes.story.images.test_sheets import HEIC
from tinynet import DataSource, TinynetError, prepared

COUNT, KINDS = 14, (1, 7)


@pytest.fixture
def folder(tmp_path, digits):
    """Photographs of digits in a folder for each, and a few that are MNIST's already."""
    rng = np.random.default_rng(6)
    for digit in KINDS:
        (tmp_path / str(digit)).mkdir()
    for at in np.flatnonzero(np.isin(digits.labels, KINDS))[:COUNT].tolist():
        image = digits.images[at]
        light = photograph("a frame at the edge", image, rng) if at else 255 - image
        Image.fromarray(light).save(tmp_path / str(digits.labels[at]) / f"{at:03}.png")
    (tmp_path / "7" / "phone.heic").write_bytes(base64.b64decode(HEIC))
    return tmp_path


@pytest.mark.slow
def test_photographs_of_digits_are_prepared_as_predict_prepares_them(folder, digits):
    source = DataSource(str(folder))
    test, training = load_data("test", source), load_data("train", source)
    found = {
        image.tobytes(): KINDS[label]
        for each in (test, training)
        for image, label in zip(each.images, each.labels, strict=True)
    }
    assert len(found) == COUNT + 1
    assert digits.images[0].tobytes() in found, "what is MNIST's size stays as it is"
    for path in sorted(folder.glob("?/*"))[1:]:
        if path.name != "000.png":
            expected = read_image(path).digits[0].prepared.image
            assert found[expected.tobytes()] == int(path.parent.name)
    said = f"{folder}: photographs are prepared as MNIST's digits were, 28 × 28 pixels each"
    assert said in training.remarks


def test_of_several_digits_on_an_image_all_are_one_picture(tmp_path):
    sheet = np.full((60, 90), 255, np.uint8)
    sheet[10:50, 12:18] = sheet[10:50, 60:66] = 0
    for name in "ab":
        (tmp_path / name).mkdir()
        for number in range(5):
            Image.fromarray(sheet[:, : 90 - number]).save(tmp_path / name / f"{number}.png")
    (image, *_) = load_data("test", DataSource(str(tmp_path))).images
    assert np.array_equal(image, prepared(read_image(tmp_path / "a" / "4.png").ink).image)
    Image.new("L", (70, 80), 255).save(tmp_path / "b" / "4.png")
    with pytest.raises(TinynetError, match=r"4\.png: expected a digit drawn on it, found only"):
        load_data("test", DataSource(str(tmp_path)))


def test_pictures_of_things_are_scaled_and_that_is_said(tmp_path):
    for number in range(5):
        for name in ("cat", "dog"):
            (tmp_path / name).mkdir(exist_ok=True)
            grey = np.random.default_rng(number).integers(60, 180, (90, 80 + number))
            Image.fromarray(grey.astype(np.uint8)).save(tmp_path / name / f"{number}.png")
    data = load_data("test", DataSource(str(tmp_path)))
    assert data.images.shape == (2, 28, 28)
    assert f"{tmp_path}: pictures are scaled to 28 × 28 pixels each" in data.remarks

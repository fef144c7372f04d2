"""Digits that touch are cut apart where both sides can be read, and no digit alone is."""

import numpy as np
import pytest
from PIL import Image, ImageDraw

from scenes.story.images import sheet_of
from tests.photographs import close
from tinynet import to_inputs
from tinynet.handwriting import load_handwriting

SAID = {
    "This may be several digits, written together: it is read as one.",
    "One of these may be several, written together: it is read as one.",
}


def read(sheet):
    images = np.stack([digit.prepared.image for digit in sheet.digits])
    return load_handwriting().query(to_inputs(images)).argmax(axis=1).tolist()


@pytest.mark.slow
def test_touching_digits_are_cut_or_left_whole_and_a_cut_is_said(digits):
    rng = np.random.default_rng(3)
    right = wrong = 0
    for pair in rng.integers(0, 1000, (24, 2)):
        sheet = sheet_of(close(*digits.images[pair]))
        cut = any(digit.cut for digit in sheet.digits)
        assert cut == any("were cut apart" in remark for remark in sheet.remarks)
        if not cut:
            continue
        assert sheet.rows == (len(sheet.digits),)
        # Between two cuts, nothing is both or neither.
        assert sum(int(digit.ink.sum()) for digit in sheet.digits) == int(sheet.ink.sum())
        good = read(sheet) == digits.labels[pair].tolist()
        right, wrong = right + good, wrong + (not good)
    assert right >= 9
    assert wrong <= 0.4 * right


@pytest.mark.slow
@pytest.mark.parametrize("start", [100, 130])
def test_a_digit_alone_stays_whole(digits, start):
    found = [sheet_of(close(image)) for image in digits.images[start : start + 30]]
    assert sum(len(sheet.digits) > 1 for sheet in found) <= 1


@pytest.mark.slow
def test_no_pair_is_read_as_one_without_a_word(digits):
    rng = np.random.default_rng(4)
    pairs = [sheet_of(close(*digits.images[pair])) for pair in rng.integers(0, 1000, (24, 2))]
    silent = [len(sheet.digits) == 1 and not SAID & {*sheet.remarks} for sheet in pairs]
    assert sum(silent) <= 1
    for sheet in pairs:
        assert bool(SAID & {*sheet.remarks}) == any(digit.together for digit in sheet.digits)
    alone = [sheet_of(close(image)) for image in digits.images[200:240]]
    assert sum(bool(SAID & {*sheet.remarks}) for sheet in alone) <= 2


def test_of_several_it_is_said_how_many_may_be_more():
    long = np.zeros((60, 100))
    ImageDraw.Draw(drawn := Image.new("L", (100, 60))).line([(2, 50), (50, 5), (98, 50)], 255, 6)
    long[:] = np.asarray(drawn) / 255
    one = sheet_of(255 - 200 * np.pad(long, 20))
    assert [digit.together for digit in one.digits] == [True]
    assert "This may be several digits, written together: it is read as one." in one.remarks
    two = sheet_of(255 - 200 * np.hstack([np.pad(long, 20)] * 2))
    assert "2 of these may be several, written together: each is read as one." in two.remarks
    # What are no digits may be as wide as they like.
    other = sheet_of(255 - 200 * np.pad(long, 20), digits=False)
    assert (len(other.digits), other.remarks) == (1, ())

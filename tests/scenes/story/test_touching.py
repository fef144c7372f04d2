"""Digits that touch are cut apart where both sides can be read, and no digit alone is."""

import numpy as np
import pytest

from scenes.story.images import sheet_of
from scenes.story.images.parts import CLEAR
from tinynet import to_inputs
from tinynet.handwriting import load_handwriting
from tinynet.prepare import resized

SIDE = 112


def close(*images):
    """How light paper is with digits moved together until they touch."""
    strip = np.zeros((SIDE, 0))
    for image in images:
        large = resized(image, SIDE, SIDE) / 255
        columns = np.flatnonzero((large > CLEAR).any(axis=0))
        large = large[:, columns[0] : columns[-1] + 1]
        over = 0
        while strip.size and not (
            over and (np.minimum(strip[:, -over:], large[:, :over]) > CLEAR).sum() > 8
        ):
            over += 1
        wide = np.zeros((SIDE, strip.shape[1] + large.shape[1] - over))
        wide[:, : strip.shape[1]] = strip
        wide[:, wide.shape[1] - large.shape[1] :] = np.maximum(
            wide[:, wide.shape[1] - large.shape[1] :], large
        )
        strip = wide
    return 255 - 200 * np.pad(strip, 30)


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
        lefts = [digit.box[1] for digit in sheet.digits]
        assert lefts == sorted(lefts)
        for digit in sheet.digits:
            top, left, bottom, right_edge = digit.box
            assert digit.ink.shape == (bottom - top, right_edge - left)
            assert (sheet.ink[top:bottom, left:right_edge] >= digit.ink).all()
        good = read(sheet) == digits.labels[pair].tolist()
        right, wrong = right + good, wrong + (not good)
    assert right >= 6
    assert wrong <= 0.4 * right


@pytest.mark.slow
@pytest.mark.parametrize("start", [100, 130])
def test_a_digit_alone_stays_whole(digits, start):
    found = [sheet_of(close(image)) for image in digits.images[start : start + 30]]
    assert sum(len(sheet.digits) > 1 for sheet in found) <= 1


@pytest.mark.slow
def test_what_could_not_be_cut_is_said_to_be_several_if_it_is_no_digit(digits):
    def said(sheet):
        return any("several, written together?" in remark for remark in sheet.remarks)

    rng = np.random.default_rng(4)
    pairs = [sheet_of(close(*digits.images[pair])) for pair in rng.integers(0, 1000, (24, 2))]
    uncut = [sheet for sheet in pairs if len(sheet.digits) == 1]
    assert np.mean([said(sheet) for sheet in uncut]) > 0.35
    alone = [sheet_of(close(image)) for image in digits.images[200:240]]
    assert sum(said(sheet) for sheet in alone) <= 1

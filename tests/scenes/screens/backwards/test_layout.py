"""Where the parts of the backwards screen stand, and what a click on them hits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenes.canvas.hits import Hit
from scenes.screens.backwards.layout import layout_of
from scenes.screens.backwards.model import BackwardsModel
from scenes.screens.backwards.view import view_of


@given(width=st.integers(80, 320), height=st.integers(21, 100))
def test_no_part_stands_on_another(width: int, height: int) -> None:
    at = layout_of(width, height, 28)
    boxes = [*(at.small(d) for d in range(10)), at.mix, at.large, at.bars, at.story, at.formula]
    for index, a in enumerate(boxes):
        assert a.width > 0
        assert a.height > 0
        assert a.x >= 0
        assert a.y >= 0
        assert a.x + a.width <= width - (a is at.large), "a picture does not touch the edge"
        assert a.y + a.height <= height
        for b in boxes[index + 1 :]:
            apart = (
                a.x + a.width <= b.x
                or b.x + b.width <= a.x
                or a.y + a.height <= b.y
                or b.y + b.height <= a.y
            )
            assert apart, (a, b)


@pytest.mark.parametrize("size", [(80, 21), (120, 35), (200, 55)])
def test_all_that_can_be_clicked_is_hit(model: BackwardsModel, size: tuple[int, int]) -> None:
    at = layout_of(*size, 28)
    view = view_of(model)
    for digit in range(10):
        box = at.small(digit)
        last = box.x + box.width - 1, box.y + box.height - 1
        for x, y in ((box.x, box.y), last):
            assert at.hit(view, x, y) == Hit("small", digit)
        assert at.hit(view, at.other(digit).x, at.mix.y) == Hit("other", digit)
    start, end = at.slider.x, at.slider.x + at.slider.width - 1
    assert at.hit(view, start, at.mix.y) is None, "there is no mix yet"
    model.mix(8)
    view = view_of(model)
    assert at.hit(view, start, at.mix.y) == Hit("share", along=0.0)
    assert at.hit(view, end, at.mix.y) == Hit("share", along=1.0)
    assert at.share_at(0) == Hit("share", along=0.0), "however far from it"
    assert at.share_at(size[0]) == Hit("share", along=1.0)
    pixels = {
        hit.index
        for x in range(at.large.x, at.large.x + at.large.width)
        for y in range(at.large.y, at.large.y + at.large.height)
        if (hit := at.hit(view, x, y)) is not None and hit.kind == "pixel"
    }
    shown = [row * 28 + column for row in range(4, 24) for column in range(4, 24)]
    halves = at.sizes.zoom == 1
    assert {pixel for pixel in shown if not halves or pixel // 28 % 2 == 0} <= pixels


def test_another_side_of_the_image_makes_other_pictures() -> None:
    assert layout_of(200, 55, 20).sizes.large == 32

"""The digit learned from: nothing of it is cut, and nothing moves while its numbers change."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from scenes.canvas.layout import Placed, arrangement, least, place
from scenes.canvas.palette import Palette
from scenes.screens.training.panels.sample import SamplePanel, sample_scene
from scenes.screens.training.view import TrainingView
from tests.scenes.screens.training.helpers import moment_of, shown, view_with, weights_of
from tinynet import Classes, Scores

DIGITS = Classes(tuple("0123456789"))
CLOTHES = Classes(
    ("T-shirt", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag",
     "Ankle boot")
)  # fmt: skip
LETTERS = Classes(tuple("abcdefghijklmnopqrstuvwxyz"))
ROOMS = [(80, 15), (61, 16), (116, 30)]
"""What the panel has at 80 × 24, at 120 × 40 and at 200 × 60."""


def views(classes: Classes) -> list[TrainingView]:
    """Return a run in all its states: the start, on its way, compared; right, wrong and unmoved."""
    kinds = len(classes)
    made = []
    for heard, moved, compared, at in product(
        (0, kinds - 1), (0.0, 0.1), (0, 299_999), (1, 258_192)
    ):
        outputs = np.full(kinds, 0.11)
        outputs[heard] = 0.99
        right = np.eye(kinds)[np.arange(10_000) % (1 if at == 1 else kinds)]
        view = view_with(
            outputs=outputs,
            corrected=outputs - moved,
            tested_at=at,
            scores=Scores(right, np.arange(10_000) % kinds),
            base=moment_of(weights_of(3), compared),
            base_outputs=outputs[::-1] if compared else None,
            classes=classes,
        )
        made += [replace(view, sample=replace(view.sample, label=kinds - 1))]
    return [*made, replace(made[0], corrected=None)]


def placed(view: TrainingView, room: tuple[int, int]) -> list[Placed]:
    return place(arrangement(sample_scene(view), *room), *room)


@pytest.mark.parametrize(
    "classes", [DIGITS, CLOTHES, LETTERS], ids=["digits", "clothes", "letters"]
)
@pytest.mark.parametrize("room", ROOMS)
def test_every_figure_has_the_room_it_needs(classes: Classes, room: tuple[int, int]) -> None:
    for view in views(classes):
        for figure, box in placed(view, room):
            need = least(figure)
            assert box.width >= need.width, figure.title
            assert box.x >= 0, figure.title
            assert box.x + box.width <= room[0], figure.title


@pytest.mark.parametrize("classes", [DIGITS, CLOTHES], ids=["digits", "clothes"])
@pytest.mark.parametrize("room", ROOMS[:2])
def test_nothing_moves_while_the_numbers_change(classes: Classes, room: tuple[int, int]) -> None:
    corners = {tuple((box.x, box.y) for _, box in placed(view, room)) for view in views(classes)}
    assert len(corners) == 1


@pytest.mark.usefixtures("colours")
async def test_each_share_right_stands_beside_its_lola_where_room_is_short() -> None:
    view = views(CLOTHES)[3]
    panel = SamplePanel(Palette())
    async with shown(panel, ROOMS[1]) as pilot:
        panel.show(view)
        await pilot.pause()
        lines = [line.text.rstrip() for line in pilot.app.screen._compositor.render_strips()]
    assert view.scores is not None
    for line, name, share in zip(lines[1:], CLOTHES.names, view.scores.recall, strict=False):
        assert f" {CLOTHES.short(CLOTHES.names.index(name), 8)} " in line
        assert line.split()[-1] == f"{100 * share:.0f}"
    assert "test, %" in lines[0]


@pytest.mark.usefixtures("colours")
async def test_of_many_classes_the_share_of_all_stands_alone() -> None:
    panel = SamplePanel(Palette())
    async with shown(panel, ROOMS[1]) as pilot:
        panel.show(views(LETTERS)[3])
        await pilot.pause()
        lines = [line.text.rstrip() for line in pilot.app.screen._compositor.render_strips()]
    assert [line.split()[-1] for line in lines[:2]] == ["test", "%"]
    assert not any("test, %" in line for line in lines)

"""Nothing is cut on the screens beside the walk either: the longest values, at every size."""

from dataclasses import replace

import numpy as np
import pytest

from scenes.screens.training.screen import TrainingScreen
from scenes.screens.training.view import view_of
from scenes.story.limits import MOST_HIDDEN, MOST_SEED
from tinynet import Scores, Tally

SIZES = [(80, 24), (120, 40), (200, 60)]
FAR = {"hidden": MOST_HIDDEN, "jay": MOST_HIDDEN - 1, "lola": 9, "sample": 9999, "seed": MOST_SEED}
LEFT_OUT = ("alike ", "└", "│")
"""How begins what is left out whole where there is no row for it: a line, and a frame."""


def read_in_part(cut):
    return [words for _, _, words in dict.fromkeys(cut) if not words.startswith(LEFT_OUT)]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    ("key", "then"), [("x", ("down", "right", "tab")), ("d", ()), ("f", ("down", "right"))]
)
async def test_nothing_is_cut_on_other_screens(open_app, cut, size, key, then):
    async with open_app(size, "output.answer", **FAR) as reader:
        await reader.press(key)
        await reader.app.workers.wait_for_complete()
        await reader.settle()
        await reader.press(*then)
        assert read_in_part(cut) == []


@pytest.mark.parametrize("size", SIZES)
async def test_nothing_is_cut_while_training(open_app, cut, size):
    async with open_app(size, "again.epoch", **FAR) as reader:
        await reader.press("t")
        await reader.app.workers.wait_for_complete()
        await reader.settle()
        screen = reader.app.screen
        assert isinstance(screen, TrainingScreen)
        view = view_of(screen.model)
        tested = Scores(np.full((10_000, 10), 0.123), np.zeros(10_000, int))
        snapshot = replace(
            view.snapshot,
            state="running",
            samples=299_999,
            epoch=5,
            samples_per_second=123_456.0,
            seconds_left=35_999.0,
            recent=Tally(1_024, loss=1_024 * 0.1234, right=1_000),
            scores=tested,
            tested_at=299_999,
        )
        longest = replace(
            view,
            snapshot=snapshot,
            corrected=view.outputs,
            scores=tested,
            tested_at=299_999,
            hidden_node=MOST_HIDDEN - 1,
        )
        for _ in range(4):  # pages, where room is short
            for _, panel in screen._panels:
                panel.show(longest)
            await reader.settle()
            await reader.press("tab")
        assert read_in_part(cut) == []

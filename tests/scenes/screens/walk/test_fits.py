"""Nothing is cut: the longest values that there can be, in every panel, at every size."""

import pytest

from scenes.screens.walk.lab.panel import LabPanel
from scenes.screens.walk.panels.words import Words
from scenes.story.acts import ACTS
from scenes.story.acts.meet import PLAY, TOLD, Play
from scenes.story.limits import LEAST_RATE, MOST_HIDDEN, MOST_RATE, MOST_SEED, MOST_TOLD

SIZES = [(80, 24), (120, 40), (200, 60)]
PLAYED = ((PLAY, Play(-30.0, 12.5, 0.99, 0.003)), (TOLD, MOST_TOLD))
FAR = {
    "most of all": {
        "hidden": MOST_HIDDEN,
        "jay": MOST_HIDDEN - 1,
        "lola": 9,
        "pixel": 783,
        "sample": 9999,
        "seed": MOST_SEED,
        "learning_rate": LEAST_RATE,
        "settings": PLAYED,
    },
    "next to nothing": {
        "network": "trained",
        "jay": 99,
        "pixel": 783,
        "sample": 9998,
        "learning_rate": LEAST_RATE,
        "error_rule": "gradient",
    },
    "far too much": {
        "network": "trained",
        "jay": 0,
        "lola": 9,
        "pixel": 400,
        "sample": 8,
        "learning_rate": MOST_RATE,
    },
    "as it opens": {},
}

CLOSE = {"most of all": SIZES, "next to nothing": SIZES[::2], "far too much": SIZES[:2]}
"""Where they are looked at; at all sizes in a soak."""


async def lost_on_the_way(reader, cut):
    """Go through all beats; return what is cut on each that cuts anything."""
    lost = {}
    for act in ACTS:
        for beat in act.beats:
            cut.clear()
            reader.walk_screen.action_visit(f"{act.id}.{beat}")
            await reader.settle()
            if cut:
                lost[f"{act.id}.{beat}"] = list(dict.fromkeys(cut))
    return lost


@pytest.mark.parametrize(
    ("far", "size"),
    [
        pytest.param(
            far, size, marks=() if size in CLOSE.get(far, SIZES[1:2]) else pytest.mark.soak
        )
        for far in FAR
        for size in SIZES
    ],
)
async def test_nothing_is_cut_on_any_beat(open_app, cut, far, size):
    async with open_app(size, "meet.friends", **FAR[far]) as reader:
        assert await lost_on_the_way(reader, cut) == {}


@pytest.mark.parametrize("size", [(80, 40), (106, 60), (107, 36)])
async def test_no_word_is_cut_where_it_is_high_and_narrow(open_app, cut, size):
    async with open_app(size, "meet.friends") as reader:
        assert await lost_on_the_way(reader, cut) == {}


@pytest.mark.parametrize(
    ("far", "size"),
    [
        pytest.param(
            far,
            size,
            marks=() if (far, size) == ("next to nothing", SIZES[1]) else pytest.mark.soak,
        )
        for far in FAR
        for size in SIZES
    ],
)
async def test_nothing_is_cut_for_a_projector(open_app, cut, far, size):
    """However long the number is that stands large."""
    async with open_app(size, "meet.friends", **FAR[far]) as reader:
        reader.app.action_projector()
        reader.app.clear_notifications()
        lost = {}
        for act in ACTS:
            for beat in act.beats:
                reader.walk_screen.action_visit(f"{act.id}.{beat}")
                cut.clear()
                await reader.settle()
                if cut:
                    lost[f"{act.id}.{beat}"] = list(dict.fromkeys(cut))
        assert lost == {}


@pytest.mark.parametrize("size", SIZES)
async def test_nothing_is_cut_in_the_lab(open_app, cut, size):
    async with open_app(size, "output.sum", **FAR["most of all"]) as reader:
        await reader.press("i")
        await reader.pilot.pause()
        cut.clear()
        await reader.press("s", "n", "plus", "plus")
        reader.walk_screen.lab.count()
        await reader.settle()
        assert reader.app.screen.query_one(LabPanel).display
        assert cut == []


async def test_what_is_cut_is_found(open_app, cut):
    async with open_app((80, 24), "threshold.layer") as reader:
        assert cut == []
        words = reader.app.screen.query_one(Words)
        words.styles.height = 2
        await reader.settle()
        words.redraw()
        assert cut

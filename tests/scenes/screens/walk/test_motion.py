"""Motion: it comes to rest at the still screen, runs by the clock, and gives way to a key."""

import asyncio
import itertools

import pytest

from scenes.screens.walk.motion import FRAMES_PER_SECOND, MOTION_SECONDS, Motion
from scenes.story.acts import ACTS

pytestmark = pytest.mark.usefixtures("drawn_when_looked_at")

SIZES = [(80, 24), (120, 40), (200, 60)]


class Screen:
    """What a motion needs of a screen: a clock, and a ticker that a test moves."""

    def __init__(self):
        self.app = self
        self.now = 0.0
        self.tickers = []

    def clock(self):
        return self.now

    def set_interval(self, seconds, tick):
        assert seconds == 1 / FRAMES_PER_SECOND
        self.tickers.append(tick)
        return self

    def stop(self):
        self.tickers.pop()

    def go_on(self, seconds):
        self.now += seconds
        for tick in list(self.tickers):
            tick()


@pytest.mark.parametrize("gently", [True, False])
def test_it_goes_from_nothing_to_all_of_it_and_stops(gently):
    screen, seen = Screen(), []
    motion = Motion(screen, seen.append, gently=gently)
    assert not motion.runs
    motion.start()
    for _ in range(8):
        assert motion.runs
        screen.go_on(MOTION_SECONDS / 8 + 1e-12)
    assert seen == sorted(seen)
    assert seen[-1] == 1
    assert seen[3] == pytest.approx(0.5)
    assert (seen[0] < 1 / 10) is gently
    assert not motion.runs
    assert screen.tickers == []


def test_it_starts_over_and_stops_where_it_is():
    screen, seen = Screen(), []
    motion = Motion(screen, seen.append, gently=False)
    motion.start()
    screen.go_on(MOTION_SECONDS / 2)
    motion.start()
    screen.go_on(MOTION_SECONDS / 4)
    motion.stop()
    motion.stop()
    screen.go_on(MOTION_SECONDS)
    assert seen == pytest.approx([0.5, 0.25])


@pytest.mark.parametrize("size", SIZES)
async def test_each_place_is_the_same_there_and_back_and_as_motion_leaves_it(open_app, size):
    route = [".".join(where) for where in ACTS.route]
    async with open_app(size) as reader:
        still = []
        for beat in route:
            assert reader.at == beat
            still.append(reader.strips)
            await reader.press("right")
        reader.walk_screen.motion = True
        moved = set()
        await reader.press("home")
        reader.walk_screen.show_beat(move=True)
        for beat, strips in zip(route, still, strict=True):
            assert reader.at == beat
            await reader.move_on(0.5)
            if reader.strips != strips:
                moved.add(reader.place.act)
            await reader.move_on(0.6)
            assert reader.strips == strips
            await reader.press("right")
        still.pop()  # the last of all
        for strips in reversed(still):
            await reader.press("left")
            assert reader.strips == strips, "going back stands at once"
    assert moved == set(ACTS.ids), "every act has its own motion"


async def test_the_next_key_interrupts_motion(open_app):
    async with open_app(motion=True) as reader:
        await reader.press("right")
        await reader.move_on(0.5)
        assert 0 < reader.walk_screen.progress < 1
        await reader.press("right")
        assert reader.at == "meet.trust"
        assert reader.walk_screen.progress == 0
        await reader.move_on(0.5)
        await reader.press("left")
        assert reader.at == "meet.weight"
        assert reader.walk_screen.progress == 1


async def test_a_tick_of_the_ticker_is_a_frame(open_app):
    async with open_app(motion=True) as reader:
        screen, seen = reader.walk_screen, []
        screen.watch(screen, "progress", lambda progress: seen.append(progress), init=False)
        screen._moving.stop()
        times = itertools.count(step=MOTION_SECONDS / 4)
        reader.app.clock = lambda: next(times)
        await reader.press("right")
        async with asyncio.timeout(30):
            while screen.progress < 1:
                await reader.pilot.pause()
        assert seen == sorted(seen)
        assert len(seen) == 4


async def test_motion_can_be_turned_off(open_app):
    async with open_app(motion=True) as reader:
        await reader.press("v", "right")
        assert reader.walk_screen.progress == 1
        await reader.press("v", "right")
        assert reader.walk_screen.progress == 0
        reader.app.animation_level = "none"
        await reader.press("right")
        assert reader.walk_screen.progress == 1, "there is none where Textual has none"

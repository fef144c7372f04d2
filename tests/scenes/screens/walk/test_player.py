"""The walk plays by itself: as long at each beat as it takes to read, to the end, and not behind
a dialog."""

import asyncio

import pytest

from scenes.screens.walk import player
from scenes.screens.walk.player import ANSWERING_WORDS, LEAST_SECONDS, SECONDS_A_WORD, SPEEDS
from scenes.story.acts import ACTS

ROUTE = [".".join(where) for where in ACTS.route]


@pytest.fixture
def at_once(monkeypatch):
    """Let every beat be read at once."""
    monkeypatch.setattr(player, "LEAST_SECONDS", 0.001)
    monkeypatch.setattr(player, "SECONDS_A_WORD", 0.0)


class Screen:
    """What a player needs of a screen: it notes how long to wait."""

    def __init__(self):
        self.waits = []

    def set_timer(self, seconds, go_on):
        self.waits.append(seconds)
        return self

    def stop(self):
        pass


class Words:
    """What a player needs of a beat."""

    def __init__(self, count):
        self.story = " ".join(["word"] * count)


def test_what_is_longer_to_read_stays_longer():
    screen = Screen()
    plays = player.Player(screen, lambda: None)
    assert not plays.plays
    for words, asks in ((40, False), (40, True), (1, False)):
        plays.play(Words(words), asks=asks)
    plays.turn(1)
    plays.play(Words(40), asks=False)
    longer = 40 * SECONDS_A_WORD
    assert screen.waits == [
        longer,
        longer + ANSWERING_WORDS * SECONDS_A_WORD,
        LEAST_SECONDS,
        longer / SPEEDS[SPEEDS.index(1.0) + 1],
    ]
    assert plays.plays
    plays.stop()
    assert not plays.plays
    for by, end in ((-1, SPEEDS[0]), (1, SPEEDS[-1])):
        for _ in range(9):
            plays.turn(by)
        assert plays.speed == end


async def test_it_plays_by_itself_to_the_end(open_app, monkeypatch, at_once):
    async with open_app(at="again.falling") as reader:
        seen = []
        show_beat = reader.walk_screen.show_beat

        def note_and_show(**how):
            seen.append(reader.at)
            show_beat(**how)

        monkeypatch.setattr(reader.walk_screen, "show_beat", note_and_show)
        await reader.press("space")
        async with asyncio.timeout(30):
            while reader.walk_screen.player.plays:
                await reader.pilot.pause()
        assert seen == ROUTE[ROUTE.index("again.others") :]


async def test_play_pause_and_speed(open_app):
    async with open_app() as reader:
        still = reader.strips
        await reader.press("space")
        assert "▶ 1×" in reader.heading
        await reader.press("greater_than_sign")
        assert "1.5" in reader.heading
        await reader.press(*["less_than_sign"] * 9)
        reader.walk_screen._unsay()
        assert f"▶ {SPEEDS[0]}×" in reader.heading
        await reader.press("space")
        reader.walk_screen._unsay()
        await reader.settle()
        assert reader.strips == still


async def test_playing_waits_behind_a_dialog(open_app, at_once):
    async with open_app() as reader:
        await reader.type("space", "question_mark")
        opened = reader.at
        for _ in range(20):
            await reader.pilot.pause(0.01)
        assert reader.at == opened
        await reader.press("escape")
        async with asyncio.timeout(30):
            while reader.at == opened:
                await reader.pilot.pause()
        reader.walk_screen._pause()

"""The backwards screen: digits, mixes, moments of training; to the walk and back.

A little long: all of it goes about on the one screen by the same helpers.
"""

from __future__ import annotations

import random
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest
from textual.notifications import Notify

from scenes.screens.app import LIGHT_THEME
from scenes.screens.backwards import model as model_module
from scenes.screens.backwards.board import BackwardsBoard
from scenes.screens.backwards.screen import BackwardsScreen
from scenes.screens.dialogs import Help
from scenes.screens.training.looking import LookedAt
from scenes.screens.training.model import TrainingModel
from scenes.screens.walk.screen import WalkScreen
from scenes.screens.widgets.heading import Heading
from scenes.screens.widgets.moments import MomentLine
from tests.scenes.conftest import Open, Reader
from tests.scenes.screens.backwards.conftest import moments_to
from tinynet import Moment, Network, TinynetError

pytestmark = pytest.mark.usefixtures("drawn_when_looked_at")

SIZES = [(80, 24), (120, 40), (200, 60)]
SMALL_AND_LARGE = [(80, 24), pytest.param((200, 60), marks=pytest.mark.slow)]
"""The sizes at which a screen is used in a test of its own; what stands where, and what a click
hits, is tested at every size without an app."""
ODD_SIZES = [(97, 31), (300, 24), (80, 90), (150, 30), (110, 24), (100, 50), (160, 48)]


async def open_backwards(reader: Reader) -> BackwardsScreen:
    """Open the screen from the walk; return it."""
    await reader.press("f")
    screen = reader.app.screen
    assert isinstance(screen, BackwardsScreen)
    return screen


def train(reader: Reader, count: int = 5) -> tuple[Moment, ...]:
    """Give the app a training that led from noise to the walk's network."""
    moments = moments_to(reader.app.walk_model.walk.pass_.network, count)
    training = TrainingModel(reader.app.walk_model.place, reader.app.walk_model.walk.pass_.data)
    run = SimpleNamespace(
        history=SimpleNamespace(moments=moments),
        snapshot=SimpleNamespace(samples=moments[-1].samples, total=60_000, moment=moments[-1]),
        close=lambda: None,
    )
    training.looked_at = LookedAt(cast(Any, run), training.test)
    reader.app.training = training
    return moments


def heading(reader: Reader) -> str:
    return reader.app.screen.query_one("#backwards-heading", Heading).render_line(0).text


def small_at(reader: Reader, digit: int) -> tuple[int, int]:
    """Return a cell of a digit's small picture."""
    board = reader.app.screen.query_one(BackwardsBoard)
    box = board.placed.small(digit)
    return board.region.x + box.x + 2, board.region.y + box.y + 1


async def test_f_shows_what_lola_has_in_mind(open_app: Open) -> None:
    async with open_app((120, 40), network="trained") as reader:
        screen = await open_backwards(reader)
        for size in SIZES + ODD_SIZES:
            await reader.resize(*size)
            assert "What Lola has in mind" in heading(reader)
            assert f"{screen.model.heard_as_meant} of 10 as meant · trained" in heading(reader)
            assert "3 alone" in reader.text
            assert f"{screen.model.imagined.outputs[3]:.3f}" in reader.text
            assert "logit(t)" in reader.text
            assert "o inverse" in reader.text
            assert "t train a network" in reader.text
            for imagined in screen.model.ten:
                mark = "✓" if imagined.right else "✗"
                captions = (f"{mark}{imagined.heard}", f"{imagined.heard} {mark}")
                assert any(caption in reader.text for caption in captions), size
        await reader.press("escape")
        assert isinstance(reader.app.screen, WalkScreen)


async def test_f_leads_back_too(open_app: Open) -> None:
    async with open_app() as reader:
        await open_backwards(reader)
        await reader.press("f")
        assert isinstance(reader.app.screen, WalkScreen)


@pytest.mark.parametrize("size", SMALL_AND_LARGE)
async def test_digits_are_chosen_by_key_and_mouse(open_app: Open, size: tuple[int, int]) -> None:
    async with open_app(size, network="trained") as reader:
        screen = await open_backwards(reader)
        await reader.press("7")
        assert "hear a 7" in reader.text
        assert "7 alone" in reader.text
        await reader.press("down", "j", "j")
        assert screen.model.digit == 0
        await reader.press("up", "k")
        assert screen.model.digit == 8
        assert "hear an 8" in reader.text
        for digit in (0, 4, 9):
            await reader.click(*small_at(reader, digit))
            assert f"{digit} alone" in reader.text


@pytest.mark.parametrize("size", SMALL_AND_LARGE)
async def test_two_digits_are_mixed(open_app: Open, size: tuple[int, int]) -> None:
    async with open_app(size, network="trained") as reader:
        screen = await open_backwards(reader)
        await reader.press("plus")
        assert screen.model.other is None, "there is nothing to slide yet"
        alone = reader.strips
        await reader.press("B")
        assert "blend with which digit?" in heading(reader)
        await reader.press("8")
        assert "blend with which" not in heading(reader)
        assert (screen.model.digit, screen.model.other) == (3, 8)
        assert "50 %" in reader.text
        assert "±21" in reader.text or "−21" in reader.text, "the large picture has its legend"
        assert "+−" in reader.text, "the footer tells how to slide"
        half = reader.strips
        assert half != alone
        await reader.press("minus", "minus")
        assert "hear 70 %" in reader.text
        assert "30 %" in reader.text
        assert reader.strips != half
        await reader.press("B", "B")
        assert screen.model.other is None
        await reader.press("B")
        await reader.press("backspace")
        assert not screen.model.asks_other
        await reader.press("B", "escape")
        assert reader.app.screen is screen, "escape took the question back"
        await reader.press("5")
        assert (screen.model.digit, screen.model.other) == (5, None)


@pytest.mark.parametrize("size", SMALL_AND_LARGE)
async def test_the_mouse_mixes(open_app: Open, size: tuple[int, int]) -> None:
    async with open_app(size, network="trained") as reader:
        screen = await open_backwards(reader)
        board = screen.query_one(BackwardsBoard)
        box = board.placed.mix
        row = board.region.y + box.y
        eight = board.region.x + box.x + box.width - 3
        await reader.click(eight, row)
        assert screen.model.other == 8
        start = board.region.x + board.placed.slider.x
        await reader.drag((start, row), (start + (box.width - 40) // 4, row + 3))
        assert 0 < screen.model.share < 50
        share = screen.model.share
        await reader.point(start + 12, row)
        assert screen.model.share == share, "it was let go"
        await reader.drag((start, row), (0, row))
        assert screen.model.share == 0
        await reader.click(eight, row)
        assert screen.model.other is None
        await reader.click(start + 1, row)
        assert screen.model.other is None, "there is no slider"


@pytest.mark.parametrize("size", SMALL_AND_LARGE)
async def test_enter_walks_the_picture(open_app: Open, size: tuple[int, int]) -> None:
    async with open_app(size, network="trained") as reader:
        screen = await open_backwards(reader)
        await reader.press("6", "enter")
        walk = reader.app.screen
        assert isinstance(walk, WalkScreen)
        pass_ = walk.model.walk.pass_
        assert pass_.label == 6
        assert np.array_equal(pass_.image, screen.model.imagined.pixels)
        await reader.press("escape")
        assert reader.app.screen is screen
        board = screen.query_one(BackwardsBoard)
        large = board.placed.large
        await reader.click(board.region.x + large.x + 9, board.region.y + large.y + 9)
        assert isinstance(reader.app.screen, WalkScreen)
        await reader.press("escape")
        assert reader.app.screen is screen


@pytest.mark.parametrize("size", SMALL_AND_LARGE)
async def test_the_mouse_reads_numbers(open_app: Open, size: tuple[int, int]) -> None:
    async with open_app(size, network="trained") as reader:
        screen = await open_backwards(reader)
        board = screen.query_one(BackwardsBoard)
        at = board.placed
        # The row 14 and the column 14 of the image, where the large picture shows them.
        margin = 0 if at.compact else at.sizes.large_margin
        x = board.region.x + at.large.x + (14 - at.sizes.large_margin) * at.sizes.zoom
        y = board.region.y + at.large.y + 1 + (14 - margin) * at.sizes.zoom // 2
        await reader.point(x, y)
        value = screen.model.imagined.inputs[14 * 28 + 14]
        assert "row 14, column 14" in heading(reader)
        assert f"x = {value:.4f}" in heading(reader)
        await reader.point(*small_at(reader, 1))
        assert "for a 1: hears an 8" in heading(reader)
        await reader.point(0, 0)
        assert "as meant" in heading(reader)
        await reader.point(*small_at(reader, 1))
        await reader.press("2")
        assert "as meant" in heading(reader), "a key shows the network again"


async def test_weights_and_ink_are_switched(open_app: Open) -> None:
    async with open_app(network="untrained", hidden=20) as reader:
        screen = await open_backwards(reader)
        assert "learned nothing yet" in reader.text
        untrained = reader.strips
        await reader.press("w")
        assert "· trained" in heading(reader)
        assert "learned nothing" not in reader.text
        colours = reader.strips
        assert colours != untrained
        await reader.press("v")
        assert screen.model.ink
        assert "This is the picture you would say" in reader.text
        assert reader.strips != colours
        await reader.press("v", "w")
        assert reader.strips == untrained


async def test_a_network_that_cannot_be_loaded_is_told(
    open_app: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(place: object, data: object) -> Network:
        raise TinynetError("trained.npz: expected a file, found [none]")

    async with open_app() as reader:
        screen = await open_backwards(reader)
        monkeypatch.setattr(model_module, "open_network", missing)
        await reader.press("w")
        assert screen.model.named.name == "untrained"
        assert any("found [none]" in n.notification.message for n in reader.heard(Notify))


# In time.


@pytest.mark.parametrize("size", SMALL_AND_LARGE)
async def test_the_ten_form_out_of_noise(open_app: Open, size: tuple[int, int]) -> None:
    async with open_app(size, network="trained") as reader:
        moments = train(reader)
        screen = await open_backwards(reader)
        timeline = screen.query_one(MomentLine)
        assert screen.model.at == len(moments) - 1, "the walk's network is the run's last moment"
        assert timeline.display
        await reader.press("left")
        assert "in training, after 1,000 digits" in heading(reader)
        assert "◆" in timeline.render_line(0).text
        await reader.press("home")
        assert screen.model.at == 0
        noise = reader.strips
        await reader.press("comma")
        assert reader.strips == noise
        await reader.press("full_stop", "right", "end")
        assert screen.model.at == len(moments) - 1
        assert "◆" not in timeline.render_line(0).text
        await reader.click(timeline.region.x + timeline.size.width // 2, timeline.region.y)
        assert screen.model.at not in (0, len(moments) - 1)
        await reader.press("w")
        assert screen.model.at is None or screen.model.named.name == "trained"


async def test_another_network_stands_beside_the_training(open_app: Open) -> None:
    async with open_app(network="trained") as reader:
        train(reader)
        screen = await open_backwards(reader)
        await reader.press("w")
        assert screen.model.at is None
        assert not screen.query_one(MomentLine).display
        assert "through the training, 5 moments" in reader.text
        await reader.press("left")
        assert screen.model.at == 4
        assert screen.query_one(MomentLine).display


async def test_it_plays_from_noise_to_the_end(open_app: Open) -> None:
    async with open_app(network="trained") as reader:
        train(reader)
        screen = await open_backwards(reader)
        await reader.press("space")
        seen = [screen.model.at]
        while screen.playing:
            screen.play_on()
            await reader.settle()
            seen.append(screen.model.at)
        assert list(dict.fromkeys(seen))[-1] == 4
        await reader.press("space")
        assert screen.playing
        await reader.press("space")
        assert not screen.playing
        for key in ("left", "w", "question_mark"):
            await reader.press("space")
            assert screen.playing
            await reader.press(key)
            assert not screen.playing


async def test_a_training_that_goes_on_is_seen_on_return(open_app: Open) -> None:
    async with open_app(network="trained") as reader:
        screen = await open_backwards(reader)
        await reader.press("left", "space", "home")
        assert screen.model.at is None
        await reader.press("question_mark")
        train(reader)
        await reader.press("escape")
        assert screen.model.count == 5
        assert screen.query_one(MomentLine).display


async def test_a_moment_that_ran_away_is_left_out(open_app: Open) -> None:
    async with open_app(network="trained") as reader:
        moments = train(reader)
        moments[2].input_hidden[0, 0] = np.inf
        screen = await open_backwards(reader)
        assert screen.model.count == 4


async def test_t_trains_and_leads_back(open_app: Open) -> None:
    async with open_app(network="trained") as reader:
        screen = await open_backwards(reader)
        opened = []
        reader.app.open_training = lambda: opened.append(True)  # type: ignore[method-assign]
        await reader.press("t")
        assert opened
        assert reader.app.screen is screen


# All the rest.


async def test_the_help_tells_every_key(open_app: Open) -> None:
    async with open_app((80, 24)) as reader:
        await open_backwards(reader)
        await reader.press("question_mark")
        assert isinstance(reader.app.screen, Help)
        assert "Blend another digit in" in reader.text


async def test_the_palette_offers_it_all(open_app: Open) -> None:
    async with open_app(network="trained") as reader:
        screen = await open_backwards(reader)
        offered = {c.title.split(":")[0]: cast(Any, c.callback) for c in screen.commands()}
        await offered["Digit 9"]()
        assert screen.model.digit == 9
        await offered["Mix"]()
        await offered["Digit 4"]()
        assert (screen.model.digit, screen.model.other) == (9, 4)
        await offered["Ink"]()
        assert screen.model.ink
        assert "Play" not in offered
        await offered["Leave"]()
        await reader.settle()
        assert isinstance(reader.app.screen, WalkScreen)


@pytest.mark.parametrize("few", ["NO_COLOR", "xterm"])
async def test_signs_show_without_colours(
    open_app: Open, monkeypatch: pytest.MonkeyPatch, few: str
) -> None:
    if few == "NO_COLOR":
        monkeypatch.setenv("NO_COLOR", "1")
    else:
        monkeypatch.setenv("TERM", "xterm")
        monkeypatch.delenv("COLORTERM")
    async with open_app((80, 24), network="trained") as reader:
        await open_backwards(reader)
        assert reader.app.palette.glyphs
        assert "╋╋" in reader.text
        assert "==" in reader.text


async def test_light_colours_take_hold_at_once(open_app: Open) -> None:
    async with open_app(network="trained") as reader:
        await open_backwards(reader)
        dark, words = reader.strips, reader.text
        reader.app.theme = LIGHT_THEME
        await reader.settle()
        assert reader.text == words
        assert reader.strips != dark


async def test_too_small_a_terminal_is_told(open_app: Open) -> None:
    async with open_app(network="trained") as reader:
        screen = await open_backwards(reader)
        before = reader.text
        await reader.resize(60, 15)
        assert "80" in reader.text
        await reader.resize(120, 40)
        assert reader.text == before
        assert not screen.playing


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2))
async def test_a_reader_may_do_anything(open_app: Open, seed: int) -> None:
    chance = random.Random(seed)
    keys = [
        key
        for binding in BackwardsScreen.BINDINGS
        if binding.action not in ("app.quit", "leave", "walk", "help", "training", "command")
        for key in binding.key.split(",")
    ]
    sizes = [*SIZES, *ODD_SIZES, (60, 15), (1, 1)]
    async with open_app(SIZES[seed], network="trained") as reader:
        if seed:
            train(reader)
        screen = await open_backwards(reader)
        for _ in range(40):
            kind = chance.random()
            width, height = reader.app.size
            where = chance.randrange(width), chance.randrange(height)
            if kind < 0.7:
                await reader.type(*chance.choices(keys, k=chance.randint(1, 5)))
            elif kind < 0.8:
                await reader.point(*where)
            elif kind < 0.9:
                await reader.click(*where)
                while reader.app.screen is not screen:
                    await reader.press("escape")
            else:
                await reader.resize(*chance.choice(sizes))
            assert reader.strips
        await reader.resize(120, 40)
        await reader.press("4")
        assert "4 alone" in reader.text or screen.model.other == 4
        assert not reader.heard(Notify)

"""The training screen: started, watched, turned, looked back at, stepped inside of, left.

Long, for all of it waits for the one thread in the same way.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import partial
from pathlib import Path

import pytest
from textual.notifications import Notify

from scenes.screens.training import model as model_module
from scenes.screens.training.model import TrainingModel
from scenes.screens.training.record import Snapshot
from scenes.screens.training.screen import TrainingScreen
from scenes.screens.training.settings import TrainingSettings
from scenes.screens.training.view import view_of
from scenes.screens.walk.screen import WalkScreen
from tests.scenes.conftest import Open, Reader
from tinynet import DataError, Dataset, Moment, Network, Trainer, load_mnist, load_network
from tinynet.trouble import run_away

pytestmark = pytest.mark.usefixtures("drawn_when_looked_at")

PATIENCE = 30


@pytest.fixture(scope="module")
def few() -> Dataset:
    digits = load_mnist("train")
    return Dataset(digits.images[:600], digits.labels[:600])


Train = Callable[..., AbstractAsyncContextManager[Reader]]


@pytest.fixture
def training(open_app: Open, few: Dataset, monkeypatch: pytest.MonkeyPatch) -> Train:
    """Open the app and go to training, on six hundred digits, as fast as it goes."""
    monkeypatch.setattr(model_module, "load_data", lambda split, directory: few)

    @asynccontextmanager
    async def opened(size: tuple[int, int] = (120, 40), **choices: object) -> AsyncIterator[Reader]:
        async with open_app(size, **{"hidden": 10, **choices}) as reader:
            await reader.press("t")
            await until(reader, lambda: model(reader).run is not None)
            run = model(reader).run
            assert run is not None
            run.set_pace(None)
            yield reader

    return opened


def model(reader: Reader) -> TrainingModel:
    assert reader.app.training is not None
    return reader.app.training


def now(reader: Reader) -> Snapshot:
    run = model(reader).run
    assert run is not None
    return run.snapshot


async def until(reader: Reader, reached: Callable[[], bool]) -> None:
    """Wait until something is so and has been shown."""
    async with asyncio.timeout(PATIENCE):
        while not reached():
            await asyncio.sleep(0.01)
    await reader.settle()


async def train(reader: Reader, samples: int) -> None:
    """Take so many digits, one at a time."""
    before = now(reader).samples
    for wanted in range(before + 1, before + samples + 1):
        await reader.press("n")
        await until(reader, partial(stands_at, reader, wanted))


def stands_at(reader: Reader, samples: int) -> bool:
    return now(reader).samples == samples and now(reader).state == "paused"


async def test_it_opens_ready_and_says_how_to_start(training: Train) -> None:
    async with training() as reader:
        assert isinstance(reader.app.screen, TrainingScreen)
        assert "space starts" in reader.text
        assert "epoch 1 of 5" in reader.text
        assert "Jays 0" in reader.text
        await until(reader, lambda: now(reader).scores is not None)
        assert "10,000" in reader.text, "the test digits were counted"


async def test_the_app_may_open_with_it(few: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    from scenes.screens.app import TinynetApp
    from scenes.story.passes import open_pass
    from scenes.story.places import Place
    from scenes.story.spots import Spot
    from scenes.story.walk import open_walk

    monkeypatch.setattr(model_module, "load_data", lambda split, directory: few)
    place = Place(hidden=10)
    spot = Spot(place, "train")
    app = TinynetApp(place, open_walk(place, open_pass(place, few)), spot=spot)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert isinstance(app.screen, TrainingScreen)


async def test_it_trains_to_the_end_and_shows_what_came_of_it(training: Train) -> None:
    async with training() as reader:
        await reader.press("space")
        await until(reader, lambda: now(reader).state == "done")
        text = reader.text
        assert "3,000 of 3,000" in text
        assert "done:" in text
        scores = now(reader).scores
        assert scores is not None
        assert f"right {100 * scores.accuracy:.1f} %" in text
        assert f"after {3000:,} digits" in text


async def test_space_pauses_and_goes_on(training: Train) -> None:
    async with training() as reader:
        model(reader).start(TrainingSettings(hidden=10, epochs=1000))
        await reader.press("space")
        await until(reader, lambda: now(reader).samples > 0)
        await reader.press("space")
        await until(reader, lambda: now(reader).state == "paused")
        samples = now(reader).samples
        assert "space goes on" in reader.text
        await reader.press("space")
        await until(reader, lambda: now(reader).samples > samples)


async def test_one_digit_is_told_as_a_small_walk(training: Train) -> None:
    async with training() as reader:
        await train(reader, 1)
        sample = now(reader).last_sample
        assert sample is not None
        heard = int(sample.outputs.argmax())
        assert f"meant {sample.label}, heard {heard}" in reader.text
        for output in sample.outputs:
            assert f"{output:.2f}" in reader.text


async def test_the_epoch_ends_and_waits(training: Train) -> None:
    async with training() as reader:
        await reader.press("pagedown")
        await until(reader, lambda: now(reader).state == "paused")
        assert now(reader).samples == 600


async def test_the_learning_rate_and_the_pace_turn(training: Train) -> None:
    async with training() as reader:
        await reader.press("plus")
        await until(reader, lambda: now(reader).learning_rate == 0.2)
        assert "η 0.2" in reader.text
        await reader.press("minus", "minus")
        await until(reader, lambda: now(reader).learning_rate == 0.05)
        await reader.press("less_than_sign")
        run = model(reader).run
        assert run is not None
        assert run.pace == 30_000
        assert "30000/s" in reader.text


async def test_looking_back_and_comparing(training: Train) -> None:
    async with training() as reader:
        await train(reader, 5)
        await reader.press("left", "left")
        assert "after 3 digits" in reader.text
        await reader.press("D")
        await reader.press("end")
        assert "after 5 digits" in reader.text
        shown = view_of(model(reader))
        assert shown is not None
        assert (shown.base.samples, shown.back) == (3, False)
        await reader.press("home")
        assert "at the start" in reader.text
        await reader.press("n")
        await until(reader, lambda: now(reader).samples == 6)
        assert not model(reader).is_back, "training leads back to the present"


async def test_the_timeline_is_scrubbed_by_mouse(training: Train) -> None:
    async with training() as reader:
        await train(reader, 12)
        region = reader.app.screen.query_one("#moments").region
        await reader.click(region.x + 12, region.y)
        shown = view_of(model(reader))
        assert shown is not None
        assert shown.moment.samples == 0
        await reader.drag((region.x + 12, region.y), (region.right - 1, region.y))
        assert not model(reader).is_back


async def test_a_jay_is_chosen_by_key_and_by_mouse(training: Train) -> None:
    async with training() as reader:
        await reader.press("down", "down")
        assert model(reader).hidden_node == 2
        assert "Jay 2's" in reader.text
        await reader.press("k")
        assert model(reader).hidden_node == 1
        region = reader.app.screen.query_one("#wall").region
        await reader.click(region.x + 3, region.y + 3)
        assert model(reader).hidden_node == 0


@pytest.mark.parametrize("trained", [0, 3])
async def test_stepping_inside_and_coming_back(training: Train, trained: int) -> None:
    async with training() as reader:
        await train(reader, trained)
        sample = now(reader).last_sample
        await reader.press("enter")
        screen = reader.app.screen
        assert isinstance(screen, WalkScreen)
        run = screen.model.walk.pass_
        assert (run.network.input_hidden == now(reader).moment.input_hidden).all()
        if sample is not None:
            assert run.label == sample.label
            assert "training set" in screen.model.beat.story
        await reader.press("ctrl+s", "ctrl+s")
        await reader.press("y", "escape")
        assert reader.app.screen is screen, "it was offered to be saved"
        await reader.press("escape")
        assert isinstance(reader.app.screen, TrainingScreen)
        await train(reader, 1)
        assert now(reader).samples == trained + 1


async def run_for_long(reader: Reader) -> None:
    """Set a run going that does not end, at full speed."""
    model(reader).start(TrainingSettings(hidden=10, epochs=100_000))
    run = model(reader).run
    assert run is not None
    run.set_pace(None)
    await reader.press("space")
    await until(reader, lambda: now(reader).samples > 2000)


def stands_still(reader: Reader) -> int:
    """Assert that the run is held, though it wants to go on; return where."""
    run = model(reader).run
    assert run is not None
    assert run.going
    assert run.snapshot.state == "paused"
    return run.snapshot.samples


async def test_training_freezes_elsewhere_and_goes_on_here(training: Train) -> None:
    async with training() as reader:
        await run_for_long(reader)
        for away in ("enter", "question_mark", "x", "N", "t"):
            await reader.press(away)
            samples = stands_still(reader)
            await reader.resize(110, 38)
            assert stands_still(reader) == samples, "a screen behind hears of a new size too"
            await reader.press("t" if away == "t" else "escape")
            await until(reader, partial(is_beyond, reader, samples))
            await reader.resize(120, 40)


def is_beyond(reader: Reader, samples: int) -> bool:
    return now(reader).samples > samples


async def test_leaving_while_the_digits_are_unpacked_loses_nothing(
    training: Train, open_app: Open, few: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    unpack = threading.Event()

    def slowly(split: str, directory: str | None) -> Dataset:
        assert unpack.wait(PATIENCE)
        return few

    monkeypatch.setattr(model_module, "load_data", slowly)
    async with open_app(hidden=10) as reader:
        await reader.press("t", "t")
        unpack.set()
        await until(reader, lambda: model(reader).digits is not None)
        await reader.press("t")
        await until(reader, lambda: model(reader).run is not None)


async def test_a_start_asked_for_too_early_is_remembered(
    open_app: Open, few: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    unpack = threading.Event()

    def slowly(split: str, directory: str | None) -> Dataset:
        assert unpack.wait(PATIENCE)
        return few

    monkeypatch.setattr(model_module, "load_data", slowly)
    async with open_app(hidden=10) as reader:
        await reader.press("t", "space")
        assert "then it starts" in reader.text
        unpack.set()
        await until(reader, lambda: model(reader).run is not None and now(reader).samples > 0)


async def test_a_network_run_away_is_told_wherever_it_is_asked_for(
    training: Train, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with training() as reader:
        await train(reader, 1)

        def run_away_now(moment: Moment) -> Network:
            raise run_away(moment.samples, 0.1)

        monkeypatch.setattr(Moment, "network", property(run_away_now))
        for key in ("enter", "x", "f", "d"):
            await reader.press(key)
            assert isinstance(reader.app.screen, TrainingScreen)
        told = [notify.notification.message for notify in reader.heard(Notify)]
        assert len(told) == 4
        assert all("run away" in message for message in told)


async def test_leaving_keeps_the_run_and_t_leads_back_to_it(training: Train) -> None:
    async with training() as reader:
        await train(reader, 4)
        await reader.press("t")
        assert isinstance(reader.app.screen, WalkScreen)
        await reader.press("t")
        assert isinstance(reader.app.screen, TrainingScreen)
        await train(reader, 1)
        assert now(reader).samples == 5


async def test_from_inside_t_leads_back_too(training: Train) -> None:
    async with training() as reader:
        await train(reader, 1)
        screen = reader.app.screen
        await reader.press("enter", "t")
        assert reader.app.screen is screen


async def test_a_new_run_comes_on_top_of_the_old_one(training: Train) -> None:
    async with training() as reader:
        await train(reader, 25)
        await reader.press("N")
        assert "learning rate" in reader.text
        await reader.press("enter")
        await until(reader, lambda: 0 < now(reader).samples < 25)
        assert len(model(reader).curves) == 2
        await reader.press("v")
        assert len(model(reader).curves) == 1
        await reader.press("M")
        assert model(reader).settings == TrainingSettings(hidden=10)


async def test_saving_and_opening(training: Train, tmp_path: Path) -> None:
    path = tmp_path / "net.npz"
    async with training() as reader:
        await train(reader, 2)
        await reader.press("ctrl+s")
        reader.app.screen.query_one("Input").value = str(path)  # type: ignore[attr-defined]
        await reader.press("enter")
        await until(reader, path.exists)
        saved = load_network(path)
        assert (saved.input_hidden == now(reader).moment.input_hidden).all()
        await reader.press("ctrl+o")
        reader.app.screen.query_one("Input").value = str(path)  # type: ignore[attr-defined]
        await reader.press("enter")
        await until(reader, lambda: now(reader).samples == 0)
        assert (now(reader).moment.input_hidden == saved.input_hidden).all()
        assert sorted(tmp_path.iterdir()) == [path]


async def test_x_tests_the_network_shown(training: Train) -> None:
    async with training() as reader:
        await train(reader, 2)
        await reader.press("x")
        assert "in training, after 2 digits" in reader.text
        await reader.press("escape")
        assert isinstance(reader.app.screen, TrainingScreen)


async def test_a_failure_in_the_thread_is_a_sentence_and_the_app_lives(
    training: Train, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with training() as reader:
        with monkeypatch.context() as patch:
            patch.setattr(Trainer, "advance", _fail)
            await reader.press("space")
            await until(reader, lambda: now(reader).state == "failed")
        assert "expected memory, found none" in reader.text
        await reader.press("enter")
        assert isinstance(reader.app.screen, WalkScreen)
        await reader.press("escape", "M")
        await train(reader, 1)
        assert "expected memory" not in reader.text


def _fail(self: Trainer, samples: int) -> None:
    raise MemoryError("expected memory, found none")


async def test_missing_digits_are_a_sentence_and_the_app_lives(
    open_app: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(split: str, directory: str | None) -> Dataset:
        raise DataError("train-images: expected a file, found none")

    monkeypatch.setattr(model_module, "load_data", fail)
    async with open_app() as reader:
        await reader.press("t")
        await until(reader, lambda: "train-images: expected a file, found none" in reader.text)
        await reader.press(
            "space", "n", "pagedown", "enter", "N", "ctrl+s", "ctrl+o", "D", "x", "left", "plus"
        )
        await reader.press("t")
        assert isinstance(reader.app.screen, WalkScreen)


async def test_trouble_is_told_with_what_to_try(training: Train) -> None:
    async with training() as reader:
        model(reader).start(TrainingSettings(hidden=10, learning_rate=50.0, epochs=10))
        run = model(reader).run
        assert run is not None
        run.set_pace(None)
        await reader.press("space")
        await until(reader, lambda: now(reader).state == "done")
        told = " ".join(reader.text.split())
        assert "The learning rate 50 is too high: start over with 0.1, or lower." in told


async def test_where_room_is_short_one_panel_shows_at_a_time(training: Train) -> None:
    async with training((80, 24)) as reader:
        await train(reader, 2)
        seen = []
        for _ in range(3):
            seen.append(
                [
                    bool(reader.app.screen.query_one(f"#{part}").region)
                    for part in ("sample", "curves", "wall", "hidden-node")
                ]
            )
            await reader.press("tab")
        assert seen == [
            [True, False, True, False],
            [False, True, False, False],
            [False, False, True, True],
        ]
        await reader.resize(120, 40)
        assert all(
            reader.app.screen.query_one(f"#{part}").region
            for part in ("sample", "curves", "wall", "hidden-node")
        )


async def test_too_small_a_terminal_holds_the_run(training: Train) -> None:
    async with training() as reader:
        await run_for_long(reader)
        await reader.resize(79, 24)
        assert "needs 80 × 24" in reader.text
        samples = stands_still(reader)
        await reader.press("question_mark", "escape")
        assert stands_still(reader) == samples
        await reader.resize(80, 24)
        assert "tab" in reader.text
        await until(reader, lambda: now(reader).samples > samples)


async def test_every_key_may_be_pressed_at_any_time(training: Train) -> None:
    keys = "s e plus minus less_than_sign greater_than_sign left right home end c v down up tab r"
    async with training((80, 24)) as reader:
        for key in (*keys.split(), "space", *keys.split()):
            await reader.type(key)
        assert isinstance(reader.app.screen, TrainingScreen)


async def test_help_and_commands_know_the_keys(training: Train) -> None:
    async with training() as reader:
        await reader.press("question_mark")
        assert "Walk this digit through this network" in reader.text
        assert "The next sample of that digit" not in reader.text, "that is the walk's help"
        await reader.press("escape")
        names = [command.title for command in reader.app.get_system_commands(reader.app.screen)]
        assert "Compare: Compare with this moment; again: with the start" in names


async def test_quitting_in_mid_training_ends_the_thread(training: Train) -> None:
    async with training() as reader:
        model(reader).start(TrainingSettings(hidden=10, epochs=1000))
        run = model(reader).run
        assert run is not None
        await reader.press("space")
        await until(reader, lambda: now(reader).samples > 0)
        await reader.press("q")
    assert not run._thread.is_alive()

"""The list of panels: where a panel stands, when it shows and what it is given follows from it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from rich.style import Style
from textual.app import App

from scenes.canvas.canvas import Canvas
from scenes.canvas.hits import Hit
from scenes.canvas.painters.base import Brush
from scenes.canvas.painters.large import put_digits
from scenes.canvas.palette import Palette
from scenes.screens.training import model as model_module
from scenes.screens.training.layout import TrainingLayout
from scenes.screens.training.panels import PANELS
from scenes.screens.training.panels.base import Panel, PanelEntry
from scenes.screens.training.panels.progress import ProgressPanel
from scenes.screens.training.panels.sample import SamplePanel
from scenes.screens.training.screen import TrainingScreen
from scenes.screens.training.view import TrainingView, after
from scenes.screens.widgets.board import Board
from scenes.story.numbers import percent
from tests.scenes.conftest import Open, Reader
from tests.scenes.drawn import written
from tests.scenes.screens.training.helpers import shown, view_with
from tinynet import Classes, Dataset, Scores, Tally, load_mnist

SIZES = [(80, 24), (120, 40), (200, 60), (97, 36)]


class ToyPanel(Board, Panel):
    """Counts the views it is given, and shows how many samples the last one was of."""

    def __init__(self, palette: Palette, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(palette, id=id)
        self.views: list[TrainingView] = []

    def show(self, view: TrainingView) -> None:
        self.views.append(view)
        self.redraw()

    def draw(self, canvas: Canvas) -> None:
        if self.views:
            canvas.put(0, 0, f"toy {self.views[-1].snapshot.samples}", self.palette.style("text"))

    def hit(self, x: int, y: int) -> Hit | None:
        return Hit("jay", 4)

    def reading(self, hit: Hit, x: int, y: int) -> str:
        return "a toy"


TOY = PanelEntry("toy", ToyPanel, "lower", pages=("toys",))


async def steps_taken(reader: Reader, screen: TrainingScreen, samples: int) -> None:
    """Take one more digit, and wait until it was shown."""
    await reader.press("n")
    run = screen.model.run
    assert run is not None
    while run.snapshot.samples < samples or run.snapshot.state == "running":
        await reader.pilot.pause(0.005)
    await reader.settle()


async def test_a_panel_is_one_entry_more(open_app: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    digits = load_mnist("train")
    few = Dataset(digits.images[:100], digits.labels[:100])
    monkeypatch.setattr(model_module, "load_data", lambda split, directory: few)
    monkeypatch.setattr("scenes.screens.training.screen.PANELS", (*PANELS, TOY))
    async with open_app(SIZES[0], hidden=10) as reader:
        await reader.press("t")
        screen = reader.app.screen
        assert isinstance(screen, TrainingScreen)
        while screen.model.run is None:
            await reader.pilot.pause(0.005)
        toy = screen.query_one(ToyPanel)
        for samples, size in enumerate(SIZES, start=1):
            await reader.resize(*size)
            if screen.is_paged:
                if toy.region:  # the last page, as it was left
                    await reader.press("tab")
                for page in screen.layout_of_panels.pages:
                    assert bool(toy.region) == (page == "toys")
                    if page != "toys":
                        await reader.press("tab")
                others = ("sample", "curves", "wall", "hidden-node")
                assert not any(screen.query_one(f"#{other}").region for other in others)
            assert toy.region
            await steps_taken(reader, screen, samples)
            assert toy.views[-1].snapshot.samples == samples
            assert f"toy {samples}" in reader.text
            await reader.point(toy.region.x, toy.region.y)
            assert "a toy" in reader.text
            await reader.click(toy.region.x, toy.region.y)
            assert screen.model.hidden_node == 4
            assert toy.views[-1].hidden_node == 4
            screen.model.choose(0)


def test_the_pages_are_those_the_entries_name() -> None:
    layout = TrainingLayout(PANELS)
    assert layout.pages == ("digit", "curves", "nodes")
    assert layout.on_page("digit") == {"progress", "sample", "wall", "moments"}
    assert layout.on_page("curves") == {"progress", "curves", "moments"}
    assert layout.on_page("nodes") == {"progress", "wall", "hidden-node", "moments"}
    assert [layout.bands_on_page(page) for page in layout.pages] == [
        ("upper", "lower"),
        ("upper",),
        ("lower",),
    ]
    more = TrainingLayout((*PANELS, TOY, PanelEntry("rare", ToyPanel, "upper", pages=())))
    assert more.pages == (*layout.pages, "toys")
    assert more.of_band("lower")[-1] is TOY
    assert not any("rare" in more.on_page(page) for page in more.pages)


def test_at_full_speed_the_panels_take_turns() -> None:
    drawn = [{e.id for e in PANELS if e.is_due(frame)} for frame in range(36)]
    assert all(drawn), "something in every frame"
    assert max(map(len, drawn)) < len(PANELS), "but never all of it"
    assert set.union(*drawn[:9]) == {e.id for e in PANELS}, "and all of it within a second"


@pytest.mark.usefixtures("colours")
async def test_for_all_to_read_the_score_stands_large() -> None:
    scores = Scores(np.eye(10)[[0, 1, 2, 3]], np.array([0, 1, 2, 4]))
    view = replace(view_with(samples=500, scores=scores), classes=Classes(tuple("abcdefghij")))
    panel = ProgressPanel(Palette(full=True))

    class Alone(App[None]):
        CSS = "* { width: 100%; height: 8 }"

        def compose(self):
            yield panel

    panel.show(view)
    async with Alone().run_test(size=(100, 8)) as pilot:
        await pilot.pause()
        lines = [strip.text for strip in panel._strips]
    canvas = Canvas(60, 5, Style())
    put_digits(0, 0, "75.0 %", "you", 2, Brush(canvas, Palette(), 1.0))
    assert percent(scores.accuracy) == "75.0 %"
    for line, expected in zip(lines[3:], written(canvas).splitlines(), strict=True):
        assert line[3:].startswith(expected.rstrip())
    assert "of 4 test pictures," in "".join(lines)
    assert after(view.tested_at, "picture") in "".join(lines)


@pytest.mark.usefixtures("colours")
@pytest.mark.parametrize("entry", PANELS, ids=lambda entry: entry.id)
async def test_every_panel_is_made_and_fed_in_one_way(entry: PanelEntry) -> None:
    panel = entry.make(Palette(), id=entry.id)

    class Alone(App[None]):
        CSS = "* { width: 100%; height: 100% }"

        def compose(self):
            yield panel

    panel.show(view_with())
    async with Alone().run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        before = [strip.text for strip in pilot.app.screen._compositor.render_strips()]
        assert any(line.strip() for line in before), "what was shown before it had a size"
        await pilot.resize_terminal(60, 20)
        panel.show(view_with(chosen=2, samples=500, at=100))
        await pilot.pause()
        after = [strip.text for strip in pilot.app.screen._compositor.render_strips()]
        assert any(line.strip() for line in after)


@pytest.mark.parametrize("size", [(80, 24), (97, 36), (120, 40)])
async def test_after_how_many_a_test_was_is_told_whole(open_app: Open, size) -> None:
    """A number that is cut is another number."""
    async with open_app(size, "meet") as reader:
        await reader.press("t")
        room = reader.app.screen.query_one(SamplePanel).size
    scores = Scores(np.full((10_000, 10), 0.5), np.arange(10, dtype=np.uint8).repeat(1000))
    panel = SamplePanel(Palette())
    async with shown(panel, (room.width, room.height)) as pilot:
        for tested_at in (0, 27, 12_345, 299_999):
            panel.show(view_with(tested_at=tested_at, scores=scores, corrected=np.full(10, 0.49)))
            await pilot.pause()
            strips = pilot.app.screen._compositor.render_strips()
            words = [line.text.rstrip() for line in strips]
            assert any(line.endswith(f" at {tested_at}") for line in words), "\n".join(words)


ROOM = {"sample": (59, 15), "curves": (42, 15), "wall": (12, 5), "hidden-node": (58, 12)}
"""Columns and rows in which a panel can be read."""


@pytest.mark.parametrize(
    "size",
    [
        (80, 24),
        (80, 50),
        (97, 36),
        (100, 30),
        (112, 36),
        (120, 60),
        (140, 30),
        (150, 60),
        (180, 54),
    ],
)
async def test_each_panel_is_seen_and_large_enough_to_read(open_app: Open, size) -> None:
    async with open_app(size, hidden=10) as reader:
        await reader.press("t")
        screen = reader.app.screen
        assert isinstance(screen, TrainingScreen)
        seen = set()
        for _ in screen.layout_of_panels.pages:
            for panel, (width, height) in ROOM.items():
                region = screen.query_one(f"#{panel}").region
                if region:
                    seen.add(panel)
                    assert region.width >= width, panel
                    assert region.height >= min(height, size[1] - 10), panel
            assert screen.is_paged or seen == set(ROOM)
            assert size[0] < 112 or {"sample", "curves"} <= seen, "on the first page"
            await reader.press("tab")
        assert seen == set(ROOM)


@pytest.mark.usefixtures("colours")
@pytest.mark.parametrize("at", [None, 300_000])
async def test_how_it_goes_leaves_room_for_the_settings(at: int | None) -> None:
    panel = ProgressPanel(Palette())
    scores = Scores(np.eye(10)[[0, 1, 2, 3]], np.array([0, 1, 2, 4]))
    async with shown(panel, (120, 2)) as pilot:
        for width in (120, 97, 80):
            panel.styles.width = width
            view = view_with(samples=352_768, scores=scores, at=at)
            recent = Tally(samples=1024, right=900, loss=300.0)
            panel.show(replace(view, snapshot=replace(view.snapshot, scores=scores, recent=recent)))
            await pilot.pause()
            words, settings = panel._strips[1].text.rstrip().rsplit("   ", 1)
            assert settings.strip().endswith("η 0.1")
            assert "75.0 %" in words or "looking back" in words

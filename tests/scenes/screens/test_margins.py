"""No screen writes to the terminal's edge: what would, is cut at some other size."""

from __future__ import annotations

import pytest

from tests.scenes.conftest import Open, Reader

pytestmark = pytest.mark.usefixtures("drawn_when_looked_at")

SIZES = [(80, 24), (100, 36), (120, 40), (132, 43), (160, 50), (200, 60)]
ROOMS = {
    "test": ["x"],
    "score": ["x", "v"],
    "training": ["t"],
    "drawing": ["d"],
    "practice": ["E"],
}


def at_the_edge(reader: Reader) -> list[str]:
    """Return the rows, but for the footer, that have something in the last column."""
    width = reader.app.size.width
    lines = reader.text.splitlines()[: reader.app.size.height - 1]
    return [line for line in lines if len(line.rstrip()) >= width]


@pytest.mark.parametrize("room", ROOMS)
async def test_the_last_column_stays_free(open_app: Open, room: str) -> None:
    async with open_app(SIZES[0], "weighted-sum.sum", network="trained") as reader:
        reader.app.animation_level = "none"
        await reader.press(*ROOMS[room])
        for size in SIZES:
            await reader.pilot.resize_terminal(*size)
            await reader.settle()
            assert not at_the_edge(reader), size


@pytest.mark.parametrize("size", [*SIZES, (142, 44)])
async def test_the_timeline_does_not_begin_in_the_first_column(
    open_app: Open, size: tuple[int, int]
) -> None:
    async with open_app(size, motion=False) as reader:
        lines = reader.text.splitlines()
        timeline = reader.app.screen.query_one("#timeline").region
        assert all(line.startswith(" ") for line in lines[timeline.y : timeline.bottom])


@pytest.mark.parametrize("beat", ["meet.trust", "output.speaking"])
async def test_on_a_high_screen_a_row_is_free_around_figures_that_fill_it(
    open_app: Open, beat: str
) -> None:
    async with open_app((200, 60), beat, motion=False) as reader:
        lines = reader.text.splitlines()
        stage = reader.app.screen.query_one("#stage").region
        assert not lines[stage.y - 1].strip()
        assert not lines[stage.bottom].strip()
        assert lines[stage.bottom + 1].split()[0] in ("1", "5"), "the heading"

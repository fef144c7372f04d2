"""The timeline: every beat has its mark, which can be clicked, and scrubbed over."""

import pytest

from scenes.screens.walk.panels.timeline import Timeline
from scenes.story.acts import ACTS

pytestmark = pytest.mark.usefixtures("drawn_when_looked_at")

ROUTE = [".".join(where) for where in ACTS.route]
SIZES = [
    (80, 24),
    pytest.param((120, 40), marks=pytest.mark.slow),
    pytest.param((200, 60), marks=pytest.mark.slow),
]


@pytest.mark.parametrize("size", SIZES)
async def test_the_timeline_is_clicked_and_scrubbed(open_app, size):
    async with open_app(size) as reader:
        row = reader.walk_screen.query_one(Timeline).region.bottom - 1
        line = reader.text.split("\n")[row]
        marks = [(x, row) for x, character in enumerate(line) if character in "◆○●"]
        assert len(marks) == len(ROUTE)
        for index in (len(ROUTE) - 1, 0, 20):
            await reader.click(*marks[index])
            assert reader.at == ROUTE[index]
        before = len(reader.heard(Timeline.Picked))
        await reader.drag(*marks[3:9])
        scrubbed = reader.heard(Timeline.Picked)[before:]
        assert [ROUTE[message.hit.index] for message in scrubbed] == ROUTE[3:9]
        assert reader.at == ROUTE[8]
        await reader.point(*marks[-1])
        assert reader.at == ROUTE[8]
        assert ACTS[-1].about in reader.heading

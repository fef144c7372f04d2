"""The heading: of several ways to say it, the longest that there is room for."""

from __future__ import annotations

import pytest

from scenes.canvas.palette import Palette
from scenes.screens.widgets.heading import Heading
from tests.scenes.screens.training.helpers import shown

WAYS = ("[rate]space[/] starts, [rate]n[/] takes one", "[rate]space[/] starts")


@pytest.mark.usefixtures("colours")
async def test_a_heading_says_as_much_as_there_is_room_for() -> None:
    heading = Heading(Palette())
    async with shown(heading, (60, 1)) as pilot:
        for width, expected in ((60, "space starts, n takes one"), (30, "space starts"), (18, "")):
            heading.styles.width = width
            heading.show("[bold]Training[/]", *WAYS, urgent=False)
            await pilot.pause()
            (line,) = heading._strips
            assert line.text.split("Training", 1)[1].strip() == expected
        heading.show("[bold]Training[/]", "saved: a.npz", urgent=True)
        await pilot.pause()
        (line,) = heading._strips
        assert line.text.strip() == "saved: a.npz", "what is urgent stands instead of the title"

"""Every screen opens, shows what it is for, and goes back: what to run while one works."""

from __future__ import annotations

import pytest

from scenes.screens.backwards.screen import BackwardsScreen
from scenes.screens.drawing.screen import DrawingScreen
from scenes.screens.testing.screen import TestingScreen
from scenes.screens.training.screen import TrainingScreen
from scenes.screens.walk.screen import WalkScreen
from scenes.story.acts import ACTS
from tests.scenes.conftest import Open

pytestmark = pytest.mark.quick


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=str)
async def test_the_walk_is_walked_from_act_to_act(open_app: Open, size: tuple[int, int]) -> None:
    async with open_app(size, hidden=10) as reader:
        seen = []
        for act in ACTS:
            seen.append(reader.text)
            assert reader.at.startswith(f"{act.id}.")
            assert act.name in reader.heading
            await reader.press("pagedown")
        assert len(set(seen)) == len(seen)
        await reader.press("home", "right")
        assert reader.at == "meet.weight"


@pytest.mark.slow
async def test_every_screen_opens_and_goes_back(open_app: Open) -> None:
    async with open_app(network="trained") as reader:
        reader.app.animation_level = "none"
        for key, screen, words in [
            ("t", TrainingScreen, "300,000 times"),
            ("x", TestingScreen, "10,000"),
            ("d", DrawingScreen, "draw"),
            ("f", BackwardsScreen, "backwards"),
        ]:
            await reader.press(key)
            assert isinstance(reader.app.screen, screen)
            assert words in reader.text.lower()
            await reader.press("escape")
            assert isinstance(reader.app.screen, WalkScreen)
        await reader.press("i")
        assert "what if" in reader.text.lower()
        await reader.press("i", "question_mark")
        assert "Keys" in reader.text
        await reader.press("escape", "g")
        assert all(act.name in reader.text for act in ACTS)

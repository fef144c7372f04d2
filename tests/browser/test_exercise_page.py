"""An exercise's page in a browser: on a phone too, however many sections it has."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from scenes.story.homework.exercise import read_exercise
from scenes.web.exercise import exercise_page
from tests.browser.conftest import Opened

EXERCISE = {
    "inputs": [0.9, 0.1, 0.8],
    "input_hidden": [[0.9, 0.3, 0.4], [0.2, 0.8, 0.2]],
    "hidden_output": [[0.3, 0.7], [0.6, 0.5]],
    "targets": [0.99, 0.01],
    "learning_rate": 0.1,
}


@pytest.fixture(scope="module")
def exercise_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of a small exercise, which has more sections than the walk has acts."""
    folder = tmp_path_factory.mktemp("page")
    source, page = folder / "exercise.json", folder / "exercise.html"
    source.write_text(json.dumps(EXERCISE), "utf-8")
    page.write_text(exercise_page(read_exercise(str(source))), "utf-8")
    return page


@pytest.mark.parametrize("width", [390, 320])
def test_it_fits_a_phone(browser: Opened, exercise_file: Path, width: int) -> None:
    browser.page.set_viewport_size({"width": width, "height": 844})
    browser.open(exercise_file)
    steps = []
    while browser.here not in steps:
        steps.append(browser.here)
        assert browser.page.evaluate("document.documentElement.scrollWidth") <= width, browser.here
        assert browser.page.locator('[data-go="on"]').bounding_box()["x"] < width - 80
        browser.press("ArrowRight")
    assert len(steps) == 18

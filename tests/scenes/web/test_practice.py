"""Practice on paper as pages: valid, safe, and the same steps as the text."""

import base64
import hashlib
import re

from scenes.story.practice.draw import draw_exercise
from scenes.story.practice.sheets import BLANK, steps_in
from scenes.web.practice import key_page, sheet_page
from tests.scenes.web.conftest import Parse


def test_sheet_and_key_are_valid_and_whole(parsed: Parse) -> None:
    exercise = draw_exercise((2, 2, 2), "recipe", 2, 1)
    sheet = sheet_page(exercise, "Student 1", "student-01.json")
    key = key_page([("Student 1", exercise)])
    for page in (sheet, key):
        parsed(page)
        assert "<script" not in page
    assert sheet.count(BLANK) == len(steps_in(exercise))
    assert BLANK not in key
    for step in steps_in(exercise):
        assert any(f"{abs(step.value):.{n}f}" in key for n in range(6, 10)), step.id


def test_working_in_two_steps_stands_together_in_the_key(parsed: Parse) -> None:
    page = key_page([("Student 1", draw_exercise((1, 1, 1), "recipe", 2, 1, biases=True))])
    parsed(page)
    tasks = page.split('class="task"')[1:]
    assert all(task.count("<h4>") == 1 for task in tasks), "a task has a title, and only one"
    assert any("z</span> + b" in task and "e^(" in task for task in tasks)


def test_only_its_own_style_may_style_it() -> None:
    page = sheet_page(draw_exercise((1, 1, 1), "recipe", 2, 1), "Student 1", "a.json")
    style = re.search("<style>(.*?)</style>", page, re.DOTALL)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"default-src &#x27;none&#x27;; style-src &#x27;sha256-{digest}&#x27;" in page


def test_names_are_escaped() -> None:
    page = sheet_page(draw_exercise((1, 1, 1), "recipe", 2, 1), "<b>", "<i>.json")
    assert "<b>" not in page
    assert "<i>" not in page

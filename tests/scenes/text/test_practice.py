"""Practice on paper as text."""

from scenes.story.practice.draw import draw_exercise
from scenes.story.practice.sheets import BLANK, steps_in
from scenes.text.practice import WIDTH, key_text, sheet_text


def test_a_sheet_fits_a_page_and_names_student_and_file():
    exercise = draw_exercise((3, 3, 3), "gradient", 2, 4)
    text = sheet_text(exercise, "Student 4", "student-04.json")
    assert text.startswith("tinynet practice: Student 4")
    assert "student-04.json" in text
    assert text.count(f"= {BLANK}") == len(steps_in(exercise))
    assert max(map(len, text.splitlines())) <= WIDTH
    assert "[/" not in text


def test_the_key_has_every_result_of_every_student():
    drawn = [(f"Student {n}", draw_exercise((2, 2, 2), "recipe", 2, n)) for n in (1, 2)]
    text = key_text(drawn)
    for student, exercise in drawn:
        assert f"answer key: {student}" in text
        for step in steps_in(exercise):
            assert any(f"{abs(step.value):.{n}f}" in text for n in range(6, 10)), step.id
    assert BLANK not in text
    assert "[/" not in text

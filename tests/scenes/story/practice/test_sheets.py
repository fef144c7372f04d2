"""Sheets, answer keys, and the file for the answers: the same steps, and numbers that behave."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scenes.story.practice.draw import draw_exercise
from scenes.story.practice.grading import grade
from scenes.story.practice.sheets import (
    BLANK,
    answer_file,
    json_text,
    key_sections,
    sheet_sections,
    steps_in,
)
from scenes.story.practice.turned_in import read_turned_in
from tinynet import TinynetError

EXERCISE = draw_exercise((2, 2, 2), "recipe", 5, 1)
LAYERS = [(1, 1, 1), (2, 2, 2), (3, 2, 1), (4, 4, 4)]
BIASES = pytest.mark.parametrize("biases", [False, True])


def entries(sections):
    return [
        entry
        for section in sections
        for block in section.blocks
        for line in block.lines
        for entry in line.entries
    ]


@BIASES
@pytest.mark.parametrize("layers", LAYERS)
def test_a_sheet_has_a_blank_for_each_step_and_the_key_has_none(layers, biases):
    exercise = draw_exercise(layers, "recipe", 5, 1, biases=biases)
    assert ("no biases" in sheet_sections(exercise)[0].story) is not biases
    blanks = [entry for entry in entries(sheet_sections(exercise)) if entry.text == BLANK]
    assert len(blanks) == len(steps_in(exercise))
    key = {entry.text for entry in entries(key_sections(exercise))}
    assert BLANK not in key
    outputs = [f"{y:.6f}" for y in exercise.trace.outputs]
    assert key >= set(outputs)
    assert not set(outputs) & {entry.text for entry in entries(sheet_sections(exercise))}


def test_each_student_has_other_numbers_and_the_same_each_time():
    drawn = [draw_exercise((2, 2, 2), "recipe", 5, student) for student in range(1, 11)]
    again = draw_exercise((2, 2, 2), "recipe", 5, 7)
    assert len({exercise.trace.input_hidden.tobytes() for exercise in drawn}) == 10
    assert drawn[6].trace.input_hidden.tobytes() == again.trace.input_hidden.tobytes()
    for exercise in drawn:
        for weights in (exercise.trace.input_hidden, exercise.trace.hidden_output):
            assert len(set(abs(weights).ravel().tolist())) == weights.size
            assert ((weights * 10).round(9) % 1 == 0).all()
            assert weights.all()


@BIASES
@pytest.mark.parametrize("layers", LAYERS)
def test_the_file_for_the_answers_reads_back(layers, biases, tmp_path):
    exercise = draw_exercise(layers, "gradient", 5, 1, biases=biases)
    file = answer_file(exercise, "Ann")
    path = tmp_path / "ann.json"
    path.write_text(json_text(file), encoding="utf-8")
    assert json.loads(path.read_text()) == file
    read = read_turned_in(str(path))
    assert read.student == "Ann"
    assert not read.answers
    assert read.exercise.trace.outputs_after.tolist() == exercise.trace.outputs_after.tolist()
    assert read.exercise.trace.train_biases is biases


def test_answers_are_read_as_they_are_written(tmp_path):
    file = json_text(answer_file(draw_exercise((2, 2, 2), "recipe", 5, 1), "Ann"))
    text = file.replace('"outputs": [null, null]', '"outputs": [0.50, "0,6 × 2"]', 1)
    (tmp_path / "ann.json").write_text(text, encoding="utf-8")
    answers = read_turned_in(str(tmp_path / "ann.json")).answers
    assert answers == {"outputs[0]": "0.50", "outputs[1]": "0,6 × 2"}


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=6,
)


@settings(max_examples=25)
@given(st.data())
def test_whatever_stands_in_a_file_it_is_graded_or_told(tmp_path_factory, data):
    file = answer_file(EXERCISE, "Ann")
    inside = data.draw(st.sampled_from([file, file["exercise"], file["answers"]]))
    key = data.draw(st.sampled_from(sorted(inside)))
    inside[key] = data.draw(st.just(inside[key]) | JSON)
    path = tmp_path_factory.getbasetemp() / "any.json"
    path.write_text(json.dumps(file), encoding="utf-8")
    said = ""
    try:
        report = grade(read_turned_in(str(path)))
    except TinynetError as error:
        said = str(error)
    if said:
        assert said.startswith(f"{path}: ")
        assert "\n" not in said
    else:
        assert len(report.graded) == len(steps_in(EXERCISE))


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('"student": "Ann"', '"student": null', "student: expected a name of 1 to 60"),
        ('"student": "Ann",', "", "student: expected this key"),
        ('"student"', '"pupil": 1, "student"', '"pupil": expected only'),
        ('"tinynet_practice": 1', '"tinynet_practice": 2', "tinynet_practice: expected 1, found 2"),
        ('"layers": [2, 2, 2]', '"layers": [2, 2]', "exercise.layers: expected three sizes"),
        ('"loss": null', '"loss": true', "answers.loss: expected a number"),
        ('"loss": null', '"los": null', 'answers."los": expected one of hidden_sums'),
        ('"loss": null', '"loss": null, "loss": 1', '"loss": expected the key once'),
        ('"outputs": [null, null]', '"outputs": [1]', "answers.outputs: expected a list of 2"),
        ('"outputs": [null, null]', '"outputs": 1', "answers.outputs: expected a list of 2, f"),
        ('"outputs": [null, null]', '"outputs": [{}, 1]', "answers.outputs[0]: expected a number"),
        ('"answers": {', '"answers": [{', "line "),
    ],
)
def test_a_broken_file_is_told_in_one_sentence_with_the_place(old, new, says, tmp_path):
    text = json_text(answer_file(draw_exercise((2, 2, 2), "recipe", 5, 1), "Ann"))
    assert old in text
    (tmp_path / "ann.json").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(TinynetError) as told:
        read_turned_in(str(tmp_path / "ann.json"))
    sentence = str(told.value)
    assert says in sentence
    assert sentence.startswith(str(tmp_path / "ann.json"))
    assert "\n" not in sentence

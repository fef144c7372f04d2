"""`tinynet practice` and `tinynet grade`: what is written, what is printed, what is refused."""

import json
import math

import pytest

from scenes.commands.cli import main
from scenes.story.practice.sheets import json_text
from scenes.story.practice.turned_in import read_turned_in


def filled(path, **answers):
    """Write answers into a file that was made."""
    file = json.loads(path.read_text(encoding="utf-8"))
    file["answers"].update(answers)
    path.write_text(json_text(file), encoding="utf-8")


@pytest.mark.slow
def test_a_class_is_given_sheets_and_graded(tmp_path, capsys):
    folder = tmp_path / "class"
    made = ["practice", "--out", str(folder), "--students", "2", "--seed", "4"]
    assert main(made) == 0
    assert sorted(path.name for path in folder.iterdir()) == [
        *("answer-key.txt", "student-01.json", "student-01.txt"),
        *("student-02.json", "student-02.txt"),
    ]
    assert "has 2 sheets" in capsys.readouterr().err

    paths = [folder / "student-01.json", folder / "student-02.json"]
    for path in paths:
        trace = read_turned_in(str(path)).exercise.trace
        z = [round(value, 4) for value in trace.hidden_sums.tolist()]
        sigmoids = [z[0], f"{trace.hidden_outputs[1]:.4f}"]
        filled(path, hidden_sums=z, hidden_outputs=sigmoids, loss="abc")
    assert main(["grade", str(folder)]) == 0
    printed = capsys.readouterr().out
    assert printed.count("the sigmoid σ is still to be taken") == 2
    assert "the sigmoid not taken" in printed
    assert "3 of 40 count as right: 3 right, 1 wrong, 1 not a number" in printed
    head, first_student = printed.split("The class\n")[1].splitlines()[:2]
    assert head.split() == ["student", "count", "as", "right", "not", "right", "missing"]
    assert first_student.split()[-2:] == ["2", "35"], "what is no number is not right, either"

    assert main(["grade", *map(str, paths), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["mistakes"] == [{"mistake": "the sigmoid not taken", "students": 2, "times": 2}]
    first = {one["step"]: one for one in told["students"][0]["answers"]}
    assert first["hidden_outputs[0]"]["mistakes"] == ["no-sigmoid"]
    assert first["hidden_outputs[1]"]["grade"] == "right"
    assert first["loss"]["grade"] == "unreadable"

    # What somebody may have written into is not overwritten, and a broken file stops no other.
    assert main(made) == 2
    assert "expected no file of this name, found one" in capsys.readouterr().err
    paths[0].write_text("{", encoding="utf-8")
    assert main(["grade", str(folder)]) == 2
    out, err = capsys.readouterr()
    assert "Student 2" in out
    assert "student-01.json: line 1" in err


def test_biases_are_given_asked_for_and_graded(tmp_path, capsys):
    made = ["practice", "--out", str(tmp_path), "--biases", "--layers", "2,2,1", "--seed", "4"]
    assert main(made) == 0
    sheet = (tmp_path / "student-01.txt").read_text(encoding="utf-8")
    assert "no biases" not in sheet
    assert "biases that are learned" in sheet
    path = tmp_path / "student-01.json"
    trace = read_turned_in(str(path)).exercise.trace
    forgotten = [f"{1 / (1 + math.exp(-z)):.6f}" for z in trace.hidden_sums.tolist()]
    changes = [f"{change:.7f}" for change in trace.hidden_bias_updates.tolist()]
    filled(path, hidden_outputs=forgotten, hidden_bias_updates=changes)
    capsys.readouterr()
    assert main(["grade", str(path), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["mistakes"] == [{"mistake": "the bias left out", "students": 1, "times": 2}]
    grades = {one["step"]: one["grade"] for one in told["students"][0]["answers"]}
    assert grades["hidden_bias_updates[1]"] == "right"
    assert grades["output_biases_after[0]"] == "missing"


def test_pages_are_written_by_either_rule(tmp_path, capsys):
    assert main(["practice", "--out", str(tmp_path), "--html", "--rule", "gradient"]) == 0
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {"answer-key.html", "student-01.html", "student-01.json"}
    assert '"error_rule": "gradient"' in (tmp_path / "student-01.json").read_text()


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["practice", "--students", "3"], "--students: expected it with --out DIR"),
        (["practice", "--html"], "--html: expected it with --out DIR"),
        (["practice"], "expected a terminal to practise in"),
        (["practice", "--layers", "2,2,2,2"], "--layers: expected three sizes"),
        (["practice", "--layers", "2,5,2"], "--layers: expected a whole number from 1 to 4"),
        (["practice", "--out", "/dev/null/x"], "expected a folder to write to"),
        (["grade"], "ANSWERS.json: expected a value, found none"),
        (["grade", "/nowhere.json"], "/nowhere.json: expected a readable file"),
        (["--digit", "3", "practice"], "--digit: expected it without a command"),
    ],
)
def test_what_does_not_go_is_told_in_one_sentence(options, says, capsys):
    try:
        status = main(options)
    except SystemExit as end:
        status = end.code
    assert status == 2
    err = capsys.readouterr().err
    assert says in err
    assert err.count("\n") == 1


def test_a_folder_without_answers_is_refused(tmp_path, capsys):
    assert main(["grade", str(tmp_path)]) == 2
    assert "expected answers in files FILE.json, found none" in capsys.readouterr().err

"""`tinynet explain --weights`: its options, and what is told of an exercise."""

import json
import re
from pathlib import Path

import pytest

from scenes.commands import homework
from scenes.commands.cli import main
from scenes.screens.homework import app

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize(
    "option",
    ["--digit 3", "--sample 1", "--network trained", "--seed 1", "--hidden 3", "--at blame",
     "--learning-rate 1", "--error-rule recipe", "--jay 1", "--lola 1", "--pixel 1",
     "--play 1,1,0.5,1", "--told 3", "--data x", "--knob 1"],
)  # fmt: skip
@pytest.mark.parametrize("before", [True, False])
def test_the_walks_options_are_refused(capsys, option, before, written, plain_exercise):
    words = ["explain", "--weights", written(plain_exercise)]
    words = [*option.split(), *words] if before else [*words, *option.split()]
    assert main(words) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err == (
        f"tinynet: {option.split()[0]}: expected it without --weights, whose file has the whole "
        "exercise, found both\n"
    )


def test_the_options_of_its_own(capsys, written, plain_exercise):
    file = written(plain_exercise)
    assert main(["explain", "--app"]) == 2
    assert "--app: expected it with --weights, found it without" in capsys.readouterr().err
    assert main(["explain", "--weights", file, "--app", "--json"]) == 2
    assert "--app: expected it without --json, found both" in capsys.readouterr().err
    assert main(["explain", "--weights", file, "--app"]) == 2  # and no terminal
    out, err = capsys.readouterr()
    assert out == ""
    assert "--app: expected a terminal" in err
    assert main(["explain", "--weights", file, "--light", "--no-motion"]) == 0


def test_the_app_opens_with_the_exercise(capsys, monkeypatch, written, plain_exercise):
    opened = []
    monkeypatch.setattr(homework, "what_is_missing", lambda: None)
    monkeypatch.setattr(app, "run", lambda exercise, **look: opened.append((exercise, look)) or 7)
    file = written(plain_exercise)
    assert main(["explain", "--weights", file, "--app", "--light"]) == 7
    [(exercise, look)] = opened
    assert (exercise.source, look) == (file, {"light": True})


def test_the_readme_shows_what_comes_out(capsys, exercise_path, plain_exercise):
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    section = readme.partition("## Homework\n")[2].partition("\n## ")[0]
    [typed] = re.findall(r"```json\n(.*?)```", section, re.DOTALL)
    [shown] = re.findall(r"```\n(    .*?)```", section, re.DOTALL)
    exercise_path.write_text(typed, encoding="utf-8")
    assert json.loads(typed) == plain_exercise
    assert main(["explain", "--weights", str(exercise_path)]) == 0
    assert shown in capsys.readouterr().out

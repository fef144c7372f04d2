"""`tinynet explain --weights`: its options, and what is told of an exercise."""

import json
import re
from pathlib import Path

import pytest

from scenes.commands import homework
from scenes.commands.cli import main
from scenes.commands.epilogs import EXPLAINED
from scenes.screens.homework import app
from scenes.story.homework.exercise import KEYS, OPTIONAL

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


def test_the_help_says_which_keys_a_file_needs():
    needed, free = EXPLAINED.split("as you like", 1)
    for key in KEYS:
        assert (f'"{key}"' in free) == (key in OPTIONAL), key
        assert (f'"{key}"' in needed) != (key in OPTIONAL), key


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
    monkeypatch.setattr(
        app, "run", lambda exercise, options, **look: opened.append((exercise, options, look)) or 7
    )
    file = written(plain_exercise)
    assert main(["explain", "--weights", file, "--app", "--light"]) == 7
    [(exercise, options, look)] = opened
    assert (exercise.source, look) == (file, {"light": True, "projector": False, "start": 0})
    assert options == [("weights", file)]


def test_the_readme_shows_what_comes_out(capsys, exercise_path, plain_exercise):
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    section = readme.partition("## Homework\n")[2].partition("\n## ")[0]
    [typed] = re.findall(r"```json\n(.*?)```", section, re.DOTALL)
    [shown] = re.findall(r"```\n(    .*?)```", section, re.DOTALL)
    exercise_path.write_text(typed, encoding="utf-8")
    assert json.loads(typed) == plain_exercise
    assert main(["explain", "--weights", str(exercise_path)]) == 0
    assert shown in capsys.readouterr().out


# Matt Mazur's example: https://mattmazur.com/2015/03/17/a-step-by-step-backpropagation-example/
WITH_BIASES = {"hidden_biases": [0.35, 0.35], "output_biases": [0.6, 0.6]}
PUBLISHED = [
    [0.149780716, 0.19956143],
    [0.24975114, 0.29950229],
    [0.35891648, 0.408666186],
    [0.51130127, 0.561370121],
]


@pytest.mark.parametrize("how", ["option", "file"])
def test_the_published_example_keeps_its_biases_on_asking(capsys, written, plain_exercise, how):
    kept = {"train_biases": False} if how == "file" else {}
    words = ["explain", "--weights", written(plain_exercise | WITH_BIASES | kept), "--json"]
    assert main([*words, "--fixed-biases"] if how == "option" else words) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["loss"] == pytest.approx(0.298371109, abs=5e-10)
    after = told["weights_after"]
    rows = (*after["input_hidden"], *after["hidden_output"])
    for row, published in zip(rows, PUBLISHED, strict=True):
        assert row == pytest.approx(published, abs=5e-9)
    assert after["hidden_biases"] == [0.35, 0.35]
    assert after["output_biases"] == [0.6, 0.6]


def test_biases_are_learned_otherwise(capsys, written, plain_exercise):
    file = written(plain_exercise | WITH_BIASES)
    assert main(["explain", "--weights", file]) == 0
    out = capsys.readouterr().out
    assert "biases that are learned" in out
    assert re.search(r"bias +0.35 +− 0.004386 +=", out)


def test_fixed_biases_need_some(capsys, written, plain_exercise):
    assert main(["explain", "--weights", written(plain_exercise), "--fixed-biases"]) == 2
    assert "expected biases to go with --fixed-biases" in capsys.readouterr().err
    assert main(["explain", "--fixed-biases"]) == 2
    assert "--fixed-biases: expected it with --weights" in capsys.readouterr().err
    assert main(["page", "out.html", "--fixed-biases"]) == 2
    assert "--fixed-biases: expected it with --weights" in capsys.readouterr().err

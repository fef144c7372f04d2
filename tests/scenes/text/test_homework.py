"""Homework: an exercise from a file, told so that every line checks as it is printed."""

import asyncio
import json
import math
import re
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal, localcontext
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from scenes.commands.cli import main
from scenes.screens.homework.app import HomeworkApp, Sheet
from scenes.story.homework.exercise import MOST_BYTES, MOST_NODES, read_exercise
from scenes.story.homework.rows import MOST_WORKED
from scenes.story.numbers import number
from scenes.text.homework import tell
from scenes.text.homework_export import QUANTITIES, as_json
from tinynet import Network, TinynetError

ROOT = Path(__file__).parents[3]
MINUS = "\N{MINUS SIGN}"
TOLD = rf"[+{MINUS}]?\d+(?:\.\d+)?"
LINE = re.compile(
    rf"^ {{4}}(?:you \d+|Jay \d+|Lola \d+|½ Σ e²|slope|) +"
    rf"([-+{MINUS}×/()e^ .\d]*?\d\)*) += +({TOLD})$"
)
ROUNDING = re.compile(rf"^ {{4}}rounding += +({TOLD})$")
TOTAL = re.compile(rf", the sum += +({TOLD})$")

EXERCISE = {
    "layers": [2, 2, 2],
    "inputs": [0.05, 0.1],
    "input_hidden": [[0.15, 0.2], [0.25, 0.3]],
    "hidden_output": [[0.4, 0.45], [0.5, 0.55]],
    "targets": [0.01, 0.99],
    "learning_rate": 0.5,
    "error_rule": "gradient",
}


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    """A place for the file of an exercise."""
    return tmp_path_factory.mktemp("homework") / "exercise.json"


def written(path, exercise):
    path.write_text(json.dumps(exercise), encoding="utf-8")
    return str(path)


def read(text):
    return Decimal(text.replace(MINUS, "-"))


def value_of(words):
    """Compute a printed line as a calculator would."""
    python = words.replace(MINUS, "-").replace("×", "*").replace("e^(", "exp(")
    python = re.sub(r"\d+(?:\.\d+)?", lambda found: f"D('{found[0]}')", python)
    return eval(python, {"D": Decimal, "exp": exp})


def exp(power):
    # Beyond, a decimal's exponent would overflow; 1 divided by it is 0 all the same.
    return min(power, Decimal(2000)).exp()


def checked(text):
    """Check every line of arithmetic in the text; return how many lines and sums there were."""
    lines = sums = 0
    so_far = Decimal(0)
    for line in text.splitlines():
        if found := LINE.match(line):
            result = read(found[2])
            half = Decimal(5).scaleb(result.as_tuple().exponent - 1)
            assert abs(value_of(found[1]) - result) <= half, line
            so_far += result
            lines += 1
        elif found := ROUNDING.match(line):
            so_far += read(found[1])
        elif found := TOTAL.search(line):
            assert so_far == read(found[1]), line
            so_far = Decimal(0)
            sums += 1
        else:
            so_far = Decimal(0)
            assert not re.search(rf"= +{TOLD}$", line), line
    return lines, sums


def expected(exercise):
    """How many lines and sums an exercise asks for."""
    network, trace = exercise.network, exercise.trace
    n, h, o = network.input_nodes, network.hidden_nodes, network.output_nodes
    curves = [
        1 + (abs(z) <= MOST_WORKED)
        for told in (trace, exercise.after)
        for z in (*told.hidden_sums.tolist(), *told.output_sums.tolist())
    ]
    forwards = n * h + h * o + o  # products, and the errors
    squares = o + 1
    slopes = h + o + o
    blames, changes = 2 * h * o, 2 * (h * o + n * h)
    lines = 2 * (forwards + squares) + sum(curves) + slopes + blames + changes + 2
    return lines, 2 * (h + o + 1) + 2 * h


ORDINARY = st.floats(-3, 3) | st.decimals(-2, 2, places=2).map(float)
EXTREME = st.floats(-1e6, 1e6) | st.floats(-1e-6, 1e-6)


@st.composite
def exercises(draw, numbers):
    n, h, o = (draw(st.integers(1, 4)) for _ in range(3))

    def vector(of, size):
        return draw(st.lists(of, min_size=size, max_size=size))

    return {
        "inputs": vector(numbers, n),
        "input_hidden": [vector(numbers, n) for _ in range(h)],
        "hidden_output": [vector(numbers, h) for _ in range(o)],
        "targets": vector(st.floats(0, 1) | st.sampled_from([0.01, 0.99]), o),
        "learning_rate": draw(st.floats(1e-4, 1e3) | st.sampled_from([0.1, 0.5])),
        "error_rule": draw(st.sampled_from(["recipe", "gradient"])),
    }


@given(exercises(ORDINARY) | exercises(ORDINARY | EXTREME))
@example(EXERCISE)
def test_every_printed_line_checks(path, exercise):
    read_back = read_exercise(written(path, exercise))
    with localcontext() as context:
        context.prec = 120
        assert checked(tell(read_back, width=2000)) == expected(read_back)


@given(exercises(ORDINARY))
def test_the_json_is_the_trace(path, exercise):
    trace = network_of(exercise).trace(exercise["inputs"], exercise["targets"])
    told = json.loads(json.dumps(as_json(read_exercise(written(path, exercise)))))
    for name in QUANTITIES:
        assert told[name] == getattr(trace, name).tolist(), name
    assert (told["loss"], told["loss_after"]) == (trace.loss, trace.loss_after)
    for rule in ("recipe", "gradient"):
        assert told["hidden_errors_by"][rule] == trace.hidden_errors_by(rule).tolist()
    assert told["weights_after"]["input_hidden"] == trace.input_hidden_after.tolist()
    assert told["weights_after"]["hidden_output"] == trace.hidden_output_after.tolist()


def network_of(exercise):
    return Network.from_weights(
        np.array(exercise["input_hidden"]),
        np.array(exercise["hidden_output"]),
        exercise["learning_rate"],
        error_rule=exercise["error_rule"],
    )


def by_hand(exercise):
    """Work the exercise out in the plainest way."""

    def sums(rows, values):
        return [sum(w * x for w, x in zip(row, values, strict=True)) for row in rows]

    def curve(zs):
        return [1 / (1 + math.exp(-z)) for z in zs]

    def added(rows, rate, deltas, values):
        return [
            [w + rate * d * x for w, x in zip(row, values, strict=True)]
            for row, d in zip(rows, deltas, strict=True)
        ]

    w, v, x, rate = (
        exercise[key] for key in ("input_hidden", "hidden_output", "inputs", "learning_rate")
    )
    h = curve(sums(w, x))
    y = curve(sums(v, h))
    e = [t - out for t, out in zip(exercise["targets"], y, strict=True)]
    deltas = [a * b * (1 - b) for a, b in zip(e, y, strict=True)]
    recipe, gradient = (sums(zip(*v, strict=True), back) for back in (e, deltas))
    blame = recipe if exercise["error_rule"] == "recipe" else gradient
    hidden_deltas = [a * b * (1 - b) for a, b in zip(blame, h, strict=True)]
    new_v, new_w = added(v, rate, deltas, h), added(w, rate, hidden_deltas, x)
    after = curve(sums(new_v, curve(sums(new_w, x))))
    loss_after = sum((t - out) ** 2 for t, out in zip(exercise["targets"], after, strict=True)) / 2
    return {
        "hidden_outputs": h,
        "outputs": y,
        "output_errors": e,
        "loss": sum(error * error for error in e) / 2,
        "hidden_errors": blame,
        "hidden_errors_by": {"recipe": recipe, "gradient": gradient},
        "weights_after": {"input_hidden": new_w, "hidden_output": new_v},
        "outputs_after": after,
        "loss_after": loss_after,
    }


def flat(value):
    if isinstance(value, dict):
        return [number for key in sorted(value) for number in flat(value[key])]
    return [n for part in value for n in flat(part)] if isinstance(value, list) else [value]


@pytest.mark.parametrize("rule", ["recipe", "gradient"])
def test_it_is_what_comes_out_by_hand(path, capsys, rule):
    exercise = EXERCISE | {"error_rule": rule}
    file, hand = written(path, exercise), by_hand(exercise)
    assert main(["explain", "--weights", file, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert main(["explain", "--weights", file]) == 0
    text = capsys.readouterr().out
    for name, values in hand.items():
        assert flat(told[name]) == pytest.approx(flat(values), abs=1e-12), name
        for value in flat(values):
            # With six decimals at least, and more where they are needed.
            shown = [number(value, digits).lstrip(MINUS) for digits in range(6, 10)]
            assert any(re.search(rf"\b{re.escape(each)}\b", text) for each in shown), (name, value)
    # Only the gradient's blame is the slope of the error.
    agrees = {layer: told["gradient_check"][layer]["agrees"] for layer in told["gradient_check"]}
    assert agrees == {
        "input_hidden": {"recipe": False, "gradient": True},
        "hidden_output": {"recipe": True, "gradient": True},
    }
    assert re.findall(r"off by \S+ +(\w+)", text) == ["agrees", "agrees", "agrees", "differs"]


def test_a_check_that_cannot_measure_is_told(path):
    silent = EXERCISE | {"inputs": [300.0, -500.0]}
    assert "not even the gradient" in " ".join(tell(read_exercise(written(path, silent))).split())


def test_an_update_that_goes_too_far_is_told(path):
    far = EXERCISE | {"learning_rate": 1000, "targets": [0.6, 0.62], "error_rule": "recipe"}
    text = " ".join(tell(read_exercise(written(path, far))).split())
    assert "It is larger than before." in text


@given(exercises(ORDINARY | EXTREME), st.integers(60, 100))
@settings(max_examples=50)
def test_any_width_tells_the_same(path, exercise, width):
    # A file's long name would be broken somewhere.
    read_back = replace(read_exercise(written(path, exercise)), source="exercise.json")
    text = tell(read_back, width=width)
    assert max(map(len, text.splitlines())) <= width
    assert sorted(text.split()) == sorted(tell(read_back, width=2000).split())


def test_a_terminal_gets_the_same_words_in_colour(path):
    exercise = read_exercise(written(path, EXERCISE))
    coloured = tell(exercise, colour=True)
    assert "\x1b[" in coloured
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == tell(exercise)
    assert "\x1b" not in tell(exercise)


def test_the_largest_is_told(path):
    many = [0.1 + i / 1000 for i in range(MOST_NODES)]
    exercise = EXERCISE | {
        "layers": [MOST_NODES] * 3,
        "inputs": many,
        "input_hidden": [many] * MOST_NODES,
        "hidden_output": [many] * MOST_NODES,
        "targets": many,
    }
    text = tell(read_exercise(written(path, exercise)), width=100)
    assert text.count("the weights after\n") == 2 * MOST_NODES
    assert len(text) < 3_000_000


def test_an_encoding_without_the_signs_keeps_the_numbers(path):
    ended = subprocess.run(
        [sys.executable, "-m", "scenes", "explain", "--weights", written(path, EXERCISE)],
        capture_output=True,
        cwd=ROOT,
        env={"PYTHONIOENCODING": "ascii", "PATH": ""},
        check=True,
    )
    assert b"Jay 0  0.5  x -0.596478  x 0.238662  x 0.506875  = -0.036079" in ended.stdout


# What stands in the file, and what the one sentence about it says after the file's name.
WRONG = {
    "": "expected a JSON object, found an empty file",
    " \n": "expected a JSON object, found an empty file",
    "[]": "expected a JSON object, found an empty list",
    "3": "expected a JSON object, found 3",
    "{\n  'a': 1}": "line 2, column 3: expected JSON, found a mistake: expecting property name "
    "enclosed in double quotes",
    '{"a": [1, 2}': "line 1, column 12: expected JSON, found a mistake: expecting ',' delimiter",
    '{"inputs": 1, "inputs": 2}': '"inputs": expected the key once, found it twice',
    "[" * 100_000: "expected lists within lists, found them nested too deep",
    '{"weights": []}': '"weights": expected only the keys layers, input_hidden, hidden_output, '
    "inputs, targets, learning_rate, error_rule, found another",
    "{}": "input_hidden: expected this key, found none",
    b"\xff\xfe{": "expected UTF-8 text, found something else from byte 0",
    b" " * (MOST_BYTES + 1): f"expected at most {MOST_BYTES} bytes, found more",
}
CHANGED = [
    ({"layers": [2, 2]}, "layers: expected three sizes, of the input, hidden and output layer, "
     "found a list of 2"),
    ({"layers": [2, 2.5, 2]}, "layers[1]: expected a whole number from 1 to 50, found 2.5"),
    ({"layers": [2, 2, 51]}, "layers[2]: expected a whole number from 1 to 50, found 51"),
    ({"layers": [3, 2, 2]}, "inputs: expected 3 numbers, found 2"),
    ({"layers": [2, 1, 2]}, "input_hidden: expected 1 row, found 2"),
    ({"inputs": []}, "inputs: expected 2 numbers, found 0"),
    ({"inputs": "x"}, 'inputs: expected a list of 2 numbers, found the text "x"'),
    ({"inputs": ["a", 1]}, 'inputs[0]: expected a number from -1000000 to 1000000, '
     'found the text "a"'),
    ({"inputs": [True, 1]}, "inputs[0]: expected a number from -1000000 to 1000000, found true"),
    ({"inputs": [1, None]}, "inputs[1]: expected a number from -1000000 to 1000000, found null"),
    ({"inputs": [1, math.nan]}, "inputs[1]: expected a number from -1000000 to 1000000, found NaN"),
    ({"inputs": [1, -math.inf]}, "inputs[1]: expected a number from -1000000 to 1000000, "
     "found -Infinity"),
    ({"inputs": [1, 10**4500]}, "inputs[1]: expected a number from -1000000 to 1000000, "
     "found Infinity"),
    ({"input_hidden": [[1, 2], [1, 2, 3]]}, "input_hidden[1]: expected 2 numbers, found 3"),
    ({"input_hidden": [[1, 2], 3]}, "input_hidden[1]: expected a list of 2 numbers, found 3"),
    ({"input_hidden": {}}, "input_hidden: expected a list of 2 rows, found an object"),
    ({"hidden_output": [[1, 2], [1, 1e7]]},
     "hidden_output[1][1]: expected a number from -1000000 to 1000000, found 10000000"),
    ({"hidden_output": [[1, 2]]}, "hidden_output: expected 2 rows, found 1"),
    ({"targets": [0, 1.5]}, "targets[1]: expected a number from 0 to 1, found 1.5"),
    ({"learning_rate": 0}, "learning_rate: expected a number from 0.0001 to 1000, found 0"),
    ({"learning_rate": [1]},
     "learning_rate: expected a number from 0.0001 to 1000, found a list of 1"),
    ({"error_rule": "magic"},
     'error_rule: expected "recipe" or "gradient", found the text "magic"'),
    ({"error_rule": None}, 'error_rule: expected "recipe" or "gradient", found null'),
]  # fmt: skip


def refused(capsys, path, content):
    """Run the command on this content, and return its one sentence without the file's name."""
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    assert main(["explain", "--weights", str(path)]) == 2
    out, err = capsys.readouterr()
    start = f"tinynet: {path}: "
    assert out == ""
    assert err.startswith(start)
    assert err.count("\n") == 1
    return err.removeprefix(start).rstrip("\n")


@pytest.mark.parametrize("content", WRONG, ids=range(len(WRONG)))
def test_a_wrong_file_is_told_in_one_sentence(capsys, path, content):
    assert refused(capsys, path, content) == WRONG[content]


@pytest.mark.parametrize(("change", "sentence"), CHANGED, ids=range(len(CHANGED)))
def test_a_wrong_value_is_told_with_its_place(capsys, path, change, sentence):
    limit = sys.get_int_max_str_digits()
    sys.set_int_max_str_digits(0)  # to write what is too long to be read
    try:
        content = json.dumps(EXERCISE | change)
    finally:
        sys.set_int_max_str_digits(limit)
    assert refused(capsys, path, content) == sentence


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"inputs": [0.0] * 51}, "inputs: expected 1 to 50 numbers, found 51"),
        ({"inputs": []}, "inputs: expected 1 to 50 numbers, found 0"),
        ({"inputs": 3}, "inputs: expected a list of 1 to 50 numbers, found 3"),
        ({"input_hidden": []}, "input_hidden: expected 1 to 50 rows of numbers, found 0"),
        ({"inputs": [1, 2, 3]}, "input_hidden[0]: expected 3 numbers, found 2"),
        ({"targets": [0.5]}, "hidden_output: expected 1 row, found 2"),
    ],
)
def test_sizes_that_are_not_given_follow_from_the_rest(capsys, path, change, sentence):
    exercise = {key: value for key, value in EXERCISE.items() if key != "layers"}
    assert refused(capsys, path, json.dumps(exercise | change)) == sentence


@pytest.mark.parametrize("key", [key for key in EXERCISE if key not in ("layers", "error_rule")])
def test_a_missing_key_is_told(capsys, path, key):
    exercise = {name: value for name, value in EXERCISE.items() if name != key}
    assert refused(capsys, path, json.dumps(exercise)) == f"{key}: expected this key, found none"


def test_what_may_be_left_out(path):
    exercise = {k: v for k, v in EXERCISE.items() if k not in ("layers", "error_rule")}
    path.write_text("\ufeff" + json.dumps(exercise), encoding="utf-8")
    assert read_exercise(str(path)).trace.error_rule == "recipe"


def test_a_file_that_cannot_be_read_is_told(capsys, tmp_path):
    for name in (tmp_path, tmp_path / "missing.json"):
        assert main(["explain", "--weights", str(name)]) == 2
        err = capsys.readouterr().err
        assert err.startswith(f"tinynet: {name}: expected a readable file, found: ")
    with pytest.raises(TinynetError, match="expected a readable file, found: embedded null byte"):
        read_exercise("a\0b")


@given(
    st.binary(max_size=200)
    | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace"))
)
def test_garbage_is_told_in_one_sentence(path, content):
    path.write_bytes(content)
    with pytest.raises(TinynetError):
        read_exercise(str(path))


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)


def told_or_refused(file):
    try:
        exercise = read_exercise(file)
    except TinynetError as error:
        sentence = str(error)
    else:
        sentence = f"{file}: "
        assert tell(exercise)
    assert sentence.startswith(f"{file}: ")
    assert "\n" not in sentence


@given(st.dictionaries(st.sampled_from([*EXERCISE, "other"]), JSON_VALUES, max_size=4))
def test_any_values_are_read_or_refused(path, change):
    file = written(path, EXERCISE | change)
    told_or_refused(file)


@given(st.data())
def test_a_damaged_file_is_read_or_refused(path, data):
    content = bytearray(json.dumps(EXERCISE).encode())
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=4)):
        content[place] = data.draw(st.integers(0, 255))
    path.write_bytes(content)
    told_or_refused(str(path))


@pytest.mark.parametrize(
    "option",
    ["--digit 3", "--sample 1", "--network trained", "--seed 1", "--hidden 3", "--at blame",
     "--learning-rate 1", "--error-rule recipe", "--jay 1", "--lola 1", "--pixel 1",
     "--play 1,1,0.5,1", "--told 3", "--data x", "--knob 1"],
)  # fmt: skip
@pytest.mark.parametrize("before", [True, False])
def test_the_walks_options_are_refused(capsys, path, option, before):
    words = ["explain", "--weights", written(path, EXERCISE)]
    words = [*option.split(), *words] if before else [*words, *option.split()]
    assert main(words) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err == (
        f"tinynet: {option.split()[0]}: expected it without --weights, whose file has the whole "
        "exercise, found both\n"
    )


def test_the_options_of_its_own(capsys, path):
    file = written(path, EXERCISE)
    assert main(["explain", "--app"]) == 2
    assert "--app: expected it with --weights, found it without" in capsys.readouterr().err
    assert main(["explain", "--weights", file, "--app", "--json"]) == 2
    assert "--app: expected it without --json, found both" in capsys.readouterr().err
    assert main(["explain", "--weights", file, "--app"]) == 2  # and no terminal
    out, err = capsys.readouterr()
    assert out == ""
    assert "--app: expected a terminal" in err
    assert main(["explain", "--weights", file, "--light", "--no-motion"]) == 0


def test_the_app_opens_with_the_exercise(capsys, monkeypatch, path):
    from scenes.story.homework import app, command

    opened = []
    monkeypatch.setattr(command, "what_is_missing", lambda: None)
    monkeypatch.setattr(app, "run", lambda exercise, **look: opened.append((exercise, look)) or 7)
    file = written(path, EXERCISE)
    assert main(["explain", "--weights", file, "--app", "--light"]) == 7
    [(exercise, look)] = opened
    assert (exercise.source, look) == (file, {"light": True})


def test_the_readme_shows_what_comes_out(capsys, path):
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    section = readme.partition("## Homework\n")[2].partition("\n## ")[0]
    [exercise] = re.findall(r"```json\n(.*?)```", section, re.DOTALL)
    [shown] = re.findall(r"```\n(    .*?)```", section, re.DOTALL)
    path.write_text(exercise, encoding="utf-8")
    assert json.loads(exercise) == EXERCISE
    assert main(["explain", "--weights", str(path)]) == 0
    assert shown in capsys.readouterr().out


# On the screen.


def lines_of(app):
    return [strip.text.rstrip() for strip in app.screen._compositor.render_strips()]


@pytest.mark.parametrize(("size", "light"), [((80, 24), False), ((60, 15), True)])
async def test_the_screen_goes_from_section_to_section(path, colours, size, light):
    app = HomeworkApp(read_exercise(written(path, EXERCISE)), light=light)
    async with asyncio.timeout(60), app.run_test(size=size) as pilot:

        async def press(*keys):
            await pilot.press(*keys)
            await pilot.pause()
            return lines_of(app)

        sheet = app.query_one(Sheet)
        shown = await press()
        assert shown[0].strip() == "1 of 18  The exercise"
        assert "every number" in shown[1]
        assert "next section" in shown[-1]
        for number, title in enumerate(sheet.page.titles[1:], start=2):
            shown = await press("n")
            assert shown[0].strip() == f"{number} of 18  {title}"
            assert shown[1].strip() == f"{number} of 18  {title}"
        assert (await press("n"))[0] == shown[0]
        shown = await press("p")
        assert shown[0].strip().startswith("17 of 18")
        await press("down", "down")
        assert sheet.scroll_offset.y == sheet.page.starts[16] + 2
        await press("up")
        shown = await press("p")  # back to this section's start first
        assert shown[1].strip().startswith("17 of 18")
        assert "every number" in (await press("home"))[1]
        top = sheet.scroll_offset.y
        await press("pagedown")
        await pilot.pause(0.5)
        assert sheet.scroll_offset.y > top
        await press("pageup")
        await press("end")
        await pilot.pause(0.5)
        assert "18 of 18" in lines_of(app)[0]
        await press("q")
    assert app.return_code == 0


async def test_another_width_keeps_the_section(path, colours):
    app = HomeworkApp(read_exercise(written(path, EXERCISE)))
    async with asyncio.timeout(60), app.run_test(size=(100, 30)) as pilot:
        await pilot.press("n", "n", "n", "n")
        await pilot.resize_terminal(60, 20)
        await pilot.pause()
        await pilot.pause()
        shown = lines_of(app)
        assert shown[0].strip() == shown[1].strip() == "5 of 18  What each Lola says"
        assert max(map(len, shown)) <= 60


async def test_the_screen_has_the_same_text(path, colours):
    exercise = read_exercise(written(path, EXERCISE))
    app = HomeworkApp(exercise)
    async with asyncio.timeout(60), app.run_test(size=(84, 700)) as pilot:
        await pilot.pause()
        sheet = app.query_one(Sheet)
        told = tell(exercise, width=min(100, sheet.scrollable_content_region.width)).splitlines()
        shown = [line.strip() for line in lines_of(app)[1 : 1 + len(told)]]
        assert shown == [line.strip() for line in told]

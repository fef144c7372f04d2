"""Homework: an exercise from a file, told so that every line checks as it is printed."""

import json
import math
import re
import subprocess
import sys
from dataclasses import replace
from decimal import ROUND_HALF_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal, localcontext
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scenes.commands.cli import main
from scenes.story.homework.exercise import MOST_NODES, read_exercise
from scenes.story.homework.lines import MOST_WORKED
from scenes.story.numbers import number
from scenes.text.export import EXERCISE_QUANTITIES, exercise_json_pieces
from scenes.text.homework import tell
from tinynet import Network

ROOT = Path(__file__).parents[3]
MINUS = "\N{MINUS SIGN}"
TOLD = rf"[+{MINUS}]?\d+(?:\.\d+)?"
LINE = re.compile(
    rf"^ {{4}}(?:you \d+|Jay \d+|Lola \d+|bias|½ Σ e²|slope|) +"
    rf"([-+{MINUS}×/()e^ .\d]*?\d\)*) += +({TOLD})$"
)
ROUNDING = re.compile(rf"^ {{4}}rounding += +({TOLD})$")
TOTAL = re.compile(rf", the sum += +({TOLD})$")


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
        for z in (
            *(told.hidden_sums + told.hidden_biases).tolist(),
            *(told.output_sums + told.output_biases).tolist(),
        )
    ]
    # z + b, for both tellings; a learned bias's product, its value after, and its nudge.
    biases = 2 * (h + o) * trace.has_biases + (2 * (h + o) + 2) * trace.train_biases
    forwards = n * h + h * o + o  # products, and the errors
    squares = o + 1
    slopes = h + o + o
    blames, changes = 2 * h * o, 2 * (h * o + n * h)
    lines = 2 * (forwards + squares) + sum(curves) + slopes + blames + changes + 2 + biases
    return lines, 2 * (h + o + 1) + 2 * h


ORDINARY = st.floats(-3, 3) | st.decimals(-2, 2, places=2).map(float)
EXTREME = st.floats(-1e6, 1e6) | st.floats(-1e-6, 1e-6)


@st.composite
def exercises(draw, numbers):
    n, h, o = (draw(st.integers(1, 4)) for _ in range(3))

    def vector(of, size):
        return draw(st.lists(of, min_size=size, max_size=size))

    biases = {}
    if draw(st.booleans()):
        biases = {
            "hidden_biases": vector(numbers, h),
            "output_biases": vector(numbers, o),
            "train_biases": draw(st.booleans()),
        }
    return {
        **biases,
        "inputs": vector(numbers, n),
        "input_hidden": [vector(numbers, n) for _ in range(h)],
        "hidden_output": [vector(numbers, h) for _ in range(o)],
        "targets": vector(st.floats(0, 1) | st.sampled_from([0.01, 0.99]), o),
        "learning_rate": draw(st.floats(1e-4, 1e3) | st.sampled_from([0.1, 0.5])),
        "error_rule": draw(st.sampled_from(["recipe", "gradient"])),
    }


def all_checks(exercise):
    """Whether each of its lines checks, and there are as many as there should be."""
    with localcontext() as context:
        context.prec = 120
        return checked(tell(exercise, width=2000)) == expected(exercise)


def test_every_line_of_the_plain_exercise_checks(written, plain_exercise):
    assert all_checks(read_exercise(written(plain_exercise)))


@pytest.mark.parametrize("seed", range(9))
def test_every_product_is_what_its_factors_give_however_a_5_is_rounded(seed, written):
    random = np.random.default_rng(seed)
    n, h, o = random.integers(1, 4, 3).tolist()

    def drawn(*shape):
        return random.uniform(-1, 1, shape).round(2).tolist()

    exercise = {
        "inputs": drawn(n),
        "input_hidden": drawn(h, n),
        "hidden_output": drawn(o, h),
        "targets": np.abs(drawn(o)).tolist(),
        "learning_rate": [0.1, 0.5][seed % 2],
        "error_rule": ["gradient", "recipe"][seed % 2],
    }
    if seed % 3 == 0:
        biases = {"hidden_biases": drawn(h), "output_biases": drawn(o)}
        exercise |= biases | {"train_biases": seed % 2 == 0}
    text = tell(read_exercise(written(exercise)), width=2000)
    products = [found for line in text.splitlines() if (found := LINE.match(line))]
    products = [found for found in products if "×" in found[1]]
    # Those of the sums twice, of the blame, the squares and their halves, slopes, and changes.
    assert len(products) >= 2 * (n * h + h * o + o + 1) + 2 * h * o + o + (h + o) + (n + o) * h
    for found in products:
        value, printed = value_of(found[1]), read(found[2])
        for way in (ROUND_HALF_UP, ROUND_HALF_EVEN, ROUND_HALF_DOWN):
            assert value.quantize(printed, way) == printed, found[0]
    halves = [found[1] for found in products if "½" in found[0]]
    assert len(halves) == 2
    assert all(half.split("×")[0].strip() == "0.5" for half in halves)


@pytest.mark.slow
@settings(max_examples=50)
@given(exercise=exercises(ORDINARY) | exercises(ORDINARY | EXTREME))
def test_every_printed_line_checks(exercise, written):
    assert all_checks(read_exercise(written(exercise)))


BETWEEN_TWO = {
    "a factor's digits leave the result just between two": {
        "inputs": [0.0, -1.0],
        "input_hidden": [[-0.3364957631033336, 100.0], [0.0, 0.0], [0.07778284346521769, 0.05]],
        "hidden_output": [[0.24, -1.67, 0.0], [9.800000000000001e-06, 2.3386814477376516, 1000.0]],
        "hidden_biases": [-0.006, 1.4000000000000001e-09, 0.1],
        "output_biases": [-0.697277197311462, -0.77],
        "train_biases": True,
        "targets": [0.6858381775471571, 0.01],
        "learning_rate": 1000.0,
        "error_rule": "gradient",
    },
    "and those of a very small one": {
        "inputs": [1.0],
        "input_hidden": [[0.0]],
        "hidden_output": [[5.943131789383337e-13], [-6.6e-09], [1e-07]],
        "targets": [0.99, 0.6345416823337361, 0.99],
        "learning_rate": 0.5,
        "error_rule": "recipe",
    },
    "an activation just between two, of more digits than a float has": {
        "inputs": [2.0, 1.0],
        "input_hidden": [[-1e-06, 0.0], [-2.6e-08, 0.0]],
        "hidden_output": [[0.1, -1.62], [-1.0, 2.0], [-1.23, 0.0]],
        "targets": [0.01, 0.99, 0.01],
        "learning_rate": 0.5,
        "error_rule": "recipe",
    },
}


@pytest.mark.parametrize("exercise", BETWEEN_TWO.values(), ids=BETWEEN_TWO)
def test_what_lies_just_between_two_checks(exercise, written):
    assert all_checks(read_exercise(written(exercise)))


@settings(max_examples=30)
@given(exercise=exercises(ORDINARY))
def test_the_json_is_the_trace(exercise, written):
    trace = network_of(exercise).trace(exercise["inputs"], exercise["targets"])
    told = json.loads("".join(exercise_json_pieces(read_exercise(written(exercise)))))
    for name in EXERCISE_QUANTITIES:
        assert told[name] == getattr(trace, name).tolist(), name
    assert (told["loss"], told["loss_after"]) == (trace.loss, trace.loss_after)
    for rule in ("recipe", "gradient"):
        assert told["hidden_errors_by"][rule] == trace.hidden_errors_by(rule).tolist()
    assert told["weights_after"]["input_hidden"] == trace.input_hidden_after.tolist()
    assert told["weights_after"]["hidden_output"] == trace.hidden_output_after.tolist()
    if trace.has_biases:
        assert told["weights"]["output_biases"] == trace.output_biases.tolist()
        assert told["weights"]["train_biases"] is trace.train_biases
        assert told["weights_after"]["hidden_biases"] == trace.hidden_biases_after.tolist()
        assert told["output_bias_updates"] == trace.output_bias_updates.tolist()
    else:
        assert not [name for part in (told, told["weights"]) for name in part if "bias" in name]
    assert ("hidden_biases" in told["gradient_check"]) is trace.train_biases


def network_of(exercise):
    return Network.from_weights(
        np.array(exercise["input_hidden"]),
        np.array(exercise["hidden_output"]),
        exercise["learning_rate"],
        **{key: value for key, value in exercise.items() if key.endswith("biases")},
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
def test_it_is_what_comes_out_by_hand(capsys, rule, written, plain_exercise):
    exercise = plain_exercise | {"error_rule": rule}
    file, hand = written(exercise), by_hand(exercise)
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


def test_a_check_that_cannot_measure_is_told(written, plain_exercise):
    silent = plain_exercise | {"inputs": [300.0, -500.0]}
    assert "not even the gradient" in " ".join(tell(read_exercise(written(silent))).split())


def test_an_update_that_goes_too_far_is_told(written, plain_exercise):
    far = plain_exercise | {"learning_rate": 1000, "targets": [0.6, 0.62], "error_rule": "recipe"}
    text = " ".join(tell(read_exercise(written(far))).split())
    assert "It is larger than before." in text


@pytest.mark.slow
@given(exercise=exercises(ORDINARY | EXTREME), width=st.integers(60, 100))
@settings(max_examples=15)
def test_any_width_tells_the_same(exercise, width, written):
    # A file's long name would be broken somewhere.
    read_back = replace(read_exercise(written(exercise)), source="exercise.json")
    text = tell(read_back, width=width)
    assert max(map(len, text.splitlines())) <= width
    assert sorted(text.split()) == sorted(tell(read_back, width=2000).split())


def test_a_terminal_gets_the_same_words_in_colour(written, plain_exercise):
    exercise = read_exercise(written(plain_exercise))
    coloured = tell(exercise, colour=True)
    assert "\x1b[" in coloured
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == tell(exercise)
    assert "\x1b" not in tell(exercise)


@pytest.mark.slow
def test_the_largest_is_told(written, plain_exercise):
    many = [0.1 + i / 1000 for i in range(MOST_NODES)]
    exercise = plain_exercise | {
        "layers": [MOST_NODES] * 3,
        "inputs": many,
        "input_hidden": [many] * MOST_NODES,
        "hidden_output": [many] * MOST_NODES,
        "targets": many,
    }
    text = tell(read_exercise(written(exercise)), width=100)
    assert text.count("the weights after\n") == 2 * MOST_NODES
    assert len(text) < 3_000_000


@pytest.mark.slow
def test_an_encoding_without_the_signs_keeps_the_numbers(written, plain_exercise):
    ended = subprocess.run(
        [sys.executable, "-m", "scenes", "explain", "--weights", written(plain_exercise)],
        capture_output=True,
        cwd=ROOT,
        env={"PYTHONIOENCODING": "ascii", "PATH": ""},
        check=True,
    )
    assert b"Jay 0  0.5  x -0.596478  x 0.238662  x 0.506875  = -0.036079" in ended.stdout

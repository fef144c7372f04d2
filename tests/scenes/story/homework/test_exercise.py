"""An exercise as a file has it: what is read, and the one sentence about what is wrong."""

import json
import math
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scenes.commands.cli import main
from scenes.story.homework.exercise import KEYS, MOST_BYTES, OPTIONAL, read_exercise
from scenes.text.homework import tell
from tinynet import TinynetError

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
    "hidden_biases, output_biases, train_biases, inputs, targets, learning_rate, error_rule, "
    "found another",
    "{}": "input_hidden: expected this key, found none",
    b"\xff\xfe{": "expected UTF-8 text, found something else from byte 0",
    b" " * (MOST_BYTES + 1): f"expected at most {MOST_BYTES} bytes, found more",
}
CHANGED = [
    ({"layers": [2, 2]}, "layers: expected three sizes, of the input, hidden and output layer, "
     "found a list of 2; a hidden layer between the two makes it one that can be worked out"),
    ({"layers": [2, 2, 2, 2]}, "layers: expected three sizes, of the input, hidden and output "
     "layer, found a list of 4; its last three can be worked out alone, what reaches them being "
     "the inputs"),
    ({"activation": "relu"}, "activation: expected no such key, as every node here has the "
     'sigmoid, found the text "relu"; without it the exercise is worked out with the sigmoid'),
    ({"loss": "cross-entropy"}, "loss: expected no such key, as the error here is ½ Σ e², found "
     'the text "cross-entropy"; without it the exercise is worked out with that'),
    ({"hidden_biases": [0.1]}, "hidden_biases: expected 2 numbers, found 1"),
    ({"output_biases": [0.1, "b"]},
     'output_biases[1]: expected a number from -1000000 to 1000000, found the text "b"'),
    ({"train_biases": 1}, "train_biases: expected true or false, found 1"),
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


@pytest.fixture
def refused(capsys, exercise_path):
    """Run the command on some content; return its one sentence without the file's name."""

    def run(content):
        exercise_path.write_bytes(content if isinstance(content, bytes) else content.encode())
        assert main(["explain", "--weights", str(exercise_path)]) == 2
        out, err = capsys.readouterr()
        start = f"tinynet: {exercise_path}: "
        assert out == ""
        assert err.startswith(start)
        assert err.count("\n") == 1
        return err.removeprefix(start).rstrip("\n")

    return run


@pytest.mark.parametrize("content", WRONG, ids=range(len(WRONG)))
def test_a_wrong_file_is_told_in_one_sentence(refused, content):
    assert refused(content) == WRONG[content]


@pytest.mark.parametrize(("change", "sentence"), CHANGED, ids=range(len(CHANGED)))
def test_a_wrong_value_is_told_with_its_place(refused, change, sentence, plain_exercise):
    limit = sys.get_int_max_str_digits()
    sys.set_int_max_str_digits(0)  # to write what is too long to be read
    try:
        content = json.dumps(plain_exercise | change)
    finally:
        sys.set_int_max_str_digits(limit)
    assert refused(content) == sentence


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
def test_sizes_that_are_not_given_follow_from_the_rest(refused, change, sentence, plain_exercise):
    exercise = {key: value for key, value in plain_exercise.items() if key != "layers"}
    assert refused(json.dumps(exercise | change)) == sentence


@pytest.mark.parametrize("key", sorted(set(KEYS) - OPTIONAL))
def test_a_missing_key_is_told(refused, key, plain_exercise):
    exercise = {name: value for name, value in plain_exercise.items() if name != key}
    assert refused(json.dumps(exercise)) == f"{key}: expected this key, found none"


def test_what_may_be_left_out(exercise_path, plain_exercise):
    exercise = {k: v for k, v in plain_exercise.items() if k not in ("layers", "error_rule")}
    exercise_path.write_text("\ufeff" + json.dumps(exercise), encoding="utf-8")
    assert read_exercise(str(exercise_path)).trace.error_rule == "recipe"


def test_a_file_that_cannot_be_read_is_told(capsys, tmp_path):
    for name in (tmp_path, tmp_path / "missing.json"):
        assert main(["explain", "--weights", str(name)]) == 2
        err = capsys.readouterr().err
        assert err.startswith(f"tinynet: {name}: expected a readable file, found: ")
    with pytest.raises(TinynetError, match="expected a readable file, found: embedded null byte"):
        read_exercise("a\0b")


@settings(max_examples=50)
@given(
    content=st.binary(max_size=200)
    | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace"))
)
def test_garbage_is_told_in_one_sentence(content, exercise_path):
    exercise_path.write_bytes(content)
    with pytest.raises(TinynetError):
        read_exercise(str(exercise_path))


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)


def is_told_or_refused(file):
    try:
        exercise = read_exercise(file)
    except TinynetError as error:
        sentence = str(error)
    else:
        sentence = f"{file}: "
        assert tell(exercise)
    assert sentence.startswith(f"{file}: ")
    assert "\n" not in sentence


@pytest.mark.slow
@given(change=st.dictionaries(st.sampled_from([*KEYS, "other"]), JSON_VALUES, max_size=4))
def test_any_values_are_read_or_refused(change, written, plain_exercise):
    file = written(plain_exercise | change)
    is_told_or_refused(file)


@given(data=st.data())
def test_a_damaged_file_is_read_or_refused(data, exercise_path, plain_exercise):
    content = bytearray(json.dumps(plain_exercise).encode())
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=4)):
        content[place] = data.draw(st.sampled_from(b"0123456789") | st.integers(0, 255))
    exercise_path.write_bytes(content)
    is_told_or_refused(str(exercise_path))

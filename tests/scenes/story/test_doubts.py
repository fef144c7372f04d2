"""What is rare among MNIST's digits is said where an answer looks like it, and not elsewhere."""

import numpy as np
import pytest

from scenes.story.doubts import doubt

FLAG, TAIL = "a 1 with a flag or a foot", "a 9 with a curled tail"


def outputs(**heard):
    """Outputs of 0.01 but for these: d7=0.6."""
    each = np.full(10, 0.01)
    for digit, output in heard.items():
        each[int(digit[1:])] = output
    return each


@pytest.mark.parametrize(
    ("heard", "meant", "said"),
    [
        (outputs(d7=0.75, d4=0.38), None, FLAG),
        (outputs(d4=0.6, d1=0.3), None, FLAG),
        (outputs(d7=0.95, d4=0.38), None, None),
        (outputs(d7=0.95), 1, FLAG),
        (outputs(d7=0.95), 7, None),
        (outputs(d3=0.6, d9=0.4), None, TAIL),
        (outputs(d3=0.6, d5=0.4), None, None),
        (outputs(d3=0.99), 9, TAIL),
        (outputs(d9=0.8, d4=0.4), None, None),
    ],
)
def test_a_rare_kind_is_named_where_it_may_be_one(heard, meant, said):
    sentence = doubt(heard, meant)
    assert (sentence is None) == (said is None)
    assert said is None or said in sentence

"""The steps of a pass are its own numbers, by a reference that shares no line with them."""

import math

import pytest

from scenes.story.practice.steps import Steps, steps_of


def by_hand(before):
    """Work a pass out with plain loops; return every number by the id of its step."""
    found = {}

    def forwards(w, v, x, t, prefix):
        z = [sum(a * b for a, b in zip(row, x, strict=True)) for row in w]
        h = [1 / (1 + math.exp(-a)) for a in z]
        s = [sum(a * b for a, b in zip(row, h, strict=True)) for row in v]
        y = [1 / (1 + math.exp(-a)) for a in s]
        e = [a - b for a, b in zip(t, y, strict=True)]
        for name, values in {
            "hidden_sums": z,
            "hidden_outputs": h,
            "output_sums": s,
            "outputs": y,
            "output_errors": e,
        }.items():
            found.update({f"{prefix}{name}[{i}]": value for i, value in enumerate(values)})
        found[f"{prefix}loss"] = sum(a * a for a in e) / 2
        return h, y, e

    w, v = before.input_hidden.tolist(), before.hidden_output.tolist()
    x, t, rate = before.inputs.tolist(), before.targets.tolist(), before.learning_rate
    h, y, e = forwards(w, v, x, t, "")
    deltas = [a * b * (1 - b) for a, b in zip(e, y, strict=True)]
    carried = e if before.error_rule == "recipe" else deltas
    new_w, new_v = [row[:] for row in w], [row[:] for row in v]
    for j in range(len(h)):
        blame = sum(v[k][j] * carried[k] for k in range(len(y)))
        found[f"hidden_errors[{j}]"] = blame
        for i in range(len(x)):
            change = rate * blame * h[j] * (1 - h[j]) * x[i]
            found[f"hidden_updates[{j}][{i}]"] = change
            new_w[j][i] = found[f"input_hidden_after[{j}][{i}]"] = w[j][i] + change
        for k in range(len(y)):
            change = rate * deltas[k] * h[j]
            found[f"output_updates[{k}][{j}]"] = change
            new_v[k][j] = found[f"hidden_output_after[{k}][{j}]"] = v[k][j] + change
    forwards(new_w, new_v, x, t, "again.")
    return found


def test_every_step_gives_what_plain_loops_give(passes):
    for before, after in passes[:60]:
        expected = by_hand(before)
        steps = steps_of(before, after)
        assert {step.id for step in steps} == set(expected)
        for step in steps:
            assert step.value == pytest.approx(expected[step.id], abs=1e-12), step.id


def test_every_step_starts_from_what_is_given_or_from_earlier_steps(passes):
    for before, after in passes[:20]:
        known = {""}
        for step in steps_of(before, after):
            assert {one.source for one in step.all_operands} <= known
            known.add(step.id)


def test_operands_are_as_near_as_their_digits_say(passes):
    for before, after in passes[:20]:
        for step in steps_of(before, after):
            for one in step.all_operands:
                assert one.low <= one.value <= one.high
                assert one.low <= one.shown <= one.high


def test_the_slope_is_asked_by_itself(passes):
    for before, _ in passes[:20]:
        assert Steps(before).slope(0).value == pytest.approx(before.hidden_slopes[0], abs=1e-15)

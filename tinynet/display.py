"""What a notebook shows of a network, a trace, scores and a history: HTML in one piece.

It is given numbers, and knows none of the classes that they are of. ``said`` is the line that
stands over them: what the `repr` says.

Each colour is drawn over the notebook's own background, light or dark. Blue is below zero, orange
above.
"""

from __future__ import annotations

import base64
import math
from collections.abc import Iterable, Sequence
from html import escape
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tinynet._checks import FloatArray
from tinynet.png import png

BLUE, ORANGE, GREY = (38, 112, 196), (226, 118, 20), (128, 128, 128)
LEVELS = 127
"""Shades of each colour."""
PALETTE = [
    *((*BLUE, 255 - 2 * level) for level in range(LEVELS)),
    (*GREY, 0),
    *((*ORANGE, 2 * level + 3) for level in range(LEVELS)),
]
TABLE = "border-collapse:separate;border-spacing:4px 0;font-size:inherit;color:inherit"
MOST_PICTURES = 24
MOST_ROWS = 12
"""Output nodes or epochs that have a row of their own."""
CURVE = (260, 110)
"""Pixels of a learning curve."""


def network_html(
    said: str,
    input_hidden: FloatArray,
    hidden_output: FloatArray,
    biases: tuple[FloatArray, FloatArray] | None,
) -> str:
    """Show a network's weights as small pictures, and the biases of both layers, if it has any.

    The weights are hidden × input and output × hidden, the biases (hidden,) and (output,).
    """
    hidden_nodes = len(input_hidden)
    shown = min(hidden_nodes, MOST_PICTURES)
    largest = _strong(input_hidden)
    pictures = (
        _picture(_square(input_hidden[node]), largest, title=f"hidden node {node}")
        for node in range(shown)
    )
    of = "" if shown == hidden_nodes else f" (of {hidden_nodes})"
    return _block(
        _summary(said),
        _caption(
            f"weights into the first {shown} hidden nodes{of}: "
            f"blue −{largest:.2g} and below … orange +{largest:.2g} and above"
        ),
        _row(pictures),
        _caption("weights into the output nodes, one a row"),
        _picture(hidden_output, _strong(hidden_output)),
        *_biases(biases),
    )


def trace_html(
    said: str, inputs: FloatArray, outputs: FloatArray, targets: FloatArray, loss: float
) -> str:
    """Show one sample's way: what it is, and what each output node says and should say.

    The inputs are (input,), the outputs and targets (output,).
    """
    answer, intended = int(outputs.argmax()), int(targets.argmax())
    right = "right" if answer == intended else f"where {intended} was meant"
    image = _picture(_square(inputs), 1.0, title="the inputs", width=112)
    return _block(
        _summary(said),
        _row(
            (
                image,
                _bars(outputs, targets, answer),
                _caption(f"answers {answer}, {right}<br>error ½ Σ e² = {loss:.4f}"),
            )
        ),
    )


def scores_html(said: str, confusion: NDArray[np.intp], recall: FloatArray) -> str:
    """Show which labels got which answers, label × answer, and the share of each (label,) right."""
    mistakes = confusion - np.diag(confusion.diagonal())
    most = max(int(mistakes.max()), 1)
    head = "".join(f"<th>{answer}</th>" for answer in range(len(confusion)))
    rows = []
    for label, counts in enumerate(confusion.tolist()):
        cells = "".join(
            _cell(count, BLUE, 0.35) if label == answer else _cell(count, ORANGE, count / most)
            for answer, count in enumerate(counts)
        )
        share = "" if math.isnan(recall[label]) else f"{recall[label]:.1%}"
        rows.append(f"<tr><th>{label}</th>{cells}<td>{share}</td></tr>")
    return _block(
        _summary(said),
        _caption("each row a label, each column an answer; behind it the share answered right"),
        f"<table style='{TABLE};text-align:right'>"
        f"<tr><th></th>{head}<td></td></tr>{''.join(rows)}</table>",
    )


def history_html(
    said: str,
    epochs: Sequence[tuple[float, float, float]],
    curves: tuple[NDArray[np.int64], FloatArray, FloatArray],
    moments: Sequence[tuple[int, NDArray[Any]]],
) -> str:
    """Show the learning curves, the last epochs, and how the first hidden nodes' weights went.

    An epoch is its error, the share right, and its samples a second; the curves are the samples of
    r reports, their errors and shares right, (r,) each; a moment is its samples, and the weights
    then, hidden × input.
    """
    first = len(epochs) - min(len(epochs), MOST_ROWS)
    rows = "".join(
        f"<tr><td>{number}</td><td>{error:.4f}</td><td>{accuracy:.2%}</td>"
        f"<td>{speed:,.0f}</td></tr>"
        for number, (error, accuracy, speed) in list(enumerate(epochs, start=1))[first:]
    )
    table = (
        f"<table style='{TABLE};text-align:right'><tr><th>epoch</th><th>error</th><th>right</th>"
        f"<th>samples/s</th></tr>{rows}</table>"
        if rows
        else ""
    )
    samples, errors, accuracies = curves
    return _block(
        _summary(said),
        _row(
            (
                _curve("error ½ Σ e², as it went", samples, errors, ORANGE),
                _curve("share right, as it went", samples, accuracies, BLUE),
                table,
            )
        ),
        *_weights_on_the_way(moments),
    )


def _biases(biases: tuple[FloatArray, FloatArray] | None) -> Iterable[str]:
    for layer, of_layer in zip(("hidden", "output"), biases or (), strict=False):
        reach = f"{of_layer.min():.2g} to {of_layer.max():.2g}".replace("-", "−")
        yield _caption(f"biases of the {layer} nodes, {reach}")
        yield _picture(of_layer[np.newaxis], _strong(of_layer))


def _summary(said: str) -> str:
    return f"<div style='font-weight:600;margin-bottom:4px'>{escape(said[1:-1])}</div>"


def _weights_on_the_way(moments: Sequence[tuple[int, NDArray[Any]]]) -> Iterable[str]:
    """Show the first hidden nodes at each of the first and the last moments, one a row."""
    if len(moments) > 6:
        moments = (*moments[:3], *moments[-3:])
    if len(moments) < 2:
        return
    nodes = min(len(moments[0][1]), 10)
    yield _caption(f"weights into the first {nodes} hidden nodes after so many samples")
    for samples, input_hidden in moments:
        weights = input_hidden[:nodes].astype(np.float64)
        pictures = (_picture(_square(each), _strong(weights)) for each in weights)
        yield _row((f"<span style='width:6em;text-align:right'>{samples:,}</span>", *pictures))


def _block(*parts: str) -> str:
    return f"<div style='font-size:13px;line-height:1.4'>{''.join(parts)}</div>"


def _row(parts: Iterable[str]) -> str:
    return (
        "<div style='display:flex;flex-wrap:wrap;gap:6px 14px;align-items:center'>"
        f"{''.join(parts)}</div>"
    )


def _caption(text: str) -> str:
    return f"<div style='opacity:.75;margin:4px 0'>{text}</div>"


def _cell(count: int, colour: tuple[int, int, int], strength: float) -> str:
    red, green, blue = colour
    shade = f"rgba({red},{green},{blue},{strength:.2f})" if count else "transparent"
    return f"<td style='background:{shade};min-width:2.6em'>{count or '·'}</td>"


def _bars(outputs: FloatArray, targets: FloatArray, answer: int) -> str:
    """Return a bar for each output, 0 to 1, with a line where the target is."""
    rows = []
    for node in range(min(len(outputs), MOST_ROWS)):
        colour = ORANGE if node == answer else GREY
        rows.append(
            f"<tr><th>{node}</th><td><div style='position:relative;width:160px;height:13px;"
            "background:rgba(128,128,128,.15)'>"
            f"<div style='width:{outputs[node]:.1%};height:100%;background:rgb{colour}'></div>"
            f"<div style='position:absolute;top:0;left:{targets[node]:.1%};width:2px;"
            f"height:100%;background:rgb{BLUE}'></div></div></td>"
            f"<td style='text-align:right'>{outputs[node]:.3f}</td></tr>"
        )
    return f"<table style='{TABLE}'>{''.join(rows)}</table>"


def _curve(
    title: str, samples: NDArray[np.int64], values: FloatArray, colour: tuple[int, int, int]
) -> str:
    """Return a line over the samples, from 0 to its largest value."""
    if not len(values):
        return ""
    width, height = CURVE
    top = float(np.nanmax(values)) or 1.0
    x = samples / samples[-1] * width
    y = height - values / top * height
    points = " ".join(f"{a:.1f},{b:.1f}" for a, b in zip(x, y, strict=True) if math.isfinite(b))
    text = "fill='currentColor' font-size='11'"
    return (
        f"<svg width='{width + 60}' height='{height + 36}' role='img' aria-label='{escape(title)}'>"
        f"<text x='46' y='12' {text}>{escape(title)}</text>"
        f"<text x='42' y='28' text-anchor='end' {text}>{top:.2f}</text>"
        f"<text x='42' y='{height + 20}' text-anchor='end' {text}>0</text>"
        f"<text x='{width + 46}' y='{height + 34}' text-anchor='end' {text}>{samples[-1]:,} samples"
        "</text><g transform='translate(46,20)'>"
        f"<path d='M0 0V{height}H{width}' fill='none' stroke='currentColor' opacity='.4'/>"
        f"<polyline points='{points}' fill='none' stroke='rgb{colour}' "
        "stroke-width='1.5'/></g></svg>"
    )


def _square(values: FloatArray) -> FloatArray:
    """Return values as the square picture they are of, or else as one row."""
    side = math.isqrt(len(values))
    return values.reshape(side, side) if side * side == len(values) else values[np.newaxis]


def _strong(values: FloatArray) -> float:
    """Return what few values are beyond: one giant would leave all others pale."""
    return float(np.quantile(np.abs(values), 0.998)) or 1.0


def _picture(values: FloatArray, largest: float, *, title: str = "", width: int = 56) -> str:
    """Return rows × columns as a picture: from blue at −largest over nothing to orange.

    It is about as wide as asked for, or as whole pixels make it.
    """
    shares = np.nan_to_num(np.clip(values / largest, -1, 1))
    numbers = np.rint(shares * LEVELS + LEVELS).astype(np.uint8)
    data = base64.b64encode(png(numbers, PALETTE)).decode()
    rows, columns = values.shape
    pixels = min(max(round(width / columns), 6 if rows < columns else 1), 14)
    return (
        f"<img src='data:image/png;base64,{data}' alt='{title or 'weights'}' title='{title}' "
        f"width='{columns * pixels}' height='{rows * pixels}' "
        "style='image-rendering:pixelated;margin:0;background:rgba(128,128,128,.12)'>"
    )

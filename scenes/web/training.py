"""A training as a page: its curves, its hidden nodes taking shape, and what it gets wrong."""

from __future__ import annotations

import base64
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scenes.story.figures import Chart, Gallery, Scale, Series
from scenes.story.numbers import MINUS, counted, number, percent, plain
from scenes.story.runs import SCORED, KeptRun
from scenes.story.scene import Node, row
from scenes.web.figures import drawn
from scenes.web.page import Chapter, Look, Step, page_of
from scenes.web.paper import Paper
from scenes.web.tags import Html, joined, tag
from tinynet.png import png

MOST_POINTS = 150
MOST_SHOWN = 100
"""Hidden nodes whose weights are shown."""
BESIDE = 10
"""Pictures in a row."""
LEVELS = 15
"""Steps of a colour to each side of zero: fewer than in a walk, as there are so many pictures."""
MOST_PICTURES = 16
MOST_PICTURE_BYTES = 1_000_000
"""What all moments' pictures may take in the page."""
LIMIT_SHARE = 0.997
"""The share of weights that the colours tell apart; the few larger ones are full."""
SHADES = 5
"""Steps of a cell of the confusion matrix."""


def training_page(run: KeptRun, name: str, *, look: Look | None = None) -> str:
    """Return a training as one HTML file; ``name`` is the file it was kept in."""
    paper = Paper()
    pictures, limit = _pictures(run)
    chapters = [
        Chapter(each.title, "", (each,))
        for each in (
            _curves(run, paper),
            _hidden_nodes(run, paper, len(pictures), limit),
            _confusion(run, paper),
            _mistakes(run, paper),
        )
    ]
    shown = min(MOST_SHOWN, run.input_hidden.shape[1])
    return page_of(
        "tinynet: a training",
        _intro(run, name),
        chapters,
        paper,
        play={"moments": pictures, "shown": shown, "scored": _scored(run)},
        look=look,
    )


def _intro(run: KeptRun, name: str) -> Html:
    _, hidden, inputs = run.input_hidden.shape
    things = run.classes.things
    traits = [
        f"{inputs}–{hidden}–{run.hidden_output.shape[1]}",
        f"learning rate {plain(float(run.learning_rate))}",
        f"error rule {run.error_rule}",
        *(["a bias for each node"] if run.hidden_biases is not None else []),
        *([f"batches of {int(run.batch_size):,}"] if run.batch_size > 1 else []),
        *([f"{things} turned by {float(run.rotate):g}° each way"] if run.rotate else []),
        f"seed {int(run.seed)}",
    ]
    return joined(
        tag("h1", "A network in training"),
        tag("p", "The network: ", ", ".join(traits), ". From the file ", tag("code", name)),
    )


def _step(name: str, title: str, stage: Html, story: str, formula: list[str], paper: Paper) -> Step:
    arithmetic = tag("div", *(tag("p", paper.said(line)) for line in formula), class_="formula")
    words = tag("div", tag("p", paper.said(story), class_="story"), arithmetic, class_="words")
    return Step(name, title, joined(tag("div", stage, class_="stage"), words))


def _samples(count: int, run: KeptRun) -> str:
    """Tell how many samples were used, and which epoch that is in."""
    words, epoch_samples = counted(count, run.classes.thing), int(run.epoch_samples)
    if count and count % epoch_samples == 0:
        return f"{words}, {counted(count // epoch_samples, 'epoch')}"
    return words


# Curves.


def _curves(run: KeptRun, paper: Paper) -> Step:
    thing, things = run.classes.thing, run.classes.things
    samples, errors, right = _thinned(run.curve).T
    ends = run.epochs[:, 1].cumsum() + (run.curve[-1:, 0].sum() - run.epochs[:, 1].sum())
    marks = (0.0, *ends.tolist()) if len(ends) <= 8 else (0.0, float(ends[-1]))
    error = Chart(
        title="[error]how wrong: ½Σe², as it went[/]",
        series=(Series("error", samples.tolist(), errors.tolist()),),
        x_label=f"{things} told",
        y_label="½Σe²",
        marks=marks,
        draw=True,
        alt=f"The error of each {thing} before it was learned from, on average.",
    )
    series = [Series("as it went", samples.tolist(), right.tolist(), "jay")]
    if len(ends):
        series.append(Series("in test", ends.tolist(), run.epochs[:, 4].tolist(), "lola"))
    score = Chart(
        title="[lola]share read right[/]",
        series=tuple(series),
        x_label=f"{things} told",
        y_label="",
        marks=marks,
        draw=True,
        alt=f"The share of {things} read right, as it went and in test.",
    )
    rows = [
        f"epoch {int(epoch)}: [lola]{percent(right_in_test)}[/] in test, error {number(wrong, 4)}"
        for epoch, _, wrong, _, right_in_test in run.epochs.tolist()
    ]
    tested = int(run.confusion.sum())
    if rows:
        rows = [f"right of {tested:,} test {things}, and the error as it went:", *rows[-8:]]
    widest = int(np.diff(samples, prepend=0.0).max(initial=0.0))
    means = f"A point of its curve is the mean of up to {widest:,}; the" if widest > 1 else "The"
    stage: Node = row(error, score)
    return _step(
        "curves",
        "How it went",
        drawn(stage, paper),
        f"Each {thing} is answered, then learned from. So the [error]error[/] as it went is of "
        f"{things} not seen before in that epoch. {means} [lola]test[/] is of {tested:,} {things} "
        "that were never taught. Point at a curve to read it.",
        rows or ["no epoch was ended"],
        paper,
    )


def _thinned(curve: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return a curve with fewer points: the mean of neighbours, each at its end."""
    step = -(-len(curve) // MOST_POINTS) or 1
    parts = [curve[start : start + step] for start in range(0, len(curve), step)]
    means = [(part[-1, 0], part[:, 1].mean(), part[:, 2].mean()) for part in parts]
    return np.array(means, float).reshape(-1, 3)


# Hidden nodes.


def _hidden_nodes(run: KeptRun, paper: Paper, pictures: int, limit: float) -> Step:
    hidden = run.input_hidden.shape[1]
    shown = min(MOST_SHOWN, hidden)
    name = paper.name("moment")
    last = int(run.moment_samples[-1])
    slider = tag(
        "div",
        tag("label", f"after so many {run.classes.things}", for_=name),
        tag(
            "input",
            id=name,
            type="range",
            min=0,
            max=pictures - 1,
            step=1,
            value=pictures - 1,
            disabled=True,
        ),
        tag("output", _samples(last, run), for_=name),
        class_="knob live",
    )
    stage = tag(
        "figure",
        tag("figcaption", paper.said(f"[jay]{shown} Jays' weights[/]")),
        slider,
        tag("canvas", "", width=1, height=1, role="img"),
        tag("p", f"{MINUS}{limit:.2g} (blue) to +{limit:.2g} (orange)", class_="legend"),
        tag("p", "", class_="reading", aria_live="polite"),
        class_="moments",
    )
    scores = [
        f"{_samples(int(count), run)}: [lola]{percent(float(score))}[/]"
        for count, score in zip(run.moment_samples, run.moment_scores, strict=True)
    ]
    chosen = np.unique(np.linspace(0, len(scores) - 1, 7).round().astype(int))
    all_of = f"all {hidden}" if shown == hidden else f"the first {shown} of {hidden}"
    return _step(
        "hidden-nodes",
        "The Jays taking shape",
        stage,
        f"The weights from every pixel to each [jay]Jay[/], {all_of} of them, at the moments that "
        "were kept. At first they are noise; told again and again, shapes appear: what each has "
        "learned to listen for. Move the slider, or use its arrow keys.",
        [
            f"right of {_scored(run)}:",
            *(scores[index] for index in chosen),
            *_bias_range(run),
        ],
        paper,
    )


def _scored(run: KeptRun) -> str:
    """Say which digits the moments' scores are of."""
    return f"the first {min(SCORED, int(run.confusion.sum())):,} test {run.classes.things}"


def _bias_range(run: KeptRun) -> tuple[str, ...]:
    """Tell what became of the hidden nodes' biases, where there are any."""
    if run.hidden_biases is None:
        return ()
    last = run.hidden_biases[-1].astype(float)
    low, high = number(float(last.min())), number(float(last.max()))
    return (f"their biases, in the end from [jay]{low}[/] to [jay]{high}[/]",)


def _pictures(run: KeptRun) -> tuple[list[dict[str, Any]], float]:
    """Return a picture of every moment that there is room for, and what a full colour stands for.

    All are on one scale, so that weights are seen to grow.
    """
    shown = run.input_hidden[:, :MOST_SHOWN].astype(np.float32)
    limit = float(np.quantile(np.abs(shown), LIMIT_SHARE)) or 1.0
    sides = run.mistake_images.shape[1:]
    count = min(MOST_PICTURES, len(shown))
    while True:
        chosen = np.unique(np.linspace(0, len(shown) - 1, count).round().astype(int)).tolist()
        made = [base64.b64encode(_picture(shown[index], limit, sides)) for index in chosen]
        if sum(map(len, made)) <= MOST_PICTURE_BYTES or count <= 2:
            break
        count = max(2, count * 2 // 3)
    return [
        {
            "picture": picture.decode("ascii"),
            "told": _samples(int(run.moment_samples[index]), run),
            "right": percent(float(run.moment_scores[index])),
        }
        for index, picture in zip(chosen, made, strict=True)
    ], limit


def _picture(weights: NDArray[np.float32], limit: float, sides: tuple[int, ...]) -> bytes:
    """Return hidden × input weights as one picture, the nodes side by side, a line between."""
    rows, columns = sides
    high = -(-len(weights) // BESIDE)
    wide = min(BESIDE, len(weights))
    sheet = np.full((high * (rows + 1) - 1, wide * (columns + 1) - 1), LEVELS, np.uint8)
    levels = np.rint(np.clip(weights / limit, -1, 1) * LEVELS).astype(int) + LEVELS
    for index, level in enumerate(levels.reshape(-1, rows, columns)):
        y, x = divmod(index, BESIDE)
        top, left = y * (rows + 1), x * (columns + 1)
        sheet[top : top + rows, left : left + columns] = level
    # The page's script gives them the colours of the theme; what counts is sign and strength.
    colours = [
        (*((255, 0, 0) if level > 0 else (0, 0, 255)), round(255 * (abs(level) / LEVELS) ** 0.75))
        for level in range(-LEVELS, LEVELS + 1)
    ]
    return png(sheet, colours)


# What it gets wrong.


def _confusion(run: KeptRun, paper: Paper) -> Step:
    counts = run.confusion
    total = int(counts.sum())
    right = int(counts.trace())
    wrong = counts - np.diag(counts.diagonal())
    most = max(1, int(wrong.max()))
    names, things = run.classes.names, run.classes.things
    heads = [tag("th", name, scope="col") for name in names]
    rows = [
        tag(
            "tr",
            tag("th", names[label], scope="row"),
            *(_cell(label, answer, int(count), most, counts) for answer, count in enumerate(row_)),
        )
        for label, row_ in enumerate(counts.tolist())
    ]
    stage = tag(
        "figure",
        tag("figcaption", paper.said("[you]meant[/] downwards, [lola]taken for[/] across")),
        tag(
            "div",
            tag(
                "table",
                tag("caption", f"How many {things} of each kind got each answer.", class_="sr"),
                tag("thead", tag("tr", tag("td"), *heads)),
                tag("tbody", *rows),
            ),
            class_="scroll",
        ),
        class_="confusion",
    )
    order = np.argsort(-wrong, axis=None, kind="stable")[:5]
    worst = [divmod(int(place), len(counts)) for place in order if wrong.flat[place]]
    share = percent(right / total) if total else "–"
    return _step(
        "confusion",
        "Which it takes for which",
        stage,
        f"{right:,} of {total:,} test {things} are read right, {share}: they stand on the "
        "diagonal. Every other number is a kind of mistake.",
        [
            *(
                f"[you]{names[label]}[/] taken for [lola]{names[answer]}[/]: "
                f"{int(wrong[label, answer])} times"
                for label, answer in worst
            )
        ]
        or ["not one mistake"],
        paper,
    )


def _cell(label: int, answer: int, count: int, most: int, counts: NDArray[np.int64]) -> Html:
    if not count:
        return tag("td", "·", class_="none")
    full = int(counts[label].sum()) if label == answer else most
    shade = max(1, round(SHADES * (count / full) ** 0.5)) if full else 1
    kind = "right" if label == answer else "wrong"
    return tag("td", f"{count:,}", class_=f"{kind} s{min(shade, SHADES)}")


def _mistakes(run: KeptRun, paper: Paper) -> Step:
    names, things = run.classes.names, run.classes.things
    words = tuple(
        f"[you]{names[label]}[/] → [lola]{names[answer]}[/] {number(output, 2)}"
        for label, answer, output in zip(
            run.mistake_labels.tolist(),
            run.mistake_answers.tolist(),
            run.mistake_outputs.tolist(),
            strict=True,
        )
    )
    figure = Gallery(
        title="[error]its most certain mistakes[/]",
        pictures=tuple(image.astype(np.float64) for image in run.mistake_images),
        captions=words,
        scale=Scale("ink", 255.0),
        none="It made none.",
        alt=f"Test {things} that were read wrong; each with what was meant, the answer, how sure.",
    )
    wrong = int(run.confusion.sum() - run.confusion.trace())
    return _step(
        "mistakes",
        "Its worst mistakes",
        drawn(figure, paper),
        f"Test {things} it reads wrong and is most sure of: what was [you]meant[/], what it "
        "[lola]took it for[/], and how strongly. Would you have read them right?",
        [f"{wrong:,} mistakes", f"{len(words)} of them shown, the most certain first"],
        paper,
    )

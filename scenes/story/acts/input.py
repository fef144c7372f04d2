"""The act `input`: the digit as pixels, then as 784 input activations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np

from scenes.story.acts import ACTS
from scenes.story.acts.common import (
    BECOMES,
    inputs_picture,
    pixel,
    signed_wall,
)
from scenes.story.acts.numbered import act_link
from scenes.story.acts.road import road_ahead
from scenes.story.beats import Act, Beat, Subject, lit
from scenes.story.choices import INPUT_NODE
from scenes.story.figures import Picture, Reading, Scale, Sign, Table
from scenes.story.markup import plain
from scenes.story.numbers import counted, number, signed
from scenes.story.passes import IMAGINED, TEST_SET
from scenes.story.scene import Scene, row
from scenes.story.walk import Walk

NEIGHBOURS = 3
"""Pixels shown as numbers to each side of the chosen one."""
ACTS_COLUMNS = 14
"""Columns at least of the acts that are named before what they tell of."""


def _kind(walk: Walk) -> str:
    """Say what is pictured."""
    written = "A handwritten" if walk.classes.are_digits else "A picture:"
    return f"{written} {walk.named(walk.pass_.label)}"


def _pixels(walk: Walk, title: str, *, scaled: bool, **more: Any) -> Picture:
    values = walk.pass_.image.astype(np.float64)
    return Picture(
        title=title,
        values=values,
        scale=Scale("ink", 255.0),
        cursor=walk.pixel,
        readings=(
            Reading("raw", values.ravel(), 0),
            *((Reading("x", walk.trace.inputs, 4),) if scaled else ()),
        ),
        alt=f"{_kind(walk)}, {walk.rows} rows of {walk.columns} pixels.",
        **more,
    )


def _neighbours(walk: Walk, values: np.ndarray, digits: int, title: str) -> Table:
    """The numbers around the chosen pixel; rows and columns count from 0."""
    top = min(max(walk.row - NEIGHBOURS, 0), walk.rows - 2 * NEIGHBOURS - 1)
    left = min(max(walk.column - NEIGHBOURS, 0), walk.columns - 2 * NEIGHBOURS - 1)
    rows = range(top, top + 2 * NEIGHBOURS + 1)
    columns = range(left, left + 2 * NEIGHBOURS + 1)

    def cell(r: int, c: int) -> str:
        text = number(float(values[r, c]), digits)
        return f"[you]{text}[/]" if (r, c) == (walk.row, walk.column) else text

    return Table(
        title=title,
        header=("row", *(str(c) for c in columns)),
        rows=tuple((f"[dim]{r}[/]", *(cell(r, c) for c in columns)) for r in rows),
        alt="The numbers around the chosen pixel.",
    )


def _title(walk: Walk) -> str:
    if walk.pass_.of == IMAGINED:
        return "What Lola has in mind"
    return "One handwritten digit" if walk.classes.are_digits else "One picture"


def digit(walk: Walk) -> Beat:
    """A digit is 784 grey values."""
    raw = int(walk.pass_.image[walk.row, walk.column])
    picture = _pixels(walk, f"[you]your {walk.classes.thing}[/]", scaled=False, sweep=True)
    near = _neighbours(walk, walk.pass_.image, 0, f"around {pixel(walk)}")
    return Beat(
        title=_title(walk),
        story=f"[you]You[/] want to say {walk.classes.a(walk.pass_.label)}, {walk.pass_.whence}"
        + (f" ({walk.classes.things} kept for testing)" if walk.pass_.of == TEST_SET else "")
        + f": {walk.rows} rows of {walk.columns} pixels, each from 0 (empty) to 255 (full of "
        "ink). [do:another-pixel]Look at another[/]: each pixel is one of you.",
        formula=(
            f"{walk.rows} × {walk.columns} = {walk.inputs} pixels",
            f"{pixel(walk)} = {walk.row} × {walk.columns} + {walk.column}",
            f"[dim]row {walk.row}, column {walk.column}, from 0[/]",
            "",
            f"[you]raw[/] = {raw}",
        ),
        subject=Subject(f"{pixel(walk)}, raw", str(raw), "you"),
        scene=Scene(
            compact=row(picture, near, gap=3),
            normal=row(picture, near, gap=8),
            projected=picture,
        ),
        lit=lit("you"),
        chooses=INPUT_NODE,
    )


def whole_road(walk: Walk) -> Beat:
    """All that comes, in one picture; each act is a place in it."""
    trace = walk.trace
    places = (
        (("input.activations",), "what [you]you[/] say"),
        (("weighted-sum.weights", "threshold.curve"), "what a [jay]Jay[/] does"),
        (("output.speaking",), "what a [lola]Lola[/] does"),
        (("error.targets", "blame.question"), "the [error]error[/], back"),
        (("update.direction", "again.told-again"), "the weights move"),
    )
    road = road_ahead(walk)
    return Beat(
        title="The whole road, in one picture",
        story=f"{len(trace.hidden_sums):,} [jay]Jays[/]; {walk.lolas} [lola]Lolas[/], one for each "
        f"{walk.classes.kind}. [you]You[/] all speak to each Jay ({trace.input_hidden.size:,} "
        f"weights), all Jays to each Lola ({trace.hidden_output.size:,}). Drawn: the strongest, "
        f"to [lola]Lola {walk.named(walk.pass_.label)}[/] by {counted(len(road.tells), 'Jay')}, "
        "one [you][hue:you]green|marked[/][/] pixel each: "
        "[positive][hue:positive]orange|solid[/][/] adds, "
        "[negative][hue:negative]blue|dashed[/][/] takes away.",
        formula=_by_acts(_of_the_walk(places)),
        scene=Scene(compact=road, normal=road),
        lit=lit("you", "speak", "jay", "tell", "lola"),
        travel=("you", "lola"),
        chooses=INPUT_NODE,
    )


def _of_the_walk(
    places: Sequence[tuple[tuple[str, ...], str]],
) -> Iterator[tuple[tuple[str, ...], str]]:
    """Leave out the acts that are not told."""
    for beats, what in places:
        if kept := tuple(beat for beat in beats if beat.partition(".")[0] in ACTS.ids):
            yield kept, what


def _by_acts(places: Iterable[tuple[tuple[str, ...], str]]) -> tuple[str, ...]:
    """Tell what is told in which acts, linked to, one below the other."""
    links = {what: ", ".join(map(act_link, beats)) for beats, what in places}
    width = max(ACTS_COLUMNS, *(len(plain(acts)) + 1 for acts in links.values()))
    return tuple(f"{acts}{' ' * (width - len(plain(acts)))}{what}" for what, acts in links.items())


def scaled(walk: Walk) -> Beat:
    """Pixels become activations."""
    raw = int(walk.pass_.image[walk.row, walk.column])
    x = float(walk.trace.inputs[walk.pixel])
    pictures = row(
        _pixels(walk, "[you]pixels, 0 to 255[/]", scaled=True),
        BECOMES,
        inputs_picture(walk, "[you]inputs x[/]", sweep=True),
    )
    near = _neighbours(walk, walk.pictured(walk.trace.inputs), 2, f"around {pixel(walk)}")
    return Beat(
        title="From pixels to activations",
        story="With up to 255, z would lie far out, where the curve of "
        f"{act_link('meet.trust')} is flat: nobody could be moved. So each pixel is scaled to lie "
        "between 0.01 and 1: the [you]input activation[/] x, how strongly this one of you speaks.",
        formula=(
            "[you]x[/] = pixel / 255 × 0.99 + 0.01",
            f"  = {raw} / 255 × 0.99 + 0.01",
            f"  = [you]{number(x, 5)}[/]",
        ),
        subject=Subject(f"[you]x[/] of {pixel(walk)}", number(x, 5), "you"),
        scene=Scene(
            # Where there is no room for both, the numbers: the pictures are the same.
            compact=row(pictures.children[-1], near, gap=2),
            normal=row(*pictures.children, near, gap=3),
            projected=pictures,
        ),
        lit=lit("you"),
        chooses=INPUT_NODE,
    )


def never_zero(walk: Walk) -> Beat:
    """Why the smallest input is 0.01."""
    dark = int((walk.pass_.image == 0).sum())
    samples = Table(
        title="for example",
        header=("raw", "x"),
        rows=tuple(
            (str(raw), f"[you]{number(raw / 255 * 0.99 + 0.01, 3)}[/]")
            for raw in (0, 64, 128, 192, 255)
        ),
        alt="From pixel value to activation.",
    )
    picture = inputs_picture(walk)
    return Beat(
        title="Why nobody is quite silent",
        story="Later each weight is changed by an amount that is multiplied by x. If x were 0, the "
        f"weight could never learn from this {walk.classes.thing}. So even an empty pixel says "
        "0.01, next "
        f"to nothing, as {dark} of the {walk.inputs} do here.",
        formula=(
            "empty: 0 × 0.99 + 0.01 = [you]0.01[/]",
            "full:  1 × 0.99 + 0.01 = [you]1.00[/]",
            "",
            f"{dark} empty + {walk.inputs - dark} inked = {walk.inputs}",
        ),
        subject=Subject("an empty [you]pixel[/] says", number(0.01, 2), "you"),
        scene=Scene(compact=row(picture, samples, gap=6), normal=row(picture, samples, gap=10)),
        lit=lit("you"),
        chooses=INPUT_NODE,
    )


def many_of_you(walk: Walk) -> Beat:
    """784 of you, all speaking to every Jay; of one of you the weights to all of them."""
    trace = walk.trace
    hidden, count = len(trace.hidden_sums), trace.input_hidden.size
    weights = trace.input_hidden[:, walk.pixel]
    most = int(np.abs(weights).argmax())
    picture = inputs_picture(walk)
    wall = signed_wall(
        walk,
        f"[speak]w[/] from {pixel(walk)} to each [jay]Jay[/]",
        weights,
        "w",
        chosen=most,
        sweep=True,
        names_chosen=True,
    )
    arrow = Sign(text="[speak]═══▶[/]")
    return Beat(
        title=f"{walk.inputs} of you",
        story=f"So there is not one of [you]you[/] but {walk.inputs}, each saying one number to "
        f"every one of {hidden} [jay]Jays[/], to each with a seriousness of its own. Here: how "
        f"{pixel(walk)} speaks to each. All of you are the [you]input layer[/].",
        formula=(
            f"{walk.inputs} [you]inputs[/] × {hidden} [jay]Jays[/]",
            f"  = {count:,} [speak]weights[/]",
            f"here {hidden:,} of them, one to each",
            "[dim]Jay 0 top left, then by rows[/]",
            f"most to [jay]Jay {most}[/]: [speak]w[/] = {signed(float(weights[most]), 4)}",
        ),
        subject=Subject("[speak]weights[/] to the [jay]Jays[/]", f"{count:,}"),
        scene=Scene(compact=row(picture, arrow, wall), normal=row(picture, arrow, wall, gap=5)),
        lit=lit("you", "speak"),
        travel=("you", "jay"),
        aside=f"In {act_link('meet.friends')} there was one of each. Here there are "
        f"{walk.inputs} of you, {hidden} Jays and {walk.lolas} Lolas; each does just what the one "
        "did.",
        chooses=INPUT_NODE,
    )


ACT = Act(
    id="input",
    name="Input",
    about="input layer",
    has_asides=True,
    onward=("draw", "practice"),
    beats={
        "pixels": digit,
        "road": whole_road,
        "activations": scaled,
        "murmurs": never_zero,
        "layer": many_of_you,
    },
)

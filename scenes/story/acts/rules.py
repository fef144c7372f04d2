"""The side path of `blame`: the exact rule beside the shortcut, tried, and why both learn."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from scenes.story.acts.common import jay, listed, pixel, signed_wall
from scenes.story.acts.shares import own, shares_of
from scenes.story.beats import Beat, Subject, lit
from scenes.story.figures import Chart, Series, Table, Terms
from scenes.story.numbers import number, signed, sub
from scenes.story.scene import Scene, column, row
from scenes.story.walk import Walk
from tinynet import GradientCheck

RULE_NAMES = {"recipe": "the shortcut", "gradient": "the exact rule"}
"""What the two are called before, and wherever they are changed for each other."""
NUDGE = 1e-4
"""How much a weight is made smaller, and larger, to see what follows."""
NUDGE_DIGITS = 11
MOVED = (0.5, 1.0)
"""How far it is moved, to each side, where that is to be seen."""


def two_rules(walk: Walk) -> Beat:
    """The recipe and the gradient side by side."""
    recipe = shares_of(walk, "recipe", f"[bold]recipe[/]: {jay(walk)}'s E")
    gradient = shares_of(walk, "gradient", f"[bold]gradient[/]: {jay(walk)}'s E")
    return Beat(
        title="Two rules: recipe and gradient",
        story="The shortcut is called the [bold]recipe[/]. The exact rule also weighs each error "
        "by the slope of that [lola]Lola[/]'s curve, y(1−y): who is very sure is hard to move. "
        "It is called the [bold]gradient[/]. They differ in this step only.",
        formula=(
            f"recipe    [error]E{sub(walk.jay)}[/] = {recipe.sum.total}",
            f"gradient  [error]E{sub(walk.jay)}[/] = {gradient.sum.total}",
            "slope y(1−y): ¼ at y = ½,",
            "near 0 where she is sure",
            f"in use: [do:other-rule]{RULE_NAMES[walk.trace.error_rule]}[/]",
        ),
        subject=Subject(
            f"[error]E{sub(walk.jay)}[/] by the {walk.trace.error_rule}",
            (recipe if walk.trace.error_rule == "recipe" else gradient).sum.total,
            "error",
        ),
        scene=Scene(
            compact=gradient if listed(walk) else _both_rules(walk, recipe, gradient),
            normal=row(recipe, gradient, gap=6),
        ),
        lit=lit("jay", "tell", "lola"),
        travel=("lola", "jay"),
    )


def _both_rules(walk: Walk, recipe: Terms, gradient: Terms) -> Table:
    """Both rules' products in one table."""
    rows = [
        (f"[lola]{walk.named(a.index)}[/]", *a.factors, a.product, b.factors[1], b.product)
        for a, b in zip(recipe.sum.terms, gradient.sum.terms, strict=True)
    ]
    if recipe.sum.rounding or gradient.sum.rounding:
        rows.append(("[dim]rounding[/]", "", "", recipe.sum.rounding, "", gradient.sum.rounding))
    last = (f"[bold]{recipe.sum.total}[/]", "", f"[bold]{gradient.sum.total}[/]")
    return Table(
        title=f"{jay(walk)}'s [error]E[/] by the recipe, and by the gradient",
        header=("Lola", "v", "e", "recipe", "e·y(1−y)", "gradient"),
        rows=(*rows, (f"[error]E{sub(walk.jay)}[/]", "", "", *last)),
        alt="Both rules' products.",
    )


def check(walk: Walk) -> Beat:
    """Nudge a weight and see: which rule tells the slope of the error?"""
    trace = walk.trace
    j, i = walk.jay, walk.pixel
    slopes = {
        rule: float(trace.hidden_errors_by(rule)[j] * trace.hidden_slopes[j] * trace.inputs[i])
        for rule in ("recipe", "gradient")
    }
    below, above = walk.nudged("input_hidden", j, i, NUDGE)
    found = walk.pass_.check
    one = Table(
        title=f"{pixel(walk)} → {jay(walk)}, nudged",
        header=("", "½Σe²"),
        rows=(
            ("0.0001 less", number(below, NUDGE_DIGITS)),
            ("0.0001 more", number(above, NUDGE_DIGITS)),
            ("[bold]it falls, per 1[/]", _slope((below - above) / (2 * NUDGE))),
            ("the gradient says", _slope(slopes["gradient"])),
            ("the recipe says", _slope(slopes["recipe"])),
        ),
        reveal=True,
        tight=True,
        alt="One of your weights, nudged, and what the two rules say.",
    )
    moved = _as_it_moves(walk, slopes)
    return Beat(
        title="The check: nudge a weight",
        story="Who is right can be tried: make one weight a little smaller, then a little larger, "
        "and run again (●). How fast does ½Σe² fall? For [jay]Jay[/]→[lola]Lola[/] weights "
        + (
            "both rules say it right; for yours to Jay only the gradient does."
            if _as_they_should(found)
            else "and for yours to Jay, see which rule says it right."
        ),
        formula=(
            "(less − more) / 0.0002",
            f"  = ({number(below, NUDGE_DIGITS)}",
            f"  − {number(above, NUDGE_DIGITS)}) / 0.0002",
            f"  = {_slope((below - above) / (2 * NUDGE))}",
            "[dim]scaled up to a change of 1[/]",
        ),
        subject=Subject("it falls, per 1", _slope((below - above) / (2 * NUDGE)), "error"),
        scene=Scene(
            compact=row(column(one, _of_many(found, "✓")), moved, gap=2),
            normal=column(row(one, _of_many(found, "✓ to 6 digits"), gap=10), moved),
        ),
        lit=lit("you", "speak", "jay", "tell", "lola"),
    )


def _of_many(found: GradientCheck, right: str) -> Table:
    """Which rule says it right for some weights of each layer."""

    def said(agrees: bool) -> str:
        return f"[you]{right}[/]" if agrees else "[error]✗ no[/]"

    return Table(
        title=f"right for {len(found.hidden_output.indices)} weights of each?",
        header=("", "Jay→Lola", "you→Jay"),
        rows=tuple(
            (rule, said(found.hidden_output.agrees(rule)), said(found.input_hidden.agrees(rule)))
            for rule in ("gradient", "recipe")
        ),
        tight=True,
        alt="Which rule says how fast the error falls, for the weights of each layer.",
    )


def _as_it_moves(walk: Walk, slopes: Mapping[str, float]) -> Chart:
    """How the error changes as a weight is moved, and how it would by each rule."""
    tried = {0.0: 0.0}
    for by in MOVED:
        below, above = walk.nudged("input_hidden", walk.jay, walk.pixel, by)
        tried |= {-by: below - walk.trace.loss, by: above - walk.trace.loss}
    moved = sorted(tried)

    def says(rule: str, **look: Any) -> Series:
        return Series(rule, moved, [-slopes[rule] * by for by in moved], **look)

    return Chart(
        title="[bold]½Σe²[/], as this weight is moved",
        series=(
            says("recipe", term="error", form="dashes"),
            says("gradient", term="you", form="line"),
            Series("tried", moved, [tried[by] for by in moved], "bold", "points"),
        ),
        x_label="moved by",
        y_label="more or less",
        marks=(-1.0, 0.0, 1.0),
        draw=True,
        alt="How the error changes as one of your weights is moved, and what the two rules say.",
    )


def _as_they_should(found: GradientCheck) -> bool:
    """Tell whether the rules differ where they should: in your weights, by the recipe."""
    above, below = found.hidden_output, found.input_hidden
    both = above.agrees("recipe") and above.agrees("gradient")
    return both and below.agrees("gradient") and not below.agrees("recipe")


def _slope(value: float) -> str:
    return signed(value, 6)


def still(walk: Walk) -> Beat:
    """Why the recipe learns all the same."""
    from tinynet.gradient import cosine_similarity  # not before: the side path is seldom walked

    recipe, gradient = (walk.trace.hidden_errors_by(rule) for rule in ("recipe", "gradient"))
    same = int((np.sign(recipe) == np.sign(gradient)).sum())
    left = signed_wall(walk, "[bold]recipe[/] E", recipe, "E", marked_above=0.0)
    right = signed_wall(walk, "[bold]gradient[/] E", gradient, "E", marked_above=0.0)
    alike = cosine_similarity(recipe, gradient)
    return Beat(
        title="Why the recipe learns all the same",
        story="The slope y(1−y) is never below zero: without it each [lola]Lola[/] complains "
        f"louder, but of the same. Only the sum of all {walk.lolas} may come out otherwise: here "
        f"{same} of {len(recipe)} [jay]Jays[/] are told the same, say more or less. Both rules "
        "learn.",
        formula=(
            f"the same by both: {same} of {len(recipe)}",
            "how alike the two pictures are:",
            f"  {number(alike, 2)} [dim](1: quite, 0: not)[/]",
            f"{jay(walk)}: recipe {own(recipe[walk.jay])}",
            f"        gradient {own(gradient[walk.jay])}",
        ),
        subject=Subject(f"of {len(recipe)} [jay]Jays[/] are told the same", str(same), "jay"),
        scene=Scene(compact=row(left, right, gap=4), normal=row(left, right, gap=6)),
        lit=lit("jay"),
    )

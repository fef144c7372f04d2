"""Act 7: the error carried back along the weights: who among the Jays is to blame."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from scenes.story.acts.common import errors_bars, extremes, jay, lola_labels, pixel, signed_wall
from scenes.story.beats import Act, Beat, Question, lit
from scenes.story.figures import Bars, Floats, Flow, Scene, Table, Terms, row
from scenes.story.numbers import decimals, number, signed, sub, weighted_sum
from scenes.story.walk import Walk
from tinynet import GradientCheck

AT_THE_LOLAS = "[error]e[/] at the [lola]Lolas[/]"
NUDGE = 1e-4
NUDGE_DIGITS = 11
RULE_FORMULAS = {
    "recipe": "E = Σ v·[error]e[/]",
    "gradient": "E = Σ v·[error]e[/]·y(1−y)",
}


def _carried(walk: Walk, rule: str) -> Floats:
    """What each Lola hands back by a rule."""
    return walk.trace.output_errors if rule == "recipe" else walk.trace.output_deltas


def _terms(walk: Walk, rule: str, title: str = "", **more: Any) -> Terms:
    told = weighted_sum(walk.trace.hidden_output[:, walk.jay], _carried(walk, rule))
    passed = "e" if rule == "recipe" else "e·y(1−y)"
    return Terms(
        title=title or f"the blame that comes back to {jay(walk)}",
        sum=told,
        names=tuple(f"[lola]Lola {term.index}[/]" for term in told.terms),
        header=("from", "v", passed, f"v·{passed}" if rule == "recipe" else "product"),
        total_name=f"[error]E{sub(walk.jay)}[/]",
        alt=f"The error carried back to Jay {walk.jay} by the {rule} rule.",
        **more,
    )


def _more_or_less(walk: Walk) -> Question | None:
    """Ask which way the chosen Jay's error goes."""
    blame = float(walk.trace.hidden_errors[walk.jay])
    if blame == 0:
        return None
    return Question(
        f"will the blame ask {jay(walk)} for less, or for more?",
        ("less", "more"),
        1 if blame > 0 else 0,
        f"the Lolas' errors by his weights add up to {_own(blame)}: "
        f"{'more' if blame > 0 else 'less'}.",
    )


def who(walk: Walk) -> Beat:
    """Nobody tells a Jay what he should have said."""
    weights = walk.trace.hidden_output[:, walk.jay]
    largest = max(1.0, float(np.abs(weights).max()))
    ties = Bars(
        title=f"[tell]v[/]: how {jay(walk)} speaks to each",
        labels=lola_labels(walk),
        values=weights,
        low=-largest,
        high=largest,
        picks="lola",
        alt=f"Jay {walk.jay}'s weights to the Lolas. {extremes(weights, 'Lola')}",
    )
    return Beat(
        title="Who is to blame?",
        story="Each [lola]Lola[/] knows her [error]error[/]; nobody knows what a [jay]Jay[/] "
        "should have said. But who spoke most seriously to a Lola had most part in what she heard. "
        "So the error goes back the way it came, along the same weights.",
        formula=(
            "no target for a [jay]Jay[/]:",
            "[jay]t − h[/] cannot be taken",
            "",
            "his share of each [error]e[/] goes by [tell]v[/]",
        ),
        scene=Scene(
            compact=row(ties, errors_bars(walk, AT_THE_LOLAS), gap=3),
            normal=row(ties, errors_bars(walk, AT_THE_LOLAS), gap=6),
        ),
        lit=lit("jay", "tell", "lola"),
        travel=("lola", "jay"),
        question=_more_or_less(walk),
    )


def one_jay(walk: Walk) -> Beat:
    """One Jay's ten shares, added up."""
    rule = walk.trace.error_rule
    terms = _terms(walk, rule, count=True)
    blame = float(walk.trace.hidden_errors[walk.jay])
    shares = walk.trace.hidden_output[:, walk.jay] * _carried(walk, rule)
    flow = Flow(
        title=f"what each [lola]Lola[/] hands back to {jay(walk)}",
        many=tuple(
            f"{'▸' if term.index == walk.lola else ''}[lola]{term.index}[/] {term.product}"
            for term in terms.sum.terms
        ),
        values=shares,
        one=(jay(walk), f"[error]E[/] {terms.sum.total}"),
        backwards=True,
        picks="lola",
        indices=tuple(range(len(shares))),
        alt=f"Ten links back to Jay {walk.jay}. {extremes(shares, 'Lola')}",
    )
    return Beat(
        title=f"Jay {walk.jay}'s share",
        story=f"Take each [lola]Lola[/]'s error by how seriously {jay(walk)} spoke to her; add the "
        "ten. That is his [error]error E[/]. "
        + (
            "It is above zero: by this rule he should have passed on more."
            if blame > 0
            else "It is not above zero: by this rule he should have passed on less."
        ),
        formula=(
            RULE_FORMULAS[rule].replace("E =", f"[error]E{sub(walk.jay)}[/] ="),
            f"  = [error]{terms.sum.total}[/]",
            f"by the {rule}",
            f"[dim][do:other-rule]by the {'gradient' if rule == 'recipe' else 'recipe'}[/][/]",
        ),
        scene=Scene(
            compact=row(replace(flow, title=""), terms, gap=3), normal=row(flow, terms, gap=4)
        ),
        lit=lit("jay", "tell", "lola"),
        travel=("lola", "jay"),
    )


def all_jays(walk: Walk) -> Beat:
    """Blame at the whole hidden layer."""
    errors = walk.trace.hidden_errors
    wall = signed_wall(walk, "[error]E[/] of every [jay]Jay[/]", errors, "E", sweep=True)
    most, least = int(errors.argmax()), int(errors.argmin())
    return Beat(
        title="Every Jay gets his share",
        story="The same for all of them at once. [positive]Orange (+)[/]: should have passed on "
        "more. [negative]Blue (−)[/]: less. Faint: had little to do with it. So the error at ten "
        f"[lola]Lolas[/] has become an error at {len(errors)} [jay]Jays[/].",
        formula=(
            "[error]E[/] = Vᵀ [error]e[/]"
            if walk.trace.error_rule == "recipe"
            else "[error]E[/] = Vᵀ ([error]e[/] · y(1−y))",
            "[dim]Vᵀ: the weights V, read back[/]",
            f"should say more: [jay]Jay {most}[/] {signed(float(errors[most]))}",
            f"should say less: [jay]Jay {least}[/] {signed(float(errors[least]))}",
            f"{jay(walk)}: {signed(float(errors[walk.jay]))}",
        ),
        scene=Scene(
            compact=row(errors_bars(walk, AT_THE_LOLAS), wall, gap=3),
            normal=row(errors_bars(walk, AT_THE_LOLAS), wall, gap=6),
        ),
        lit=lit("jay", "tell", "lola"),
        travel=("lola", "jay"),
    )


def two_rules(walk: Walk) -> Beat:
    """The recipe and the gradient side by side."""
    recipe = _terms(walk, "recipe", f"[bold]recipe[/]: {jay(walk)}'s E")
    gradient = _terms(walk, "gradient", f"[bold]gradient[/]: {jay(walk)}'s E")
    return Beat(
        title="Two rules: recipe and gradient",
        story="Honestly: the [bold]recipe[/] is a simplification. Calculus also weighs each error "
        "by the slope of that [lola]Lola[/]'s curve, y(1−y): who is very sure is hard to move. "
        "That is the [bold]gradient[/]. They differ in this step only.",
        formula=(
            f"recipe    [error]E{sub(walk.jay)}[/] = {recipe.sum.total}",
            f"gradient  [error]E{sub(walk.jay)}[/] = {gradient.sum.total}",
            "slope y(1−y): ¼ at y = ½,",
            "near 0 where she is sure",
            f"in force: [do:other-rule]{walk.trace.error_rule}[/]",
        ),
        scene=Scene(
            compact=_both_rules(walk, recipe, gradient), normal=row(recipe, gradient, gap=6)
        ),
        lit=lit("jay", "tell", "lola"),
        travel=("lola", "jay"),
    )


def _both_rules(walk: Walk, recipe: Terms, gradient: Terms) -> Table:
    """Both rules' products in one table."""
    rows = [
        (f"[lola]{a.index}[/]", a.factors[0], a.factors[1], a.product, b.factors[1], b.product)
        for a, b in zip(recipe.sum.terms, gradient.sum.terms, strict=True)
    ]
    if recipe.sum.rest or gradient.sum.rest:
        rows.append(("[dim]rounding[/]", "", "", recipe.sum.rest, "", gradient.sum.rest))
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
        title=f"one weight, {pixel(walk)} → {jay(walk)}, nudged",
        header=("", "½Σe²"),
        rows=(
            ("0.0001 less", number(below, NUDGE_DIGITS)),
            ("0.0001 more", number(above, NUDGE_DIGITS)),
            ("[bold]falls by, for each 1[/]", _slope((below - above) / (2 * NUDGE))),
            ("the gradient says", _slope(slopes["gradient"])),
            ("the recipe says", _slope(slopes["recipe"])),
        ),
        reveal=True,
        alt="One of your weights, nudged, and what the two rules say.",
    )
    many = Table(
        title=f"{len(found.hidden_output.indices)} weights a layer: 0 equal, 1 unlike",
        header=("", "Jay→Lola", "you→Jay"),
        rows=tuple(
            (
                rule,
                _off(found.hidden_output.relative_errors[rule], found.hidden_output.agrees(rule)),
                _off(found.input_hidden.relative_errors[rule], found.input_hidden.agrees(rule)),
            )
            for rule in ("gradient", "recipe")
        ),
        alt="How far each rule is from the numerical gradient, from 0 (equal) to 1.",
    )
    return Beat(
        title="The check: nudge a weight",
        story="Who is right can be tried: make one weight a little smaller, then a little larger, "
        "and run the network again. How fast does ½Σe² fall? For [jay]Jay[/]→[lola]Lola[/] weights "
        + (
            "both rules say it right; for yours to Jay only the gradient does."
            if _as_told(found)
            else "and for yours to Jay, see which rule says it right."
        ),
        formula=(
            "(less − more) / 0.0002",
            f"  = ({number(below, NUDGE_DIGITS)}",
            f"  − {number(above, NUDGE_DIGITS)}) / 0.0002",
            f"  = {_slope((below - above) / (2 * NUDGE))}",
            "[dim]✓ off by less than 0.000001[/]",
        ),
        scene=Scene(compact=row(one, many, gap=4), normal=row(one, many, gap=10)),
        lit=lit("you", "speak", "jay", "tell", "lola"),
    )


def _as_told(found: GradientCheck) -> bool:
    """Tell whether the rules differ where they should: in your weights, by the recipe."""
    above, below = found.hidden_output, found.input_hidden
    both = above.agrees("recipe") and above.agrees("gradient")
    return both and below.agrees("gradient") and not below.agrees("recipe")


def _slope(value: float) -> str:
    return signed(value, 6)


def _off(error: float, agrees: bool) -> str:
    return f"{number(error, 6)} ✓" if agrees else f"[error]{number(error, 6)} ✗[/]"


def _own(value: float) -> str:
    return signed(float(value), decimals(float(value), 2))


def still(walk: Walk) -> Beat:
    """Why the recipe learns all the same."""
    recipe, gradient = (walk.trace.hidden_errors_by(rule) for rule in ("recipe", "gradient"))
    same = int((np.sign(recipe) == np.sign(gradient)).sum())
    left = signed_wall(walk, "[bold]recipe[/] E", recipe, "E")
    right = signed_wall(walk, "[bold]gradient[/] E", gradient, "E")
    part = same / len(recipe)
    return Beat(
        title="Why the recipe learns all the same",
        story="The slope y(1−y) is never below zero, so leaving it out changes how loud each "
        "[lola]Lola[/]'s complaint is, not its sign; only their sum may turn. Here "
        f"{same} of {len(recipe)} [jay]Jays[/] hear the same verdict. In practice both learn.",
        formula=(
            "same sign by both rules:",
            f"{same} of {len(recipe)} [jay]Jays[/]  ({100 * part:.0f} %)",
            f"{jay(walk)}: recipe {_own(recipe[walk.jay])}",
            f"        gradient {_own(gradient[walk.jay])}",
            f"in force: {walk.trace.error_rule}",
        ),
        scene=Scene(compact=row(left, right, gap=4), normal=row(left, right, gap=6)),
        lit=lit("jay"),
    )


ACT = Act(
    id="blame",
    name="Blame",
    about="output error, carried back",
    beats={
        "question": who,
        "share": one_jay,
        "shares": all_jays,
        "rules": two_rules,
        "check": check,
        "sign": still,
    },
    asks={"question": "what the blame asks for"},
)

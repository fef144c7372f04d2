"""All that the practice screen shows of a task: plain words and numbers, marked up."""

from __future__ import annotations

from dataclasses import dataclass

from scenes.screens.practice.model import PracticeModel
from scenes.screens.walk.view import Way
from scenes.story.homework.lines import LineBlock
from scenes.story.practice.calculation import Calculation, Operand
from scenes.story.practice.working import hints_of, working_of

HOW = (
    "[dim]A number, rounded as you like, or arithmetic: 0.1*0.47*(1−0.25). "
    "A comma is a point, 53% is 0.53.[/]"
)
"""What is said before anything is."""


@dataclass(frozen=True, eq=False)
class PracticeView:
    """A task as it stands, the result hidden until it is found or given up."""

    title: str
    place: str
    """Which task of how many, and how many are solved."""
    asked: str
    formula: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    """The numbers to work with, a row for each node."""
    symbol: str
    typed: str
    said: str
    hints: tuple[str, ...]
    working: tuple[LineBlock, ...]
    next_words: str
    """What Enter does."""
    way: Way
    given: tuple[LineBlock, ...]
    """The whole network, where there is room beside the task."""


def view_of(model: PracticeModel) -> PracticeView:
    """Return what is to be seen of the model."""
    task, attempt = model.task, model.attempt
    step = attempt.step
    header, rows = table_of(step)
    last = model.index == len(model.tasks) - 1
    return PracticeView(
        title=task.title,
        place=_place(model),
        asked=f"{step.asked}{'' if step.asked.endswith('?') else '?'}",
        formula=f"{step.symbol} = {step.written}",
        header=header,
        rows=rows,
        symbol=step.symbol,
        typed=attempt.typed,
        said="" if attempt.given_up else attempt.said or HOW,
        hints=hints_of(step)[: attempt.hints],
        working=working_of(step) if attempt.over else (),
        next_words=_next(model, last) if attempt.over else "enter: is it right?",
        way=_way(model),
        given=task.given,
    )


def _place(model: PracticeModel) -> str:
    if len(model.tasks) == 1:
        return "[dim]your turn[/]"
    solved, _ = model.counts
    return f"[dim]{model.index + 1} of {len(model.tasks)}, solved: {solved}[/]"


def _next(model: PracticeModel, last: bool) -> str:
    if model.is_part:
        return "enter: back to the whole"
    return "enter: leave" if last else "enter: go on"


def table_of(step: Calculation) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Return the operands as a table: a row for each node where each has several numbers.

    Else a row for each number.
    """
    groups = list(step.operands.values())
    if len(groups) > 1 and len(groups[0]) > 1 and len({len(group) for group in groups}) == 1:
        header = ("", *(group[0].symbol for group in groups))
        names = [one.name for one in groups[-1]]
        rows = zip(*([one.text for one in group] for group in groups), strict=True)
        return header, tuple((name, *row) for name, row in zip(names, rows, strict=True))
    return (), tuple(_row(one) for one in step.all_operands)


def _row(one: Operand) -> tuple[str, ...]:
    name = f"{one.name}: {one.symbol}" if one.name and one.symbol else one.name or one.symbol
    return (name, one.text)


def _way(model: PracticeModel) -> Way:
    task, step = model.task, model.attempt.step
    inputs, hidden, outputs = task.layers
    return Way(
        inputs=inputs,
        hidden=hidden,
        outputs=outputs,
        heard="?",
        meant=task.meant,
        lit=step.lit,
        travel=step.travel,
    )

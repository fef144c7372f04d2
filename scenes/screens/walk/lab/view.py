"""What the lab's panel shows: every word and number, ready to be drawn."""

from __future__ import annotations

from dataclasses import dataclass

from scenes.screens.walk.lab.controls import LONGEST_CLASS, Control, controls_of
from scenes.story.figures import Floats
from scenes.story.lab.edit import Edit
from scenes.story.lab.effects import Effects, Matter, ranking
from scenes.story.lab.lab import Lab
from scenes.story.numbers import decimals, percent
from scenes.story.walk import Walk

RANKED = 10
MOST_DIGITS = 6
UNCHANGED = "nothing is changed yet"


@dataclass(frozen=True, eq=False)
class LabView:
    """What the panel draws."""

    controls: tuple[Control, ...]
    made: tuple[Edit, ...]
    before: Floats
    after: Floats
    answer: int
    """What the network answers now."""
    names: tuple[str, ...]
    """What the classes are called, in short."""
    jay: int
    """The Jay who is looked at."""
    ranking: tuple[Matter, ...]
    digits: int
    """Decimals that show the ranking."""
    status: tuple[tuple[str, str], ...]
    """How far the edits reach and the share of other digits read right, marked up: with what
    is changed; then in fewer and fewer words."""


def lab_view_of(
    lab: Lab, walk: Walk, effects: Effects, scores: tuple[float, float] | None
) -> LabView:
    """Say all of it; ``scores`` are None while they are being counted."""
    trace = walk.trace
    ranked = ranking(trace, RANKED)
    largest = abs(ranked[0].change)
    return LabView(
        controls=controls_of(lab, walk),
        made=lab.edits,
        before=effects.before.trace.outputs,
        after=trace.outputs,
        answer=trace.answer,
        names=tuple(walk.classes.short(k, LONGEST_CLASS) for k in range(len(walk.classes))),
        jay=walk.jay,
        ranking=ranked,
        digits=min(MOST_DIGITS, decimals(largest, 2)),
        status=status_words(lab, effects, scores),
    )


def status_words(
    lab: Lab, effects: Effects, scores: tuple[float, float] | None
) -> tuple[tuple[str, str], ...]:
    """Tell reach and score, with what is changed; then in fewer and fewer words."""
    others = f"{len(effects.before.others[1]):,}"
    count = f"{others} {effects.before.classes.things}:"
    score = score_words(scores, changed=bool(lab.of_network))
    if not lab:
        return ((UNCHANGED, f"{count} {score}"),)
    reach = reach_words(effects)
    return (
        *((f"{words}: reaches {reach}", f"{count} {score}") for words in changed_words(lab)),
        (f"reaches {reach}", f"{count} {score}"),
        (f"→ {reach}", f"of {others}: {score.replace(' % →', ' →')}"),
    )


def reach_words(effects: Effects) -> str:
    """Tell how far some edits reach."""
    pixels, jays, lolas = len(effects.pixels), len(effects.jays), len(effects.lolas)
    parts = [f"[you]{_count(pixels, 'pixel')}[/]"] if pixels else []
    parts += [f"[jay]{_count(jays, 'Jay')}[/]", f"[lola]{_count(lolas, 'Lola')}[/]"]
    before, after = effects.answers
    names = effects.before.classes.names
    answer = f"stays {names[after]}"
    if before != after:
        answer = f"{names[before]} → [error]{names[after]}[/]"
    return f"{', '.join(parts)} · answer {answer}"


def changed_words(lab: Lab) -> tuple[str, ...]:
    """Tell the edits: all; then the last, and how many more."""
    more = f", {len(lab.edits) - 1} more" if len(lab.edits) > 1 else ""
    return lab.words(), f"{lab.edits[-1].words}{more}"


def score_words(scores: tuple[float, float] | None, *, changed: bool) -> str:
    """Tell the score on other digits, before and after if the network is changed."""
    words = "…" if scores is None else percent(scores[0])
    if changed:
        words += f" → {'…' if scores is None else percent(scores[1])}"
    return words


def marker_words(lab: Lab, room: int) -> str:
    """Tell that something is changed, as fully as there is room for; empty if there is none."""
    count, first = len(lab.edits), lab.edits[-1].words
    edits = _count(count, "edit")
    for words in (
        f"changed: {lab.words()}; u takes it back",
        f"changed: {first}, {count - 1} more; u takes it back" if count > 1 else "",
        f"changed: {first}; u: back" if count == 1 else "",
        f"changed: {edits}; u: back",
        f"{edits}; u: back",
        "≠ u",
    ):
        if words and len(words) <= room:
            return f"[rate]{words}[/]"
    return ""


def _count(count: int, name: str) -> str:
    return f"{count} {name}{'' if count == 1 else 's'}"

"""What the board shows at a moment: all its numbers and words, ready to be drawn."""

from __future__ import annotations

from dataclasses import dataclass

from scenes.screens.drawing.easel import Easel
from scenes.screens.drawing.heard import Heard
from scenes.screens.drawing.pupil import Pupil
from scenes.story.figures import Floats
from scenes.story.numbers import number, percent

SAY_MEANT = "What should she have heard? Press [rate]0[/] to [rate]9[/]."


@dataclass(frozen=True, eq=False)
class View:
    """A drawing, what is heard of it, the brush, and what telling did."""

    heard: Heard
    kind: int
    """Which kind's average stands beside the drawing."""
    kind_is: str
    """Whether that is the digit heard or the one meant."""
    average: Floats
    """The average digit of that kind, 28 × 28."""
    told: tuple[str, ...]
    """What telling did, line by line, marked up."""
    told_short: str
    """The same in one line."""
    verdict: str
    """What was meant and how large the error is."""
    brush: int
    erasing: bool
    pen_down: bool
    painting: bool
    cursor: int | None
    """The pixel at which the keys paint, if it is to be seen."""
    can_undo: bool
    can_redo: bool


def view_of(easel: Easel, *, beside_meant: bool) -> View | None:
    """Return what there is to show; the average beside is of the digit heard, or of that meant."""
    pupil, heard = easel.pupil, easel.heard()
    if pupil is None or heard is None:
        return None
    kind = heard.answer
    if beside_meant and heard.meant is not None:
        kind = heard.meant
    row, column = easel.cursor
    return View(
        heard=heard,
        kind=kind,
        kind_is="heard" if kind == heard.answer else "meant",
        average=pupil.averages[kind],
        told=_told(pupil, heard),
        told_short=_told_short(pupil, heard),
        verdict=_verdict(heard),
        brush=easel.brush,
        erasing=easel.erasing,
        pen_down=easel.pen_down,
        painting=easel.painting,
        cursor=row * len(easel.ink) + column if easel.by_keys else None,
        can_undo=easel.can_undo,
        can_redo=easel.can_redo,
    )


def _verdict(heard: Heard) -> str:
    if heard.blank:
        return ""
    if heard.meant is None or heard.loss is None:
        return SAY_MEANT
    return (
        f"[{heard.term}]{heard.mark} You meant {heard.meant}[/], she hears {heard.answer}: "
        f"error ½Σe² = [error]{heard.losses[1]}[/]"
    )


def _change(pupil: Pupil, heard: Heard) -> str:
    return (
        f"{heard.untold_answer} ({number(float(heard.untold.max()), 2)}) → "
        f"[{heard.term}]{heard.mark}{heard.answer}[/] ({number(float(heard.outputs.max()), 2)})"
    )


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def _told(pupil: Pupil, heard: Heard) -> tuple[str, ...]:
    offer = "[rate]m[/] tells him again" if pupil.told else "[rate]m[/] tells him what you meant"
    offer = offer if heard.meant is not None and not heard.blank else ""
    if not pupil.told:
        return (offer,)
    lines = [f"[jay]Jay[/] was told {_times(pupil.told)}"]
    if not heard.blank:
        lines.append(f"heard {_change(pupil, heard)}")
    if heard.loss is not None and not heard.blank:
        lines.append(f"[error]error[/] {' → '.join(heard.losses)}")
    score = f"{percent(pupil.score_before)} → {percent(pupil.score)}"
    lines.append(f"{pupil.others:,} test digits, right:")
    lines.append(score)
    lines.append(
        "[rate]m[/] again  [rate]u[/] takes it back" if offer else "[rate]u[/] takes it back"
    )
    return tuple(lines)


def _told_short(pupil: Pupil, heard: Heard) -> str:
    if not pupil.told:
        return _told(pupil, heard)[0]
    change = "" if heard.blank else f"{_change(pupil, heard)} · "
    score = f"{percent(pupil.score_before).removesuffix(' %')} → {percent(pupil.score)}"
    return f"told {pupil.told} ×: {change}test digits right: {score} · [rate]u[/] undoes"

"""What the drawing screen shows at a moment: all its numbers and words, ready to be drawn."""

from __future__ import annotations

from dataclasses import dataclass

from scenes.screens.drawing.learner import Learner
from scenes.screens.drawing.model import DrawingModel
from scenes.screens.drawing.recognition import Recognition
from scenes.story.doubts import doubt
from scenes.story.figures import Floats
from scenes.story.nouns import MOST_KEYS, Nouns, Worded, worded
from scenes.story.numbers import decimals, number, percent
from tinynet import Classes
from tinynet.classes import DIGITS

SAY_MEANT = Worded("What should she have heard? Press [rate]0[/] to [rate]{last}[/].")
CHOOSES = "[rate]g[/]"
"""What is pressed, or clicked where it stands, to choose from a list of all classes."""
SAY_WHICH = f"What should she have heard? {CHOOSES} lists all."
TELLS, TAKES_BACK = "[rate]m[/]", "[rate]u[/]"
"""What is pressed, or clicked where it stands, to tell him; and to take it back."""
BRIEF_NAME = 6
"""Characters of a name where what telling did has but one line."""
HEARD_NAMES, HEARD_NAME = 4, 8
"""Characters of two names with which all words of what is heard fit in a line; of one, at most."""
VERDICT_NAME = 9
"""Characters of one beside the error, whose number is not to be cut."""
NEAR_ENOUGH = 0.05
"""A scale that differs less from 1 is no change to speak of; nor are outputs that differ less."""


@dataclass(frozen=True, eq=False)
class DrawingView:
    """A drawing, what is heard of it, the brush, and what telling did."""

    recognised: Recognition
    classes: Classes
    """What may be heard, by name."""
    kind: int
    """Which kind's average stands beside the drawing."""
    kind_is: str
    """Whether that is the digit heard or the one meant."""
    average: Floats
    """The average digit of that kind, rows × columns."""
    heard: str
    """What is heard raw, and prepared."""
    sentence: str
    """What preparing changed, and what that did to the answer."""
    verdict: str
    """What was meant and how large the error is."""
    telling: tuple[str, ...]
    """What telling did, line by line; the last offers more of it."""
    brief_telling: tuple[str, ...]
    """The same in one line."""
    brush: int
    erasing: bool
    pen_down: bool
    painting: bool
    cursor: int | None
    """The pixel at which the keys paint, if it is to be seen."""
    can_undo: bool
    can_redo: bool

    @property
    def side(self) -> int:
        """Rows and columns of the sheet, in pixels."""
        return len(self.recognised.drawing)


def view_of(model: DrawingModel, *, beside_meant: bool) -> DrawingView | None:
    """Return what there is to show; the average beside is of the digit heard, or of that meant."""
    learner, recognised = model.learner, model.recognised()
    if learner is None or recognised is None:
        return None
    kind = recognised.answer
    if beside_meant and recognised.meant is not None:
        kind = recognised.meant
    sheet, (row, column) = model.sheet, model.cursor
    return DrawingView(
        recognised=recognised,
        classes=learner.digits.classes,
        kind=kind,
        kind_is="heard" if kind == recognised.answer else "meant",
        average=learner.averages[kind],
        heard=_heard(recognised, learner.digits.classes),
        sentence=_sentence(recognised, learner.digits.classes),
        verdict=_verdict(recognised, learner.digits.classes),
        telling=_telling(learner, recognised),
        brief_telling=_brief_telling(learner, recognised),
        brush=sheet.brush,
        erasing=sheet.erasing,
        pen_down=model.pen_down,
        painting=sheet.painting,
        cursor=row * sheet.ink.shape[1] + column if model.by_keys else None,
        can_undo=sheet.can_undo,
        can_redo=sheet.can_redo,
    )


# What is heard.


def _term(recognised: Recognition) -> str:
    """Return the colour of the answer: right, wrong, or not known to be either."""
    if recognised.meant is None:
        return "lola"
    return "you" if recognised.meant == recognised.answer else "error"


def _mark(recognised: Recognition) -> str:
    """Return the same as a character."""
    return {"lola": "", "you": "✓", "error": "✗"}[_term(recognised)]


def _heard(recognised: Recognition, classes: Classes) -> str:
    raw = number(float(recognised.raw.max()), 2)
    prepared = number(float(recognised.outputs.max()), 2)
    before, after = (
        classes.short(kind, HEARD_NAME) for kind in (recognised.raw_answer, recognised.answer)
    )
    # Longer names leave no room for more words.
    heard = "heard " if len(before + after) <= HEARD_NAMES else ""
    return (
        f"{heard}raw: [bold]{before}[/] ({raw}) · "
        f"{heard}prepared: [{_term(recognised)}]{after}[/] ({prepared})"
    )


def _sentence(recognised: Recognition, classes: Classes) -> str:
    if recognised.blank:
        heard, sure = classes.a(recognised.answer), float(recognised.outputs.max())
        return (
            f"An empty sheet, yet she hears {heard} ({number(sure, 2)}): "
            f"there is no Lola for nothing. {recognised.prepared.image.size} pixels say 0.01 each, "
            f"and by the weights that adds up to most at {classes.names[recognised.answer]}."
        )
    if recognised.several and recognised.meant is None:
        # Who says what is meant has looked.
        return (
            f"This may be several digits, written together; it is heard as one: "
            f"{classes.a(recognised.answer)}."
        )
    changes = [
        _scaled(recognised.prepared.scale),
        "strokes widened" if recognised.prepared.widened else "",
        _moved(*recognised.moved),
    ]
    changes = [change for change in changes if change]
    if not changes:
        those = "MNIST's digits" if classes.names == DIGITS else "the network's own pictures"
        return f"Your drawing stood as {those} do already: preparing it changed next to nothing."
    answer, raw = recognised.answer, recognised.raw_answer
    rare = doubt(recognised.outputs, recognised.meant) if classes.names == DIGITS else None
    if rare is not None:
        return rare
    what = " and ".join(filter(None, (", ".join(changes[:-1]), changes[-1])))
    # With all three there is no room for more.
    drawing = ": heard as" if len(changes) == 3 else ", your drawing is heard as"
    words = f"{what[0].upper()}{what[1:]}{drawing} {classes.a(answer)}"
    if raw != answer:
        return f"{words}, not {classes.a(raw)}."
    change = float(recognised.outputs[answer] - recognised.raw[answer])
    if abs(change) < NEAR_ENOUGH:
        return f"{words} all the same."
    return f"{words} all the same, but {'more' if change > 0 else 'less'} surely."


def _scaled(scale: float) -> str:
    if abs(scale - 1) < NEAR_ENOUGH:
        return ""
    return f"{'enlarged' if scale > 1 else 'shrunk'} to {100 * scale:.0f} %"


def _moved(down: int, right: int) -> str:
    ways = []
    if down:
        ways.append(f"{abs(down)} {'down' if down > 0 else 'up'}")
    if right:
        ways.append(f"{abs(right)} {'right' if right > 0 else 'left'}")
    return f"moved {' and '.join(ways)}" if ways else ""


# What was meant, and what telling did.


def _losses(recognised: Recognition) -> tuple[str, str]:
    """Return the error before anything was told, and now; printed with as many decimals."""
    before, now = recognised.untold_loss or 0.0, recognised.loss or 0.0
    digits = max(decimals(before, 2), decimals(now, 2))
    return number(before, digits), number(now, digits)


def _verdict(recognised: Recognition, classes: Classes) -> str:
    names = classes.names
    if recognised.blank:
        return ""
    if recognised.meant is None:
        return SAY_WHICH if len(names) > MOST_KEYS else worded(SAY_MEANT, Nouns(names=names))
    if classes.width > BRIEF_NAME:
        meant, answer = (
            classes.short(kind, VERDICT_NAME) for kind in (recognised.meant, recognised.answer)
        )
        return (
            f"[{_term(recognised)}]{_mark(recognised)} You meant {meant}[/], heard {answer}: "
            f"½Σe² = [error]{_losses(recognised)[1]}[/]"
        )
    return (
        f"[{_term(recognised)}]{_mark(recognised)} You meant {names[recognised.meant]}[/], "
        f"she hears {names[recognised.answer]}: error ½Σe² = [error]{_losses(recognised)[1]}[/]"
    )


def _change(recognised: Recognition, names: tuple[str, ...]) -> str:
    before = number(float(recognised.untold.max()), 2)
    now = number(float(recognised.outputs.max()), 2)
    return (
        f"{names[recognised.untold_answer]} ({before}) → "
        f"[{_term(recognised)}]{_mark(recognised)}{names[recognised.answer]}[/] ({now})"
    )


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def _telling(learner: Learner, recognised: Recognition) -> tuple[str, ...]:
    drawn = not recognised.blank
    can_tell = recognised.meant is not None and drawn
    if not learner.told:
        return (f"{TELLS} tells him what you meant" if can_tell else "",)
    lines = [f"[jay]Jay[/] was told {_times(learner.told)}"]
    if drawn:
        lines.append(f"heard {_change(recognised, learner.digits.classes.names)}")
    if can_tell:
        lines.append(f"[error]error[/] {' → '.join(_losses(recognised))}")
    lines.append(f"{learner.others:,} test {learner.digits.classes.things}, right:")
    lines.append(f"{percent(learner.score_before)} → {percent(learner.score)}")
    lines.append(
        f"{TELLS} again  {TAKES_BACK} takes it back" if can_tell else f"{TAKES_BACK} takes it back"
    )
    return tuple(lines)


def _brief_telling(learner: Learner, recognised: Recognition) -> tuple[str, ...]:
    if not learner.told:
        return _telling(learner, recognised)
    classes = learner.digits.classes
    change = "" if recognised.blank else f"{_change(recognised, classes.names)} · "
    if change and classes.width > BRIEF_NAME:
        before, now = (
            classes.short(kind, BRIEF_NAME)
            for kind in (recognised.untold_answer, recognised.answer)
        )
        change = f"{before} → [{_term(recognised)}]{_mark(recognised)}{now}[/] · "
    score = f"{percent(learner.score_before).removesuffix(' %')} → {percent(learner.score)}"
    so_far = f"told {learner.told} ×: {change}right of {learner.others:,}: {score}"
    return (f"{so_far} · {TAKES_BACK} undoes",)

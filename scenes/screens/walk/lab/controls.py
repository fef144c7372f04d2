"""What can be turned in the lab, for the Jay, the weights, the pixel and the digit in focus."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from scenes.story.lab.edit import QUIET_PIXEL, Edit
from scenes.story.lab.edits import (
    QUIET_INPUT,
    Noise,
    Off,
    Paint,
    Shift,
    Speak,
    Tell,
    Threshold,
    Turn,
    Volume,
    moved,
    printed_weight,
    signed_plain,
    times,
    turned,
)
from scenes.story.lab.lab import Lab
from scenes.story.numbers import plain, signed
from scenes.story.walk import Walk
from tinynet import TinynetError

VOLUMES = (0.25, 0.5, 1.0, 2.0, 4.0)
THRESHOLD_STEP, THRESHOLD_REACH = 0.5, 10.0
WEIGHT_STEP, WEIGHT_REACH = 0.25, 10.0
NOISE_STEP = 0.1
TURN_STEP, TURN_REACH = 5.0, 180.0
SHIFT_REACH = 14
LONGEST_CLASS = 6
"""Characters of a class's name at the end of a weight's: with more, it would be cut there."""
INKS = (0, 64, 128, 192, 255)
ERASED = 128
"""From this much ink on, the key of a pixel erases it; else it paints it."""


@dataclass(frozen=True)
class Control:
    """One thing that can be turned, with its key and what stands on it now."""

    id: str
    key: str
    name: str
    """Marked up."""
    value: str
    edited: bool
    note: str
    """An equation, and a word to it: what turning it does."""
    less: Edit | None
    more: Edit | None
    flip: Edit | None = None
    """What its key does at once, if it does more than choose it."""
    set_to: Callable[[float], Edit] | None = None
    """The edit that a typed number makes; it raises TinynetError for a number out of range."""


EditT = TypeVar("EditT", bound=Edit)
TURNED_BY: dict[type[Edit], tuple[str, ...]] = {
    Off: ("off",),
    Volume: ("volume",),
    Threshold: ("threshold",),
    Speak: ("speak",),
    Tell: ("tell",),
    Paint: ("pixel",),
    Noise: ("noise",),
    Turn: ("turn",),
    Shift: ("across", "down"),
}
"""The ids of the controls that make an edit."""


def last_turned(controls: Sequence[Control], made: Sequence[Edit]) -> int | None:
    """Return which control the last edit was made with, of those where the reader looks."""
    for edit in reversed(made):
        ids = TURNED_BY.get(type(edit), ())
        for index, control in enumerate(controls):
            if control.edited and control.id in ids:
                return index
    return None


def controls_of(lab: Lab, walk: Walk) -> tuple[Control, ...]:
    """Return all that can be turned where the reader looks."""
    return (*_jay(lab, walk), *_weights(lab, walk), *_digit(lab, walk), *_moves(lab))


def _found(lab: Lab, neutral: EditT) -> EditT:
    """Return the edit of the same thing as this one, or this one."""
    found = lab.find(neutral)
    return found if isinstance(found, type(neutral)) else neutral


def _jay(lab: Lab, walk: Walk) -> tuple[Control, ...]:
    jay, name = walk.jay, f"[jay]Jay {walk.jay}[/]"
    off = lab.find(Off(jay)) == Off(jay)
    volume = _found(lab, Volume(jay, 1.0)).factor
    shift = _found(lab, Threshold(jay, 0.0)).shift
    bias = "always empty"
    if shift:
        bias = f"{plain(round(-shift / QUIET_INPUT, 6))} × {QUIET_INPUT} = {plain(-shift)}"
    hung = f"a bias = a weight on an input that never changes, pixel {QUIET_PIXEL}: {bias}"
    if walk.trace.has_biases:
        hung = f"his bias b = {signed(float(walk.trace.hidden_biases[jay]))}: he turns at z = −b"
    on, silent = Volume(jay, 1.0), Off(jay)
    return (
        Control(
            id="off",
            key="S",
            name=f"switch {name}",
            value="off" if off else "on",
            edited=off,
            note=f"{'' if off else 'off would be: '}all weights v of {name} = 0, "
            "no [lola]Lola[/] hears him",
            less=None if off else silent,
            more=on if off else None,
            flip=on if off else silent,
        ),
        Control(
            id="volume",
            key="U",
            name=f"how loud {name} is",
            value="off" if off else times(volume),
            edited=not off and volume != 1,
            note=f"all weights v of {name} = v {'× 0' if off else times(volume)}: "
            "every [lola]Lola[/] hears him so",
            less=None if off else _made(Volume, jay, _below(VOLUMES, volume)),
            more=_made(Volume, jay, _above(VOLUMES, 0.5 if off else volume)),
            set_to=lambda value: Volume(jay, value),
        ),
        Control(
            id="threshold",
            key="T",
            name=f"threshold of {name}",
            value=signed_plain(shift),
            edited=shift != 0,
            note=hung,
            less=_stepped(lambda to: Threshold(jay, to), shift, -THRESHOLD_STEP, THRESHOLD_REACH),
            more=_stepped(lambda to: Threshold(jay, to), shift, THRESHOLD_STEP, THRESHOLD_REACH),
            set_to=lambda value: Threshold(jay, value),
        ),
    )


def _weights(lab: Lab, walk: Walk) -> tuple[Control, ...]:
    jay, lola, pixel = walk.jay, walk.lola, walk.pixel
    w = float(walk.trace.input_hidden[jay, pixel])
    v = float(walk.trace.hidden_output[lola, jay])
    return (
        Control(
            id="speak",
            key="W",
            name=f"[you]pixel {pixel}[/]→[jay]Jay {jay}[/]",
            value=printed_weight(w),
            edited=lab.find(Speak(jay, pixel, 0.0)) is not None,
            note=f"w = {printed_weight(w)}: how seriously [you]pixel {pixel}[/] "
            f"speaks to [jay]Jay {jay}[/]",
            less=_stepped(lambda to: Speak(jay, pixel, to), w, -WEIGHT_STEP, WEIGHT_REACH),
            more=_stepped(lambda to: Speak(jay, pixel, to), w, WEIGHT_STEP, WEIGHT_REACH),
            set_to=lambda value: Speak(jay, pixel, value),
        ),
        Control(
            id="tell",
            key="V",
            name=f"[jay]Jay {jay}[/]→[lola]Lola {walk.classes.short(lola, LONGEST_CLASS)}[/]",
            value=printed_weight(v),
            edited=lab.find(Tell(lola, jay, 0.0)) is not None,
            note=f"v = {printed_weight(v)}: how seriously [jay]Jay {jay}[/] "
            f"speaks to [lola]Lola {walk.named(lola)}[/]",
            less=_stepped(lambda to: Tell(lola, jay, to), v, -WEIGHT_STEP, WEIGHT_REACH),
            more=_stepped(lambda to: Tell(lola, jay, to), v, WEIGHT_STEP, WEIGHT_REACH),
            set_to=lambda value: Tell(lola, jay, value),
        ),
    )


def _digit(lab: Lab, walk: Walk) -> tuple[Control, ...]:
    pixel = walk.pixel
    ink = int(walk.pass_.image.reshape(-1)[pixel])
    noise = _found(lab, Noise(0.0)).strength
    degrees = _found(lab, Turn(0.0)).degrees
    fixed = pixel == QUIET_PIXEL
    x = plain(round(float(walk.trace.inputs[pixel]), 4))
    return (
        Control(
            id="pixel",
            key="P",
            name=f"ink of [you]pixel {pixel}[/]",
            value=str(ink),
            edited=not fixed and lab.find(Paint(pixel, 0)) is not None,
            note=f"x = {x}: it stays empty, thresholds hang on it"
            if fixed
            else f"x = {ink} / 255 × 0.99 + 0.01 = {x}: what [you]pixel {pixel}[/] says",
            less=None if fixed else _made(Paint, pixel, _below(INKS, ink)),
            more=None if fixed else _made(Paint, pixel, _above(INKS, ink)),
            flip=None if fixed else Paint(pixel, 0 if ink >= ERASED else 255),
            set_to=lambda value: Paint(pixel, _whole("ink", value)),
        ),
        Control(
            id="noise",
            key="F",
            name=f"noise on the {walk.classes.thing}",
            value=plain(noise),
            edited=noise != 0,
            note="pixel = pixel + noise: the same noise every time",
            less=_stepped(Noise, noise, -NOISE_STEP, 1.0, least=0.0),
            more=_stepped(Noise, noise, NOISE_STEP, 1.0, least=0.0),
            set_to=Noise,
        ),
        Control(
            id="turn",
            key="I",
            name=f"turn the {walk.classes.thing}",
            value=turned(degrees),
            edited=degrees != 0,
            note=f"turned = {turned(degrees)} about its middle",
            less=_stepped(Turn, degrees, -TURN_STEP, TURN_REACH),
            more=_stepped(Turn, degrees, TURN_STEP, TURN_REACH),
            set_to=Turn,
        ),
    )


def _moves(lab: Lab) -> tuple[Control, ...]:
    shift = _found(lab, Shift(0, 0))
    return (
        Control(
            id="across",
            key="X",
            name="move it left or right",
            value=moved(shift.right, "→←"),
            edited=shift.right != 0,
            note=f"moved = {moved(shift.right, '→←')} pixels",
            less=_shifted(shift.right - 1, shift.down),
            more=_shifted(shift.right + 1, shift.down),
            set_to=lambda value: Shift(_whole("pixels to move by", value), shift.down),
        ),
        Control(
            id="down",
            key="Y",
            name="move it up or down",
            value=moved(shift.down, "↓↑"),
            edited=shift.down != 0,
            note=f"moved = {moved(shift.down, '↓↑')} pixels",
            less=_shifted(shift.right, shift.down - 1),
            more=_shifted(shift.right, shift.down + 1),
            set_to=lambda value: Shift(shift.right, _whole("pixels to move by", value)),
        ),
    )


Number = TypeVar("Number", int, float)


def _above(ladder: tuple[Number, ...], value: float) -> Number | None:
    return next((step for step in ladder if step > value), None)


def _below(ladder: tuple[Number, ...], value: float) -> Number | None:
    return next((step for step in reversed(ladder) if step < value), None)


def _made(kind: Callable[[int, Number], Edit], index: int, to: Number | None) -> Edit | None:
    return None if to is None else kind(index, to)


def _stepped(
    make: Callable[[float], Edit],
    value: float,
    step: float,
    reach: float,
    *,
    least: float | None = None,
) -> Edit | None:
    """Return the edit to the next multiple of a step, if that is not too far."""
    steps = round(value / abs(step), 6)
    to = round((math.floor(steps) + 1 if step > 0 else math.ceil(steps) - 1) * abs(step), 6)
    low = -reach if least is None else least
    return make(to) if low <= to <= reach else None


def _shifted(right: int, down: int) -> Edit | None:
    far = max(abs(right), abs(down)) > SHIFT_REACH
    return None if far else Shift(right, down)


def _whole(name: str, value: float) -> int:
    if value != int(value):
        raise TinynetError(f"{name}: expected a whole number, found {plain(value)}")
    return int(value)

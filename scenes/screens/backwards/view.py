"""What the backwards screen shows at a moment: figures, story and formula, ready to be drawn."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import NamedTuple

import numpy as np

from scenes.canvas.painters.base import plain_width, read_out
from scenes.canvas.painters.smaller import smaller
from scenes.screens.backwards.imagined import Imagined
from scenes.screens.backwards.model import WHOLE, BackwardsModel
from scenes.story.acts.common import INK
from scenes.story.figures import Bars, Floats, Lines, Picture, Reading, Scale
from scenes.story.numbers import decimals, number, plain, signed, spelled
from tinynet import Classes
from tinynet.mnist import MNIST_SHAPE

HEARD_DIGITS = 3
USUAL_SIDE, MOST_SIDE = MNIST_SHAPE[0], 32
"""Square images of so many pixels a side are drawn as they are; others as large as the first."""
LONGEST_LABEL = 8
"""Characters of a name before its bar."""
GOOD_CAPTION, SHORT_CAPTION = 20, 12
"""Columns in which a small picture's caption has all its words, and in which it has any."""


class Trim(NamedTuple):
    """What of an image is not shown: rows above and below, columns to the left and right."""

    rows: int
    left: int
    right: int


@dataclass(frozen=True)
class Mix:
    """How two digits are mixed; with no other, the one stands alone."""

    digit: int
    other: int | None
    share: int
    """How much of the other, in per cent."""
    asks_other: bool
    """Whether the next digit pressed is the one to mix with."""
    classes: Classes = field(default_factory=Classes)


@dataclass(frozen=True, eq=False)
class BackwardsView:
    """The ten images, one of them large, what is heard of it, and the words."""

    ten: tuple[Imagined, ...]
    shown: range
    """The classes that these are the images of."""
    shape: tuple[int, int]
    """Rows and columns of an image, in pixels."""
    ink: bool
    """Whether the pictures are of ink, and not of what speaks for and against it."""
    mix: Mix
    large: Picture
    brief_large: Picture
    """The same, under a title that leaves room for the legend."""
    bars: Bars
    brief_bars: Bars
    """The same, under a shorter title."""
    halves: tuple[Bars, Bars]
    """The bars in two columns, without a title."""
    story: tuple[str, ...]
    """Paragraphs, marked up."""
    brief: str
    """The story where there is room for two lines."""
    formula: Lines
    brief_formula: Lines

    @property
    def side(self) -> int:
        """Rows and columns of an image as it is drawn."""
        return len(self.large.values)

    def pixel_at(self, row: int, column: int) -> int | None:
        """Return the input at a row and column of an image as it is drawn; None beside it."""
        return _pixel_of(self.shape, row, column)

    def reading(self, pixel: int) -> str:
        """Return what a cursor over an input in the large picture reads out, marked up."""
        row, column = divmod(pixel, self.shape[1])
        place = f"[you]pixel {pixel}[/] (row {row}, column {column})"
        return read_out(place, self.large.readings, pixel)

    def small(self, digit: int, margin: int, shrink: int) -> Picture:
        """Return a digit's image as a small picture: so many pixels off each edge, then so small.

        Each is on a scale of its own.
        """
        image, scale = _shown(self.ten[digit], self.ink)
        end = len(image) - margin
        parts = (end - margin) // shrink
        blocks = image[margin:end, margin:end].reshape(parts, shrink, parts, shrink)
        values: Floats = blocks.mean(axis=(1, 3))
        return Picture(values=values, scale=scale if self.ink else Scale.around(values))


def view_of(model: BackwardsModel) -> BackwardsView:
    """Return what there is to show."""
    imagined, ink = model.imagined, model.ink
    mix = Mix(model.digit, model.other, model.share, model.asks_other, model.classes)
    both = "[positive]for[/] and [negative]against[/]"
    return BackwardsView(
        ten=model.ten,
        shown=model.shown,
        shape=model.shape,
        ink=ink,
        mix=mix,
        large=_large(
            imagined,
            ink,
            f"[you]say[/] this for {_briefly(mix)}" if ink else f"ink {both} {_briefly(mix)}",
        ),
        brief_large=_large(
            imagined,
            ink,
            ("[you]x[/]" if ink else "ink")
            + (f" for {_shortest(mix)}" if mix.other is None else f": {_shortest(mix)}"),
        ),
        bars=_bars(imagined, verdict(imagined)),
        brief_bars=_bars(imagined, _brief_verdict(imagined)),
        halves=(
            _bars(imagined, "", model.shown[: len(model.shown) // 2]),
            _bars(imagined, "", model.shown[len(model.shown) // 2 :]),
        ),
        story=_story(model, mix),
        brief=(
            f"What would [you]you[/] have to say, for [lola]Lola[/] to hear {_asked(mix)}? "
            f"{_brief_colours(ink)} "
            + (
                "Noise: as meant or not is chance."
                if model.untrained
                else "No inverse: told it, she may hear another."
            )
        ),
        formula=_formula(imagined),
        brief_formula=_brief_formula(imagined),
    )


def digit_name(digit: int, classes: Classes) -> str:
    """Name a digit that is in mind, marked up."""
    article, name = classes.a(digit).split(" ", 1)
    return f"{article} [meant]{name}[/]"


def _asked(mix: Mix) -> str:
    if mix.other is None:
        return digit_name(mix.digit, mix.classes)
    first, other = (digit_name(digit, mix.classes) for digit in (mix.digit, mix.other))
    return f"{WHOLE - mix.share} % {first}, {mix.share} % {other}"


def _briefly(mix: Mix) -> str:
    if mix.other is None:
        return digit_name(mix.digit, mix.classes)
    return f"[meant]{mix.classes.names[mix.digit]}[/] and [meant]{mix.classes.names[mix.other]}[/]"


def _shortest(mix: Mix) -> str:
    """Name what is asked for where a name may be too long."""
    if mix.classes.width <= LONGEST_LABEL:
        return _briefly(mix)
    asked = [mix.digit, *([] if mix.other is None else [mix.other])]
    return " and ".join(f"[meant]{mix.classes.short(k, LONGEST_LABEL)}[/]" for k in asked)


# The pictures.


def _large(imagined: Imagined, ink: bool, title: str) -> Picture:
    values, scale = _shown(imagined, ink)
    return Picture(
        title=title,
        values=values,
        scale=scale,
        readings=(Reading("Wᵀz", imagined.steps.input_values, 2), Reading("x", imagined.inputs, 4)),
        alt=f"What would have to be said for {imagined.classes.a(imagined.meant)}.",
    )


def _shown(imagined: Imagined, ink: bool) -> tuple[Floats, Scale]:
    """Return the values to show as a picture, and their scale."""
    if ink:
        return _laid(imagined.inputs, imagined.shape), INK
    values = imagined.steps.input_values
    return _laid(values, imagined.shape), Scale.around(values)


def _side_of(shape: tuple[int, int]) -> int:
    """Return the side of the square that images are drawn in: their own, or that of MNIST's."""
    rows, columns = shape
    as_they_are = rows == columns and rows in range(USUAL_SIDE, MOST_SIDE + 1, 4)
    return rows if as_they_are else USUAL_SIDE


def _within(shape: tuple[int, int]) -> tuple[int, int]:
    """Return the rows and columns that an image takes in its square, its sides to scale."""
    side, longest = _side_of(shape), max(shape)
    rows, columns = (max(1, round(each * side / longest)) for each in shape)
    return rows, columns


def _laid(values: Floats, shape: tuple[int, int]) -> Floats:
    """Lay a number for each input out as a square picture; what is beside an image is 0."""
    side, (rows, columns) = _side_of(shape), _within(shape)
    picture: Floats = np.zeros((side, side))
    top, left = (side - rows) // 2, (side - columns) // 2
    picture[top : top + rows, left : left + columns] = smaller(values.reshape(shape), rows, columns)
    return picture


def _pixel_of(shape: tuple[int, int], row: int, column: int) -> int | None:
    """Return the input at a row and column of the square picture; None beside the image."""
    side, within = _side_of(shape), _within(shape)
    at = []
    for place, drawn, pixels in zip((row, column), within, shape, strict=True):
        along = place - (side - drawn) // 2
        if not 0 <= along < drawn:
            return None
        at.append((2 * along + 1) * pixels // (2 * drawn))
    return at[0] * shape[1] + at[1]


def trimmed(picture: Picture, trim: Trim) -> Picture:
    """Return a picture without what is left out at its edges."""
    if not any(trim):
        return picture
    rows, columns = picture.values.shape
    kept = picture.values[trim.rows : rows - trim.rows, trim.left : columns - trim.right]
    return replace(picture, values=kept, readings=())


def caption(imagined: Imagined, width: int) -> str:
    """Tell what is heard of a small picture, in so many columns, marked up."""
    term, mark = ("you", "✓") if imagined.right else ("error", "✗")
    if not imagined.classes.are_digits:
        # Beside its name, which takes half of the room.
        heard = "" if imagined.right else imagined.classes.short(imagined.heard, width // 2 - 3)
        return f"[{term}]{mark}{heard}[/]"
    if width < SHORT_CAPTION:
        return f"[{term}]{mark}{imagined.heard}[/]"
    if width < GOOD_CAPTION:
        return f"[{term}]hears {imagined.heard} {mark}[/]"
    strength = number(float(imagined.outputs[imagined.heard]), 2)
    return f"[{term}]hears {imagined.classes.a(imagined.heard)} {mark}[/] [dim]{strength}[/]"


def reading_of(imagined: Imagined) -> str:
    """Tell one of the ten in a line, marked up."""
    heard, meant, classes = imagined.heard, imagined.meant, imagined.classes
    words = (
        f"for {digit_name(meant, classes)}: [lola]hears {classes.a(heard)}[/] "
        f"{number(float(imagined.outputs[heard]))}"
    )
    if heard != meant:
        words += f", the {classes.names[meant]} {number(float(imagined.outputs[meant]))}"
    return words


# The answer to the picture.


def _bars(imagined: Imagined, title: str, kinds: range | None = None) -> Bars:
    kinds = range(len(imagined.classes)) if kinds is None else kinds
    part = slice(kinds.start, kinds.stop)
    return Bars(
        title=title,
        labels=tuple(f"[lola]{imagined.classes.short(k, LONGEST_LABEL)}[/]" for k in kinds),
        values=imagined.outputs[part],
        targets=imagined.steps.targets[part],
        digits=HEARD_DIGITS,
        alt="What is heard of the picture, with what was in mind as ticks.",
    )


def _brief_verdict(imagined: Imagined) -> str:
    term, mark = ("you", "✓") if imagined.right else ("error", "✗")
    return f"say it: [lola]Lola[/] hears [{term}]{imagined.classes.a(imagined.heard)} {mark}[/]"


def verdict(imagined: Imagined) -> str:
    """Tell what is heard of a picture, and whether that was meant, marked up."""
    met, missed = "as meant", f"not {imagined.classes.a(imagined.meant)}"
    if imagined.classes.width > LONGEST_LABEL:
        missed = "not as meant"
    if len(imagined.asked) > 1:
        met = "one of two equal parts" if imagined.even else "the larger part"
        missed = "the lesser part" if imagined.heard in imagined.asked else "neither of them"
    term, judged = ("you", f"✓ {met}") if imagined.right else ("error", f"✗ {missed}")
    return (
        f"say it: [lola]Lola[/] hears [{term}]{imagined.classes.a(imagined.heard)} {judged}[/]"
        "  [meant]┃[/] [dim]meant[/]"
    )


# The words.


def _brief_colours(ink: bool) -> str:
    if ink:
        return "Ink where it speaks for it."
    return (
        "[positive][hue:positive]Orange|What is[/] (+)[/] speaks for it, "
        "[negative][hue:negative]blue|what is[/] (−)[/] against."
    )


def _story(model: BackwardsModel, mix: Mix) -> tuple[str, ...]:
    right = model.heard_as_meant
    first = (
        f"Run the story backwards: what would [you]you[/] have to say, for [lola]Lola[/] to hear "
        f"{_asked(mix)}? Her answer goes back along the weights, to the [jay]Jays[/] and to you."
    )
    if model.untrained:
        second = (
            "But she has learned nothing yet: all she has in mind is the noise that her weights "
            "began with."
        )
    elif model.ink:
        second = (
            "This is the picture you would say: ink where it speaks for it, paper where it speaks "
            "against it, in between where she does not mind."
        )
    else:
        second = (
            "[positive][hue:positive]Orange|Above 0[/] (+)[/]: ink here speaks for it. "
            "[negative][hue:negative]Blue|Below[/] (−)[/]: it speaks against it. Rescaled to "
            "0.01 … 0.99 that is a picture you can say: [rate]v[/] shows it as ink."
        )
    shown = len(model.shown)
    counted = {0: "none", shown: "all"}.get(right, str(right))
    are = "is" if right == 1 else "are"
    third = (
        f"It is no inverse: how large the sums were is lost on the way, and told this very picture "
        f"she may hear another {mix.classes.thing}. Of the {spelled(shown)}, {counted} "
        f"{are} heard as meant."
    )
    lead = f"The loudest leads the next by {number(model.lead, 2)} on average"
    if not model.untrained:
        return first, second, f"{third} {lead}."
    third = (
        f"Of the {spelled(shown)}, {counted} {are} heard as meant, by chance: the weights that "
        f"made a picture hear it, too. {lead}: she is sure of none. Training draws strokes into "
        "the noise, and makes her surer."
    )
    return first, second, third


def _span(values: Floats) -> str:
    """Tell from where to where values go, and that they are rescaled."""
    low, high = float(values.min()), float(values.max())
    if low == high:
        return f"all {number(low)} → 0.50"
    digits = decimals(max(abs(low), abs(high)), 3, least=1)
    return f"{signed(low, digits)} … {signed(high, digits)} → 0.01 … 0.99"


def _formula(imagined: Imagined) -> Lines:
    steps = imagined.steps
    pairs = sorted({*zip(steps.targets.tolist(), steps.output_sums.tolist(), strict=True)})
    asked = ", ".join(f"{plain(round(t, 3))} → {signed(z)}" for t, z in reversed(pairs))
    less = " − b" if imagined.has_biases else ""
    if less:
        least, most = float(steps.output_sums.min()), float(steps.output_sums.max())
        asked = f"{signed(least)} … {signed(most)}"
    low, high = float(steps.hidden_sums.min()), float(steps.hidden_sums.max())
    hidden, inputs = len(steps.hidden_outputs), len(steps.inputs)
    rows = (
        (
            f"[sum]z[/] = logit([meant]t[/]){less} = ln([meant]t[/] ÷ (1 − [meant]t[/])){less}",
            len(imagined.outputs),
            asked,
        ),
        ("[jay]h[/] = Vᵀ [sum]z[/], rescaled", hidden, _span(steps.hidden_values)),
        (f"[sum]z[/] = logit([jay]h[/]){less}", hidden, f"{signed(low)} … {signed(high)}"),
        ("[you]x[/] = Wᵀ [sum]z[/], rescaled", inputs, _span(steps.input_values)),
    )
    wide = max(plain_width(formula) for formula, _, _ in rows)
    digits = max(len(str(count)) for _, count, _ in rows)
    return Lines(
        lines=(
            *(
                f"{left}{' ' * (wide - plain_width(left))}  [dim]{count:>{digits}}:[/] {numbers}"
                for left, count, numbers in rows
            ),
            "[dim]rescaled: (value − least) ÷ (most − least) × 0.98 + 0.01[/]",
        ),
    )


def _brief_formula(imagined: Imagined) -> Lines:
    hidden, inputs = len(imagined.steps.hidden_outputs), len(imagined.inputs)
    less = " − b" if imagined.has_biases else ""
    return Lines(
        lines=(
            f"[dim]{len(imagined.outputs):>4}[/] [sum]z[/] = logit([meant]t[/]){less}",
            f"[dim]{hidden:>4}[/] [jay]h[/] = Vᵀ[sum]z[/] rescaled",
            f"[dim]{hidden:>4}[/] [sum]z[/] = logit([jay]h[/]){less}",
            f"[dim]{inputs:>4}[/] [you]x[/] = Wᵀ[sum]z[/] rescaled",
        )
    )

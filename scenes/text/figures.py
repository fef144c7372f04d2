"""Figures in words and columns: what the transcript says where the stage shows a picture.

Nothing is told by a mark or a colour alone, so that it can be listened to.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import singledispatch

import numpy as np
from numpy.typing import NDArray
from rich.console import RenderableType
from rich.table import Table as Columns
from rich.text import Text

from scenes.story.arithmetic import sigmoid_digits, with_bias
from scenes.story.figures import (
    Bars,
    Chart,
    Curve,
    Factors,
    Figure,
    Floats,
    Gallery,
    Lines,
    Picture,
    Road,
    Series,
    Sign,
    Table,
    Terms,
)
from scenes.story.friends import Friends, Knobs
from scenes.story.markup import no_hues, parsed
from scenes.story.markup import plain as plain_words
from scenes.story.numbers import grouped, number
from scenes.text.actions import hint
from scenes.text.console import TOGETHER
from tinynet.prepare import resized

INK = " .:+#@"
BAR = 20
MOST_POINTS = 8
MOST_TOGETHER = 60
"""Characters of a command up to which it is kept on one line."""
SAYS = {
    "you": "you say",
    "jay": "Jay passes on",
    "lola": "Lola believes",
    "meant": "you meant",
}

Parts = list[RenderableType]


@singledispatch
def in_words(figure: Figure) -> Parts:
    """Tell a figure: by its words, if its kind has no form of its own here."""
    return [marked(figure.alt)] if figure.alt else []


@in_words.register
def _(figure: Sign) -> Parts:
    return []


@in_words.register
def _(figure: Bars) -> Parts:
    """A row a bar: its name, its number, and its length in marks for those who see them."""

    def printed(values: Floats, digits: int) -> list[str]:
        return [number(value, digits, sign=figure.low < 0) for value in values.tolist()]

    limit = max(abs(figure.low), abs(figure.high)) or 1.0
    lengths = (np.abs(figure.values) / limit).clip(0, 1) * BAR
    table_columns = [("", list(figure.labels)), ("value", printed(figure.values, figure.digits))]
    if figure.before is not None:
        table_columns.insert(1, (figure.before_name, printed(figure.before, figure.digits)))
    if figure.targets is not None:
        table_columns.append(("intended", printed(figure.targets, 2)))
    if (lengths >= 0.5).any():  # an empty column would take a digit off its neighbour
        table_columns.append(("", ["#" * length for length in lengths.round().astype(int)]))
    header, cells = zip(*table_columns, strict=True)
    return [columns(header, list(zip(*cells, strict=True)))]


@in_words.register
def _(figure: Terms) -> Parts:
    """A product a row, then what is left out, then the total that they add up to."""
    total_sum = figure.sum
    table = [[*term.factors, term.product] for term in total_sum.terms]
    names = list(figure.names)
    blank = [""] * (len(figure.header) - 2)
    for left in total_sum.left:
        names.append(left.words(figure.rest_name))
        table.append([*blank, left.printed])
    names.append(f"{figure.total_name}, the sum")
    table.append([*blank, total_sum.total])
    signs = ["", *("×" for _ in blank[1:]), "="]
    cells = map(_after_sign, signs, zip(*table, strict=True))
    return [columns(figure.header, list(zip(names, *cells, strict=True)))]


def _after_sign(sign: str, numbers: Sequence[str]) -> list[str]:
    """Put a sign of arithmetic before each number of a column, one below the other."""
    width = max(map(len, numbers))
    return [f"{sign} {number:>{width}}".strip() if number else "" for number in numbers]


@in_words.register
def _(figure: Factors) -> Parts:
    lines = [("times" if index else "", factor) for index, factor in enumerate(figure.factors)]
    lines.append(("makes", figure.result))
    addition = (("then", figure.before), ("plus", figure.change), ("makes", figure.after))
    lines += [(word, factor) for word, factor in addition if factor is not None]
    rows = [(word, factor.symbol, factor.value, factor.meaning) for word, factor in lines]
    return [columns((), rows)]


@in_words.register
def _(figure: Gallery) -> Parts:
    """The words below the pictures; of many pictures those of the first few."""
    if not figure.captions:
        return [marked(figure.none)] if figure.none else []
    shown = list(figure.captions[:MOST_POINTS])
    more = len(figure.captions) - len(shown)
    return [marked("; ".join(shown) + (f"; and {more} more" if more > 0 else ""))]


@in_words.register
def _(figure: Table) -> Parts:
    return [columns(figure.header, figure.rows)]


@in_words.register
def _(figure: Lines) -> Parts:
    return [marked(line) for line in figure.lines]


@in_words.register
def _(figure: Chart) -> Parts:
    wanted = {round(mark, 9) for mark in figure.marks}
    result: Parts = [marked(figure.alt)] if figure.alt else []
    for series in figure.series:
        rows = [[grouped(x), number(y, figure.digits)] for x, y in points_of(series, wanted)]
        name = figure.y_label
        if len(figure.series) > 1:
            name = ": ".join(filter(None, (series.name, figure.y_label)))
        result.append(columns((figure.x_name, name), rows))
    notes = (figure.compared and figure.compared[1], figure.spot and figure.spot[2])
    result += [marked(note) for note in notes if note]
    return result


def points_of(series: Series, wanted: Iterable[float] = ()) -> list[tuple[float, float]]:
    """Return a few points of a series: its ends, those wanted, and others evenly between."""
    xs, ys = list(series.x), list(series.y)
    marks = set(wanted)
    chosen = [i for i in range(len(xs)) if round(xs[i], 9) in marks] if marks else []
    if len(chosen) < 2:
        chosen = np.linspace(0, len(xs) - 1, min(MOST_POINTS, len(xs))).round().astype(int).tolist()
    elif len(chosen) < MOST_POINTS:
        chosen = sorted({0, *chosen, len(xs) - 1})[:MOST_POINTS]
    return [(float(xs[i]), float(ys[i])) for i in chosen]


@in_words.register
def _(figure: Curve) -> Parts:
    if figure.z is None or figure.activation is None:
        return [marked(figure.alt)] if figure.alt else []
    z, bias = number(figure.z, sigmoid_digits(figure.z)), ""
    if figure.bias:
        biased = with_bias(figure.z, figure.bias)
        z, bias = biased.before, f" and a bias of {biased.change}"
    return [marked(f"A weighted sum of {z}{bias} goes in, {number(figure.activation)} comes out.")]


@in_words.register
def _(figure: Friends) -> Parts:
    """The message on its way: its numbers, and how each is said; empty texts are not told."""
    rows: list[tuple[str, str, str]] = []
    for index, friend in enumerate(figure.friends):
        says = SAYS.get(friend.term, friend.name)
        if friend.level is not None:
            rows.append((f"what reaches {friend.name.title()}", friend.under, ""))
        rows.append((f"[{friend.term}]{says}[/]", friend.value, f"“{friend.speech.words}”"))
        if index < len(figure.tellings):
            telling = figure.tellings[index]
            rows.append((f"how seriously, {telling.symbol}", telling.text, telling.word))
    rows.append(("[error]error[/]", figure.error, ""))
    asked = [marked(f"You call Jay aside: {figure.correction}.")] if figure.correction else []
    return [columns((), [list(row) for row in rows if row[1] or row[2].strip("“”")]), *asked]


@in_words.register
def _(figure: Road) -> Parts:
    """Where on the road what is told, its links there, and the blame on its way back."""
    strongest = {link.end: link for link in reversed(figure.speaks)}
    rows = [
        (
            f"[you]pixel {strongest[link.start].start}[/]",
            number(strongest[link.start].carries, 4, sign=True),
            f"[jay]Jay {link.start}[/]",
            number(link.carries, 4, sign=True),
            f"[lola]Lola[/] {figure.outputs.labels[link.end]}",
        )
        for link in figure.tells
        if link.start in strongest
    ]
    words = [marked(figure.alt)] if figure.alt else []
    if figure.way_back:
        titles = figure.digit.title, figure.hidden.title, figure.outputs.title
        links = (" ".join(pair) for pair in zip(figure.between, figure.tags, strict=True))
        places = [titles[0], next(links), titles[1], next(links), titles[2]]
        words += [marked(" → ".join(places)), marked(f"back: {'; '.join(figure.way_back)}")]
    table = columns(("from", "carries", "to", "carries", "to"), rows)
    outputs = [] if np.isnan(figure.outputs.values).any() else in_words(figure.outputs)
    return [*words, table, *_links_back(figure), *outputs]


def _links_back(figure: Road) -> Parts:
    """Tell the links back, each with the whole number of the node that it leads to."""
    if not figure.backs:
        return []
    blamed = next(group for group in figure.groups if group.back)
    said = dict(zip(blamed.nodes, blamed.said, strict=True))
    rows = [
        (
            f"[lola]Lola[/] {figure.outputs.labels[link.start]}",
            number(link.carries, 4, sign=True),
            f"[jay]Jay {link.end}[/]",
            said[link.end],
        )
        for link in figure.backs
    ]
    return [columns(("back from", "carries", "to", plain_words(blamed.heading)), rows)]


@in_words.register
def _(figure: Knobs) -> Parts:
    rows = [[f"{k.meaning} [{k.term}]{k.symbol}[/]", k.value] for k in figure.knobs]
    return [columns((), rows)]


def drawn(picture: Picture) -> Text:
    """Draw a picture of ink in characters, two rows of pixels a line, without its blank edges."""
    values = np.asarray(picture.values, dtype=float) / picture.scale.limit
    even = values[: len(values) // 2 * 2]
    cells = (even[::2] + even[1::2]) / 2
    levels = np.ceil(cells.clip(0, 1) * (len(INK) - 1) - 0.05).astype(int)
    lines = ["".join(INK[level] for level in line).rstrip() for line in levels]
    inked = [index for index, line in enumerate(lines) if line]
    return Text(
        "\n".join(lines[inked[0] : inked[-1] + 1]) if inked else "(blank)",
        no_wrap=True,
        overflow="crop",
    )


def thumbnail(image: NDArray[np.uint8], width: int) -> Text:
    """Draw an image of ink, 0 to 255, in so many columns of characters; half as many rows."""
    rows = round(width * image.shape[0] / image.shape[1] / 2)
    levels = np.rint(resized(image, rows, width) / 255 * (len(INK) - 1)).astype(int)
    lines = ("".join(INK[level] for level in line) for line in levels.clip(0, len(INK) - 1))
    return Text("\n".join(lines), no_wrap=True)


def marked(markup: str) -> Text:
    """Return marked-up words as text; terms are styled by the console's theme."""
    words = parsed(markup, hint(), no_hues)  # no sign is told by a colour here
    plain = words.plain
    for span in words.spans:
        if span.kind == "hint" and span.end - span.start <= MOST_TOGETHER:
            together = plain[span.start : span.end].replace(" ", TOGETHER)
            plain = plain[: span.start] + together + plain[span.end :]
    text = Text(plain)
    for span in words.spans:
        if span.kind in ("term", "hint"):
            text.stylize(span.name, span.start, span.end)
    return text


def columns(header: Sequence[str], rows: Sequence[Sequence[str]]) -> Columns:
    """Set marked-up rows in columns: words to the left, numbers to the right."""
    table = Columns(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=any(header))
    for index, cells in enumerate(zip(*rows, strict=True)):
        numbers = index and all(
            any(c.isdigit() for c in marked(cell).plain) for cell in cells if cell
        )
        table.add_column(
            marked(header[index]) if header else "",
            justify="right" if numbers else "left",
            overflow="fold",
            no_wrap=bool(numbers),
        )
    for row in rows:
        table.add_row(*map(marked, row))
    return table

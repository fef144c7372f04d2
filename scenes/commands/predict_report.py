"""What `tinynet predict` reports of the images it read: all about one, or a table of several."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from rich import box
from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from scenes.commands.terminal import text_width
from scenes.story.doubts import doubt
from scenes.story.figures import Picture, Scale
from scenes.story.images import IN_WORDS
from scenes.story.images.reading import ReadDigit
from scenes.story.markup import shown
from scenes.story.numbers import counted, number, percent
from scenes.story.places import Place
from scenes.text.figures import drawn, thumbnail
from tinynet.classes import LONGEST_NAME
from tinynet.filling import AS_MNIST
from tinynet.prepare import SIDE

BAR = 20
"""Marks that an output of 1 is long."""
BESIDE = 64
"""Columns from which on picture and bars stand beside each other."""
THUMBNAIL, GAP = 14, 2
"""Columns of a digit's picture in a table of many, and between two."""
SEVERAL = "may be several"
"""What stands below a digit that may be more than one: as wide as its picture at most."""
MOST_NAMED = 5
"""Files that are named of those of which something is said."""


@dataclass
class Left:
    """What was not read: files that are no images, and those that could not be read."""

    out: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)


def report(place: Place, digits: list[ReadDigit], left: Left) -> Iterator[RenderableType]:
    """Report what was read, of at least one digit."""
    alone = len(digits) == 1 and not (left.unread or left.out)
    yield from _one(place, digits[0]) if alone else _several(place, digits, left)


# One digit.


def _one(place: Place, read: ReadDigit) -> Iterator[RenderableType]:
    """Tell all about one digit, alone in its image."""
    rows, columns = read.sheet.size
    # Not wrapped, as a name may be copied.
    yield Text(shown(read.file), "bold", no_wrap=True, overflow="ignore")
    yield f"{columns} × {rows} pixels, {_made(read)}."
    yield from read.sheet.remarks
    if read.raw and len(read.sheet.digits) > 1:
        found = f"{len(read.sheet.digits)} {read.classes.things}"
        yield f"{found} were found in it: without --raw each is read."
    yield ""
    picture = drawn(Picture(values=read.image / 255.0, scale=Scale("ink")))
    if text_width() >= BESIDE:
        beside = Table.grid(padding=(0, 4, 0, 0))
        beside.add_row(Padding(picture, (0, 0, 0, 2)), _bars(read))
        yield beside
    else:
        yield picture
        yield ""
        yield _bars(read)
    yield ""
    outputs, answer, second = read.outputs, read.answer, read.second
    yield Text.assemble(
        "The answer: ", (read.classes.a(answer), "bold"), f", output {number(outputs[answer])}."
    )
    yield (
        f"The network ({shown(place.network)}) would next say {read.classes.a(second)}: "
        f"{number(outputs[second])}."
    )
    if read.label is not None:
        verdict = "✓ right" if read.right else "✗ wrong"
        known = IN_WORDS[read.label_source or "name"]
        yield f"It is {read.classes.a(read.label)} {known}: {verdict}."
    yield _otherwise(read)
    doubtful = doubt(outputs, read.label) if read.classes.are_digits else None
    if doubtful:
        yield ""
        command = f"tinynet --image {shlex.quote(read.file)}"
        yield Text(f"{doubtful} Tell it: {shown(command)}")


def _made(read: ReadDigit) -> str:
    """Tell how the image was made a digit for the network."""
    if read.raw:
        return f"merely scaled to {_size(read)}"
    digit = read.prepared
    rows, columns = (max(1, round(side * read.sheet.enlarged)) for side in digit.cropped.shape)
    widened = ", its strokes made wider" if digit.widened else ""
    thing = read.classes.thing
    return f"the {thing} {columns} × {rows} of them, {_prepared(read)}{widened}"


def _size(read: ReadDigit) -> str:
    """Return columns and rows of the network's pictures, in words."""
    rows, columns = read.prepared.image.shape
    return f"{columns} × {rows}"


def _prepared(read: ReadDigit) -> str:
    """Tell how images are prepared; for other pictures than MNIST's, by which proportions."""
    filling = read.prepared.filling
    if read.prepared.image.shape == (SIDE, SIDE) and filling == AS_MNIST:
        return "prepared as MNIST's were"
    rows, columns = read.prepared.scaled.shape
    scaled = f"scaled into {columns} × {rows}"
    if filling == AS_MNIST:
        return (
            f"prepared to {_size(read)} in the proportions of MNIST's: {scaled}, "
            "its centre of mass in the middle"
        )
    of_it = "its centre of mass" if filling.by_mass else "the middle of its ink"
    return (
        f"prepared to {_size(read)} as the pictures the network was taught: {scaled}, "
        f"{of_it} where theirs is"
    )


def _otherwise(read: ReadDigit) -> str:
    """Tell what it would be taken for if it were prepared, or were not."""
    outputs = read.prepared_outputs if read.raw else read.scaled_outputs
    answer = int(outputs.argmax())
    how = _prepared(read) if read.raw else f"merely scaled to {_size(read)}"
    how = how[0].upper() + how[1:]
    too = " too" if answer == read.answer else ""
    taken = f"{read.classes.a(answer)}{too}"
    return f"{how}, it would be taken for {taken}: output {number(outputs[answer])}."


def _bars(read: ReadDigit) -> Table:
    """Return the outputs, and their lengths in marks."""
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    table.add_column(read.classes.kind, justify="right", no_wrap=True)
    table.add_column("output", justify="right", no_wrap=True)
    table.add_column("", no_wrap=True)
    for digit, output in enumerate(read.outputs.tolist()):
        style = "bold green" if digit == read.answer else ""
        cells = (read.classes.names[digit], number(output), "#" * round(BAR * output))
        table.add_row(*(Text(cell, style) for cell in cells))
    return table


# Several.


def _several(place: Place, digits: list[ReadDigit], left: Left) -> Iterator[RenderableType]:
    """Tell of several digits: each in a line of a table, those of a sheet with their pictures."""
    how = f"merely scaled to {_size(digits[0])}" if digits[0].raw else _prepared(digits[0])
    yield f"The network: {shown(place.network)}. The images: {how}."
    by_file = [list(of) for _, of in groupby(digits, key=lambda read: read.file)]
    alone = [of[0] for of in by_file if len(of) == 1]
    for of in by_file:
        if len(of) > 1:
            yield ""
            yield from _sheet(of)
    if alone:
        yield _table(alone)
    yield from _score(digits)
    if alone:
        yield from _remarks(alone)
    if left.out:
        yield (f"Left out, as no images: {counted(len(left.out), 'file')} ({_named(left.out)}).")


def _remarks(digits: list[ReadDigit]) -> Iterator[str]:
    """Tell what was taken away in which images, and what is rare."""
    said: dict[str, list[str]] = {}
    for read in digits:
        doubtful = None
        if read.label is not None and read.classes.are_digits:
            doubtful = doubt(read.outputs, read.label)
        for remark in (*read.sheet.remarks, *filter(None, [doubtful])):
            said.setdefault(remark, []).append(read.file)
    for remark, files in said.items():
        yield f"{remark} ({_named(files)})"


def _named(files: list[str]) -> str:
    """Name files without their folders, and how many more there are."""
    named = ", ".join(shown(Path(file).name) for file in files[:MOST_NAMED])
    more = len(files) - MOST_NAMED
    return f"{named} and {more} more" if more > 0 else named


def _sheet(digits: list[ReadDigit]) -> Iterator[RenderableType]:
    """Tell of several digits in one image, as they stand there."""
    sheet = digits[0].sheet
    rows, columns = sheet.size
    yield Text(shown(digits[0].file), "bold", no_wrap=True, overflow="ignore")
    lines = f" in {len(sheet.rows)} rows" if len(sheet.rows) > 1 else ""
    found = f"{len(digits)} {digits[0].classes.things}{lines}"
    yield f"{columns} × {rows} pixels, {found}, each read by itself:"
    yield from sheet.remarks
    each = iter(digits)
    for count in sheet.rows:
        row = [next(each) for _ in range(count)]
        yield ""
        yield Text(" ".join(_name(read, read.answer) for read in row), "bold")
        fit = max(1, (text_width() + GAP) // (THUMBNAIL + GAP))
        for start in range(0, count, fit):
            yield _pictures(row[start : start + fit])


def _pictures(digits: list[ReadDigit]) -> Table:
    """Return digits side by side, and what each is taken for."""
    table = Table.grid(padding=(0, GAP, 0, 0), pad_edge=False)
    for _ in digits:
        table.add_column(width=THUMBNAIL, no_wrap=True)
    table.add_row(*(thumbnail(read.image, THUMBNAIL) for read in digits))
    table.add_row(*(_caption(read) for read in digits))
    if any(read.found.together for read in digits):
        table.add_row(*(SEVERAL if read.found.together else "" for read in digits))
    return table


def _caption(read: ReadDigit) -> Text:
    caption = Text.assemble(
        (_name(read, read.answer, THUMBNAIL - 5), "bold"),
        f" {number(read.outputs[read.answer], 2)}",
    )
    if read.right is not None:
        caption.append(" ✓ right" if read.right else f" ✗ a {read.label}")
    return caption


def _table(digits: list[ReadDigit]) -> Table:
    """Return a line for each image with one digit."""
    labelled = any(each.label is not None for each in digits)
    table = Table(box=box.SIMPLE_HEAD, header_style="bold")
    table.add_column("file", overflow="fold")
    for head in ("answer", "output", "next", "output"):
        table.add_column(head, justify="right", no_wrap=True)
    if labelled:
        table.add_column("label", justify="right", no_wrap=True)
        table.add_column("", no_wrap=True)
    several = any(each.found.together for each in digits)
    if several:
        table.add_column("", no_wrap=True)
    for each in digits:
        more = [SEVERAL if each.found.together else ""] if several else []
        table.add_row(*_row(each, labelled), *more)
    return table


def _name(read: ReadDigit, label: int, width: int = LONGEST_NAME) -> str:
    """Return what a class is called, cut to so many columns."""
    return read.classes.short(label, width)


def _score(digits: list[ReadDigit]) -> Iterator[RenderableType]:
    """Tell how many are right of those that are known, and how they are known."""
    sources = Counter(read.label_source for read in digits if read.label_source)
    if not sources:
        return
    labelled = sources.total()
    right = sum(bool(read.right) for read in digits)
    said = ", ".join(f"{count:,} {IN_WORDS[source]}" for source, count in sources.most_common())
    yield Text.assemble(
        "Right: ",
        (percent(right / labelled), "bold"),
        f", {right:,} of {labelled:,} that are known: {said}.",
    )
    if len(digits) > labelled:
        yield f"Not known, and not counted: {len(digits) - labelled:,}."


def _row(read: ReadDigit, labelled: bool) -> list[Text]:
    outputs, answer, second = read.outputs, read.answer, read.second
    cells = [
        Text(shown(read.file)),
        Text(_name(read, answer), "bold"),
        Text(number(outputs[answer])),
        Text(_name(read, second), "dim"),
        Text(number(outputs[second]), "dim"),
    ]
    if labelled:
        cells.append(Text("" if read.label is None else _name(read, read.label)))
        # In words too: an encoding may lack the marks.
        words = {None: "", True: "✓ right", False: "✗ wrong"}[read.right]
        cells.append(Text(words, "red" if read.right is False else "green"))
    return cells

"""All that the testing screen shows at a moment, its words made and its digits counted."""

from __future__ import annotations

from dataclasses import dataclass

from scenes.canvas.hits import Hit
from scenes.screens.testing.answers import Case, Cell, Counts
from scenes.screens.testing.model import TestingModel
from scenes.story.markup import escaped

SHORT_NAME = 7
"""Characters of a name in the shortest of titles."""


@dataclass(frozen=True, eq=False)
class GalleryView:
    """The digits of the chosen cell."""

    cases: tuple[Case, ...]
    place: int
    """Which of them is chosen, counted from 0."""
    titles: tuple[str, str, str]
    """Which digits these are, marked up: at length, and for where there is less room."""
    empty: str
    """What to say if there is none."""


@dataclass(frozen=True, eq=False)
class TestingView:
    """What the heading and the board show."""

    title: str
    """Of the heading, marked up."""
    about: str
    """What the heading says on the right when there is nothing else to say, marked up."""
    counts: Counts
    """How the digits counted so far were heard."""
    cursor: Cell | None
    """The matrix's cursor; none while the digits are counted."""
    gallery: GalleryView | None
    """None where the score stands in its place."""
    case: Case | None
    """The digit shown large: under way, or chosen."""
    remark: str
    """A word on it, marked up."""
    trouble: str
    """What went wrong, in a sentence."""
    side: int
    """Pixels to a row of a digit."""
    rows: int
    """Rows of its pixels."""

    def reading(self, hit: Hit) -> str:
        """Return what a place reads out under the mouse, marked up."""
        if hit.kind == "cell":
            return self.counts.reading(divmod(hit.index, self.counts.kinds))
        if hit.kind == "case" and self.gallery is not None:
            return self.gallery.cases[hit.index].reading
        return ""


def view_of(model: TestingModel) -> TestingView:
    """Return what is to be seen of the model at this moment."""
    answers = model.answers
    title, about = _heading(model)
    if model.counting:
        counts, cursor, gallery = answers.counts_at(model.counted), None, None
        case = answers.case(model.counted - 1) if model.counted else None
    else:
        counts, cursor = answers.counts, model.cell
        gallery = None if model.shows_score else _gallery(model)
        case = model.chosen
    return TestingView(
        title=title,
        about=about,
        counts=counts,
        cursor=cursor,
        gallery=gallery,
        case=case,
        remark=_remark(model),
        trouble=model.trouble,
        side=answers.digits.images.shape[2],
        rows=answers.digits.images.shape[1],
    )


def _heading(model: TestingModel) -> tuple[str, str]:
    """Tell how many were heard right, once all are counted, and what was asked."""
    about = f"[dim]network:[/] {escaped(model.named.name)}"
    things = model.answers.digits.classes.things
    if model.counting and not model.all_counted:
        title = (
            f"[bold]What does [lola]Lola[/] hear?[/]  {model.answers.of:,} test {things}, "
            "one after another"
        )
        return title, about
    counts = model.answers.counts
    title = (
        f"[bold]What did [lola]Lola[/] hear?[/]  {counts.right:,} of {counts.counted:,} "
        f"right, {counts.share_right}"
    )
    return title, "[rate]space[/] shows the mistakes" if model.all_counted else about


def _gallery(model: TestingModel) -> GalleryView:
    counts, cell = model.answers.counts, model.cell
    classes = counts.classes
    return GalleryView(
        cases=model.cases,
        place=model.place,
        titles=(counts.reading(cell), counts.naming(cell), counts.naming(cell, SHORT_NAME)),
        empty=f"No {classes.thing} was meant {classes.names[cell[0]]} and heard "
        f"{classes.names[cell[1]]}.",
    )


def _remark(model: TestingModel) -> str:
    """Tell which mistake the chosen digit is."""
    if model.counting or model.rank is None:
        return ""
    return f"[dim]mistake[/] {model.rank + 1:,} [dim]of {len(model.answers.mistakes):,}[/]"

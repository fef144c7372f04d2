"""The map: You → Jay → Lola, the part in play lit, the message on its way."""

from __future__ import annotations

from scenes.canvas.canvas import Canvas
from scenes.canvas.palette import Palette
from scenes.canvas.speech import word_style_of, words_of
from scenes.screens.walk.view import Way
from scenes.screens.widgets.drawn import Drawn
from scenes.story.numbers import counted

TALL = 3
"""Rows from which the map has room for captions."""
MARGIN = 2
APART = 3
"""Columns at least between what is said and the weights beside it: they are no sentence."""
MARK = "≠"
"""Stands at what the reader has changed."""


class Map(Drawn):
    """The slim strip that never leaves."""

    def __init__(self, palette: Palette, *, id: str | None = None) -> None:  # noqa: A002
        """Make an empty map."""
        super().__init__(palette, id=id)
        self._way: Way | None = None
        self._progress = 1.0

    def show(self, way: Way, progress: float) -> None:
        """Show the way at a moment of the message's travel."""
        self._way, self._progress = way, progress
        self.redraw()

    def draw(self, canvas: Canvas) -> None:
        """Draw nodes, links, and the message."""
        way = self._way
        if way is None:
            return
        style = self.palette.style
        tall = canvas.height >= TALL
        row = 1 if tall else 0
        names = _names(way)
        room = canvas.width - 2 * MARGIN - sum(len(name) + 2 for name in names.values())
        long, last = int(room * 0.42), room - 2 * int(room * 0.42)
        spans: dict[str, tuple[int, int]] = {}
        x = MARGIN
        for term, gap in zip(names, (long, long, last, 0), strict=True):
            spans[term] = (x, x + len(names[term]))
            canvas.put(x, row, names[term], style(term, term not in way.lit))
            x += len(names[term]) + 2 + gap
        for name, (start, end) in {
            "speak": ("you", "jay"),
            "tell": ("jay", "lola"),
            "answer": ("lola", "meant"),
        }.items():
            left, right = spans[start][1] + 1, spans[end][0] - 1
            lit = name in way.lit or (name == "answer" and "meant" in way.lit)
            stroke, head = ("┄", "") if name == "answer" else ("━" if lit else "─", "▶")
            link = stroke * (right - left - len(head)) + head
            if way.goes_back and lit and head:
                link = "◀" + stroke * (right - left - 1)
            term = "error" if way.goes_back and lit else "text" if lit else "faint"
            canvas.put(left, row, link, style(term))
            if name in way.changed:
                canvas.put((left + right) // 2, row, MARK, style("rate"))
        if "you" in way.changed:
            canvas.put(spans["you"][0] - 1, row, MARK, style("rate"))
        if tall:
            self._captions(canvas, way, spans)
        self._message(canvas, way, spans, row)

    def _captions(self, canvas: Canvas, way: Way, spans: dict[str, tuple[int, int]]) -> None:
        """Write what is said above the names, the layers below them, the weights above the links.

        The weights yield to what is said: where they would touch it, they are told shorter.
        """
        style = self.palette.style
        taken = self._sayings(canvas, way, spans)
        for term, words in (
            ("you", "input layer"),
            ("jay", "hidden layer"),
            ("lola", "output layer"),
        ):
            canvas.put(spans[term][0], 2, words, style("muted", term not in way.lit))
        for name, start, end, count in (
            ("speak", "you", "jay", way.inputs * way.hidden),
            ("tell", "jay", "lola", way.hidden * way.outputs),
        ):
            left, right = taken[start], spans[end][0] - 1
            for words in (counted(count, "weight"), f"{count:,}"):
                middle = (spans[start][1] + spans[end][0] - len(words)) // 2
                middle = max(middle, left + APART)
                if middle + len(words) < right:
                    canvas.put(middle, 0, words, style("muted", name not in way.lit))
                    break

    def _sayings(
        self, canvas: Canvas, way: Way, spans: dict[str, tuple[int, int]]
    ) -> dict[str, int]:
        """Write what each says above their name; return the column after each."""
        taken = {}
        for term, (start, end) in spans.items():
            whispered = way.said.get("error") if term == "jay" and way.goes_back else None
            speech = whispered or way.said.get(term)
            if speech is None:
                taken[term] = end
                continue
            words = words_of(speech)
            words = f"({words})" if speech.thought else f"“{words}”"
            style = "error" if whispered else word_style_of(speech, term)
            dim = not whispered and term not in way.lit
            taken[term] = canvas.put(start, 0, words, self.palette.style(style, dim))
        return taken

    def _message(
        self, canvas: Canvas, way: Way, spans: dict[str, tuple[int, int]], row: int
    ) -> None:
        if way.travel is None or self._progress >= 1:
            return
        start, end = way.travel
        first = spans[start][0] - 1 if way.goes_back else spans[start][1]
        last = spans[end][1] if way.goes_back else spans[end][0] - 1
        x = round(first + (last - first) * self._progress)
        canvas.put(x, row, "◆", self.palette.style("error bold" if way.goes_back else "bold"))


def _names(way: Way) -> dict[str, str]:
    """Name the layers and the answer; with a reach, tell how much of each it is."""
    counts = {"you": way.inputs, "jay": way.hidden, "lola": way.outputs}
    heard, reach = way.heard, way.reach
    if reach is not None and reach.heard_before != heard:
        heard = f"{reach.heard_before}→{heard}"
    names = {term: f"{term.upper()} {count}" for term, count in counts.items()}
    if reach is not None:
        reached = {"you": reach.inputs, "jay": reach.hidden, "lola": reach.outputs}
        names = {
            term: f"{term.upper()} {reached[term]}/{count}" if reached[term] else names[term]
            for term, count in counts.items()
        }
    return {**names, "meant": f"heard {heard} · meant {way.meant}"}

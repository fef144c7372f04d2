"""The walk as text: the same story as on the screen, for reading, printing and listening."""

from __future__ import annotations

from io import StringIO

from rich.console import RenderableType
from rich.padding import Padding

from scenes.story.actions import ACTIONS
from scenes.story.acts import ACTS
from scenes.story.beats import Act, Beat, Question, main_beats, onward_of
from scenes.story.code import Code, code_of
from scenes.story.figures import Figure, Picture
from scenes.story.markup import escaped
from scenes.story.nouns import Nouns, worded
from scenes.story.passes import RULES
from scenes.story.places import Place
from scenes.story.scene import figures_of
from scenes.story.walk import Walk
from scenes.text.actions import at_place
from scenes.text.console import console_on, without_fill
from scenes.text.figures import drawn, in_words, marked

INDENT = 4


def tell(
    place: Place,
    walk: Walk,
    act: str | None = None,
    beat: str | None = None,
    *,
    width: int = 80,
    colour: bool = False,
    code: bool = False,
) -> str:
    """Tell the walk: all of it, one act, or one of its beats, by their ids.

    With ``code``, also the lines that compute each.
    """
    teller = Teller(width, colour)
    teller.head(place, walk)
    for number, each in enumerate(ACTS, start=1):
        if act in (None, each.id):
            teller.act(number, each)
            for id_, make in each.beats.items():
                made = make(walk) if beat in (None, id_) else None
                if made is not None and not (made.personal and beat is None):
                    lines = code_of(each, id_, made, walk) if code else None
                    with at_place(place):
                        teller.beat(numbered(each, id_), made, lines)
                        teller.onward(each, id_, walk.pass_.nouns)
    return teller.text()


def numbered(act: Act, beat: str) -> str:
    """Return a beat's number in the walk; its name, where it is on a side path."""
    main = main_beats(act)
    return f"{act.id}.{main.index(beat) + 1 if beat in main else f'{beat}, aside:'}"


class Teller:
    """Writes the parts of the walk one below the other."""

    def __init__(self, width: int, colour: bool) -> None:
        self._out = StringIO()
        self._console = console_on(self._out, width, colour)
        self._drawn = False
        self._said: set[str] = set()

    def text(self) -> str:
        """Return what was told, without the blanks that fill lines up."""
        return without_fill(self._out)

    def head(self, place: Place, walk: Walk) -> None:
        """Tell which digit goes through which network."""
        pass_, network = walk.pass_, walk.pass_.network
        seed = f", drawn with seed {pass_.named.seed}" if pass_.named.seed is not None else ""
        self.say(f"[bold]tinynet: a {pass_.classes.thing}'s walk through a small network[/]")
        self.say(
            f"The {pass_.classes.thing}: {pass_.classes.a(pass_.label)}, {pass_.whence} "
            "(counted from 0)."
        )
        self.say(
            f"The network: {escaped(pass_.named.name)}{seed}; {network.input_nodes} inputs, "
            f"{network.hidden_nodes} hidden nodes, {network.output_nodes} outputs."
        )
        self.say(
            f"The settings: learning rate {network.learning_rate:.15g}; error rule "
            f"{network.error_rule}: {RULES[network.error_rule]}."
        )
        # Not wrapped: it is there to be copied.
        command = f"The same in the app: {place.command()}"
        self._console.print(command, markup=False, soft_wrap=True)

    def act(self, number: int, act: Act) -> None:
        """Tell the act's name and what it is about."""
        self._drawn = False
        self._said.clear()
        self.gap()
        self.gap()
        self.say(f"[bold]Act {number} of {len(ACTS)}: {act.name}[/]")
        self.say(f"About: {act.about}.")

    def beat(self, number: str, beat: Beat, code: Code | None = None) -> None:
        """Tell a beat: its story, its formula, its code, its figures, what it asks, the answer."""
        self.unasked(number, beat, code)
        if beat.question:
            self._question(beat.question)

    def unasked(self, number: str, beat: Beat, code: Code | None = None) -> None:
        """Tell a beat without what it asks."""
        self.gap()
        self.say(f"[bold]{number}  {beat.title}[/]")
        if beat.network:
            self.say(f"[dim]The numbers are of the network: {escaped(beat.network)}.[/]")
        self.say(beat.story)
        if beat.formula:
            self.gap()
            for line in beat.formula:
                self.say(line or " ", INDENT)
        if code is not None:
            self.gap()
            self.say(f"the code, {code.source}:", INDENT)
            for line in (*code.lines, "", *code.values):
                self.say(line or " ", INDENT)
        for figure in figures_of(beat.scene.written):
            if not figure.dim:
                self._figure(figure)
        if beat.aside:
            self.gap()
            self.say(f"An honest word: {beat.aside}")

    def onward(self, act: Act, beat: str, nouns: Nouns) -> None:
        """Tell what can be tried where an act ends."""
        if offered := onward_of(act, beat):
            self.gap()
            ways = (f"[do:{each}]{worded(ACTIONS[each], nouns)}[/]" for each in offered)
            self.say(f"Where next: {'; '.join(ways)}.")

    def _figure(self, figure: Figure) -> None:
        """Tell a figure, unless the act has just told the same."""
        parts: list[RenderableType] = [*in_words(figure)]
        if isinstance(figure, Picture) and figure.scale.kind == "ink" and not self._drawn:
            self._drawn = True
            parts.append(drawn(figure))
        if parts and figure.title:
            parts.insert(0, marked(f"{figure.title}:"))
        with self._console.capture() as capture:
            for part in parts:
                self._put(part, INDENT)
        text = capture.get()
        if text and text not in self._said:
            self._said.add(text)
            self._out.write(f"\n{text}")

    def _question(self, question: Question) -> None:
        self.gap()
        self.say(f"A question: {question.text} ({', or '.join(question.options)})")
        self.say(f"The answer: {question.options[question.answer]}. {question.because}")

    def gap(self) -> None:
        """Leave a line blank."""
        self._console.print()

    def say(self, markup: str, indent: int = 0) -> None:
        """Tell marked-up words."""
        self._put(marked(markup), indent)

    def _put(self, part: RenderableType, indent: int) -> None:
        self._console.print(Padding(part, (0, 0, 0, indent), expand=False))

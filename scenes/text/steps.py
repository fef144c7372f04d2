"""The walk line by line: one beat is told, and what the reader types decides what is told next.

For screen readers, braille displays, serial lines and pipes: nothing moves a cursor, and all that
is asked and answered is a line. Reads and writes nothing itself.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import suppress
from typing import Protocol

from scenes.story.acts import ACTS
from scenes.story.beats import Act, Beat, Choice
from scenes.story.choices import HIDDEN_NODE, INPUT_NODE, NODES, OUTPUT_NODE
from scenes.story.glossary import GLOSSARY
from scenes.story.markup import escaped, plain
from scenes.story.nouns import Worded, worded
from scenes.story.passes import RULES
from scenes.story.places import Place, Where
from scenes.story.walk import Walk
from scenes.text.actions import at_place
from scenes.text.transcript import Teller, numbered
from tinynet import TinynetError

HELP = (
    ("Enter", "the next beat"),
    ("b", "back to the beat before"),
    ("g blame", "go to an act by its name or number, or to a beat of it, as in g blame.2"),
    ("s", "take the side path from here, or leave it"),
    ("j 17", "look at Jay 17; o 3 at Lola 3, p 400 at pixel 400; j alone at the next"),
    ("k 2", "choose the second knob, where there are some"),
    ("+", "turn up the learning rate, or the knob; − turns it down"),
    ("w", "other weights: untrained, trained, or your own"),
    ("e", "blame by the exact rule, or by the shortcut"),
    ("d 3", Worded("another {thing}, of {kind} 3; r is any other")),
    ("1", "answer a question: by the number of the answer, or its words"),
    ("a", "tell this beat again"),
    ("? error", "what a word means; ? alone tells what can be typed"),
    ("q", "quit"),
)
"""What can be typed, and what it does."""
WITH_MORE = frozenset("gjopkd?")
"""Those behind which more may be typed."""
LAST = "That was the last beat: b goes back, g MEET starts over, q ends.".replace(
    "MEET", ACTS.ids[0]
)


class WalkReader(Protocol):
    """Where a reader is in the walk, and what they may do there: the model of the app's walk."""

    place: Place
    walk: Walk

    @property
    def act(self) -> Act: ...
    @property
    def beat(self) -> Beat: ...
    @property
    def answer(self) -> int | None: ...

    def visit(self, where: Where | None) -> bool: ...
    def step(self, by: int) -> bool: ...
    def turn_off(self) -> bool: ...
    def choose(self, kind: str, index: int) -> None: ...
    def turn(self, by: int) -> None: ...
    def act_on(self, action: str) -> None: ...
    def take_digit(self, digit: int) -> None: ...
    def take_random(self, random_source: random.Random) -> None: ...
    def next_network(self) -> None: ...
    def change_rule(self) -> None: ...
    def predict(self, option: int) -> bool: ...


class LineByLine:
    """Answers each line with text; tells what can be typed in the prompt and by ``?``."""

    def __init__(
        self, reading: WalkReader, *, width: int = 80, colour: bool = False, questions: bool = True
    ) -> None:
        """Tell in so many columns; ask what beats ask, or nothing."""
        self._reading = reading
        self._width, self._colour, self._questions = width, colour, questions
        self._act = ""
        """The act whose heading was told last."""
        self.over = False
        """Whether the reader has ended it."""
        self._commands: dict[str, Callable[[str], str]] = {
            "": lambda rest: self._step(1),
            "b": lambda rest: self._step(-1),
            "g": self._go,
            "s": lambda rest: self._moved(reading.turn_off(), "No side path turns off here."),
            "j": lambda rest: self._choose(HIDDEN_NODE, "Jay", rest),
            "o": lambda rest: self._choose(OUTPUT_NODE, "Lola", rest),
            "p": lambda rest: self._choose(INPUT_NODE, "pixel", rest),
            "k": self._knob,
            "+": lambda rest: self._change(lambda: reading.turn(1)),
            "-": lambda rest: self._change(lambda: reading.turn(-1)),
            "w": lambda rest: self._change(reading.next_network),
            "e": lambda rest: self._change(reading.change_rule),
            "d": self._digit,
            "r": lambda rest: self._change(lambda: reading.take_random(random.Random())),
            "a": lambda rest: self._beat(),
            "?": self._help,
            "q": self._quit,
        }

    @property
    def prompt(self) -> str:
        """What stands before the line that is typed next: where the reader is, what they may do."""
        place = self._reading.place
        answers = "the number of your answer, " if self._asked else ""
        return f"{place.act}.{place.beat}: {answers}Enter next, b back, ? help, q quit > "

    def begin(self) -> str:
        """Tell which digit and network it is about, and the first beat."""
        teller = self._teller()
        teller.head(self._reading.place, self._reading.walk)
        return teller.text() + self._beat()

    def take(self, line: str) -> str:
        """Do what a line says; return what is told then."""
        typed = " ".join(line.replace("\N{MINUS SIGN}", "-").split())
        try:
            if (option := self._option(typed)) is not None:
                return self._answer(option)
            if typed in self._reading.act.actions:
                return self._change(lambda: self._reading.act_on(typed))
            name, rest = typed[:1], typed[1:].strip()
            command = self._commands.get(name)
            # A word is no command for its first letter, nor is what takes nothing with something.
            word = rest and rest[0].isalpha() and typed[1] != " " and name != "?"
            if command is None or word or (rest and name not in WITH_MORE):
                return self._said(f"Expected Enter, or what ? lists; found {escaped(typed)}.")
            return command(rest)
        except TinynetError as error:
            return self._said(escaped(str(error)))

    # What is told.

    def _teller(self) -> Teller:
        return Teller(self._width, self._colour)

    def _said(self, *sentences: str) -> str:
        teller = self._teller()
        for sentence in sentences:
            teller.say(sentence)
        return teller.text()

    def _beat(self) -> str:
        """Tell the beat, under its act's heading where that is new, and what it asks."""
        reading, teller = self._reading, self._teller()
        act, beat = reading.act, reading.beat
        with at_place(self._reading.place, by_line=True):
            if act.id != self._act:
                self._act = act.id
                teller.act(ACTS.number(act.id), act)
            teller.unasked(numbered(act, reading.place.beat), beat)
            teller.onward(act, reading.place.beat, reading.walk.pass_.nouns)
            if self._questions and beat.question is not None:
                teller.gap()
                teller.say(f"A question: {beat.question.text}")
                for number, option in enumerate(beat.question.options, start=1):
                    teller.say(f"{number}: {option}", 4)
                if reading.answer is not None:
                    teller.say(self._judged())
        return teller.text()

    @property
    def _asked(self) -> bool:
        """Whether a question waits for an answer here."""
        reading = self._reading
        return self._questions and reading.beat.question is not None and reading.answer is None

    def _judged(self) -> str:
        """Say whether the answer is right, and why."""
        question, answer = self._reading.beat.question, self._reading.answer
        assert question is not None
        assert answer is not None
        said, came = question.options[answer], question.options[question.answer]
        verdict = "Right" if answer == question.answer else f"Wrong, you said {said}"
        return f"{verdict}: it is {came}. {question.because}"

    # What is done.

    def _option(self, typed: str) -> int | None:
        """Return which answer to the question that waits was typed, by its number or words."""
        question = self._reading.beat.question
        if not self._asked or question is None:
            return None
        options = [plain(option).lower() for option in question.options]
        named = {str(number): number - 1 for number in range(1, len(options) + 1)}
        named |= {option: index for index, option in enumerate(options)}
        return named.get(typed.lower())

    def _answer(self, option: int) -> str:
        self._reading.predict(option)
        with at_place(self._reading.place, by_line=True):
            return self._said(self._judged())

    def _step(self, by: int) -> str:
        return self._moved(self._reading.step(by), LAST if by > 0 else "This is the first beat.")

    def _moved(self, moved: bool, otherwise: str) -> str:
        return self._beat() if moved else self._said(otherwise)

    def _change(self, change: Callable[[], None]) -> str:
        """Change something, and say what is told now: by another network, of another digit."""
        reading = self._reading
        before = reading.walk
        change()
        now, noted = reading.walk, []
        if now.pass_.named.name != before.pass_.named.name:
            noted.append(f"The network: {escaped(now.pass_.named.name)}.")
        if now.pass_.index != before.pass_.index:
            noted.append(
                f"The {now.classes.thing}: {now.classes.a(now.pass_.label)}, {now.pass_.whence}."
            )
        if now.trace.learning_rate != before.trace.learning_rate:
            noted.append(f"The learning rate: {now.trace.learning_rate:.15g}.")
        if now.trace.error_rule != before.trace.error_rule:
            rule = now.trace.error_rule
            noted.append(f"The error rule: {rule}. {RULES[rule].capitalize()}.")
        return (self._said(*noted) if noted else "") + self._beat()

    def _go(self, rest: str) -> str:
        act, _, beat = rest.partition(".")
        if act.isdecimal() and 1 <= int(act) <= len(ACTS):
            act = ACTS.ids[int(act) - 1]
        with suppress(KeyError):
            self._reading.visit(ACTS.where(act, beat))
            return self._beat()
        listed = ", ".join(f"{number} {name}" for number, name in enumerate(ACTS.ids, start=1))
        found = f"; found {escaped(rest)}" if rest else ""
        return self._said(f"Expected g and one of {listed}, perhaps with .BEAT{found}.")

    def _choose(self, choice: Choice, name: str, rest: str) -> str:
        """Look at one of a kind by its number, or at the next."""
        reading = self._reading
        count = choice.count(reading.walk)
        index = (choice.chosen(reading.walk) + 1) % count if not rest else _whole(rest)
        if not 0 <= index < count:
            return self._said(f"Expected a {name} of 0 to {count - 1}; found {escaped(rest)}.")
        return self._change(lambda: reading.choose(choice.kind, index))

    def _knob(self, rest: str) -> str:
        choice = self._reading.beat.chooses
        if choice in NODES:
            return self._said("There is no knob here: + and − turn the learning rate.")
        count = choice.count(self._reading.walk)
        index = (choice.chosen(self._reading.walk) + 1) % count if not rest else _whole(rest) - 1
        if not 0 <= index < count:
            return self._said(f"Expected a knob of 1 to {count}; found {escaped(rest)}.")
        return self._change(lambda: self._reading.choose(choice.kind, index))

    def _digit(self, rest: str) -> str:
        digit = _whole(rest)
        most = len(self._reading.walk.classes) - 1
        if not 0 <= digit <= most:
            return self._said(
                f"Expected d and a {self._reading.walk.classes.kind} of 0 to {most}; "
                f"found {escaped(rest) or 'none'}."
            )
        return self._change(lambda: self._reading.take_digit(digit))

    def _help(self, rest: str) -> str:
        if rest:
            return self._meaning(rest)
        teller = self._teller()
        nouns = self._reading.walk.pass_.nouns
        for typed, does in HELP:
            teller.say(f"{typed}: {worded(does, nouns)}")
        for name, action in self._reading.act.actions.items():
            teller.say(f"{name}: {action.name}")
        return teller.text()

    def _meaning(self, word: str) -> str:
        found = [entry for entry in GLOSSARY if word.lower() in plain(entry.term).lower()]
        if not found:
            words = ", ".join(plain(entry.term) for entry in GLOSSARY)
            return self._said(f"{escaped(word)} is none of the words explained: {words}.")
        nouns = self._reading.walk.pass_.nouns
        with at_place(self._reading.place, by_line=True):
            return self._said(
                *(
                    f"{each.term}: {worded(each.meaning, nouns)} Explained at {each.at}."
                    for each in found
                )
            )

    def _quit(self, rest: str) -> str:
        self.over = True
        return ""


def _whole(text: str) -> int:
    """Return a whole number; −1, which is none of anything, for what is not one."""
    return int(text) if text.isdecimal() and len(text) < 9 else -1

"""A reader's way through the walk: where they are, and what they have chosen. No screen in sight.

Where they are and how they go on is in `position.py`, what is changed in the pass is the lab's
(`lab/model.py`), what was predicted the answers' (`answers.py`).
"""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

from scenes.screens.walk.answers import Answered, Answers
from scenes.screens.walk.lab.model import LabModel
from scenes.screens.walk.position import Position
from scenes.story.beats import Beat
from scenes.story.choices import INPUT_NODE, NODES, Choice
from scenes.story.lab.edit import Edit
from scenes.story.lab.lab import Lab
from scenes.story.limits import stepped_rate
from scenes.story.markup import plain
from scenes.story.networks import NamedNetwork, open_network
from scenes.story.passes import TEST_SET, TRAINING_SET, Pass, next_of_kind
from scenes.story.places import TRAINED, UNTRAINED, Place, Where
from scenes.story.walk import Walk, open_walk
from tinynet import ERROR_RULES

if TYPE_CHECKING:
    from scenes.story.code import Code
    from scenes.story.practice.tasks import Task


class WalkModel(Position):
    """Every method leaves a place that can be shown."""

    def __init__(self, place: Place, walk: Walk) -> None:
        """Start at a place, on a walk opened there."""
        super().__init__(place)
        self.walk = walk
        self.lab = LabModel(walk.pass_)
        """What is changed in the pass. ``walk`` goes through the changed one."""
        self.answers = Answers(*self._about)
        self._own = walk.pass_.named
        """The network that the walk was opened with."""
        self._beats: dict[Where, Beat] = {}

    # What is told there.

    @property
    def beat(self) -> Beat:
        """The beat being shown, built once for the walk as it is."""
        if self.where not in self._beats:
            walk = replace(self.walk, predictions=self.answers.predictions)
            self._beats[self.where] = self.act.beats[self.place.beat](walk)
        return self._beats[self.where]

    def tasks(self) -> tuple[Task, ...]:
        """Return what this beat computes, to be worked out; none where it computes nothing."""
        # Loaded when it is asked for: the first frame does not wait for it.
        from scenes.story.practice.beats import steps_at
        from scenes.story.practice.tasks import task_of_beat

        beat = self.beat
        trace = beat.trace or self.walk.trace
        return tuple(task_of_beat(beat, step, trace) for step in steps_at(self.walk, self.where))

    @property
    def code(self) -> Code | None:
        """The code that computes the beat, if it computes something."""
        from scenes.story.code import code_of

        return code_of(self.act, self.place.beat, self.beat, self.walk)

    # What the reader looks at.

    def choose(self, kind: str, index: int) -> None:
        """Look at one of this kind, wrapping round at the ends: a node, or what the beat has."""
        for choice in (self.beat.chooses, *NODES):
            if choice.kind == kind:
                self._choose(choice, index)
                return
        # Clicked in the picture of a beat that is left by now: there is none of this kind here.

    def choose_next(self, by: int) -> None:
        """Move the choice of this beat: down is +1. In pictures that is a row of pixels."""
        choice = self.beat.chooses
        self._choose(choice, choice.chosen(self.walk) + by * choice.stride(self.walk))

    def move_pixel(self, rows: int, columns: int) -> None:
        """Move the pixel cursor, stopping at the picture's edge."""
        walk = self.walk
        row = min(max(walk.row + rows, 0), walk.rows - 1)
        column = min(max(walk.column + columns, 0), walk.columns - 1)
        self._choose(INPUT_NODE, row * walk.columns + column)

    def _choose(self, choice: Choice, index: int) -> None:
        # What is followed stays what it was: a Jay or Lola left open would follow the new pixel.
        place = replace(self.place, jay=self.walk.jay, lola=self.walk.lola)
        self._look(choice.choose(place, index % choice.count(self.walk)))

    def turn(self, by: int) -> None:
        """Turn what is chosen here, if it can be turned, else the learning rate."""
        turned = self.beat.chooses.turn
        if turned is not None:
            self._look(turned(self.place, self.walk, by))
            return
        rate = stepped_rate(self.walk.trace.learning_rate, by)
        if rate is not None:
            self._relearn(replace(self.place, learning_rate=rate))

    def drag(self, kind: str, index: int, along: float) -> None:
        """Set one of this kind to so far along its way, 0 to 1, where it can be dragged."""
        choice = self.beat.chooses
        if choice.kind == kind and choice.drag is not None:
            self._look(choice.drag(self.place, index, along))

    def act_on(self, action: str) -> None:
        """Do what can be done in this act only. Raises :class:`KeyError` for another action."""
        self._look(self.act.actions[action].do(self.place, self.walk))

    # What the story is told about.

    def take_digit(self, digit: int) -> None:
        """Take the next sample of a digit. Raises :class:`TinynetError` if there is none."""
        self.take_sample(next_of_kind(self.walk.pass_.data, digit, self.walk.pass_.index))

    def take_random(self, random_source: random.Random) -> None:
        """Take any other sample."""
        count = len(self.walk.pass_.data)
        steps = random_source.randrange(1, count) if count > 1 else 0
        self.take_sample((self.walk.pass_.index + steps) % count)

    def take_sample(self, index: int) -> None:
        """Take the sample at an index of the data set; edits of the last one are gone."""
        place = replace(self.place, sample=index, digit=None, lola=None, pixel=None)
        before, edits = self.lab.before, self.lab.edits
        of = before.of if before.of == TRAINING_SET else TEST_SET
        taken = replace(before, index=index, of=of, changed=None, meant=None)
        self._open(place, taken, edits.without(*edits.of_digit))

    @property
    def networks(self) -> tuple[str, ...]:
        """The networks at hand: untrained, trained, and the one the walk was opened with."""
        return tuple(dict.fromkeys((UNTRAINED, TRAINED, self._own.name)))

    def use_network(self, name: str) -> None:
        """Take another network; its learning rate and rule stay the reader's.

        The same Jay, Lola and pixel are looked at, where the network has them: this is how one
        Jay is compared before and after training.

        Edits of the last network are gone, those of the digit stay.

        Raises :class:`TinynetError` if it cannot be loaded.
        """
        place = replace(self._staying(self.place), network=name)
        edits = self.lab.edits
        taken = replace(self.lab.before, named=self._network(place))
        if self.walk.jay >= taken.network.hidden_nodes:
            place = replace(place, jay=None)
        self._open(place, taken, edits.without(*edits.of_network))

    def _network(self, place: Place) -> NamedNetwork:
        """Return a fresh copy of the network that a place names."""
        if not self._own.reopens and place.network == self._own.name:
            return self._own.learning(place.learning_rate, place.error_rule)
        return open_network(place, self.walk.pass_.data)

    @property
    def tried(self) -> NamedNetwork:
        """The network that is drawn for, tested and run backwards from here.

        It is the walk's, changed perhaps; where that has learned nothing, what the act gives.
        """
        named, edits = self.walk.pass_.named, self.lab.edits
        if edits.of_network:
            return NamedNetwork(named.network, f"{named.name}, changed", "here")
        if named.untrained and self.act.tries:
            return open_network(Place(network=self.act.tries), self.walk.pass_.data)
        return named

    def next_network(self) -> None:
        """Take the next of the networks at hand."""
        position = self.networks.index(self.walk.pass_.named.name)
        self.use_network(self.networks[(position + 1) % len(self.networks)])

    def change_rule(self) -> None:
        """Carry errors back by the other rule."""
        rules = list(ERROR_RULES)
        rule = rules[(rules.index(self.walk.trace.error_rule) + 1) % len(rules)]
        self._relearn(replace(self.place, error_rule=rule))

    # What the reader changes, to see what it does; and what they predict.

    def edit(self, edit: Edit) -> None:
        """Make an edit in the lab."""
        self.change(self.lab.edits.make(edit))

    def undo(self, *edits: Edit) -> None:
        """Take these edits back; the last one, if none is named."""
        made = self.lab.edits
        self.change(made.without(*edits) if edits else made.without_last())

    def undo_all(self) -> None:
        """Take every edit back: all is as it was."""
        self.change(Lab())

    def change(self, edits: Lab) -> None:
        """Have these edits made, and no others."""
        if edits == self.lab.edits:
            return
        # The same Jay, Lola and pixel: what is changed is to be seen where the reader looks.
        self._take(self._staying(self.place), self.lab.before, edits)

    @property
    def answer(self) -> int | None:
        """What the reader predicted at this beat."""
        return self.answers.given(self.where, self.beat.question)

    def asks(self, option: int) -> bool:
        """Return whether this beat's question is open, and has such an answer."""
        question = self.beat.question
        return question is not None and self.answer is None and option < len(question.options)

    def predict(self, option: int) -> bool:
        """Answer this beat's question once; return whether it has such an answer."""
        given = self.answers.give(self.where, self.beat.question, option)
        return self._forget_beats(given)

    def take_back(self) -> bool:
        """Take back this beat's answer, to be asked again; return whether there was one."""
        return self._forget_beats(self.answers.take_back(self.where, self.beat.question))

    @property
    def _about(self) -> tuple[str, str]:
        """The digit and the network that questions are about, in words."""
        pass_ = self.lab.before
        return plain(f"{pass_.label}, {pass_.whence}"), pass_.named.name

    @property
    def all_answers(self) -> tuple[Answered, ...]:
        """Every answer of this walk, the oldest first."""
        return self.answers.everything

    def _forget_beats(self, changed: bool) -> bool:
        if changed:
            self._beats.clear()
        return changed

    # The place again.

    def reopened(self) -> Place | None:
        """Return this place with all that is looked at named, so that it can be opened again.

        None where only this session has the network or the digit.
        """
        walk, before = self.walk, self.lab.before
        if not before.named.reopens or before.of != TEST_SET or before.changed is not None:
            return None
        return replace(
            self.place,
            sample=before.index,
            digit=None,
            jay=walk.jay,
            lola=walk.lola,
            pixel=walk.pixel,
        )

    # Taking another place, pass, or lab.

    def _relearn(self, place: Place) -> None:
        named = self.lab.before.named.learning(place.learning_rate, place.error_rule)
        # The same Jay, Lola and pixel: only what they learn has changed.
        # What was answered stays: a question that this changes is asked anew.
        taken = replace(self.lab.before, named=named)
        self._take(self._staying(place), taken, self.lab.edits)

    def _staying(self, place: Place) -> Place:
        walk = self.walk
        return replace(place, jay=walk.jay, lola=walk.lola, pixel=walk.pixel)

    def _open(self, place: Place, before: Pass, edits: Lab) -> None:
        self._take(place, before, edits)
        self.answers.turn_to(*self._about)

    def _take(self, place: Place, before: Pass, edits: Lab) -> None:
        """Take another pass, and what is changed in it."""
        self._look(place, edits.applied(before))
        self.lab.take(before, edits, self.walk.pass_)

    def _look(self, place: Place, pass_: Pass | None = None) -> None:
        self.walk = open_walk(place, pass_ or self.walk.pass_)
        self.place = place
        self._beats.clear()

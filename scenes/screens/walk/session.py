"""What the reader does, with no screen in sight: where they are, and what they have chosen."""

from __future__ import annotations

import random
from dataclasses import replace

from scenes.story.acts import ACTS, ANSWERED
from scenes.story.acts.meet import nudge, turn
from scenes.story.beats import Act, Beat
from scenes.story.lab.edits import Edit, NetworkEdit
from scenes.story.lab.effects import Effects
from scenes.story.lab.lab import Lab
from scenes.story.limits import LEARNING_RATES
from scenes.story.networks import NamedNetwork, open_network
from scenes.story.passes import IMAGE_SIDE, TEST_SET, TRAINING_SET, Pass, next_of_kind
from scenes.story.places import TRAINED, UNTRAINED, Place, Play
from scenes.story.questions import Prediction, Question, Where, latest
from scenes.story.walk import Walk, open_walk
from tinynet import ERROR_RULES, TinynetError, accuracy

Asked = tuple[int, int, Question]
"""A question and where it was asked: of another Jay, or at another learning rate, it differs."""


class Session:
    """A reader's way through the walk. Every method leaves a place that can be shown."""

    def __init__(self, place: Place, walk: Walk) -> None:
        """Start at a place, on a walk opened there."""
        self.place = place
        self.walk = walk
        self.before = walk.pass_
        """The pass as it is without the edits of the lab."""
        self.lab = Lab()
        """What is changed in it. ``walk`` goes through the changed one."""
        self._scores: dict[tuple[NetworkEdit, ...], float] = {}
        self._own = walk.pass_.named
        self.answers: dict[Asked, int] = {}
        self._beats: dict[tuple[int, int], Beat] = {}

    # Where the reader is.

    @property
    def act_index(self) -> int:
        """The act's position, from 0."""
        return next(i for i, act in enumerate(ACTS) if act.id == self.place.act)

    @property
    def beat_index(self) -> int:
        """The beat's position in its act, from 0."""
        return self.place.beat - 1

    @property
    def act(self) -> Act:
        """The act being told."""
        return ACTS[self.act_index]

    @property
    def beat(self) -> Beat:
        """The beat being shown, built once for the walk as it is."""
        key = (self.act_index, self.beat_index)
        if key not in self._beats:
            walk = replace(self.walk, predictions=self.predictions)
            self._beats[key] = self.act.beats[self.beat_index](walk)
        return self._beats[key]

    @property
    def answered(self) -> bool:
        """Whether the walk has shown the network's answer."""
        act, beat = ANSWERED
        first = next(i for i, told in enumerate(ACTS) if told.id == act)
        return (self.act_index, self.place.beat) >= (first, beat)

    def go(self, act: int, beat: int) -> bool:
        """Go to a beat, both counted from 0; return whether that is another place."""
        act = min(max(act, 0), len(ACTS) - 1)
        beat = min(max(beat, 0), len(ACTS[act].beats) - 1)
        moved = (act, beat) != (self.act_index, self.beat_index)
        self.place = self.place.at(ACTS[act].id, beat + 1)
        return moved

    def visit(self, where: Where) -> None:
        """Go to a beat, by its act's id and from 1."""
        act, beat = where
        self.go(next(i for i, told in enumerate(ACTS) if told.id == act), beat - 1)

    def step(self, by: int) -> bool:
        """Go to the next (1) or the previous (−1) beat; return whether there is one."""
        act, beat = self.act_index, self.beat_index + by
        if beat < 0 and act > 0:
            return self.go(act - 1, len(ACTS[act - 1].beats) - 1)
        if beat >= len(self.act.beats) and act + 1 < len(ACTS):
            return self.go(act + 1, 0)
        return 0 <= beat < len(self.act.beats) and self.go(act, beat)

    def step_act(self, by: int) -> bool:
        """Go to the start of the next act, or back to this act's start, then the one before."""
        if by < 0 and self.beat_index > 0:
            return self.go(self.act_index, 0)
        if not 0 <= self.act_index + by < len(ACTS):
            return False
        return self.go(self.act_index + by, 0)

    # What the reader looks at.

    def choose(self, kind: str, index: int) -> None:
        """Look at a Jay, a Lola, a pixel or a knob, wrapping round at the ends."""
        trace = self.walk.trace
        if kind == "knob":
            self._look(replace(self.place, knob=index % 4))
            return
        counts = {
            "jay": len(trace.hidden_sums),
            "lola": len(trace.outputs),
            "pixel": len(trace.inputs),
        }
        index %= counts[kind]
        # What is followed stays what it was: a Jay or Lola left open would follow the new pixel.
        place = replace(self.place, jay=self.walk.jay, lola=self.walk.lola)
        if kind == "jay":
            place = replace(place, jay=index)
        elif kind == "lola":
            place = replace(place, lola=index)
        else:
            place = replace(place, pixel=index)
        self._look(place)

    def choose_next(self, by: int) -> None:
        """Move the choice of this beat: down is +1. In pictures that is a row of pixels."""
        kind = self.beat.chooses
        now = {
            "jay": self.walk.jay,
            "lola": self.walk.lola,
            "pixel": self.walk.pixel,
            "knob": self.walk.knob,
        }[kind]
        self.choose(kind, now + by * (IMAGE_SIDE if kind == "pixel" else 1))

    def move_pixel(self, rows: int, columns: int) -> None:
        """Move the pixel cursor, stopping at the picture's edge."""
        row = min(max(self.walk.row + rows, 0), IMAGE_SIDE - 1)
        column = min(max(self.walk.column + columns, 0), IMAGE_SIDE - 1)
        self.choose("pixel", row * IMAGE_SIDE + column)

    # What the story is told about.

    def tell_digit(self, digit: int) -> None:
        """Take the next sample of a digit. Raises :class:`TinynetError` if there is none."""
        self.tell_sample(next_of_kind(self.walk.pass_.data, digit, self.walk.pass_.index))

    def tell_random(self, random_source: random.Random) -> None:
        """Take any other sample."""
        count = len(self.walk.pass_.data)
        steps = random_source.randrange(1, count) if count > 1 else 0
        self.tell_sample((self.walk.pass_.index + steps) % count)

    def tell_sample(self, index: int) -> None:
        """Take the sample at an index of the data set; edits of the last one are gone."""
        place = replace(self.place, sample=index, digit=None, lola=None, pixel=None)
        of = self.before.of if self.before.of == TRAINING_SET else TEST_SET
        run = replace(self.before, index=index, of=of, changed=None, meant=None)
        self._open(place, run, self.lab.without(*self.lab.of_digit))

    def use_network(self, source: str) -> None:
        """Take another network; its learning rate and rule stay the reader's.

        Edits of the last network are gone, those of the digit stay.

        Raises :class:`TinynetError` if it cannot be loaded.
        """
        place = replace(self.place, network=source, jay=None, pixel=None)
        run = replace(self.before, named=self._network(place))
        self._open(place, run, self.lab.without(*self.lab.of_network))

    def _network(self, place: Place) -> NamedNetwork:
        """Return a fresh copy of the network that a place names."""
        if not self._own.reopens and place.network == self._own.name:
            return self._own.learning(place.learning_rate, place.error_rule)
        return open_network(place)

    @property
    def sources(self) -> tuple[str, ...]:
        """The networks at hand: untrained, trained, and the one the walk was opened with."""
        return tuple(dict.fromkeys((UNTRAINED, TRAINED, self._own.name)))

    def next_network(self) -> None:
        """Take the next of the networks at hand."""
        position = self.sources.index(self.walk.pass_.named.name)
        self.use_network(self.sources[(position + 1) % len(self.sources)])

    def change_rule(self) -> None:
        """Carry errors back by the other rule."""
        rules = list(ERROR_RULES)
        rule = rules[(rules.index(self.walk.trace.error_rule) + 1) % len(rules)]
        self._relearn(replace(self.place, error_rule=rule))

    def turn(self, by: int) -> None:
        """Turn what this beat turns: the chosen knob in ``meet``, else the learning rate."""
        if self.beat.chooses == "knob":
            self._play(nudge(self.walk.play, self.walk.knob, by))
            return
        rate = self.walk.trace.learning_rate
        larger = [r for r in LEARNING_RATES if r > rate * 1.001]
        smaller = [r for r in LEARNING_RATES if r < rate * 0.999]
        choice = larger[:1] if by > 0 else smaller[-1:]
        if choice:
            self._relearn(replace(self.place, learning_rate=choice[0]))

    def set_knob(self, knob: int, along: float) -> None:
        """Set one knob of ``meet`` to so far along its way, 0 to 1."""
        self._play(turn(self.walk.play, knob, along), knob)

    def tell_again(self) -> None:
        """Tell the friends of ``meet`` once more: one update of both weights."""
        self._look(replace(self.place, told=self.place.told + 1))

    # What the reader changes, to see what it does.

    def edit(self, edit: Edit) -> None:
        """Make an edit in the lab."""
        self._change(self.lab.make(edit))

    def undo(self, *edits: Edit) -> None:
        """Take these edits back; the last one, if none is named."""
        self._change(self.lab.without(*edits) if edits else self.lab.without_last())

    def undo_all(self) -> None:
        """Take every edit back: all is as it was."""
        self._change(Lab())

    @property
    def effects(self) -> Effects:
        """What the edits do to this pass."""
        return Effects(self.before, self.walk.pass_)

    @property
    def is_scored(self) -> bool:
        """Whether both scores are known already, and cost no time."""
        known = "score" in vars(self.before)
        return known and (not self.lab.of_network or self.lab.of_network in self._scores)

    @property
    def scores(self) -> tuple[float, float]:
        """The share of other digits that the network reads right, without and with the edits."""
        edits, before = self.lab.of_network, self.before.score
        if not edits:
            return before, before
        if edits not in self._scores:
            self._scores[edits] = accuracy(self.walk.pass_.network, *self.before.others)
        return before, self._scores[edits]

    def _change(self, lab: Lab) -> None:
        if lab == self.lab:
            return
        walk = self.walk
        # The same Jay, Lola and pixel: what is changed is to be seen where the reader looks.
        place = replace(self.place, jay=walk.jay, lola=walk.lola, pixel=walk.pixel)
        self._look(place, lab.applied(self.before))
        self.lab = lab

    # What the reader predicts.

    @property
    def predictions(self) -> tuple[Prediction, ...]:
        """What the reader predicted of this digit and network, the oldest first."""
        return tuple(
            Prediction((ACTS[act].id, beat + 1), question, option)
            for (act, beat, question), option in self.answers.items()
        )

    @property
    def missed(self) -> list[Prediction]:
        """What came otherwise than the reader predicted, in the order of the walk."""
        wrong = [one for one in latest(self.predictions).values() if not one.right]
        order = [act.id for act in ACTS]
        return sorted(wrong, key=lambda one: (order.index(one.where[0]), one.where[1]))

    @property
    def answer(self) -> int | None:
        """What the reader predicted at this beat."""
        question = self.beat.question
        if question is None:
            return None
        return self.answers.get((self.act_index, self.beat_index, question))

    def predict(self, option: int) -> bool:
        """Answer this beat's question once; return whether it has such an answer."""
        question = self.beat.question
        if question is None or self.answer is not None or option >= len(question.options):
            return False
        self.answers[self.act_index, self.beat_index, question] = option
        self._beats.clear()
        return True

    def take_back(self) -> bool:
        """Take back this beat's answer, to be asked again; return whether there was one."""
        question = self.beat.question
        if question is None or self.answer is None:
            return False
        del self.answers[self.act_index, self.beat_index, question]
        self._beats.clear()
        return True

    def command(self) -> str:
        """Return the command that opens exactly this place.

        Raises :class:`TinynetError` where only this session has the network or the digit.
        """
        walk = self.walk
        if self.lab:
            raise TinynetError(
                f"the lab: expected nothing changed, found {self.lab.words()}; a command has no "
                "edits in it, u takes them back"
            )
        if not self.walk.pass_.named.reopens:
            raise TinynetError("this network: expected it in a file, found it only in training")
        if walk.pass_.of != TEST_SET or walk.pass_.changed is not None:
            raise TinynetError(
                f"this digit: expected one of the {TEST_SET}, found one of the {walk.pass_.of}"
            )
        return replace(
            self.place,
            sample=walk.pass_.index,
            digit=None,
            jay=walk.jay,
            lola=walk.lola,
            pixel=walk.pixel,
        ).command()

    def _play(self, play: Play, knob: int | None = None) -> None:
        if play.rate != self.place.play.rate:
            # Another learning rate starts where the last one did, so that they compare.
            play = replace(play, speak=self.place.play.speak, tell=self.place.play.tell)
        knob = self.place.knob if knob is None else knob
        self._look(replace(self.place, play=play, told=0, knob=knob))

    def _relearn(self, place: Place) -> None:
        named = self.before.named.learning(place.learning_rate, place.error_rule)
        # The same Jay, Lola and pixel: only what they learn has changed.
        place = replace(place, jay=self.walk.jay, lola=self.walk.lola, pixel=self.walk.pixel)
        # What was answered stays: a question that this changes is asked anew.
        self._take(place, replace(self.before, named=named), self.lab)

    def _open(self, place: Place, before: Pass, lab: Lab) -> None:
        self._take(place, before, lab)
        self.answers.clear()

    def _take(self, place: Place, before: Pass, lab: Lab) -> None:
        """Take another pass, and what is changed in it."""
        self._look(place, lab.applied(before))
        self.before, self.lab = before, lab
        self._scores.clear()

    def _look(self, place: Place, run: Pass | None = None) -> None:
        self.walk = open_walk(place, run or self.walk.pass_)
        self.place = place
        self._beats.clear()

"""All that a reader has done and where they are: as it is saved, and again as it was.

Each screen knows how what is its own is saved (``saving.py`` in its folder); here that is put
together, and given back to an app.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from scenes.screens.backwards.saving import SavedBackwards, ask_again, check
from scenes.screens.backwards.screen import BackwardsScreen
from scenes.screens.base import HostApp, TinynetScreen
from scenes.screens.drawing.model import DrawingModel
from scenes.screens.drawing.saving import (
    OnDrawing,
    SavedDrawing,
    resumed_drawing,
    saved_drawing,
)
from scenes.screens.practice.model import PracticeModel
from scenes.screens.practice.saving import SavedPractice
from scenes.screens.practice.saving import resume as resume_answers
from scenes.screens.testing.saving import SavedTest
from scenes.screens.testing.screen import TestingScreen
from scenes.screens.training.model import TrainingModel
from scenes.screens.training.saving import (
    OnTraining,
    SavedTraining,
    resume,
    saved_training,
)
from scenes.screens.walk.model import WalkModel
from scenes.screens.walk.saving import SavedWalk, resumed_walk
from scenes.screens.walk.screen import WalkScreen
from scenes.story.acts import ACTS
from scenes.story.drawn import pass_of_image
from scenes.story.lab.lab import Lab
from scenes.story.networks import NamedNetwork, open_data
from scenes.story.numbers import counted
from scenes.story.passes import open_pass
from scenes.story.places import UNTRAINED, Place
from scenes.story.placing import place_named
from scenes.story.samples import load_data
from scenes.story.saved.archive import load
from scenes.story.spots import Spot, check_classes
from scenes.story.walk import open_walk
from tinynet import Dataset, DataSource, TinynetError

Saved = SavedWalk | SavedTest | SavedBackwards | SavedPractice | OnDrawing | OnTraining
"""A screen as it is saved."""


@dataclass(frozen=True, eq=False)
class Session:
    """A session as it is saved."""

    walk: SavedWalk
    """The walk that all else was opened over."""
    over: tuple[Saved, ...]
    """The screens over it, the last on top."""
    drawing: SavedDrawing | None
    training: SavedTraining | None

    @property
    def place(self) -> Place:
        """Where the walk is."""
        return place_named(self.walk.options)

    @property
    def worked(self) -> bool:
        """Whether there is more than a place: a drawing, a lab setting, a training."""
        return bool(self.drawing or self.training or self.edits or self.answers)

    @property
    def answers(self) -> int:
        """How many numbers were worked on in practice."""
        return sum(each.answers.worked for each in self.over if isinstance(each, SavedPractice))

    @property
    def edits(self) -> int:
        """How many changes there are in labs."""
        return sum(len(walk.edits) for walk in self._walks())

    def _walks(self) -> Iterator[SavedWalk]:
        yield self.walk
        yield from (saved for saved in self.over if isinstance(saved, SavedWalk))

    @property
    def words(self) -> str:
        """What there is, in a few words."""
        words = []
        if self.drawing is not None:
            words.append("a drawing")
        if self.training is not None:
            things = "digits" if self.place.data is None else "pictures"
            words.append(f"a training of {self.training.moments[-1].samples:,} {things}")
        if self.edits:
            words.append(counted(self.edits, "lab change"))
        if self.answers:
            words.append(counted(self.answers, "answer"))
        if not words:
            act = ACTS.named(self.place.act)
            words.append(f"act {ACTS.number(act.id)}, {act.name}")
        return ", ".join(words)


def session_of(app: HostApp) -> Session | None:
    """Return what is done in an app, and where it is; None before there is a walk to be seen."""
    screens = [screen for screen in app.screen_stack if isinstance(screen, TinynetScreen)]
    if not screens or not isinstance(screens[0], WalkScreen):
        return None
    over = tuple(saved for screen in screens[1:] if (saved := screen.saved()) is not None)
    drawing = None if app.drawing is None else saved_drawing(app.drawing)
    return Session(
        walk=screens[0].saved(),
        over=tuple(saved for saved in over if isinstance(saved, Saved)),
        drawing=None if drawing is None or drawing.blank else drawing,
        training=None if app.training is None else saved_training(app.training),
    )


def spot_saved(app: HostApp) -> Session:
    """Return the screen that is shown, alone over the walk, as it is to be saved."""
    bottom, shown = app.screen_stack[0], app.screen
    assert isinstance(bottom, WalkScreen)
    assert isinstance(shown, TinynetScreen)
    saved = shown.saved()
    if isinstance(saved, SavedWalk):
        return Session(saved, (), None, None)
    drawing = training = None
    if isinstance(saved, OnDrawing) and app.drawing is not None:
        drawing = saved_drawing(app.drawing)
    if isinstance(saved, OnTraining) and app.training is not None:
        training = saved_training(app.training, whole=False)
    over = (saved,) if isinstance(saved, Saved) else ()
    return Session(bottom.saved(), over, drawing, training)


@dataclass(frozen=True, eq=False)
class Resumed:
    """A session made ready to be shown: all of it is loaded, and found sound."""

    walk: WalkModel
    in_lab: bool
    over: tuple[Callable[[HostApp], TinynetScreen], ...]
    """Make the screens over the walk, once the app has taken the rest."""
    drawing: DrawingModel | None
    training: TrainingModel | None


def resumed(session: Session, test: Dataset, source: DataSource | None) -> Resumed:
    """Make a session ready; takes as long as unpacking the digits does.

    ``test`` are the digits at hand, and ``source`` what they were loaded from. Raises
    :class:`TinynetError` for what cannot be shown.
    """
    if session.walk.source != source:
        test = load_data("test", session.walk.source)
    walk = resumed_walk(session.walk, test)
    over = tuple(_maker(saved, test) for saved in session.over)
    drawing = None if session.drawing is None else resumed_drawing(session.drawing, test)
    training = None
    if session.training is not None:
        training = TrainingModel(replace(walk.place, network=UNTRAINED), test)
        training.load()
        resume(session.training, training)
    return Resumed(walk, session.walk.in_lab, over, drawing, training)


def ready_at(spot: Spot, image: str | None, test: Dataset, source: DataSource | None) -> Resumed:
    """Make the walk at a spot ready, or the session in its file; an image may be what is walked.

    ``test`` are the digits at hand, and ``source`` what they were loaded from. Raises
    :class:`TinynetError` for what cannot be shown.
    """
    if spot.open is not None:
        return resumed(load(Session, Path(spot.open)), test, source)
    place = spot.place
    if place.source != source:
        place, test = open_data(place)
    walked = image is not None and not spot.screen
    pass_ = pass_of_image(place, image, test) if walked and image else open_pass(place, test)
    check_classes(spot, pass_.classes)
    Lab(spot.change or ()).check(pass_.network)
    return Resumed(WalkModel(place, open_walk(place, pass_)), False, (), None, None)


def _maker(saved: Saved, test: Dataset) -> Callable[[HostApp], TinynetScreen]:
    """Return what makes a saved screen. Raises :class:`TinynetError` for one that is not sound."""
    if isinstance(saved, SavedWalk):
        walk = resumed_walk(saved, test)
        return lambda app: app.walk_screen(walk, in_lab=saved.in_lab)
    if isinstance(saved, SavedTest):
        tested = saved.network.opened(test)
        return lambda app: testing_screen(saved, tested, test, app)
    if isinstance(saved, SavedBackwards):
        asked = saved.network.opened(test)
        check(saved, test.classes)
        return lambda app: backwards_screen(saved, asked, test)
    if isinstance(saved, SavedPractice):
        return _practice_maker(saved, test)
    if isinstance(saved, OnDrawing):
        return lambda app: app.drawing_screen()
    return lambda app: app.training_screen()


def _practice_maker(saved: SavedPractice, test: Dataset) -> Callable[[HostApp], TinynetScreen]:
    """Return what makes the practice of a walk's beat, as far as the reader was with it."""
    from scenes.screens.practice.screen import PracticeScreen

    walk = resumed_walk(saved.walk, test)
    tasks = walk.tasks()
    if not tasks:
        raise TinynetError("practice: expected a beat that computes something, found another")

    def made(app: HostApp) -> TinynetScreen:
        screen = PracticeScreen(tasks, over=walk)
        resume_answers(saved.answers, screen.model)
        return screen

    resume_answers(saved.answers, PracticeModel(tasks))  # what is not sound is told at once
    return made


def testing_screen(
    saved: SavedTest, named: NamedNetwork, test: Dataset, app: HostApp
) -> TestingScreen:
    """Return the screen of a test, looking where it was looked."""
    screen = TestingScreen(named, test, motion=app.motion)
    if not saved.counting:
        screen.model.aim(saved.cell, saved.place)
    return screen


def backwards_screen(saved: SavedBackwards, named: NamedNetwork, data: Dataset) -> BackwardsScreen:
    """Return the screen that asks the same of a network again."""
    screen = BackwardsScreen(named, data=data)
    ask_again(saved, screen.model)
    return screen

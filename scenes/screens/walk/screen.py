"""The walk on the screen: map, stage, words, timeline; keys and mouse.

What belongs together stands together: where to go in `going.py`, what to look at in `choosing.py`,
motion in `motion.py`, playing by itself in `player.py`, the lab in `lab/`, the words of the heading
and of the map in `view.py`.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult, SystemCommand
from textual.binding import BindingType
from textual.reactive import reactive

from scenes.screens.base import TinynetScreen
from scenes.screens.keys import Guide
from scenes.screens.walk.choosing import ChoosingActions
from scenes.screens.walk.going import GoingActions
from scenes.screens.walk.keys import OWN_KEYS, TAKINGS, WALK_GUIDE
from scenes.screens.walk.lab.actions import LabActions
from scenes.screens.walk.lab.side import LabSide
from scenes.screens.walk.model import WalkModel
from scenes.screens.walk.motion import Motion
from scenes.screens.walk.panels.map import Map
from scenes.screens.walk.panels.timeline import Timeline
from scenes.screens.walk.panels.words import Words
from scenes.screens.walk.player import Player
from scenes.screens.walk.view import (
    about_of,
    asked_of,
    changed_way_of,
    offers_of,
    part_shown,
    title_of,
    way_of,
)
from scenes.screens.widgets.heading import Heading
from scenes.screens.widgets.keyline import KeyLine
from scenes.screens.widgets.margins import margin_of, slim_margin_of
from scenes.screens.widgets.stage import Stage
from scenes.screens.widgets.toosmall import TooSmall
from scenes.story.acts import ACTS
from scenes.story.lab.edit import Edit
from scenes.story.lab.lab import Lab
from scenes.story.numbers import plain

if TYPE_CHECKING:
    from scenes.screens.walk.saving import SavedWalk
    from scenes.story.spots import Spot


class WalkScreen(GoingActions, ChoosingActions, LabActions, TinynetScreen):
    """Shows a walk, and turns keys and mouse into what its model can do."""

    CSS_PATH = Path(__file__).parent / "style.tcss"
    GUIDE = WALK_GUIDE
    BINDINGS: ClassVar[list[BindingType]] = [*WALK_GUIDE.keys]
    PICTURED = "#stage"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (107, "-wide")]  # noqa: RUF012
    """Where it is narrow, honest words need more rows."""

    progress: reactive[float] = reactive(1.0)
    """How far the beat's motion has come: 0 at its start, 1 at rest."""

    def __init__(
        self,
        model: WalkModel,
        *,
        motion: bool = True,
        predict: bool = True,
        in_lab: bool = False,
    ) -> None:
        """Show a walk, with or without motion and questions; perhaps with the lab open."""
        super().__init__()
        self._begins_in_lab = in_lab
        self.model = model
        self.motion = motion
        self.predict = predict
        self.shows_code = False
        """Whether the code that computes a beat stands with its words."""
        self.player = Player(self, lambda: self.action_step(1))
        self.lab = LabSide(self, lambda: self.model, lambda: self._show_map(self.progress))
        self.hovered = ""
        self._moving = Motion(self, self._move)
        self._own_actions: tuple[str, ...] | None = None

    def compose(self) -> ComposeResult:
        palette = self.app.palette
        self.set_class(self.model.act.has_asides, "-asides", update=False)
        yield Map(palette, id="map")
        yield Stage(palette, id="stage")
        yield Heading(palette, id="heading", margin=self._margin)
        yield Words(palette, id="words")
        yield Timeline(palette, ACTS, id="timeline")
        yield Heading(palette, id="asked", margin=self._margin)
        yield KeyLine()
        yield TooSmall(id="too-small")

    def on_mount(self) -> None:
        """Show the first beat, and set it in motion."""
        self.show_beat(move=True)
        if self._begins_in_lab:
            self.call_later(self.action_lab)

    def saved(self) -> SavedWalk:
        """Return the walk, and whether its lab is open."""
        from scenes.screens.walk.saving import saved_walk

        return saved_walk(self.model, in_lab=self.lab.is_open)

    def open_lab(self, edits: tuple[Edit, ...]) -> None:
        """Open the lab, with these edits made and no others."""
        self.model.change(Lab(edits))
        self._begins_in_lab = not self.is_mounted
        if self.is_mounted:
            self.call_later(self.action_lab)

    def take(self, model: WalkModel, *, in_lab: bool) -> None:
        """Show another walk instead."""
        self.player.stop()
        if self.lab.is_open:
            self.lab.close()
        self.model = model
        self.show_beat()
        if in_lab:
            self.call_later(self.action_lab)

    # Showing.

    def show_beat(self, *, move: bool = False) -> None:
        """Show the walk's beat; with ``move``, from the start of its motion."""
        model = self.model
        # What was under the mouse, or said, was of the beat as it was.
        self._said = self.hovered = ""
        self.query_one(Stage).forget()
        self.set_class(model.act.has_asides, "-asides")
        self.query_one(Words).show(model.beat, model.code if self.shows_code else None)
        self.query_one(Timeline).show(model.act_index, model.beat_index)
        self.lab.stop()
        self.lab.show()
        self.show_heading()
        if self._own_actions != tuple(model.act.actions):
            # Only then: it makes the footer anew, which takes longer than all the rest.
            self._own_actions = tuple(model.act.actions)
            self.refresh_bindings()
        self._moving.stop()
        moves = move and self.moves
        if moves:
            self._moving.start()
        self.set_reactive(WalkScreen.progress, 0.0 if moves else 1.0)
        self.watch_progress(self.progress)
        if self.player.plays:
            self._play()

    def on_resize(self, event: events.Resize) -> None:
        """Ask where there is room for it."""
        self.show_heading()

    @property
    def moves(self) -> bool:
        """Whether what changes is shown in motion."""
        return self.motion and self.app.animation_level != "none"

    def show_heading(self) -> None:
        """Write the heading: where we are; what is hovered, asked, or answered."""
        title = title_of(self.model)
        heading = self.query_one("#heading", Heading)
        asked = asked_of(self.model) if self.predict and not self.lab.is_open else ""
        # Where there is no room for it beside the title it stands where the timeline stood, which
        # is not taken from under the mouse.
        beside = heading.fits(title, asked, self.app.size.width)
        below = not beside and not self.query_one(Timeline).has_mouse
        self.query_one("#asked", Heading).show(asked if below else "", "", urgent=False)
        self.set_class(below, "-asked")
        urgent = self._said or self.hovered or self.lab.note
        urgent = urgent or ("" if beside or below else asked)
        plays = f"[rate]▶ {plain(self.player.speed)}×[/]" if self.player.plays else ""
        over = self.app.screen_stack[0] is not self
        about = about_of(self.model, over=over)
        changed = offered = ""
        if not urgent and not (asked and beside):
            width = self.app.size.width
            taken = self.app.palette.text(title).cell_len + 2 * margin_of(width) + 2
            changed = self.lab.marker(width - taken)
            if not over:
                offered = self.app.offered(self.model.where, width - taken)
        onward = ""
        if not over and not self.lab.is_open:
            onward = offers_of(
                self.model,
                lambda words: heading.fits(title, words, self.app.size.width),
                code=self.shows_code,
            )
        words = urgent or (asked if beside else "") or changed or plays or offered or onward
        ways = [words or about]
        if not words and not over:
            beat = self.model.beat
            ways = part_shown(self.query_one(Stage).left_out_of(beat.scene, beat.subject)) or ways
        heading.show(title, *ways, urgent=bool(urgent))

    def watch_progress(self, progress: float) -> None:
        """Show this moment of the motion."""
        beat = self.model.beat
        self.query_one(Stage).show(beat.scene, progress, beat.subject)
        self._show_map(progress)

    def _move(self, progress: float) -> None:
        self.progress = progress

    def _show_map(self, progress: float) -> None:
        if not self.lab.is_open:
            self.query_one(Map).show(way_of(self.model), progress)
            return
        travel = self.lab.travel
        if travel is not None:
            progress = self.lab.wave_progress
        self.query_one(Map).show(changed_way_of(self.model, travel), progress)

    def _margin(self, width: int) -> int:
        """Return the heading's margin: that of what stands under it."""
        return (slim_margin_of if self.lab.is_open else margin_of)(width)

    # Predictions and settings.

    def action_code(self) -> None:
        """Show the code that computes the beat, or put it away."""
        self.shows_code = not self.shows_code
        self.query_one(Words).show(self.model.beat, self.model.code if self.shows_code else None)
        self.show_heading()
        if self.shows_code and self.model.code is None:
            self._say("nothing is computed here: the code comes with the next beat that does")

    def action_leave(self) -> None:
        """Put the code away; without it, go back to what this walk was opened from."""
        if self.shows_code:
            self.action_code()
        else:
            super().action_leave()

    def action_predict(self, option: int) -> None:
        """Answer the question, if one is open."""
        if self.predict and self.model.predict(option):
            self.show_heading()

    def action_take_back(self) -> None:
        """Take back the answer given here."""
        if self.predict and self.model.take_back():
            self.show_heading()

    def action_motion(self) -> None:
        """Turn motion on or off."""
        self.motion = not self.motion
        self._say(f"motion {'on' if self.motion else 'off'}")

    def action_predictions(self) -> None:
        """Turn questions on or off."""
        self.predict = not self.predict
        self._say(f"questions {'on' if self.predict else 'off'}")

    def spot(self) -> Spot | None:
        """Return the beat, what is looked at, and what is changed in the lab."""
        from scenes.story.spots import Spot

        place, edits = self.model.reopened(), self.model.lab.edits.edits
        if place is None:
            return None
        return Spot(place, change=edits if edits or self.lab.is_open else None)

    def action_save_answers(self) -> None:
        """Ask where to save the answers to the questions of this walk."""
        from scenes.screens.file_dialog import ANSWERS
        from scenes.story.files import write_whole

        lines = "".join(f"{answered.as_json()}\n" for answered in self.model.all_answers)

        def write(path: Path) -> None:
            write_whole(path, lines.encode("utf-8", "replace"), "the answers")

        self.app.ask_where("Save my answers", "my-answers.jsonl", ANSWERS, write)

    # Elsewhere.

    def action_training(self) -> None:
        """Train a network on all the digits."""
        self.app.open_training()

    def action_test(self) -> None:
        """Test this network on all the test digits."""
        self.app.open_test(self.model.tried)

    def action_draw(self) -> None:
        """Draw a digit, and let this network read it."""
        self.app.open_drawing(self.model.tried)

    def action_backwards(self) -> None:
        """Run an answer back through this network."""
        self.app.open_backwards(self.model.tried)

    def action_take_up(self) -> None:
        """Go on with what was kept."""
        self.app.take_up()

    def action_decline(self) -> None:
        """Have what was kept not offered again."""
        self.app.decline()

    # What help, footer and palette offer.

    @property
    def guide(self) -> Guide:
        """The keys of the lab while it is open, else those of the walk."""
        if not self.lab.is_open:
            return WALK_GUIDE
        from scenes.screens.walk.lab.keys import LAB_GUIDE

        return LAB_GUIDE

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what can be done in one act only in that act, and what was kept if it was."""
        if action == "predict":
            return self.predict and self.model.asks(int(str(parameters[0])))
        if action in ("take_up", "decline"):
            return self.app.is_offering
        if action == "take" and parameters[0] not in TAKINGS:
            return parameters[0] in self.model.act.actions and not self.lab.is_open
        return True

    def commands(self) -> Iterable[SystemCommand]:
        """Yield what the command palette offers here: acts, networks, and all that has a key."""
        for index, act in enumerate(ACTS):
            yield SystemCommand(
                f"Act {index + 1:>2}: {act.name}",
                f"About: {act.about}",
                partial(self._go_act, act.id),
            )
        for name in self.model.networks:
            yield SystemCommand(
                f"Network: {name}",
                f"Walk the {self.app.nouns.thing} through this network",
                partial(self.use_network, name),
            )
        yield SystemCommand(
            "Questions: on or off", "Predict before reveal", self.action_predictions
        )
        if self.model.all_answers:
            yield SystemCommand(
                "Save my answers: to the questions of this walk",
                "JSON, a line for each",
                self.action_save_answers,
            )
        for action, own in self.model.act.actions.items():
            if action not in OWN_KEYS and not self.lab.is_open:
                yield SystemCommand(
                    own.name, f"In act: {self.model.act.name}", partial(self.action_take, action)
                )
        yield from super().commands()

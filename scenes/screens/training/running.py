"""What the reader does to the run: going on, its pace and rate, another one, files of networks."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from scenes.screens.base import TinynetScreen
from scenes.screens.training.settings import TrainingSettings
from scenes.screens.training.view import after, pace_of
from scenes.story.markup import escaped
from scenes.story.numbers import plain
from tinynet import TinynetError

if TYPE_CHECKING:
    from scenes.screens.training.model import TrainingModel


class RunActions(TinynetScreen):
    """The part of the training screen that has the run go on, and makes other runs."""

    if TYPE_CHECKING:
        model: TrainingModel
        _eager: bool
        _failure: str

        def show_all(self) -> None: ...
        def show_heading(self) -> None: ...

    def action_go(self) -> None:
        """Go on, or pause."""
        if self.model.run is None:
            self._eager = not self._failure
            self.show_heading()
        self.model.go_or_pause()

    def action_step(self) -> None:
        """Take one digit, or one batch."""
        self.model.step()

    def action_epoch(self) -> None:
        """Go on to the end of the epoch."""
        self.model.finish_epoch()

    def action_turn(self, by: int) -> None:
        """Turn the learning rate."""
        rate = self.model.turn(by)
        if rate is not None:
            self._say(f"learning rate η = {plain(rate)}, from the next {self.app.nouns.thing} on")

    def action_pace(self, by: int) -> None:
        """Take the next faster pace (1) or the next slower one (−1), and say it."""
        if self.model.run is not None:
            self.model.run.change_pace(by)
            self._say(pace_of(self.model.run))

    def action_gather(self) -> None:
        """Have the run gather speed, from the slowest."""
        if self.model.run is not None:
            self.model.run.gather()
            self._say(pace_of(self.model.run))

    def action_start_over(self) -> None:
        """Start the same run over."""
        if self.model.run is not None and self._try(self.model.start_over):
            self._say("from the start again; the curves of before stay")

    def action_settings(self) -> None:
        """Ask what the next run is to be."""
        if self.model.digits is None:
            return
        from scenes.screens.training.settings_dialog import SettingsDialog

        def chosen(settings: TrainingSettings | None) -> None:
            if settings is not None and self._try(lambda: self.model.start(settings)):
                self.action_go()

        dialog = SettingsDialog(self.model.settings, digits=len(self.model.digits))
        self.app.push_screen(dialog, chosen)

    def action_save(self) -> None:
        """Write the network shown to a file."""
        if self.model.looked_at is None:
            return
        moment = self.model.looked_at.moment

        def chosen(path: object) -> None:
            if path is not None and self._try(lambda: self.model.save(moment, str(path))):
                self._say(
                    f"saved {after(moment.samples, self.app.nouns.thing)}: {escaped(str(path))}"
                )

        name = f"tinynet-{self.model.hidden_nodes}-{moment.samples}.npz"
        self._ask_for_file("Save this network", name, chosen)

    def action_open(self) -> None:
        """Go on with a network from a file."""
        if self.model.digits is None:
            return

        def chosen(path: object) -> None:
            if path is not None and self._try(lambda: self.model.open_file(str(path))):
                self._say(f"going on with {escaped(str(path))}")

        self._ask_for_file("Go on with a network", "", chosen)

    def _ask_for_file(self, title: str, name: str, chosen: Callable[[object], None]) -> None:
        """Ask for a file: a new one if a name is suggested, else one that is there."""
        from scenes.screens.file_dialog import FileDialog

        def ask() -> None:
            self.app.push_screen(FileDialog(title, name, must_exist=not name), chosen)

        self._try(ask)

    def _try(self, do: Callable[[], object]) -> bool:
        """Do something; return whether that worked, and say why if not."""
        try:
            do()
        except TinynetError as error:
            self.app.notify_of(error)
            return False
        self.show_all()
        return True

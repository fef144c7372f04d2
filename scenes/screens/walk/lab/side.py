"""The lab on the walk's screen: its panel comes and goes, and each edit travels along the map."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.timer import Timer

from scenes.screens.walk.motion import Motion

if TYPE_CHECKING:
    from scenes.screens.base import TinynetScreen
    from scenes.screens.walk.lab.controls import Control
    from scenes.screens.walk.lab.panel import LabPanel
    from scenes.screens.walk.model import WalkModel
    from scenes.story.lab.lab import Lab

COUNTING_SECONDS = 0.03
"""How long the lab rests before it counts the score, so that no key waits for that."""
ALONE = "you + Jay + Lola = three friends on their own: a change shows from the next act on"


class LabSide:
    """The lab, from the side of the screen: open or closed, and what it shows."""

    def __init__(
        self, screen: TinynetScreen, model: Callable[[], WalkModel], show_map: Callable[[], None]
    ) -> None:
        """Keep the lab closed, in a screen whose ``model`` is the walk that it shows now.

        ``show_map`` is called while a change travels.
        """
        self._screen = screen
        self._model = model
        self._show_map = show_map
        self._panel: LabPanel | None = None
        """The panel, once it was opened."""
        self._counter: Timer | None = None
        self._wave = Motion(screen, self._roll, gently=False)
        self._wave_start = "you"
        self.wave_progress = 1.0

    @property
    def is_open(self) -> bool:
        """Whether the lab stands in the place of the words."""
        return self._screen.has_class("-lab")

    @property
    def travel(self) -> tuple[str, str] | None:
        """Where the last change travels on the map, while it does."""
        return (self._wave_start, "meant") if self._wave.runs else None

    async def open(self) -> None:
        """Open it, in the place of the words."""
        if self._panel is None:
            # Loaded when it opens: the first frame does not wait for it.
            from scenes.screens.walk.lab.panel import LabPanel

            self._panel = LabPanel(self._screen.app.palette, id="lab")
            await self._screen.mount(self._panel, before="#words")
        self._screen.add_class("-lab")
        self._panel.begin()
        self._panel.focus()

    def close(self) -> None:
        """Close it; what is changed stays."""
        self._screen.set_focus(None)
        self._screen.remove_class("-lab")

    def show(self) -> None:
        """Show what has come of the edits, and the score when it is counted."""
        if self._panel is None or not self.is_open:
            return
        from scenes.screens.walk.lab.view import lab_view_of

        model = self._model()
        scores = model.lab.scores if model.lab.is_scored else None
        self._panel.show(lab_view_of(model.lab.edits, model.walk, model.lab.effects, scores))
        if self._counter is not None:
            self._counter.stop()
            self._counter = None
        if scores is None:
            self._counter = self._screen.set_timer(COUNTING_SECONDS, self.count)

    def count(self) -> None:
        """Count the digits that the network reads right, with what is changed."""
        if self._model().lab.scores:
            self.show()

    def control(self, control_id: str) -> Control:
        """Return a control as it stands now."""
        from scenes.screens.walk.lab.controls import controls_of

        model = self._model()
        controls = controls_of(model.lab.edits, model.walk)
        return next(control for control in controls if control.id == control_id)

    @property
    def note(self) -> str:
        """What the chosen control does, marked up; empty while the lab is closed."""
        control = self._panel.control if self._panel is not None and self.is_open else None
        if control is None:
            return ""
        model = self._model()
        alone = model.beat.trace is not None and not model.lab.edits
        return f"[dim]{ALONE if alone else control.note}[/]"

    def marker(self, room: int) -> str:
        """Tell that something is changed, as fully as there is room for; empty if nothing is."""
        edits = self._model().lab.edits
        if not edits:
            return ""
        from scenes.screens.walk.lab.view import marker_words

        return marker_words(edits, room)

    def roll(self, before: Lab) -> None:
        """Let the map show the last change travel, from where it was made."""
        last = {**dict.fromkeys(before.edits), **dict.fromkeys(self._model().lab.edits.edits)}
        self._wave_start = "jay" if [*last][-1].part == "tell" else "you"
        self._wave.start()
        self._roll(0.0)

    def _roll(self, progress: float) -> None:
        self.wave_progress = progress
        self._show_map()

    def stop(self) -> None:
        """Let nothing travel any more."""
        self._wave.stop()

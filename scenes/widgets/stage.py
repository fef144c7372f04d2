"""The stage: the figures of a beat, at one moment of their motion."""

from __future__ import annotations

from dataclasses import replace

from textual import events
from textual.message import Message

from scenes.canvas import Canvas
from scenes.figures import Knobs, Scene, figures_of
from scenes.layout import Placed, arrangement, place
from scenes.painters import Brush, Pick, painter_of
from scenes.palette import Palette
from scenes.widgets.drawn import Drawn


class Stage(Drawn):
    """Shows a scene. What lies under the mouse is told; what is clicked or dragged is picked."""

    class Picked(Message):
        """The reader clicked on, or dragged to, something that can be chosen."""

        def __init__(self, pick: Pick) -> None:
            """Tell what was picked."""
            super().__init__()
            self.pick = pick

    class Hovered(Message):
        """What the mouse is over reads like this, marked up; empty when over nothing."""

        def __init__(self, words: str) -> None:
            """Tell what it reads."""
            super().__init__()
            self.words = words

    def __init__(self, palette: Palette, *, id: str | None = None) -> None:  # noqa: A002
        """Make an empty stage."""
        super().__init__(palette, id=id)
        self._scene: Scene | None = None
        self._progress = 1.0
        self._placed: list[Placed] = []
        self._placed_for: tuple[Scene, int, int] | None = None
        self._arranged = 0
        """Which of the scene's arrangements is on the stage."""
        self._words = ""
        self._held: int | None = None
        """The row of the knob that is held, if one is."""

    def show(self, scene: Scene, progress: float) -> None:
        """Show a scene at a moment of its motion, from 0 to 1."""
        self._scene, self._progress = scene, progress
        self.redraw()

    def forget(self) -> None:
        """Forget what is under the mouse, until it moves."""
        self._words = ""

    def draw(self, canvas: Canvas) -> None:
        """Place and paint the figures."""
        if self._scene is None:
            return
        self._place((self._scene, canvas.width, canvas.height))
        brush = Brush(canvas, self.palette, self._progress)
        for figure, box in self._placed:
            painter_of(figure).paint(figure, box, brush)

    def _place(self, wanted: tuple[Scene, int, int]) -> None:
        """Place the figures, unless they only move, or others come to stand where these did."""
        if wanted == self._placed_for:
            return
        last, self._placed_for = self._placed_for, wanted
        scene, *size = wanted
        if (
            last is not None
            and [*last[1:]] == size
            and scene.shape
            and scene.shape == last[0].shape
        ):
            figures = figures_of(scene.arrangements[self._arranged])
            pairs = zip(figures, self._placed, strict=True)
            self._placed = [Placed(figure, old.box) for figure, old in pairs]
        else:
            node = arrangement(*wanted)
            self._arranged = next(i for i, n in enumerate(scene.arrangements) if n is node)
            self._placed = place(node, *wanted[1:])

    def _under(self, x: int, y: int) -> tuple[Placed, Pick] | None:
        for placed in self._placed:
            if placed.box.contains(x, y):
                pick = painter_of(placed.figure).pick(placed.figure, placed.box, x, y)
                return (placed, pick) if pick is not None else None
        return None

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Read out what is under the mouse; drag a knob that is held."""
        if self._held is not None:
            knobs = next((p for p in self._placed if isinstance(p.figure, Knobs)), None)
            if knobs is None:
                self._let_go()
                return
            x = min(max(event.x, knobs.box.x), knobs.box.x + knobs.box.width - 1)
            pick = painter_of(knobs.figure).pick(knobs.figure, knobs.box, x, self._held)
            if pick is not None:
                along = min(1.0, max(0.0, pick.along))
                self.post_message(self.Picked(replace(pick, along=along)))
            return
        found = self._under(event.x, event.y)
        words = painter_of(found[0].figure).reading(found[0].figure, found[1]) if found else ""
        self._tell(words)

    def on_leave(self, event: events.Leave) -> None:
        """Nothing is under the mouse any more."""
        self._tell("")

    def _tell(self, words: str) -> None:
        if words != self._words:
            self._words = words
            self.post_message(self.Hovered(words))

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Pick what is under the mouse, and hold it if it is a knob."""
        found = self._under(event.x, event.y)
        if event.button != 1 or found is None:
            return
        _, pick = found
        if pick.kind == "knob" and 0 <= pick.along <= 1:
            self._held = event.y
            self.capture_mouse()
        self.post_message(self.Picked(pick))

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Let go."""
        self._let_go()

    def on_mouse_release(self, event: events.MouseRelease) -> None:
        """Let go: something else has taken the mouse."""
        self._held = None

    def on_resize(self, event: events.Resize) -> None:
        """Draw for the new size; what was held is no longer where it was."""
        self._let_go()
        super().on_resize(event)

    def _let_go(self) -> None:
        if self._held is not None:
            self._held = None
            self.release_mouse()

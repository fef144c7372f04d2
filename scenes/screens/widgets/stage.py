"""A stage: the figures of a scene, at one moment of their motion."""

from __future__ import annotations

from dataclasses import replace

from scenes.canvas.canvas import Canvas
from scenes.canvas.hits import Hit
from scenes.canvas.layout import Placed, arrangement, place, projected_arrangement
from scenes.canvas.painters import Brush, painter_of
from scenes.canvas.palette import Palette
from scenes.screens.widgets.term_board import TermBoard
from scenes.screens.widgets.terms import TERM
from scenes.story.beats import Subject
from scenes.story.figures import Nodes, Picture
from scenes.story.friends import Knobs
from scenes.story.scene import Scene, figures_of


class Stage(TermBoard):
    """Shows a scene. What lies under the mouse is told; what is clicked or dragged is picked."""

    def __init__(self, palette: Palette, *, id: str | None = None) -> None:  # noqa: A002
        """Make an empty stage."""
        super().__init__(palette, id=id)
        self._scene: Scene | None = None
        self._subject: Subject | None = None
        self._progress = 1.0
        self._placed: list[Placed] = []
        self._placed_for: tuple[Scene, int, int] | None = None
        self._arranged = 0
        """Which of the scene's arrangements is on the stage."""

    def show(self, scene: Scene, progress: float, subject: Subject | None = None) -> None:
        """Show a scene at a moment of its motion, from 0 to 1; where it is projected, by subject.

        That is the number which then stands large.
        """
        self._scene, self._progress, self._subject = scene, progress, subject
        self.redraw()

    def left_out_of(self, scene: Scene, subject: Subject | None) -> str:
        """Say what of a scene's figures has no room on a stage of this size; mostly nothing."""
        if not self.size:
            return ""
        self._stand(scene, subject, *self.size)
        said = (painter_of(each.figure).left_out(*each) for each in self._placed)
        return next(filter(None, said), "")

    def draw(self, canvas: Canvas) -> None:
        """Place and paint the figures."""
        if self._scene is None:
            return
        self._stand(self._scene, self._subject, canvas.width, canvas.height)
        brush = Brush(canvas, self.palette.focused(self._lit), self._progress)
        for figure, box in self._placed:
            # Colours that stand for numbers are of the term in their picture's title.
            other = isinstance(figure, Picture | Nodes) and f"[{self._lit}" not in figure.title
            shown = replace(figure, dim=True) if self._lit and other else figure
            painter_of(figure).paint(shown, box, brush)

    def _stand(self, scene: Scene, subject: Subject | None, width: int, height: int) -> None:
        """Place the figures of a scene; where it is projected, of fewer numbers."""
        if self.palette.full:
            scene, _ = projected_arrangement(scene, subject, width, height)
        self._place((scene, width, height))

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

    # The mouse.

    def _under(self, x: int, y: int) -> Placed | None:
        return next((placed for placed in self._placed if placed.box.contains(x, y)), None)

    def hit(self, x: int, y: int) -> Hit | None:
        """Return what of the figure under a cell can be chosen."""
        under = self._under(x, y)
        found = None if under is None else painter_of(under.figure).hit(*under, x, y)
        return found or super().hit(x, y)

    def reading(self, hit: Hit, x: int, y: int) -> str:
        """Return what its figure reads there."""
        if hit.kind == TERM:
            return super().reading(hit, x, y)
        under = self._under(x, y)
        return "" if under is None else painter_of(under.figure).reading(under.figure, hit)

    def drags(self, hit: Hit) -> bool:
        """Hold a knob, if its track was clicked."""
        return hit.kind == "knob" and 0 <= hit.along <= 1

    def dragged(self, x: int, y: int) -> Hit | None:
        """Return the knob that is held, as far along its track as the mouse is."""
        knobs = next((p for p in self._placed if isinstance(p.figure, Knobs)), None)
        if knobs is None:
            return None
        x = min(max(x, knobs.box.x), knobs.box.x + knobs.box.width - 1)
        found = painter_of(knobs.figure).hit(knobs.figure, knobs.box, x, self.held_at[1])
        return None if found is None else replace(found, along=min(1.0, max(0.0, found.along)))

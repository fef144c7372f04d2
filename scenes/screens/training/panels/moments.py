"""The moments of the run that are kept, to look back at."""

from __future__ import annotations

from scenes.screens.training.panels.base import Panel
from scenes.screens.training.view import TrainingView
from scenes.screens.widgets.moments import MomentLine


class MomentsPanel(MomentLine, Panel):
    """The timeline of the run."""

    def show(self, view: TrainingView) -> None:
        """Show which moments are kept, which is shown, and which is compared with."""
        run = view.snapshot
        self.show_moments(view.kept, run.samples, run.total, view.at, view.base.samples)

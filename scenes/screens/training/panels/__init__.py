"""The panels of the training screen, in the order in which they stand; each is a file here."""

from __future__ import annotations

from scenes.screens.training.panels.base import PanelEntry
from scenes.screens.training.panels.curves import CurvesPanel
from scenes.screens.training.panels.hidden_node import HiddenNodePanel
from scenes.screens.training.panels.moments import MomentsPanel
from scenes.screens.training.panels.progress import ProgressPanel
from scenes.screens.training.panels.sample import SamplePanel
from scenes.screens.training.panels.wall import WallPanel

PANELS = (
    PanelEntry("progress", ProgressPanel, "top", turn=(2, 0)),
    PanelEntry("sample", SamplePanel, "upper", pages=("digit",), turn=(2, 1)),
    PanelEntry("curves", CurvesPanel, "upper", pages=("curves",), turn=(9, 6)),
    PanelEntry("wall", WallPanel, "lower", pages=("digit", "nodes"), turn=(4, 2)),
    PanelEntry("hidden-node", HiddenNodePanel, "lower", pages=("nodes",), turn=(6, 3)),
    PanelEntry("moments", MomentsPanel, "bottom", turn=(2, 0)),
)

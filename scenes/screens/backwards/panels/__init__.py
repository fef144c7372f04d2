"""The panels of the backwards screen: one a file, each drawing its part of a view in its place.

A panel is a function of a view, a layout and a brush.
"""

from __future__ import annotations

from collections.abc import Callable

from scenes.canvas.painters.base import Brush
from scenes.screens.backwards.layout import BackwardsLayout
from scenes.screens.backwards.panels.large import paint_large
from scenes.screens.backwards.panels.mix import paint_mix
from scenes.screens.backwards.panels.outputs import paint_outputs
from scenes.screens.backwards.panels.small import paint_small
from scenes.screens.backwards.panels.words import paint_formula, paint_story
from scenes.screens.backwards.view import BackwardsView

PANELS: tuple[Callable[[BackwardsView, BackwardsLayout, Brush], None], ...] = (
    paint_small,
    paint_mix,
    paint_large,
    paint_outputs,
    paint_formula,
    paint_story,
)

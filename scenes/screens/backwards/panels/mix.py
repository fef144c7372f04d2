"""The row in which two digits are mixed: a slider, and the digits there are to mix with."""

from __future__ import annotations

from scenes.canvas.painters.base import Brush
from scenes.screens.backwards.layout import AFTER_SLIDER, MIX_WITH, BackwardsLayout
from scenes.screens.backwards.model import WHOLE
from scenes.screens.backwards.view import BackwardsView


def paint_mix(view: BackwardsView, layout: BackwardsLayout, brush: Brush) -> None:
    """Draw the slider if there is a mix, and which digits it may be with."""
    mix, box = view.mix, layout.mix
    words = "[rate]blend with[/]" if mix.asks_other else "[rate]B[/]lend with"
    brush.markup(layout.other(0).x - len(MIX_WITH), box.y, words)
    for place, digit in enumerate(view.shown):
        x = layout.other(place).x
        name = mix.classes.short(digit, 1)
        if digit == mix.other:
            brush.put(x, box.y, name, "meant reverse")
        elif digit != mix.digit:
            brush.put(x, box.y, name, "rate" if mix.asks_other else "muted")
        else:
            brush.put(x, box.y, "·", "faint")
    if mix.other is None:
        brush.markup(box.x, box.y, f"[meant]{mix.classes.names[mix.digit]}[/] [dim]alone[/]")
        return
    x, length = layout.slider.x, layout.slider.width
    at = round((length - 1) * mix.share / WHOLE)
    brush.put(box.x, box.y, mix.classes.short(mix.digit, 1), "meant")
    brush.put(x, box.y, "━" * length, "faint")
    brush.put(x, box.y, "━" * at, "muted")
    brush.put(x + at, box.y, "●", "rate")
    brush.put(x + length + 1, box.y, mix.classes.short(mix.other, 1), "meant")
    brush.put(x + length + 3, box.y, f"{mix.share} %".rjust(AFTER_SLIDER - 3), "text")

"""How digits look in every panel: their ink, and the marks of what was heard and meant."""

from __future__ import annotations

from scenes.screens.testing.answers import Case
from scenes.story.figures import Scale

INK = Scale("ink", 255.0)


def marks_of(case: Case) -> tuple[str, str]:
    """Return the colour and the mark of what was heard; what was meant is marked ``○``."""
    return ("you", "✓") if case.right else ("error", "✗")

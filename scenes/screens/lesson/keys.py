"""The keys of a lesson, and of writing one down: they go before those of what is shown."""

from __future__ import annotations

from textual.binding import Binding


def _first(id: str, key: str, action: str, label: str, tooltip: str, *, show: bool) -> Binding:  # noqa: A002
    return Binding(key, action, label, show=show, priority=True, id=id, tooltip=tooltip)


LESSON_KEYS = (
    _first("next-step", "n", "app.lesson(1)", "next step", "The lesson's next step", show=True),
    _first("step-before", "p", "app.lesson(-1)", "step before", "The step before it", show=True),
)
RECORD_KEYS = (
    _first(
        "record",
        "R",
        "app.record",
        "add to lesson",
        "Add this place to the lesson, with a sentence of yours",
        show=True,
    ),
    _first(
        "forget",
        "ctrl+r",
        "app.forget",
        "take the step back",
        "Take the lesson's last step back",
        show=False,
    ),
)

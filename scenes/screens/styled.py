"""A screen that opens in its own style at once: styled, laid out and shown a single time.

Left to Textual, a screen with a stylesheet of its own has all others read anew and all that is
shown styled anew; it is laid out before it is told how large it is, and again after; and when it
comes to be shown it is styled once more.
"""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.app import App
from textual.geometry import Size
from textual.screen import Screen, ScreenResultType

HEIGHTS = [(0, "-low"), (24, "-short"), (36, "-tall"), (54, "-high")]
"""The heights that screens and dialogs are composed for: rows from which on, and its class."""


class Styled(Screen[ScreenResultType]):
    """A screen that names its stylesheets in ``CSS_PATH``: they are read when it first opens.

    A dialog names it after `ModalScreen`: Textual takes a widget's default style from the first of
    its bases alone.
    """

    _was_shown = False

    def _post_register(self, app: App[object]) -> None:
        """Have what the first style is worked out from: the stylesheets, the classes of a size."""
        new = [path for path in self.css_path if not app.stylesheet.has_source(str(path))]
        for path in new:
            app.stylesheet.read(path)
        if new:
            app.stylesheet.parse()  # only these: what was parsed before is remembered
        width, height = app.size
        for size, breakpoints in (
            (width, self.HORIZONTAL_BREAKPOINTS),
            (height, self.VERTICAL_BREAKPOINTS),
        ):
            self.set_class(True, *_reached(size, breakpoints or ()), update=False)
        super()._post_register(app)

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """Come to be shown: at first with the styles of a moment ago.

        Only what was behind another screen may have them from before the theme changed.
        """
        if not self._was_shown:
            self._was_shown, event.refresh_styles = True, False

    def _screen_resized(self, size: Size) -> None:
        """Lay out for a new size; not again for the one that it was laid out for as it came."""
        if size != self._compositor.size:
            super()._screen_resized(size)


def _reached(size: int, breakpoints: Sequence[tuple[int, str]]) -> list[str]:
    """Return the class of the last breakpoint that a size has reached, if there is one."""
    return [name for least, name in sorted(breakpoints) if least <= size][-1:]

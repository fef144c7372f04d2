"""Every theme the palette offers can be read, with colours and without: by what is really drawn."""

from collections.abc import Iterator

import pytest
from rich.color import Color as RichColor
from rich.style import Style
from textual.filter import NoColor

from scenes.screens.legible import LEAST_CONTRAST, contrast
from scenes.screens.widgets.keyline import KeyLine
from tests.scenes.conftest import Open, Reader


def written(reader: Reader, rows: range) -> Iterator[tuple[str, Style]]:
    """Yield what is written in these rows of the screen, with its styles as they are sent."""
    for strip in reader.app.screen._compositor.render_strips()[rows.start : rows.stop]:
        for text, style, _ in strip:
            if text.strip():
                yield text.strip(), style or Style()


def contrast_of(style: Style) -> float | None:
    """Return how text in this style stands out; None where the terminal's own colours are used.

    Of the terminal's colours nothing is known but that its own two can be read together.
    """
    front, back = style.color, style.bgcolor
    own = RichColor.default()
    if (front or own).is_default and (back or own).is_default:
        return None
    if front is None or back is None or front.is_default or back.is_default:
        return 0.0 if (back is not None and not back.is_default) else None
    if front.triplet is None or back.triplet is None:
        return None if front != back else 0.0
    return contrast(tuple(front.triplet), tuple(back.triplet))


@pytest.mark.parametrize("no_color", [False, True], ids=["colours", "NO_COLOR"])
async def test_the_footer_can_be_read_in_every_theme(
    open_app: Open, monkeypatch: pytest.MonkeyPatch, no_color: bool
) -> None:
    if no_color:
        monkeypatch.setenv("NO_COLOR", "1")
    async with open_app(hidden=10) as reader:
        app = reader.app
        faint = []
        for name in app.available_themes:
            app.theme = name
            await reader.pilot.pause()
            await reader.settle()
            row = app.screen.query_one(KeyLine).region
            for text, style in written(reader, range(row.y, row.bottom)):
                found = contrast_of(style)
                if text != "▏" and found is not None and found < LEAST_CONTRAST:
                    faint.append((name, text, round(found, 1)))
            own = any(isinstance(each, NoColor) for each in app._filters)
            assert own is (no_color and app.native_ansi_color)
        assert faint == []

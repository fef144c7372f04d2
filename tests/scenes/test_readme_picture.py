"""The picture in the README is what the app shows; UPDATE_PICTURES=1 draws it anew."""

import html
import os
import re
from pathlib import Path

PICTURE = Path(__file__).parents[1] / "pictures" / "walk.svg"
FONTS = "ui-monospace, 'Cascadia Mono', Menlo, 'DejaVu Sans Mono', monospace"


def portable(svg):
    """Return the picture with fonts every machine has, and names that do not change."""
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    svg = re.sub(r"font-family: [^;]+;", f"font-family: {FONTS};", svg)
    svg = re.sub(r"terminal-\d+", "terminal", svg)
    return re.sub(
        r'<text([^>]*) x="([\d.]+)" ([^>]*)textLength="([\d.]+)"([^>]*)>([^<]*)</text>',
        trimmed,
        svg,
    )


def trimmed(found):
    """Return a piece of text without the spaces around it, which some viewers leave out."""
    before, x, between, length, after, words = found.groups()
    text = words.replace("&#160;", " ")
    if not text.strip():
        return ""
    column = float(length) / len(html.unescape(text))
    lead = len(text) - len(text.lstrip())
    kept = html.escape(html.unescape(text.strip()), quote=False).replace(" ", "&#160;")
    width = column * len(html.unescape(text.strip()))
    return (
        f'<text{before} x="{float(x) + lead * column:g}" {between}textLength="{width:g}"{after}>'
        f"{kept}</text>"
    )


def words_of(svg):
    """Return what can be read in a picture, and where: how it is drawn is up to the library."""
    return re.findall(r'<text[^>]* x="([^"]*)" y="([^"]*)"[^>]*>([^<]*)</text>', svg)


async def test_the_picture_is_what_the_app_shows(open_app):
    async with open_app(at="weighted-sum.2", network="trained", sample=0) as reader:
        svg = portable(reader.app.export_screenshot(title="tinynet"))
    if os.environ.get("UPDATE_PICTURES"):
        PICTURE.parent.mkdir(exist_ok=True)
        PICTURE.write_text(svg, encoding="utf-8")
    assert "url(http" not in svg, "nothing to fetch"
    assert words_of(PICTURE.read_text(encoding="utf-8")) == words_of(svg)

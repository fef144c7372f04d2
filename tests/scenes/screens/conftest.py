"""What the tests of several screens share: finding text that does not fit.

Canvases that note what is written beyond their edges, or cut to a width, stand in for the usual
ones.
"""

import pytest

from scenes.canvas.canvas import Canvas


@pytest.fixture
def cut(monkeypatch):
    """What was written that cannot be read whole."""
    found, writes = [], []
    put, put_row, write = Canvas.put, Canvas.put_row, Canvas.write

    def noted(self, x, y, words, most=None):
        words = words.rstrip()
        inside = 0 <= y < self.height and x >= 0 and x + len(words) <= self.width
        if words.strip() and not (inside and len(words) <= (most or len(words))):
            found.append((x, y, words))

    def watched_put(self, x, y, text, style):
        if not writes:
            noted(self, x, y, text)
        return put(self, x, y, text, style)

    def watched_row(self, x, y, text, styles):
        if not writes:
            noted(self, x, y, text)
        return put_row(self, x, y, text, styles)

    def watched_write(self, x, y, text, width=None):
        noted(self, x, y, text.plain, width)
        writes.append(text)
        try:
            return write(self, x, y, text, width)
        finally:
            writes.pop()

    monkeypatch.setattr(Canvas, "put", watched_put)
    monkeypatch.setattr(Canvas, "put_row", watched_row)
    monkeypatch.setattr(Canvas, "write", watched_write)
    return found

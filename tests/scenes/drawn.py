"""What stands on a canvas, as a reader without colours has it."""

from scenes.canvas.canvas import Canvas


def written(canvas: Canvas) -> str:
    """Return the characters alone, one line a row."""
    return "\n".join("".join(part.text for part in row) for row in canvas.rows())

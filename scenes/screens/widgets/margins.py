"""What is kept free at the sides of a screen; layouts need it that know no Textual."""


def margin_of(width: int) -> int:
    """Return the columns kept free at the sides of words, the more the wider the screen."""
    return 1 if width < 100 else max(3, (width - 150) // 2)


def slim_margin_of(width: int) -> int:
    """Return the columns kept free at the sides of panels, which use all of a wide screen."""
    return 1 if width < 100 else 3

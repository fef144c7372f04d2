"""The colours: zero is the ground, more is further from it, and signs differ."""

from itertools import pairwise, product
from math import dist

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.color import Color, ColorSystem
from rich.style import Style

from scenes.canvas.palette import (
    DARK,
    DARK_FEW,
    LEVELS,
    LIGHT,
    LIGHT_FEW,
    LIT_TERMS,
    Palette,
    few_hues,
)
from scenes.story.figures import Scale

PALETTES = [Palette(DARK), Palette(LIGHT)]
LIMITS = st.floats(1e-6, 1e6)
VALUES = st.floats(-1e9, 1e9)
ROLES = ("you", "speak", "jay", "tell", "lola", "meant", "error", "rate", "sum", "text", "muted")


def rgb(colour):
    """Return the triplet of a colour by its hexadecimal name."""
    return tuple(Color.parse(colour).triplet)


def luminance(colour):
    """Return the relative luminance of a triplet, as WCAG defines it."""
    shares = [part / 255 for part in colour]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    """Return the contrast of two triplets, 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("palette", PALETTES)
@pytest.mark.parametrize("dim", [False, True])
@pytest.mark.parametrize(
    ("kind", "levels"),
    [
        ("ink", range(LEVELS + 1)),
        ("signed", range(LEVELS + 1)),
        ("signed", range(0, -LEVELS - 1, -1)),
    ],
)
def test_colours_leave_the_ground_step_by_step(palette, dim, kind, levels):
    ground = palette.colours.panel if kind == "ink" else palette.colours.background
    far = [dist(palette.colour(level, kind, dim), rgb(ground)) for level in levels]
    assert far[0] == 0
    assert all(near < further for near, further in pairwise(far))


@pytest.mark.parametrize("palette", PALETTES)
def test_the_two_signs_are_told_apart_by_blue_against_orange(palette):
    for level in range(1, LEVELS + 1):
        orange, blue = palette.colour(level, "signed"), palette.colour(-level, "signed")
        assert orange[0] > blue[0]
        assert orange[2] < blue[2]


@given(VALUES, LIMITS)
def test_levels_are_symmetric_and_bounded(value, limit):
    palette, scale = PALETTES[0], Scale("signed", limit)
    level = palette.level(value, scale)
    assert palette.level(-value, scale) == -level
    assert abs(level) <= LEVELS
    assert palette.level(0.0, scale) == 0
    assert palette.level(limit, scale) == LEVELS


@given(VALUES, VALUES, LIMITS, st.sampled_from(["ink", "signed"]))
def test_a_larger_value_is_never_a_lower_level(a, b, limit, kind):
    scale = Scale(kind, limit)
    low, high = sorted((a, b))
    assert PALETTES[0].level(low, scale) <= PALETTES[0].level(high, scale)
    assert kind == "signed" or PALETTES[0].level(low, scale) >= 0


def test_glyphs_show_sign_and_size():
    palette = Palette(glyphs=True)
    above = [palette.glyph(level) for level in range(LEVELS + 1)]
    below = [palette.glyph(-level) for level in range(LEVELS + 1)]
    assert above[0] == below[0] == " "
    assert not {*above[LEVELS // 3 :]} & {*below[LEVELS // 3 :]}, "only the faintest look alike"
    assert len({*above}) == len({*below}) == 4
    for glyphs in (above, below):
        assert sorted(glyphs, key=glyphs.index) == glyphs, "a glyph's levels stand together"


@pytest.mark.parametrize("palette", PALETTES)
@pytest.mark.parametrize("role", ROLES)
def test_words_can_be_read_on_the_background(palette, role):
    style = palette.style(role)
    assert contrast(tuple(style.color.triplet), rgb(palette.colours.background)) >= 4.5


@pytest.mark.parametrize("palette", PALETTES)
@pytest.mark.parametrize("kind", ["ink", "signed"])
def test_numbers_can_be_read_on_every_cell(palette, kind):
    for level in range(-LEVELS if kind == "signed" else 0, LEVELS + 1):
        style = palette.cell(level, kind)
        assert contrast(tuple(style.color.triplet), tuple(style.bgcolor.triplet)) >= 4.5


@pytest.mark.parametrize("palette", PALETTES)
def test_markup_takes_the_terms_colours(palette):
    text = palette.text("[you]you[/] and [bold]Jay[/]")
    assert text.plain == "you and Jay"
    assert isinstance(text.style, Style)
    you = palette.style("you") + Style(meta={"term": "you"})
    assert [span.style for span in text.spans] == [you, palette.style("bold")]


def test_an_unknown_name_marks_nothing():
    assert Palette().text("[nobody]x").plain == "[nobody]x"
    with pytest.raises(ValueError, match="without a mark"):
        Palette().text("[nobody]x[/]")


def test_markup_takes_clicks_and_says_what_is_pressed():
    palette = Palette(hint=lambda action: {"turn": "+ −"}.get(action, ""))
    text = palette.text("[do:turn]turn it[/], or [to:meet.trust]look[/]")
    assert text.plain == "turn it (+ −), or look"
    assert text.spans[0].style.meta == {"@click": "screen.take('turn')"}
    assert text.spans[1].style == palette.style("rate")
    assert text.spans[2].style.meta == {"@click": "screen.visit('meet.trust')"}
    palette.hint = lambda action: ""
    assert palette.text("[do:turn]turn it[/]").plain == "turn it"


def test_styles_are_made_once():
    palette = PALETTES[0]
    assert palette.halves(3, -2, "signed") is palette.halves(3, -2, "signed")
    assert palette.cell(3, "ink") is palette.cell(3, "ink")
    assert palette.style("jay", True) is palette.style("jay", True)


YELLOW, BLUE, GREEN, GREYS = {3, 11}, {4, 12}, {2, 10}, {0, 7, 8, 15}
"""Of the sixteen colours, by their numbers."""


def of_sixteen(rgb):
    return Color.from_rgb(*rgb).downgrade(ColorSystem.STANDARD).number


@pytest.mark.parametrize("full", [False, True])
@pytest.mark.parametrize("colours", [DARK_FEW, LIGHT_FEW])
def test_of_sixteen_colours_those_are_there_that_words_name(colours, full):
    """A stronger value is never of another colour, and what is above zero not that of errors."""
    palette = Palette(colours, glyphs=True, full=full, hues=few_hues)
    families = {"yellow": YELLOW, "blue": BLUE, "green": GREEN}
    for name, sign in (("positive", 1), ("negative", -1)):
        family = families[few_hues(name)]
        levels = [of_sixteen(palette.colour(sign * n, "signed")) for n in range(1, LEVELS + 1)]
        assert set(levels) <= family | GREYS
        assert set(levels[-4:]) <= family
        assert of_sixteen(palette.style(name).color.triplet) in family
    assert of_sixteen(palette.style("you").color.triplet) in families[few_hues("you")]
    assert of_sixteen(palette.style("error").color.triplet) not in YELLOW
    assert palette.text("[hue:positive]Orange|Above 0[/]").plain == "Yellow"
    assert palette.focused("jay").text("[hue:negative]blue|below[/]").plain == "blue"


@pytest.mark.parametrize(("colours", "lost"), [(DARK_FEW, {0}), (LIGHT_FEW, {7, 15})])
def test_of_sixteen_colours_every_word_has_one_that_is_read(colours, lost):
    palette = Palette(colours, glyphs=True, hues=few_hues)
    assert of_sixteen(palette.style("text").bgcolor.triplet) in lost
    for name, dim in product((*LIT_TERMS, "text", "muted", "positive", "negative"), (False, True)):
        assert of_sixteen(palette.style(name, dim).color.triplet) not in lost, name
    assert of_sixteen(palette.style("faint").color.triplet) in {7, 8}, "rules are seen"

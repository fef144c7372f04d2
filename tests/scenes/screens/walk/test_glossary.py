"""The glossary on one key; and a word under the mouse lit wherever it stands."""

import pytest

from scenes.canvas.palette import LIT_TERMS, Palette
from scenes.screens.walk.glossary import Glossary
from scenes.screens.walk.panels.words import Words
from scenes.screens.widgets.stage import Stage
from scenes.screens.widgets.terms import MEANINGS
from scenes.story.glossary import GLOSSARY

pytestmark = pytest.mark.usefixtures("drawn_when_looked_at")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_key_opens_it_and_enter_goes_to_the_beat(open_app, size):
    async with open_app(size, "threshold.slope") as reader:
        await reader.press("G")
        assert isinstance(reader.app.screen, Glossary)
        assert "What the words mean" in reader.text
        assert "slope, h(1−h)" in reader.text  # explained here
        await reader.press("up", "up", "up", "enter")
        entries = [entry.at for entry in GLOSSARY]
        assert reader.at == entries[entries.index("threshold.slope") - 3]
        await reader.press("G", "escape", "G", "G")
        assert not isinstance(reader.app.screen, Glossary)


async def test_the_palette_finds_it(open_app):
    async with open_app() as reader:
        await reader.pilot.press("ctrl+p", *"glossary", "down", "enter")
        await reader.settle()
        assert isinstance(reader.app.screen, Glossary)


def cell_of(reader, words, after=0):
    lines = reader.text.split("\n")
    y = next(i for i, line in enumerate(lines) if i >= after and words in line)
    return lines[y].index(words), y


def style_at(reader, x, y):
    for segment in reader.strips[y]:
        x -= segment.cell_length
        if x < 0:
            return segment.style
    raise AssertionError


async def test_a_word_under_the_mouse_is_lit_in_words_formula_and_picture(open_app):
    async with open_app((120, 40), "threshold.layer") as reader:
        words = reader.app.screen.query_one(Words)
        top = words.region.y
        jay, lola = cell_of(reader, "Jay ", top), cell_of(reader, "Lola", top)
        title, formula = cell_of(reader, "h, untrained"), cell_of(reader, "Jay 39", top)
        before = {cell: style_at(reader, *cell) for cell in (jay, lola, title, formula)}
        await reader.point(*jay)
        for cell in (jay, title, formula):
            lit = style_at(reader, *cell)
            assert lit.color == before[cell].color
            assert lit.underline
        assert style_at(reader, *lola).color != before[lola].color
        assert "hidden nodes" in reader.text
        await reader.point(0, top + 8)
        assert {cell: style_at(reader, *cell) for cell in before} == before


async def test_a_part_of_a_picture_lights_its_word_and_stays_as_it_is(open_app):
    async with open_app((120, 40), "threshold.layer") as reader:
        words = reader.app.screen.query_one(Words)
        stage = reader.app.screen.query_one(Stage)
        title = cell_of(reader, "h, untrained")
        jay = cell_of(reader, "Jay ", words.region.y)
        before = [strip.text for strip in reader.strips]
        await reader.point(title[0] + 2, title[1] + 3)
        assert style_at(reader, *jay).underline
        assert [strip.text for strip in reader.strips][: stage.region.bottom] == before[
            : stage.region.bottom
        ]
        assert not style_at(reader, *title).underline
        # A click on a word chooses nothing.
        place = reader.place
        await reader.click(*title)
        assert reader.place == place


def test_every_term_that_can_be_lit_has_a_meaning():
    assert set(LIT_TERMS) <= set(MEANINGS)


@pytest.mark.parametrize("term", LIT_TERMS)
def test_in_a_focused_palette_the_others_are_dimmed(term):
    palette = Palette()
    focused = palette.focused(term)
    assert focused.style(term).color == palette.style(term).color
    assert focused.style(f"{term} bold").underline
    for other in {*LIT_TERMS, "text"} - {term}:
        assert focused.style(other).color == palette.style(other, dim=True).color
    assert palette.focused("") is palette
    assert focused.focused("").style("you") == palette.style("you")

"""The code beside the beat on one key: with its numbers, lit with its terms, and away again."""

from scenes.screens.walk.panels.words import Words


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


async def test_a_key_shows_the_code_of_each_beat_and_puts_it_away(open_app):
    async with open_app((120, 40), "threshold.decision", motion=False) as reader:
        before = reader.text
        await reader.press("C")
        assert "hidden_outputs = sigmoid(hidden_sums + self.hidden_biases)" in reader.text
        assert "hidden_outputs[39] = 0.525" in reader.text
        assert "tinynet/network.py, Network.update" in reader.text
        assert "= 1 / (1 + e^(" in reader.text  # the arithmetic stays
        # It follows the reader, and what is chosen.
        await reader.press("j")
        assert "hidden_outputs[40] = " in reader.text
        await reader.press("k", "pagedown")
        assert reader.at == "output.speaking"
        assert "output_sums = self.hidden_output @ hidden_outputs" in reader.text

        # A term under the mouse is lit in code, formula and picture.
        top = reader.app.screen.query_one(Words).region.y
        code, formula = cell_of(reader, "hidden_outputs", top), cell_of(reader, "Jay 39", top)
        picture = cell_of(reader, "h, ")
        await reader.point(*code)
        for cell in (code, formula, picture):
            assert style_at(reader, *cell).underline

        await reader.press("C")
        assert "self.hidden_output" not in reader.text
        await reader.press("pageup", "right")
        assert reader.at == "threshold.decision"
        assert reader.text == before


async def test_the_smallest_screen_shows_all_of_it_and_a_beat_without_any_says_so(open_app):
    async with open_app((80, 24), "update.factors", motion=False) as reader:
        await reader.press("C")
        for words in (
            "output_deltas = output_errors * output_slopes",
            "self.hidden_output += outer(learning_rate, output_deltas, hidden_outputs)",
            "output_deltas[7] = ",
            "hidden_output[7, 39] = ",
            "hidden_outputs[39] = ",
        ):
            assert words in reader.text
        assert "η · e · y(1−y) · h" not in reader.text
        # As everything else that opens, it is closed by Esc: the words are back.
        await reader.press("escape")
        assert "output_deltas[7] = " not in reader.text
        assert "η · e · y(1−y) · h" in reader.text
        await reader.press("home", "C")
        assert "nothing is computed here" in reader.text


async def test_the_largest_screen_shows_it_below_the_formula_with_the_story(open_app):
    async with open_app((200, 60), "weighted-sum.sum", motion=False) as reader:
        await reader.press("C")
        assert "hidden_sums = self.input_hidden @ x" in reader.text
        assert "Much of it" in reader.text.replace("\n", " ")
        assert "all that pull down" in reader.text


async def test_code_that_would_be_cut_beside_the_formula_takes_the_whole_width(open_app):
    async with open_app((120, 40), "update.factors", motion=False) as reader:
        await reader.press("C")
        for words in ("output_deltas = output_errors * output_slopes", "tinynet/network.py"):
            assert words in reader.text

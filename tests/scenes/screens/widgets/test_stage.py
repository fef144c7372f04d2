"""The stage under the mouse: what is clicked is chosen, what is hovered read out, knobs dragged."""

import pytest
from textual import events

from scenes.canvas.layout import arrangement, place
from scenes.canvas.painters import painter_of
from scenes.screens.widgets.stage import Stage
from scenes.story.acts.play import KNOB, PLAY, Play

pytestmark = pytest.mark.usefixtures("drawn_when_looked_at")

SIZES = [
    (80, 24),
    pytest.param((120, 40), marks=pytest.mark.slow),
    pytest.param((200, 60), marks=pytest.mark.slow),
]


def cell_of(reader, kind, index):
    """Return the column and row of the screen where something that can be picked stands."""
    stage = reader.walk_screen.query_one(Stage)
    node = arrangement(reader.app.walk_model.beat.scene, *stage.size)
    for figure, box in place(node, *stage.size):
        for y in range(box.y, box.y + box.height):
            for x in range(box.x, box.x + box.width):
                hit = painter_of(figure).hit(figure, box, x, y)
                if hit and (hit.kind, hit.index) == (kind, index):
                    return stage.region.x + x, stage.region.y + y
    raise AssertionError(f"no {kind} {index} on the stage of {reader.at}")


def play(reader):
    return reader.place.setting(PLAY, Play())


async def visit(reader, beat):
    reader.walk_screen.action_visit(beat)
    await reader.settle()


@pytest.mark.parametrize("size", SIZES)
async def test_a_click_chooses(open_app, size):
    async with open_app(size, "meet.again") as reader:
        await reader.click(*cell_of(reader, "knob", 2))
        assert reader.place.setting(KNOB, None) == 2
        assert play(reader) == Play(), "its name was clicked, not its way"
        for beat, kind, index in (
            ("threshold.layer", "jay", 17),
            ("weighted-sum.layer", "jay", 99),
            ("output.answer", "lola", 2),
            ("blame.question", "lola", 0),
            ("input.pixels", "pixel", 28 * 10 + 5),
            ("update.weights", "pixel", 28 * 26 + 12),
        ):
            await visit(reader, beat)
            before = len(reader.heard(Stage.Picked))
            await reader.click(*cell_of(reader, kind, index))
            assert getattr(reader.app.walk_model.walk, kind) == index
            picked = reader.heard(Stage.Picked)[before:]
            assert [message.hit.index for message in picked] == [index]


@pytest.mark.parametrize("size", SIZES)
async def test_hovering_tells_the_number_and_no_longer_than_its_beat(open_app, size):
    async with open_app(size) as reader:
        for beat, kind, index in (
            ("threshold.layer", "jay", 17),
            ("output.answer", "lola", 2),
            ("weighted-sum.products", "pixel", 402),
        ):
            await visit(reader, beat)
            still = reader.strips
            x, y = cell_of(reader, kind, index)
            await reader.point(x, y)
            hovered = reader.heard(Stage.Hovered)[-1]
            words = reader.app.palette.text(hovered.words).plain
            assert words in reader.heading
            assert str(index) in words
            assert "0." in words
            await reader.point(x, 0)
            assert reader.strips == still
        await visit(reader, "weighted-sum.layer")
        await reader.point(*cell_of(reader, "jay", 5))
        assert "Jay 5" in reader.heading
        await reader.press("right")
        assert reader.at == "threshold.curve"
        assert "? will" in reader.heading


async def test_a_knob_is_dragged_and_let_go(open_app):
    async with open_app(at="meet.pass-on") as reader:
        x, y = cell_of(reader, "knob", 1)
        await reader.drag((x + 40, y), (x + 60, y), (x + 300, y))
        assert play(reader).tell == 4.0
        await reader.drag((x + 50, y), (0, y + 5))
        assert play(reader).tell == -4.0
        await reader.point(x + 45, y)
        assert play(reader).tell == -4.0


async def test_a_drag_ends_with_a_dialog_and_with_a_resize(open_app):
    async with open_app(at="meet.pass-on") as reader:
        for ending in ("g", None):
            x, y = cell_of(reader, "knob", 1)
            await reader.mouse(events.MouseDown, x + 40, y, button=1)
            held = play(reader)
            if ending:
                await reader.press(ending, "escape")
            else:
                await reader.resize(100, 30)
            await reader.point(x + 60, y)
            assert play(reader) == held

"""The homework screen: the same text as without one, to go through section by section."""

import asyncio
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
from textual import events

from scenes.commands import cli
from scenes.commands.exit_codes import USER_ERROR
from scenes.screens.dialogs import Help
from scenes.screens.homework.app import HomeworkApp
from scenes.screens.homework.keys import KEYS
from scenes.screens.homework.sheet import Sheet
from scenes.screens.themed import LIGHT_THEME
from scenes.story.homework.exercise import read_exercise
from scenes.text.homework import tell

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("drawn_when_looked_at")]


class Reader:
    """Somebody at the keyboard; what they do is over when its call returns."""

    def __init__(self, app, pilot):
        self.app, self.pilot = app, pilot

    async def settle(self):
        """Wait until no message is on its way."""
        async with asyncio.timeout(30):
            while True:
                await self.pilot.pause(0)
                screen = self.app.screen
                pumps = [self.app, *screen.walk_children(with_self=True)]
                waits = any(pump.message_queue_size or pump._next_callbacks for pump in pumps)
                # A page is scrolled after a frame or two, another size is passed on by a timer.
                waits = waits or screen._callbacks or self.app._resize_timer
                waits = waits or self.app.animator._animations
                if not (waits or screen._layout_required or screen._scroll_required):
                    return

    async def press(self, *keys):
        """Press keys, one after another; return the lines that are shown then."""
        for key in keys:
            self.app.post_message(events.Key(key, None))
            await self.settle()
        return self.lines

    @property
    def strips(self):
        """What the terminal shows, with its styles."""
        return [strip.simplify() for strip in self.app.screen._compositor.render_strips()]

    @property
    def lines(self):
        """What it shows, without."""
        return [strip.text.strip() for strip in self.strips]


@pytest.fixture
def open_exercise(colours, written, plain_exercise):
    """Open the README's exercise, as `async with open_exercise((80, 24)) as reader`."""

    @asynccontextmanager
    async def opened(size, *, light=False):
        app = HomeworkApp(read_exercise(written(plain_exercise)), light=light)
        app.animation_level = "none"
        async with app.run_test(size=size) as pilot:
            reader = Reader(app, pilot)
            await reader.settle()
            yield reader

    return opened


@pytest.mark.parametrize(("size", "light"), [((80, 24), False), ((60, 15), True)])
async def test_it_goes_from_section_to_section(open_exercise, size, light):
    async with open_exercise(size, light=light) as reader:
        sheet, text = reader.app.screen.query_one(Sheet), reader.app.screen.model.text
        shown = reader.lines
        assert shown[0] == "1 of 18  The exercise"
        assert "every number" in shown[1]
        assert "next section" in shown[-1]
        for number, title in enumerate(text.titles[1:], start=2):
            shown = await reader.press("n")
            assert shown[0] == f"{number} of 18  {title}"
            assert shown[1] == text.lines[text.starts[number - 1] + 1].plain.strip()
        assert (await reader.press("n"))[0] == shown[0]
        shown = await reader.press("p")
        assert shown[0].startswith("17 of 18")
        await reader.press("down", "down")
        assert sheet.top == text.starts[16] + 3
        await reader.press("up")
        shown = await reader.press("p")  # back to this section's start first
        assert shown[0].startswith("17 of 18")
        assert sheet.top == text.starts[16] + 1
        assert "every number" in (await reader.press("home"))[1]
        top = sheet.top
        await reader.press("pagedown")
        assert sheet.top > top
        await reader.press("pageup")
        assert sheet.top == top
        assert (await reader.press("end"))[0].startswith("18 of 18")
        reader.app.post_message(events.Key("q", None))
        await reader.pilot.pause()
    assert reader.app.return_code == 0


async def test_keys_in_quick_succession_lose_no_section(open_exercise):
    async with open_exercise((80, 24)) as reader:
        for _ in range(5):
            reader.app.post_message(events.Key("n", None))
        await reader.settle()
        assert reader.lines[0].startswith("6 of 18")


async def test_another_size_keeps_the_section_or_says_it_is_too_small(open_exercise):
    async with open_exercise((100, 30)) as reader:
        await reader.press("n", "n", "n", "n")
        await reader.pilot.resize_terminal(60, 20)
        await reader.settle()
        shown = reader.lines
        assert shown[0] == "5 of 18  What each Lola says"
        assert "She too has a level of trust" in shown[1], "its title is not said again"
        assert max(map(len, shown)) <= 60
        await reader.pilot.resize_terminal(40, 20)
        await reader.settle()
        assert any("tinynet needs 44 × 8." in line for line in reader.lines)
        await reader.pilot.resize_terminal(44, 8)
        await reader.settle()
        assert reader.lines[0] == "5 of 18  What each Lola says"


async def test_the_screen_has_the_same_text(open_exercise, written, plain_exercise):
    async with open_exercise((84, 700)) as reader:
        width = reader.app.screen.query_one(Sheet).line_width
        exercise = read_exercise(written(plain_exercise))
        wanted = [line.strip() for line in tell(exercise, width=min(100, width)).splitlines()]
        assert reader.lines[1 : 1 + len(wanted)] == wanted


@pytest.mark.parametrize("light", [False, True])
async def test_every_line_stands_on_the_screens_own_ground(open_exercise, light):
    async with open_exercise((84, 200), light=light) as reader:
        sheet = reader.app.screen.query_one(Sheet)
        ground = {sheet.palette.style("text").bgcolor}
        for y in range(200):
            grounds = {s.style and s.style.bgcolor for s in sheet.render_line(y) if s.text}
            assert grounds <= ground, sheet.render_line(y).text


async def test_help_lists_every_key_and_the_palette_offers_them(open_exercise):
    async with open_exercise((120, 60)) as reader:
        screen = reader.app.screen
        commands = {c.title: c.callback for c in reader.app.get_system_commands(screen)}
        await commands["Next: The next section"]()
        await reader.settle()
        assert reader.lines[0].startswith("2 of 18")
        await reader.press("question_mark")
        assert isinstance(reader.app.screen, Help)
        text = reader.lines
        for binding in KEYS:
            line = next(line for line in text if binding.tooltip in line)
            for key in binding.make_bindings([replace(binding, key_display=None)]):
                assert reader.app.get_key_display(key) in line
        await reader.press("escape")
        assert reader.app.screen is screen


async def test_light_colours_take_hold_at_once(open_exercise):
    async with open_exercise((80, 24), light=True) as other:
        light = other.strips
    async with open_exercise((80, 24)) as reader:
        dark = reader.strips
        reader.app.theme = LIGHT_THEME
        await reader.settle()
        assert reader.strips != dark
        assert reader.strips == light


async def test_y_names_the_section_and_the_command_opens_it(
    colours, written, plain_exercise, monkeypatch
):
    path = written(plain_exercise)
    opened = []
    monkeypatch.setattr(HomeworkApp, "run", lambda app: opened.append(app))
    monkeypatch.setattr("scenes.commands.homework.what_is_missing", lambda: "")
    cli.main(["explain", "--weights", path, "--app", "--section", "3"])
    (app,) = opened
    async with app.run_test(size=(100, 30)) as pilot:
        reader = Reader(app, pilot)
        await reader.settle()
        assert app.screen.model.section == 2
        await reader.press("n", "y")
        assert app.clipboard == f"tinynet explain --weights {path} --app --section 4"
        assert "--section 4" in "".join(reader.lines)
    assert cli.main(["explain", "--weights", path, "--section", "3"]) == USER_ERROR

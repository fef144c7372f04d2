"""A new act is a file and a line, a new beat a line: shown everywhere, nothing else touched."""

import re
import shlex
import sys
from dataclasses import replace
from itertools import chain
from pathlib import Path
from types import ModuleType

import pytest

from scenes.commands.cli import make_parser
from scenes.commands.options import place_of
from scenes.screens.dialogs import GoTo
from scenes.screens.walk.panels.timeline import Timeline
from scenes.story import acts as story_acts
from scenes.story.acts import ACTS, Entry, SettingEntry
from scenes.story.acts.input import ACT as INPUT
from scenes.story.beats import Act, ActAction, Beat, Setting, lit
from scenes.story.choices import Choice
from scenes.story.figures import Lines
from scenes.story.limits import LimitError, whole
from scenes.story.markup import parsed, plain
from scenes.story.passes import open_pass
from scenes.story.places import Place
from scenes.story.questions import Question
from scenes.story.scene import Scene
from scenes.story.walk import open_walk
from scenes.text.transcript import tell
from tests.texts import beat_texts

COUNTED = re.compile(r"\bacts?\s(\d+(?:(?:, | and )\d+)*)", re.IGNORECASE)
"""An act that is named by its number, or several."""
WALL, LOUD, SHOUTS = "echo-wall", "echo-loud", "echo-shouts"
A_WALL = Choice(
    kind="wall",
    count=lambda walk: 3,
    chosen=lambda walk: walk.setting(WALL, 0),
    choose=lambda place, index: place.having(WALL, index, 0),
    turn=lambda place, walk, by: place.having(LOUD, walk.setting(LOUD, 1) + by, 1),
)


def scene_of(*lines):
    figure = Lines(title="the walls", lines=lines, alt="Three walls.")
    return Scene(compact=figure, normal=figure)


def call(walk):
    """The beat that asks, chooses, and can be acted in."""
    wall, loud, shouts = walk.setting(WALL, 0), walk.setting(LOUD, 1), walk.setting(SHOUTS, 0)
    return Beat(
        title="Somebody calls",
        story=f"You call at wall {wall}, {loud} loud. [do:echo-shout]Call once more[/].",
        formula=(f"called again: {shouts} times",),
        scene=scene_of(f"wall {wall}", f"[do:echo-shout]shouted {shouts}[/]"),
        lit=lit("you"),
        chooses=A_WALL,
        question=Question("will it echo?", ("yes", "no"), 1, "the wall is soft."),
    )


def echo(walk):
    """What comes back."""
    return Beat(
        title="It comes back",
        story="Nothing comes back from [to:echo.call]that wall[/].",
        formula=(),
        scene=scene_of("silence"),
        lit=lit("jay"),
    )


def between(walk):
    """A beat in the middle of another act."""
    return Beat(
        title="A breath in between",
        story="Take a breath.",
        formula=("1 + 1 = 2",),
        scene=scene_of("breath"),
        lit=lit("you"),
    )


ECHO = Act(
    id="echo",
    name="The echo",
    about="what comes back",
    beats={"call": call, "echo": echo},
    asks={"call": "whether it echoes"},
    settings={
        WALL: Setting(0, whole(0, 2)),
        LOUD: Setting(1, whole(1, 9)),
        SHOUTS: Setting(0, whole(0, 99)),
    },
    actions={
        "echo-shout": ActAction(
            "Call at the wall once more",
            lambda place, walk: place.having(SHOUTS, place.setting(SHOUTS, 0) + 1, 0),
            SHOUTS,
        )
    },
)
ECHO_ENTRY = Entry(
    "echo",
    settings=(
        SettingEntry(WALL, "N", "which wall is called at"),
        SettingEntry(LOUD, "N", "how loud"),
        SettingEntry(SHOUTS, "N", "how often it was called again"),
    ),
    module="toy_echo",
)
YODEL = Act("yodel", "The yodel", "a second toy", {"only": echo})


def with_a_breath(beats):
    """Return the beats of an act with one more in their middle."""
    items = list(beats.items())
    items.insert(2, ("breath", between))
    return dict(items)


def acts_in(text):
    """Return the ids of the acts that a text names by their numbers."""
    numbers = re.findall(r"\d+", " ".join(COUNTED.findall(plain(text))))
    return [ACTS.ids[int(number) - 1] for number in numbers]


def acts_named(walk):
    """Return the acts that each beat's texts name by number, in order; a link's is its own."""
    named = {}
    for act in ACTS:
        for beat, make in act.beats.items():
            texts = [*beat_texts(make(walk))]
            named[act.id, beat] = [each for text in texts for each in acts_in(text)]
            for marked in map(parsed, texts):
                for span in marked.spans:
                    if span.kind == "link":
                        said = acts_in(marked.plain[span.start : span.end])
                        assert said in ([], [span.name.partition(".")[0]]), marked.plain
    return named


@pytest.fixture(scope="module")
def named_before(digits):
    """What is named with the acts that there are."""
    return acts_named(walk_at(Place(), digits))


@pytest.fixture(params=[pytest.param(10, marks=pytest.mark.slow), 12])
def toys(request, monkeypatch):
    """Let the walk have a toy act, and another act a beat more; with 10 acts in all, or 12."""
    acts = {
        "toy_echo": ECHO,
        "toy_yodel": YODEL,
        "toy_input": replace(INPUT, beats=with_a_breath(INPUT.beats)),
    }
    for name, act in acts.items():
        module = ModuleType(name)
        module.ACT = act
        monkeypatch.setitem(sys.modules, name, module)
    entries = [
        replace(entry, module="toy_input") if entry.id == "input" else entry
        for entry in ACTS.entries
    ]
    error = next(i for i, entry in enumerate(entries) if entry.id == "error")
    if request.param == 10:
        entries[error] = ECHO_ENTRY
    else:
        entries.insert(error, ECHO_ENTRY)
        entries.insert(len(entries) - 1, Entry("yodel", module="toy_yodel"))
    monkeypatch.setattr(ACTS, "entries", tuple(entries))
    assert len(ACTS) == request.param
    return request.param


def walk_at(place, digits):
    return open_walk(place, open_pass(place, digits))


def test_an_act_that_is_named_by_its_number_is_the_same_one(named_before, toys, digits):
    assert {"meet", "blame", "update", "again"} <= {*chain(*named_before.values())}
    named = acts_named(walk_at(Place(), digits))
    for where, acts in named_before.items():
        if where[0] in ACTS.ids:
            assert named[where] == [act for act in acts if act in ACTS.ids], where


def test_nothing_that_is_written_counts_acts():
    """Texts of other walks too, and what the code says of itself."""
    for path in Path(story_acts.__file__).parents[2].rglob("*"):
        if path.suffix in {".py", ".toml", ".html", ".js", ".md"}:
            # A text that goes on in the next line is one.
            written = re.sub(r'"\s*f?"', "", path.read_text("utf-8"))
            assert COUNTED.search(written) is None, path


@pytest.mark.slow
def test_the_transcript_tells_it(toys, digits):
    text = tell(Place(), walk_at(Place(), digits))
    number = ACTS.ids.index("echo") + 1
    assert f"Act {number} of {toys}: The echo\nAbout: what comes back." in text
    names = re.findall(r"^([a-z-]+\.\d+)  (.*)$", text, re.MULTILINE)
    assert ("echo.1", "Somebody calls") in names
    assert names[names.index(("input.3", "A breath in between")) - 1][0] == "input.2"
    assert "A question: will it echo? (yes, or no)\nThe answer: no. the wall is soft." in text
    assert "1 loud. Call once more (--echo-shouts)." in text
    assert "whether it echoes" in tell(Place(), walk_at(Place(), digits), "recap", "foreseen")
    one = tell(Place(), walk_at(Place(), digits), "echo", "echo")
    assert "Nothing comes back from that wall." in one
    assert "Somebody calls" not in one


def test_the_command_line_knows_it(toys, capsys):
    chosen = make_parser().parse_args(["--at", "echo.2", "--echo-wall", "2", "--echo-loud", "7"])
    place = place_of(chosen)
    assert place == Place().at("echo", "echo").having(WALL, 2, 0).having(LOUD, 7, 1)
    words = shlex.split(place.command())
    assert words[-2:] == ["--at", "echo.echo"]
    assert place_of(make_parser().parse_args(words[1:])) == place
    for wrong in ("--echo-loud 10", "--at echo.3", "--at echo.breath"):
        with pytest.raises(SystemExit):
            make_parser().parse_args(wrong.split())
        assert wrong.split()[0] in capsys.readouterr().err
    with pytest.raises(LimitError):
        ECHO.settings[LOUD].read("0")


async def test_the_app_shows_it(toys, open_app):
    async with open_app((80, 24), "input.road") as reader:

        def where(words):
            lines = reader.text.split("\n")
            y, line = next((y, line) for y, line in enumerate(lines) if words in line)
            return line.index(words) + 1, y

        # The beat in the middle of another act: by steps, there and back.
        await reader.press("right")
        assert reader.at == "input.breath"
        assert "A breath in between" in reader.text
        assert "3/6" in reader.heading
        await reader.press("right", "left", "left")
        assert reader.at == "input.road"

        # The timeline has a mark for each, and a click leads there.
        row = reader.walk_screen.query_one(Timeline).region.bottom - 1
        line = reader.text.split("\n")[row]
        marks = [x for x, character in enumerate(line) if character in "◆○●"]
        assert len(marks) == len(ACTS.route)
        route = [".".join(beat) for beat in ACTS.route]
        for beat in ("echo.call", "input.breath", "recap.next", "echo.echo"):
            await reader.click(marks[route.index(beat)], row)
            assert reader.at == beat
        await reader.point(marks[route.index("echo.call")], row)
        assert "what comes back" in reader.heading

        # A link in its text, its choice turned, its action taken by click and from the palette.
        await reader.click(*where("that wall"))
        assert reader.at == "echo.call"
        await reader.press("j", "plus", "plus")
        assert reader.place.settings == ((LOUD, 3), (WALL, 1))
        assert "call at wall 1, 3 loud" in " ".join(reader.text.split())
        await reader.press("minus", "k")
        await reader.click(*where("Call once more"))
        await reader.click(*where("shouted 1"))
        assert "called again: 2 times" in reader.text
        offered = {command.title: command.callback for command in reader.walk_screen.commands()}
        offered["Call at the wall once more"]()
        await reader.settle()
        assert "called again: 3 times" in reader.text
        assert "(Ctrl+P)" in reader.text
        assert f"Act {ACTS.ids.index('echo') + 1:>2}: The echo" in offered

        # Its place again.
        await reader.press("y")
        assert reader.app.clipboard.endswith("--echo-loud 2 --echo-shouts 3 --at echo.call")
        await reader.press("escape")

        # Its question: answered, listed in the recap and in the list of acts, which lead back.
        reader.walk_screen._unsay()
        assert "will it echo?  a yes  b no" in reader.heading
        await reader.press("a")
        assert "✗ No: the wall is soft." in reader.heading
        reader.walk_screen.action_visit("recap.foreseen")
        await reader.settle()
        assert f"asked        {len(ACTS.topics)}" in reader.text
        asked = next(line for line in reader.text.split("\n") if "whether it echoes" in line)
        assert asked.split() == ["The", "echo", "whether", "it", "echoes", "no", "✗", "yes"]
        await reader.click(*where("whether it echoes"))
        assert reader.at == "echo.call"
        await reader.press("end", "g")
        assert isinstance(reader.app.screen, GoTo)
        assert re.search(r"✗ +The echo +whether it echoes", reader.text)
        await reader.press("enter")
        assert reader.at == "echo.call", "what was missed is where the list opens at the end"
        await reader.press("home", "g")
        assert f"{ACTS.ids.index('echo') + 1:>2}  The echo" in reader.text
        await reader.press(*["down"] * ACTS.ids.index("echo"), "enter")
        assert reader.at == "echo.call"

        # Elsewhere its action and its choice are not offered.
        await reader.press("pagedown")
        titles = {command.title for command in reader.walk_screen.commands()}
        assert "Call at the wall once more" not in titles
        await reader.press("j")
        assert reader.place.setting(WALL, 0) == 0

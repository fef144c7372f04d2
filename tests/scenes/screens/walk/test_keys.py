"""The keys: the help lists them, the palette offers them, and hints name those that do it."""

import re
from dataclasses import replace

import pytest
from textual.actions import parse
from textual.binding import Binding

from scenes.screens.dialogs import Help
from scenes.screens.walk.keys import IN_SHORT, OWN_KEYS, PALETTE_KEY, TAKINGS, WALK_KEYS, hint
from scenes.screens.walk.screen import WalkScreen
from scenes.story.actions import ACTIONS
from scenes.story.acts import ACTS
from scenes.story.beats import main_beats

pytestmark = pytest.mark.usefixtures("drawn_when_looked_at")

BOUND = {key: binding.action for binding in WALK_KEYS for key in binding.key.split(",")}
NAMES = {"+": "plus", "−": "minus"}
BESIDE = {"another-digit": "digit", "answer": "predict"}
"""Actions that a click does as well as it can: which digit, which answer, only a key can say."""


def keys_of(words):
    """Return the keys that a hint names."""
    words = words.replace("0–9", " ".join("0123456789"))
    return [NAMES.get(word, word) for word in re.split(r", or drag|[, ]+|\bor\b", words) if word]


@pytest.mark.parametrize("action", [action for action in TAKINGS if TAKINGS[action].keys])
def test_a_hint_names_keys_that_do_what_it_says(action):
    name = BESIDE.get(action, parse(TAKINGS[action].action)[1])
    if TAKINGS[action].keys == PALETTE_KEY:
        return  # in the palette: below
    for key in keys_of(TAKINGS[action].keys):
        assert parse(BOUND[key])[1] == name, key


def test_a_hint_of_what_one_act_offers_names_its_key():
    own = {action: act for act in ACTS for action in act.actions}
    assert set(OWN_KEYS) <= set(own)
    assert BOUND[OWN_KEYS["tell-again"]] == "take('tell-again')"
    for key in keys_of(OWN_KEYS["knob"]):
        assert parse(BOUND[key])[1] == "turn"
    assert hint("what-another-act-offers") == PALETTE_KEY


def test_every_action_has_a_way_and_every_way_an_action():
    assert set(ACTIONS) == {action for action in TAKINGS if not action.startswith("answer.")}
    for action, way in TAKINGS.items():
        assert hasattr(WalkScreen, f"action_{parse(way.action)[1]}"), action


def test_no_key_is_bound_twice():
    keys = [key for binding in WALK_KEYS for key in binding.key.split(",")]
    assert len(keys) == len(set(keys))


async def test_the_palette_offers_all_of_it(open_app):
    async with open_app() as reader:
        commands = {" ".join(c.title.split()): c.callback for c in reader.walk_screen.commands()}
        offered = set(commands)
        model = reader.app.walk_model

        async def run(title):
            done = commands[title]()
            if done is not None:
                await done
            await reader.settle()

        for index, act in enumerate(ACTS, 1):
            await run(f"Act {index}: {act.name}")
            assert model.where == ACTS.where(act.id)
        for digit in (0, 9):
            await run(f"Digit {digit}: The next {digit} of the data set")
            assert model.walk.pass_.label == digit
        await run("Random: Any other digit")
        for name in ("trained", "untrained"):
            await run(f"Network: {name}")
            assert model.walk.pass_.named.name == name
        rule = model.walk.trace.error_rule
        await run("Rule: Blame by the exact rule, or by the shortcut")
        assert model.walk.trace.error_rule != rule
        await run("Motion: Motion on or off")
        assert reader.walk_screen.motion
        await run("Questions: on or off")
        assert not reader.walk_screen.predict
        await run("Command: Show and copy the command that reopens this place")
        assert reader.app.clipboard == model.reopened().command()
        for binding in WALK_KEYS:
            title = (binding.id or "").replace("-", " ").capitalize()
            # Of what was kept, if it was; and answers where something is asked (test_answers.py).
            if binding.id not in ("take-up", "decline", "answer-a", "answer-b", "answer-c"):
                assert f"{title}: {binding.tooltip}" in offered
        # What one act offers is offered in that act.
        await run("Act 2: Input")
        titles = {command.title for command in reader.walk_screen.commands()}
        assert not [title for title in titles if title.startswith("Tell again")]


async def test_the_palette_opens_and_goes(open_app):
    async with open_app() as reader:
        await reader.pilot.press("ctrl+p", *"blame", "enter")
        await reader.settle()
        assert reader.at == "blame.question"


async def test_help_lists_every_key(open_app):
    async with open_app((120, 120)) as reader:
        await reader.press("question_mark")
        assert isinstance(reader.app.screen, Help)
        for binding in WalkScreen.BINDINGS:
            assert isinstance(binding, Binding)
            if binding.id.startswith("digit-"):
                continue
            line = next(line for line in reader.text.split("\n") if binding.tooltip in line)
            for key in binding.make_bindings([replace(binding, key_display=None)]):
                assert reader.app.get_key_display(key) in line
        await reader.press("escape")
        assert isinstance(reader.app.screen, WalkScreen)


async def test_help_greys_what_no_key_does_here(open_app):
    """By the style of its words: what is in grey is not bold either."""
    told = "Tell the three friends once more"
    answer, next_beat = "Predict: answer a", "The next beat"
    for at, greyed in (
        ("meet.again", {answer}),
        ("threshold.curve", {told}),
        ("input", {told, answer}),
    ):
        async with open_app((120, 60), at) as reader:
            await reader.press("question_mark")
            assert "in grey: not here, or not now" in reader.text
            for words in (told, answer, next_beat):
                line = next(strip for strip in reader.strips if words in strip.text)
                segment = next(part for part in line if words in part.text)
                usual = next(part for s in reader.strips for part in s if next_beat in part.text)
                assert (segment.style != usual.style) == (words in greyed), (at, words)


async def test_a_click_on_an_action_of_the_text_takes_it(open_app, monkeypatch):
    ways = {"t": "training", "x": "test", "d": "drawing", "f": "backwards"}
    async with open_app((120, 40), "recap.next") as reader:
        opened = []
        for name in ways.values():
            monkeypatch.setattr(reader.app, f"open_{name}", lambda *_, n=name: opened.append(n))

        async def click_on(key, what):
            lines = reader.text.split("\n")
            y, line = next((y, line) for y, line in enumerate(lines) if what in line)
            await reader.click(re.search(rf"(?<!\S){re.escape(key)}(?= )", line).start(), y)

        before = reader.app.walk_model.walk
        await click_on("r", "another digit")
        assert reader.app.walk_model.walk.pass_.index != before.pass_.index
        await click_on("+ −", "the learning rate")
        assert reader.app.walk_model.walk.trace.learning_rate == 0.2
        await click_on("e", "the exact rule, everywhere")
        assert reader.app.walk_model.walk.trace.error_rule == "gradient"
        await click_on("w", "the trained network")
        assert reader.app.walk_model.walk.pass_.named.name == "trained"
        for key, what in (
            *(("t", "all 60,000 digits"), ("x", "test it on 10,000")),
            *(("d", "draw your own digit"), ("f", "run it backwards")),
        ):
            await click_on(key, what)
            assert opened[-1] == ways[key]
        await click_on("i", "what if: the lab")
        assert reader.walk_screen.lab.is_open


async def test_where_an_act_ends_what_can_be_tried_is_offered(open_app):
    """On the smallest screen too; and what is offered can be done there."""
    async with open_app((80, 24), network="trained", hidden=10) as reader:
        screen, model = reader.walk_screen, reader.app.walk_model
        for act in ACTS:
            *_, first, last = main_beats(act)
            screen.action_visit(f"{act.id}.{first}")
            await reader.settle()
            assert "where next:" not in reader.heading
            screen.action_visit(f"{act.id}.{last}")
            await reader.settle()
            if act is not ACTS[-1]:
                ways = [f"{IN_SHORT[action]} ({hint(action)})" for action in act.onward]
                assert ways[0] in reader.heading, act.id
            assert "practice" not in act.onward or model.tasks()
            assert "code" not in act.onward or model.code is not None
        await reader.resize(200, 60)
        screen.action_visit("output.answer")
        await reader.settle()
        for action in ACTS.named("output").onward:
            assert f"{IN_SHORT[action]} ({hint(action)})" in reader.heading
        assert ACTS[-1].onward == (), "it has a table of them"
        at = reader.heading.index(IN_SHORT["draw"])
        await reader.click(at, screen.query_one("#heading").region.y)
        assert reader.app.screen is not screen

"""The story knows no screen: no text of an act names a key, the mouse, a command or a screen.

What a reader can do is marked as an action, and every renderer has a way to take it.
"""

import re
from dataclasses import replace

import pytest

from scenes.screens.walk.keys import OWN_KEYS, PALETTE_KEY, TAKINGS, WALK_KEYS, hint
from scenes.story.actions import ACTIONS
from scenes.story.acts import ACTS
from scenes.story.acts.meet import PLAY, TOLD, Play
from scenes.story.figures import Lines, Table
from scenes.story.lab.edits import Noise, Off
from scenes.story.lab.lab import Lab
from scenes.story.markup import no_hint, no_hues, parsed, plain
from scenes.story.passes import open_pass
from scenes.story.places import Place
from scenes.story.questions import Prediction
from scenes.story.scene import Scene, column
from scenes.story.walk import open_walk
from scenes.text.actions import WAYS as TEXT_WAYS
from scenes.text.actions import how
from tests.texts import beat_texts, texts_of

FORBIDDEN = re.compile(
    r"""
    \b(?:press(?:es|ed|ing)?|click\w*|drag\w*|hover\w*|mouse\w*|cursors?|keys?|keyboard|
       tap(?:s|ped)?|scroll\w*|type[ds]?|typing|
       ctrl|enter|return\s+key|esc(?:ape)?|tab|space\s*bar|backspace|pgup|pgdn|home\s+key|
       screens?|terminal|footer|palette|dialog|timeline|window|button|menu|
       commands?|command\s+line|textual)\b
    | \btinynet\s+(?:explain|train|test|predict)\b
    | --\w                                        # an option
    | @click
    | (?<=\s)\(\s*[a-zA-Z](?:(?:\s|,\s*|\s+or\s+)[a-zA-Z])*\s*\)    # (w), (j k), (a, b or c)
    | [↑↓⏎⌫]                                      # keys; → and ← are for what becomes what
    """,
    re.VERBOSE | re.IGNORECASE,
)
WALKS = {
    "as it opens": (Place(), ()),
    "trained": (Place(sample=8, network="trained"), ()),
    "trained, gradient": (Place(digit=4, network="trained", error_rule="gradient"), ()),
    "read wrong, ten Jays": (Place(sample=115, hidden=10, learning_rate=5.0), ()),
    "friends out of reach": (
        Place(sample=3).having(PLAY, Play(-30.0, 12.5, 0.99, 50.0), Play()).having(TOLD, 3, 0),
        (),
    ),
    "trained, changed": (Place(network="trained"), (Off(12), Noise(0.3))),
}
QUICK = {"as it opens", "trained, changed"}


@pytest.fixture(
    scope="module",
    params=[pytest.param(name, marks=() if name in QUICK else pytest.mark.slow) for name in WALKS],
)
def walks(request, digits):
    """One walk, predicted nothing in it, all of it right, and all of it wrong."""
    place, edits = WALKS[request.param]
    lab = Lab()
    for edit in edits:
        lab = lab.make(edit)
    walk = open_walk(place, lab.applied(open_pass(place, digits)))
    asked = {
        (act.id, beat): question
        for act in ACTS
        for beat, make in act.beats.items()
        if (question := make(walk).question) is not None
    }

    def predicted(shift, *, some=False):
        given = [
            Prediction(where, question, (question.answer + shift) % len(question.options))
            for where, question in asked.items()
        ]
        return replace(walk, predictions=tuple(given[:2] if some else given))

    return walk, predicted(0), predicted(1), predicted(0, some=True), predicted(1, some=True)


@pytest.fixture(scope="module")
def texts(walks):
    """Every text of every act, and the act it stands in; each once."""
    found = {}
    for act in ACTS:
        own = [act.name, act.about, *act.asks.values(), *(a.name for a in act.actions.values())]
        for text in own:
            found[act.id, text] = act
        for make in act.beats.values():
            for walk in walks:
                for text in beat_texts(make(walk)):
                    found[act.id, text] = act
    return [(act, text) for (_, text), act in found.items()]


@pytest.mark.slow
def test_the_texts_are_found(texts):
    words = "\n".join(plain(text) for _, text in texts)
    for kind in (
        *("Three friends", "A whisper in passing", "what reaches Jay:"),  # title, story, formula
        *("It overshoots: past", "will speak up loudest?", "above"),  # aside, question
        *("how seriously you speak", "what each Lola says", "takes it for"),  # knob, title, header
        *("Knobs: how", "The digit", "the Jays taking shape"),  # alts, a cell
    ):
        assert kind in words


def test_no_text_names_a_key_the_mouse_a_command_or_a_screen(texts):
    wrong = {(act.id, text) for act, text in texts if FORBIDDEN.search(plain(text))}
    assert wrong == set()
    assert not [text for _, text in texts if "@click" in text or "\x1b" in text]


def test_no_text_names_a_colour_that_may_not_be_there(texts):
    """Where there are none, nothing speaks of them; each is marked where it is named."""
    colours = re.compile(
        r"\b(?:orange|blue|green|yellow|red|purple|pink|colou?rs?)\b", re.IGNORECASE
    )
    named = {text for _, text in texts if colours.search(plain(text))}
    assert len(named) >= 4, "else this finds nothing"
    assert [t for t in named if colours.search(parsed(t, no_hint, no_hues).plain)] == []


def test_all_markup_is_read_and_leads_somewhere_or_does_something(texts):
    done = set()
    for act, text in texts:
        for span in parsed(text).spans:
            if span.kind == "link":
                where, _, beat = span.name.partition(".")
                assert ACTS.where(where, beat) == (where, beat), text
            elif span.kind == "action":
                done.add(span.name)
                assert span.name in {*ACTIONS, *act.actions}, text
        assert "[/" not in plain(text), text
    assert {"knob", "tell-again", "learning-rate", "lab"} <= done


def test_both_renderers_have_a_way_for_every_action():
    own = {action for act in ACTS for action in act.actions}
    bound = {binding.action for binding in WALK_KEYS}
    assert set(TEXT_WAYS) == set(ACTIONS), "and no way for what there is not"
    for action in ACTIONS:
        assert action in TAKINGS
        assert hint(action)
        assert isinstance(how(action), str)
    for action in own:
        assert hint(action) == PALETTE_KEY or action in OWN_KEYS
        assert how(action).startswith("--")
    assert "take('tell-again')" in bound


@pytest.mark.parametrize(
    "text",
    [
        *("Press w.", "see the harm with a click", "(w)", "take it (j k)", "answer (a, b or c)"),
        *("use the mouse", "drag it", "Ctrl+P", "tinynet train", "write --jay 3", "see the screen"),
        *("↑ goes back", "hover over it", "any key", "move the cursor", "[jay@click=x]"),
    ],
)
def test_what_would_name_one_is_found(text):
    assert FORBIDDEN.search(f" {text}")


def test_a_text_anywhere_in_a_figure_is_found():
    scene = Scene(
        compact=Lines(lines=("one",), title="two", alt="three"),
        normal=column(Table(header=("four",), rows=(("five", "six"),)), Lines(lines=())),
    )
    assert {"one", "two", "three", "four", "five", "six"} <= set(texts_of(scene))

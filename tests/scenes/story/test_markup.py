"""Marked-up words: text from outside marks nothing, spans lie in the words, hints stand behind."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenes.story.markup import (
    TERMS,
    Marked,
    Span,
    escaped,
    no_hint,
    no_hues,
    parsed,
    plain,
    shown,
)

ANYTHING = (
    st.text()
    | st.text(r"[]/\do:to:jaybold -.1")
    | st.sampled_from(
        ["[jay]", "[/]", "[do:x]", "[to:a.b]", "\\", "\\[", "[[/]]", "[\\", "[do:]", "[jay lola]"]
    )
)
TERM_NAMES = st.lists(st.sampled_from(sorted(TERMS)), min_size=1, max_size=3).map(" ".join)
IDS = st.from_regex(r"[a-z0-9]([a-z0-9.-]{0,8}[a-z0-9])?", fullmatch=True)
OPENINGS = st.one_of(
    TERM_NAMES.map(lambda name: (name, "term", name)),
    IDS.map(lambda name: (f"do:{name}", "action", name)),
    IDS.map(lambda name: (f"to:{name}", "link", name)),
)
HINTS = st.sampled_from(["", "w", "+ −", "[jay]"])


@st.composite
def marked_up(draw, depth=3):
    """Return marked-up words, the words they say, and the spans they mark, outer before inner."""
    markup, words, spans = "", "", []
    for _ in range(draw(st.integers(0, 3))):
        if depth and draw(st.booleans()):
            name, kind, value = draw(OPENINGS)
            inner, said, within = draw(marked_up(depth=depth - 1))
            start = len(words)
            markup += f"[{name}]{inner}[/]"
            spans.append(Span(start, start + len(said), kind, value))
            spans += [Span(s.start + start, s.end + start, s.kind, s.name) for s in within]
            words += said
        else:
            text = draw(ANYTHING)
            markup += escaped(text)
            words += shown(text)
    return markup, words, spans


@given(ANYTHING)
def test_escaped_text_says_itself_and_marks_nothing(text):
    assert parsed(escaped(text)) == Marked(shown(text), ())


@given(marked_up())
def test_marks_are_read_and_what_is_escaped_in_them_says_itself(made):
    markup, words, spans = made
    assert parsed(markup) == Marked(words, tuple(spans))
    assert plain(markup) == words


@pytest.mark.slow
@given(marked_up(), st.dictionaries(IDS, HINTS), HINTS)
def test_hints_stand_behind_their_actions_and_spans_within_the_words(made, ways, other):
    markup, words, spans = made
    said = []

    def hint(action):
        way = ways.get(action, other)
        said.append(way)
        return way

    found = parsed(markup, hint)
    assert len(said) == sum(span.kind == "action" for span in spans)
    for span in found.spans:
        assert 0 <= span.start <= span.end <= len(found.plain)
    hints = [found.plain[span.start : span.end] for span in found.spans if span.kind == "hint"]
    assert sorted(hints) == sorted(filter(None, said))
    brackets = len(found.plain) - len(words) - sum(map(len, said))
    assert 0 <= brackets <= len(" ()") * sum(map(bool, said))


def test_a_hint_stands_in_brackets_or_alone():
    def hint(action):
        return {"turn": "+ −"}.get(action, "")

    assert parsed("Try [do:turn]turning it[/]!", hint) == Marked(
        "Try turning it (+ −)!",
        (Span(4, 20, "action", "turn"), Span(16, 19, "hint", "rate")),
    )
    assert parsed("[do:turn][/]", hint) == Marked(
        "+ −", (Span(0, 3, "action", "turn"), Span(0, 3, "hint", "rate"))
    )
    assert parsed("Try [do:other]it[/].", hint).plain == "Try it."


@pytest.mark.parametrize("markup", ["[jay]Jay", "Jay[/]", "[do:x]a[jay]b[/]", "[/][jay]"])
def test_marks_have_to_be_ended(markup):
    with pytest.raises(ValueError, match="mark"):
        parsed(markup)


@pytest.mark.parametrize("text", ["w[3]", "[nobody]x", "[JAY]", "[]", "a [jay 17] b", "[do:]"])
def test_what_names_nothing_stays(text):
    assert parsed(text) == Marked(shown(text), ())


def test_a_colour_is_called_what_it_is_here():
    words = (
        "[positive][hue:positive]Orange|Above 0[/] (+)[/], [hue:any]in |[/][hue:negative]blue|−[/]"
    )
    few = {"positive": "yellow", "negative": "blue", "any": "any"}.__getitem__
    assert plain(words) == "Orange (+), in blue"
    there = parsed(words, no_hint, few)
    assert there.plain == "Yellow (+), in blue"
    assert there.spans == (Span(0, len("Yellow (+)"), "term", "positive"),)
    assert parsed(words, no_hint, no_hues).plain == "Above 0 (+), −"

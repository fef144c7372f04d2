"""HTML is written so that nothing from outside can become a part of it."""

import pytest

from scenes.web.tags import Html, joined, spare, tag
from scenes.web.words import said

EVIL = "<script>alert('\"&')</script>"
ESCAPED = "&lt;script&gt;alert('\"&amp;')&lt;/script&gt;"


def test_text_is_escaped_and_html_is_not() -> None:
    assert tag("p", EVIL, tag("b", "x")) == f"<p>{ESCAPED}<b>x</b></p>"
    assert joined("a<", Html("<br>")) == "a&lt;<br>"


def test_attributes_are_escaped_and_named() -> None:
    made = tag("a", class_="c", data_x='"<', href=None, hidden=True, disabled=False, for_="f")
    assert made == '<a class="c" data-x="&quot;&lt;" hidden for="f"></a>'
    assert tag("input", value=1) == '<input value="1">'


def test_marked_up_words_become_elements_within_each_other() -> None:
    assert said("a [jay]b [bold]c[/][/] d") == (
        'a <span class="jay">b <span class="bold">c</span></span> d'
    )
    assert said("[jay]J[/][lola]L[/]") == '<span class="jay">J</span><span class="lola">L</span>'
    assert said(f"[jay]{EVIL}[/]") == f'<span class="jay">{ESCAPED}</span>'


def test_links_and_actions_are_links_to_beats() -> None:
    assert said("[to:blame.share]his share[/]") == '<a href="#blame.share">his share</a>'
    turned = said("[do:learning-rate]turn it[/]")
    assert turned == '<a href="#update.rate" data-do="learning-rate">turn it</a>'
    assert said("[do:side-path]aside[/]", ("blame", "shares")) == '<a href="#blame.rules">aside</a>'


def test_what_a_page_cannot_do_is_plain_words_or_the_command_that_does_it() -> None:
    assert said("[do:another-jay]another Jay[/]") == "another Jay"
    assert said("[bold][do:train][/][/]") == '<span class="bold"><code>tinynet train</code></span>'
    assert said("[jay]x[/][do:train][/]!") == (
        '<span class="jay">x</span><code>tinynet train</code>!'
    )


def test_in_a_picture_words_are_tspans_and_nothing_is_a_link() -> None:
    assert said("[jay]J[/] [to:blame.share]s[/]", element="tspan") == (
        '<tspan class="jay">J</tspan> s'
    )


@pytest.mark.parametrize(
    ("value", "digits", "text"), [(1.50, 2, "1.5"), (-0.001, 2, "0"), (3, 1, "3"), (2.4, 0, "2")]
)
def test_coordinates_are_short(value: float, digits: int, text: str) -> None:
    assert spare(value, digits) == text

"""The walk's page: whole, valid, safe, small, and the same each time."""

import base64
import hashlib
import json
import re
from dataclasses import replace
from html import unescape
from typing import Any

import numpy as np
import pytest

from scenes.canvas.painters import PAINTERS
from scenes.canvas.palette import DARK, LEVELS, LIGHT, Colours
from scenes.story.actions import ACTIONS
from scenes.story.acts import ACTS
from scenes.story.beats import onward_of
from scenes.story.code import code_of
from scenes.story.figures import Bars, Figure, Large, Picture, Scale
from scenes.story.markup import plain
from scenes.story.places import Place, commands_at
from scenes.story.scene import figures_of
from scenes.story.walk import Walk
from scenes.web.figures import DRAWERS, drawn
from scenes.web.figures import pictures as web_pictures
from scenes.web.page import Chapter, Look, Step, page_of
from scenes.web.paper import Paper
from scenes.web.tags import tag
from scenes.web.walk import walk_page
from scenes.web.words import ELSEWHERE
from tests.scenes.web.conftest import Parse

EVIL = "</script><script>alert(1)</script>\"'&<!--"


def words(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


@pytest.mark.slow
def test_it_is_valid_html_and_every_beat_is_there_once_with_all_its_words(
    page: str, walk: Walk, parsed: Parse
) -> None:
    tree = parsed(page)
    sections = {each.get("id"): each for each in tree.iter("section")}
    assert list(sections) == [f"{act.id}.{beat}" for act in ACTS for beat in act.beats]
    for act in ACTS:
        for beat_id, make in act.beats.items():
            beat, section = make(walk), sections[f"{act.id}.{beat_id}"]
            told = words(section)
            assert words(section.find("h3")) == plain(beat.title)
            assert " ".join(plain(beat.aside).split()) in told
            for line in beat.formula:
                assert " ".join(plain(line).split()) in told
            if beat.question is not None:
                assert " ".join(plain(beat.question.text).split()) in told
                assert " ".join(plain(beat.question.because).split()) in told
                options = [words(each) for each in section.iter("button")]
                assert options == [plain(option) for option in beat.question.options]
            for figure in figures_of(beat.scene.normal):
                assert " ".join(plain(figure.title).split()) in told


@pytest.mark.slow
def test_the_map_has_no_answer_before_it_is_told_of(page: str, parsed: Parse) -> None:
    heard = {
        beat.get("id"): beat.get("data-heard") for beat in parsed(page).findall(".//section[@id]")
    }
    assert heard["meet.weight"] == "heard ? · meant ?"
    assert heard["meet.error"] == "heard 0.461 · meant 0.900", "as its friends are set"
    assert heard["output.trust"] == "heard ? · meant 7", "there it is asked who will be loudest"
    assert heard["output.answers"] == "heard 1 · meant 7"


def test_where_an_act_ends_it_says_where_else_that_can_be_tried(page: str, parsed: Parse) -> None:
    """Nothing is offered that the page itself would have to do."""
    sections = {each.get("id"): each for each in parsed(page).iter("section")}
    ways = ELSEWHERE | commands_at(Place())
    for act in ACTS:
        for beat in act.beats:
            told = words(sections[f"{act.id}.{beat}"])
            offered = [each for each in onward_of(act, beat) if each in ELSEWHERE]
            assert ("Where next:" in told) is bool(offered)
            assert all(f"{ACTIONS[each]} ({ways[each]})" in told for each in offered)


@pytest.mark.slow
def test_ids_are_unique_and_every_link_leads_somewhere(page: str, parsed: Parse) -> None:
    tree = parsed(page)
    ids = [each.get("id") for each in tree.iter() if each.get("id")]
    assert len(ids) == len(set(ids))
    links = [each.get("href") for each in tree.iter() if each.get("href")]
    assert links
    assert {link[1:] for link in links if link.startswith("#")} <= set(ids)
    assert all(link.startswith("#") for link in links)
    labels = {each.get("for") for each in tree.iter("label")}
    assert labels <= set(ids)


def test_the_timeline_names_every_beat_of_the_walk(page: str, parsed: Parse) -> None:
    acts = next(each for each in parsed(page).iter("nav") if each.get("id") == "acts")
    listed = [link.get("href")[1:] for link in acts.iter("a") if link.get("title")]
    assert listed == [".".join(where) for where in ACTS.route]


def test_only_what_the_file_has_itself_may_run_or_style(page: str) -> None:
    policy = unescape(re.search(r'Content-Security-Policy" content="(.*?)"', page)[1])  # type: ignore[index]

    def named(element: str) -> str:
        content = re.search(rf"<{element}>(.*?)</{element}>", page, re.DOTALL)
        assert content
        digest = hashlib.sha256(content[1].encode()).digest()
        return f"'sha256-{base64.b64encode(digest).decode()}'"

    assert policy == (
        f"default-src 'none'; script-src {named('script')}; style-src {named('style')}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
    assert " style=" not in page
    assert not re.search(r"\son[a-z]+=", re.sub(r"<script>.*?</script>", "", page, flags=re.DOTALL))
    assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)", page)


def test_it_is_small(page: str) -> None:
    assert len(page.encode()) < 1_500_000


def test_it_is_the_same_each_time(page: str, place: Place, walk: Walk) -> None:
    assert walk_page(place, walk) == page


@pytest.mark.slow
def test_what_comes_from_outside_is_escaped(walk: Walk, parsed: Parse) -> None:
    named = replace(walk.pass_.named, name=EVIL, origin="file", seed=None)
    evil = replace(walk, pass_=replace(walk.pass_, named=named))
    page = walk_page(Place(network=EVIL, data=EVIL), evil)
    assert page.count("<script") == 2
    assert EVIL not in page
    assert EVIL in words(parsed(page).find("body"))


def test_it_opens_where_it_is_told_to_and_asks_nothing_if_not_wanted(
    place: Place, walk: Walk
) -> None:
    page = walk_page(
        place, walk, start="blame.share", look=Look(light=True, motion=False), questions=False
    )
    assert '"start":"blame.share"' in page
    assert '<html lang="en" class="light still">' in page
    assert 'class="question"' not in page


def test_arrays_are_stored_once_and_read_out_as_the_app_prints_them(walk: Walk) -> None:
    paper = Paper()
    one, same = paper.printed(walk.trace.inputs, 4), paper.printed(walk.trace.inputs, 4)
    assert one == same
    stored = paper.arrays()[one]
    whole = np.frombuffer(base64.b64decode(stored["bytes"]), f"<{stored['type']}")  # type: ignore[arg-type]
    assert [f"{number / 10**4:.4f}" for number in whole] == [f"{x:.4f}" for x in walk.trace.inputs]
    large = paper.printed(np.array([1e9]), 5)
    assert paper.arrays()[large]["type"] == "f8"


def test_a_picture_used_twice_is_drawn_once() -> None:
    paper = Paper()
    figure = Picture(values=np.eye(28), scale=Scale("ink"))
    drawn(figure, paper)
    drawn(figure, paper)
    assert paper.symbols().count("<symbol") == 2  # the picture, and its legend's swatches


@pytest.mark.parametrize("kind", ["ink", "signed"])
def test_the_paths_of_a_picture_cover_its_pixels_with_their_colours(kind: Any) -> None:
    values = np.random.default_rng(1).normal(0, 0.5, (5, 7))
    scale = Scale(kind)
    drawing = web_pictures.pixels(values, scale)
    seen = np.zeros((5, 7), int)
    for group in re.findall(r"<g class=\"pixels (\w+)\".*?</g>", drawing):
        part = re.search(rf'<g class="pixels {group}".*?</g>', drawing)
        assert part
        for level, path in re.findall(r'class="l(\d+)" d="(.*?)"', part[0]):
            x = y = 0
            for move, dx, dy, run in re.findall(r"([Mm])(-?\d+)[ ]?(-?\d+)h(\d+)", path):
                x, y = (int(dx), int(dy)) if move == "M" else (x + int(dx), y + int(dy))
                seen[y, x : x + int(run)] = int(level) * (-1 if group == "negative" else 1)
                x += int(run)
    assert (seen == web_pictures.levels_of(values, scale)).all()


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_its_colours_are_the_apps(page: str, colours: Colours) -> None:
    dark = page.index("prefers-color-scheme: dark")
    start = page.index("--background", dark if colours is DARK else 0)
    end = page.index("color-scheme:", start)
    rules = dict(re.findall(r"--([a-z]+): (#[0-9a-f]{6})", page[start:end]))
    own = {name: getattr(colours, name) for name in ("background", "panel", "text", "muted")}
    own |= {name: getattr(colours, name) for name in ("faint", "ink", "negative", "positive")}
    terms = dict(colours.terms)
    own |= {name: terms[name] for name in ("you", "jay", "lola", "meant", "error", "rate")}
    assert {name: rules[name] for name in own} == own
    assert {terms[name] for name in ("speak", "tell", "sum")} == {colours.text}
    assert web_pictures.LEVELS == LEVELS


def test_every_kind_of_figure_has_a_form_or_is_told_in_words() -> None:
    assert set(PAINTERS) - set(DRAWERS) == {Large}, "which is for a projector"

    class Unknown(Figure):
        pass

    assert "in [jay]words[/]" not in drawn(Unknown(alt="in [jay]words[/]"), Paper())
    assert 'in <span class="jay">words</span>' in drawn(Unknown(alt="in [jay]words[/]"), Paper())


def test_bars_of_which_both_numbers_are_wanted_say_both(parsed: Parse) -> None:
    still = Bars(labels=("a",), values=np.array([0.3]), before=np.array([0.25]), digits=2)
    for figure, seen in ((still, "0.30"), (replace(still, both=True), "0.25 → 0.30")):
        tree = parsed(f"<!DOCTYPE html><title>Bars</title>{drawn(figure, Paper())}")
        (cell,) = (each for each in tree.iter("td") if each.get("class") == "value")
        # What is not read out is seen, and what is not seen is read out.
        assert words(cell) == f"{seen}, before 0.25"


def test_data_cannot_end_its_element(parsed: Parse) -> None:
    step = Step("a", EVIL, tag("p", EVIL))
    page = page_of(EVIL, tag("p"), [Chapter(EVIL, EVIL, (step,))], Paper(), start=EVIL)
    data = next(each for each in parsed(page).iter("script") if each.get("type"))
    assert json.loads(data.text)["start"] == EVIL
    assert page.count("<script") == 2


def test_the_code_that_computes_a_beat_can_be_opened(page: str, walk: Walk, parsed: Parse) -> None:
    tree = parsed(page)
    sections = {each.get("id"): each for each in tree.iter("section")}
    for act in ACTS:
        for beat_id, make in act.beats.items():
            code = code_of(act, beat_id, make(walk), walk)
            said = [
                words(each)
                for each in sections[f"{act.id}.{beat_id}"].iter("details")
                if each.get("class") == "source"
            ]
            assert len(said) == (code is not None), beat_id
            for line in () if code is None else (*code.lines, *code.values):
                assert plain(line) in said[0]

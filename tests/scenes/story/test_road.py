"""The whole road in one picture: its links are the strongest, and it gives no answer away."""

import numpy as np
import pytest

from scenes.story.acts import ACTS
from scenes.story.acts.road import MOST_GROUPED, MOST_LINKED
from scenes.story.figures import Road
from scenes.story.markup import plain
from scenes.story.numbers import MINUS
from scenes.story.passes import open_pass
from scenes.story.places import Place
from scenes.story.scene import figures_of
from scenes.story.walk import open_walk
from scenes.text.transcript import tell


@pytest.fixture(params=["untrained", "trained"])
def walk(request, digits):
    place = Place(network=request.param)
    return open_walk(place, open_pass(place, digits))


def road_of(walk, act):
    (road,) = figures_of(ACTS.named(act).beats["road"](walk).scene.normal)
    assert isinstance(road, Road)
    return road


def test_the_road_stands_early_and_again_at_the_end():
    assert list(ACTS.named("input").beats)[1] == "road"
    assert next(iter(ACTS.named("recap").beats)) == "road"


def strongest_to(trace, lola, count):
    heard = trace.hidden_output[lola] * trace.hidden_outputs
    return heard, np.argsort(-np.abs(heard), kind="stable")[:count].tolist()


@pytest.mark.parametrize(("act", "count"), [("input", MOST_LINKED), ("recap", MOST_GROUPED)])
def test_the_links_are_the_strongest(walk, act, count):
    road, trace = road_of(walk, act), walk.trace
    lola = walk.pass_.label if act == "input" else trace.answer
    heard, strongest = strongest_to(trace, lola, count)
    told = {link.start: link.carries for link in road.tells}
    assert [link.end for link in road.tells] == [lola] * count
    assert list(told) == strongest
    (ahead,) = (group.nodes for group in road.groups if not group.back)
    assert sorted(ahead) == sorted(strongest)
    for j, carries in told.items():
        assert carries == heard[j]
        said = np.abs(trace.input_hidden[j] * trace.inputs)
        assert [link.start for link in road.speaks if link.end == j] == [said.argmax()]
    # Those pixels are marked, and no other.
    assert road.digit.linked == tuple(sorted({link.start for link in road.speaks}))
    assert road.digit.cursor is None


def test_no_two_links_from_pixels_cross_on_the_road_ahead(walk):
    road = road_of(walk, "input")
    rows = {link.end: link.start // walk.columns for link in road.speaks}
    (group,) = road.groups
    assert not group.heading
    assert [rows[j] for j in group.nodes] == sorted(rows.values())
    assert f"by {MOST_LINKED} Jays" in plain(ACTS.named("input").beats["road"](walk).story)


def test_who_is_heard_and_who_is_blamed_stand_apart_with_their_numbers(walk):
    trace, beat = walk.trace, ACTS.named("recap").beats["road"](walk)
    there, back = sorted(road_of(walk, "recap").groups, key=lambda group: group.back)
    heard, strongest = strongest_to(trace, trace.answer, MOST_GROUPED)
    assert list(there.nodes) == strongest
    for j, said in zip(there.nodes, there.said, strict=True):
        assert float(said.replace(MINUS, "-")) == pytest.approx(heard[j], abs=6e-4)
    blamed = np.argsort(-np.abs(trace.hidden_errors), kind="stable")[:MOST_GROUPED].tolist()
    assert sorted(back.nodes) == sorted(blamed)
    for j, said in zip(back.nodes, back.said, strict=True):
        assert float(said.replace(MINUS, "-")) == pytest.approx(trace.hidden_errors[j], abs=6e-4)
    # Words and formula name the one with most of each, with the same numbers.
    most = back.said[back.nodes.index(blamed[0])]
    formula = [plain(line) for line in beat.formula]
    assert f"strongest, Jay {there.nodes[0]}: v·h" in formula
    assert any(line.endswith(f"= {there.said[0]}") for line in formula)
    assert any(line.startswith("E") and line.endswith(f"= {most}") for line in formula)
    assert f"Jay {blamed[0]} before all" in plain(beat.story)


def test_a_link_back_comes_from_the_lola_who_blames_him_most(walk):
    trace, road = walk.trace, road_of(walk, "recap")
    (blamed,) = (group.nodes for group in road.groups if group.back)
    assert tuple(link.end for link in road.backs) == blamed
    for link in road.backs:
        shares = trace.hidden_output[:, link.end] * trace.carried_errors_by(trace.error_rule)
        assert shares.sum() == pytest.approx(trace.hidden_errors[link.end])
        assert link.carries == shares[link.start]
        # Of those who blame him the same way as all of them together.
        assert shares[link.start] * np.sign(shares.sum()) == max(shares * np.sign(shares.sum()))


def test_who_is_blamed_from_further_up_stands_above(walk):
    road = road_of(walk, "recap")
    starts = [link.start for link in road.backs]
    assert road.groups[0].back == (np.mean(starts) < walk.trace.answer)
    assert {group.back for group in road.groups} == {True, False}


def test_who_is_blamed_most_stands_first(walk):
    road = road_of(walk, "recap")
    (back,) = (group for group in road.groups if group.back)
    blames = np.abs(walk.trace.hidden_errors)
    assert list(back.nodes) == np.argsort(-blames, kind="stable")[: len(back.nodes)].tolist()
    assert [link.end for link in road.backs] == list(back.nodes)


def test_each_act_is_marked_where_it_happens(walk):
    road = road_of(walk, "input")
    number = {act: index for index, act in enumerate(ACTS.ids, start=1)}
    places = {
        "input": road.digit.title,
        "weighted-sum": road.tags[0],
        "threshold": road.hidden.title,
        "output": road.tags[1],
    }
    for act, words in places.items():
        assert plain(words).endswith(f"act {number[act]}"), act
    assert plain(road.outputs.title).endswith(f"act {number['output']}")
    assert [plain(words) for words in road.way_back] == [
        f"act {number['error']}: error",
        f"act {number['blame']}: blame",
        f"acts {number['update']}, {number['again']}: weights move",
    ]
    again = road_of(walk, "recap")
    assert again.tags == ("", "")
    assert not again.way_back


def test_an_act_that_is_not_told_is_not_marked(walk, monkeypatch):
    kept = [entry for entry in ACTS.entries if entry.id not in ("threshold", "error", "again")]
    monkeypatch.setattr(ACTS, "entries", tuple(kept))
    road = road_of(walk, "input")
    assert plain(road.hidden.title) == f"Jays: {len(walk.trace.hidden_sums)}"
    assert [plain(words) for words in road.way_back] == ["act 5: blame", "act 6: weights move"]


def test_the_first_road_does_not_say_what_the_lolas_answer(walk):
    assert np.isnan(road_of(walk, "input").outputs.values).all()
    assert np.array_equal(road_of(walk, "recap").outputs.values, walk.trace.outputs)


def test_the_road_is_told_in_words(walk):
    text = tell(Place(), walk, "recap", "road")
    road = road_of(walk, "recap")
    for link in road.tells:
        assert f"Jay {link.start}" in text
    for link in road.backs:
        assert f"Lola {plain(road.outputs.labels[link.start])}" in text
    ahead = " ".join(tell(Place(), walk, "input", "road").split())
    assert "you: 784 act 2 → 78,400 weights act 3 → Jays: 100 act 4" in ahead
    assert "back: act 6: error; act 7: blame; acts 8, 9: weights move" in ahead

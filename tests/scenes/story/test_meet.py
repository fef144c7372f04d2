"""Act 1: what is played with, what is said, and what telling again does to the error."""

import math
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenes.story.acts import meet
from scenes.story.acts.friends import said, sums_table, tone_of, word_of
from scenes.story.acts.play import (
    CALM_RATE,
    FASTER_RATE,
    HASTY_RATE,
    KNOB,
    PLAY,
    TOLD,
    Play,
    nudge,
    play_rounds,
    start_over,
    tell_again,
)
from scenes.story.acts.retold import FEWEST_AHEAD, FEWEST_SHOWN
from scenes.story.figures import Chart, Table
from scenes.story.friends import Friends, Knobs
from scenes.story.markup import plain
from scenes.story.passes import open_pass
from scenes.story.places import Place
from scenes.story.scene import figures_of
from scenes.story.walk import open_walk

NUMBER = st.floats(-6, 6, width=32)


@pytest.fixture(scope="module")
def walk_of(digits):
    """Return what opens a walk with the friends set like this, told so often."""

    def opened(play=Play(), told=0):  # noqa: B008
        place = Place().having(PLAY, play, Play()).having(TOLD, told, 0)
        return open_walk(place, open_pass(place, digits))

    return opened


def errors(play, told):
    return [float(now.output_errors[0]) for now in play_rounds(play, told)]


def figure(beat, kind):
    return next(f for f in figures_of(beat.scene.normal) if isinstance(f, kind))


def decimal(printed):
    return Decimal(plain(printed).replace("−", "-"))


def test_at_the_start_lola_should_have_heard_more_and_the_first_knob_sees_to_it():
    assert KNOB not in dict(Place().settings)
    heard = [
        float(play_rounds(nudge(Play(), 0, steps), 0)[-1].outputs[0]) for steps in range(-9, 32)
    ]
    assert heard == sorted(set(heard))
    assert errors(Play(), 0)[0] > 0.2


@pytest.mark.parametrize("rate", [CALM_RATE, FASTER_RATE])
def test_a_small_rate_comes_nearer_at_each_telling(rate):
    told = errors(Play(rate=rate), 50)
    assert told == sorted(told, reverse=True)
    assert told[-1] > 0


def test_a_larger_rate_is_faster_as_the_story_says(walk_of):
    calm, faster = (errors(Play(rate=rate), FEWEST_SHOWN) for rate in (CALM_RATE, FASTER_RATE))
    assert all(fast < slow for slow, fast in zip(calm[1:], faster[1:], strict=True))
    story = plain(meet.how_much(walk_of()).story)
    assert f"to {FASTER_RATE:.0f} and tell again: the error falls faster" in story


def test_what_stands_in_red_over_the_friends_is_said_in_the_story(walk_of):
    beat = meet.again(walk_of())
    asked = plain(figure(beat, Friends).correction)
    assert asked
    assert f"ask him to {asked}, or less if e is below 0" in plain(beat.story)


def test_where_told_again_is_told_nothing_is_said_of_how_much(walk_of):
    """The learning rate comes a beat later, with its knob and a second curve."""
    beat = meet.again(walk_of())
    assert "η" not in plain(beat.story) + plain(beat.aside) + "".join(map(plain, beat.formula))
    assert [knob.symbol for knob in figure(beat, Knobs).knobs] == ["w₁", "w₂", "t"]


@pytest.mark.parametrize("count", [0, 1, 4, 40])
@pytest.mark.parametrize("rate", [CALM_RATE, HASTY_RATE])
def test_the_chart_of_telling_again_has_what_is_told_and_what_is_to_come(walk_of, rate, count):
    play = Play(rate=rate)
    ahead, own = figure(meet.again(walk_of(play, count)), Chart).series
    assert list(ahead.y) == errors(play, max(count, FEWEST_AHEAD))
    assert list(own.y) == list(ahead.y)[: count + 1]
    assert own.form == "points"


def test_a_large_rate_overshoots_at_each_of_the_first_tellings():
    told = errors(Play(rate=HASTY_RATE), FEWEST_SHOWN)
    assert all(a * b < 0 for a, b in pairwise(told))
    assert min(map(abs, told)) > 0.05, "far enough from 0 to be seen"


@pytest.mark.parametrize("count", [0, 1, 4, 40])
@pytest.mark.parametrize("rate", [CALM_RATE, 0.5, HASTY_RATE])
def test_one_chart_has_both_rates_from_the_same_start_and_the_readers_own(walk_of, rate, count):
    play = Play(rate=rate)
    chart = figure(meet.how_much(walk_of(play, count)), Chart)
    calm, hasty, own = chart.series
    shown = max(count, FEWEST_SHOWN)
    assert list(calm.y) == errors(Play(rate=CALM_RATE), shown)
    assert list(hasty.y) == errors(Play(rate=HASTY_RATE), shown)
    assert list(own.y) == errors(play, count)
    assert calm.y[0] == hasty.y[0] == own.y[0]
    assert own.form == "points"
    ends = {0: "not told again yet", 1: "told again once"}
    assert plain(chart.title).endswith(ends.get(count, f"told again {count} times"))
    beat = meet.how_much(walk_of(play, count))
    small = next(f for f in figures_of(beat.scene.compact) if isinstance(f, Chart))
    assert (small.y_label, small.x_label) == ("error e; below 0: overshot", "tellings")


@pytest.mark.parametrize("rate", [CALM_RATE, 10.0, HASTY_RATE])
@pytest.mark.parametrize("count", [0, 1, 2, 7])
@pytest.mark.parametrize("make", [meet.again, meet.how_much])
def test_what_is_worked_out_is_the_change_just_made_or_untold_the_one_to_come(
    walk_of, rate, count, make
):
    play = Play(rate=rate)
    label, speak, tell, *rest = map(plain, make(walk_of(play, count)).formula)
    assert label.startswith("the change just made: " if count else "the change to come:")
    before, after = play_rounds(play, max(count, 1))[-2:]
    for line, name, layer in ((speak, "w₁", "input_hidden"), (tell, "w₂", "hidden_output")):
        moved = line.removeprefix(f"{name}: ")
        if " = " in moved:
            total, after_it = moved.split(" = ")
            first, sign, change = total.split(" ")
            assert decimal(first) + decimal(sign + change) == decimal(after_it)
            moved = f"{first} → {after_it}"
        ends = [decimal(part) for part in moved.split(" → ")]
        for printed, told in zip(ends, (before, after), strict=True):
            assert float(printed) == pytest.approx(float(getattr(told, layer)[0, 0]), abs=1e-3)
    if count:
        crossed = float(before.output_errors[0]) * float(after.output_errors[0]) < 0
        assert ("overshot" in label) is crossed
        ends = [decimal(part) for part in rest[0].removeprefix("e:").split(" → ")]
        for printed, told in zip(ends, (before, after), strict=True):
            assert float(printed) == pytest.approx(float(told.output_errors[0]), abs=1e-3)


def test_where_nothing_gets_through_any_more_it_is_said(walk_of):
    label, *_, why = map(plain, meet.again(walk_of(Play(rate=100.0), 9)).formula)
    assert label == "the change just made: stuck"
    assert why == "Jay says nothing any more"


def test_no_number_is_seen_before_it_is_told_of(walk_of):
    walk = walk_of()
    shown = {beat: make(walk) for beat, make in meet.ACT.beats.items()}
    numbers = {
        beat: [f.value for f in figure(made, Friends).friends] for beat, made in shown.items()
    }
    assert numbers["friends"] == ["1.00", "", ""]
    assert numbers["weight"] == ["1.00", "", ""]
    assert numbers["trust"] == ["1.00", "0.711", ""]
    assert numbers["pass-on"] == ["1.00", "0.711", "0.535"]
    assert numbers["error"] == ["1.00", "0.711", "0.535", "0.75"]
    assert [beat for beat, made in shown.items() if figure(made, Friends).error] == [
        "error",
        "again",
        "rate",
    ]
    knobs = [
        len(f.knobs)
        for made in shown.values()
        for f in figures_of(made.scene.normal)
        if isinstance(f, Knobs)
    ]
    assert knobs == [1, 1, 2, 3, 3, 4]


def test_the_newest_knob_is_at_hand_until_one_is_chosen(walk_of):
    made = {beat: make(walk_of()) for beat, make in meet.ACT.beats.items()}
    chosen = [beat.chooses.chosen(walk_of()) for beat in made.values()]
    assert chosen == [0, 0, 0, 1, 2, 2, 3]
    place = made["pass-on"].chooses.choose(Place(), 0)
    assert made["again"].chooses.chosen(replace(walk_of(), settings=place.settings)) == 0
    first = made["friends"].chooses
    assert first.turn(Place(), walk_of(), 1) == first.choose(Place(), 0) == Place()


def test_starting_over_keeps_what_was_chosen_and_once_more_is_as_at_first(walk_of):
    chosen = Play(-3.0, 2.0, 0.1, 50.0)
    place = Place().having(PLAY, chosen, Play()).having(TOLD, 9, 0)
    over = start_over(place, walk_of())
    assert over.setting(PLAY, Play()) == chosen
    assert over.setting(TOLD, 0) == 0
    first = start_over(over, walk_of())
    assert first.setting(PLAY, Play()) == Play(rate=50.0)
    assert start_over(first, walk_of()) == first
    assert start_over(tell_again(Place(), walk_of()), walk_of()) == Place()


@given(NUMBER, NUMBER, st.sampled_from([0.01, 0.3, 0.5, 0.75, 0.99]))
def test_what_is_said_follows_the_numbers(w1, w2, target):
    now = play_rounds(Play(w1, w2, target), 0)[-1]
    says = said(now)
    assert says["you"].words == "love"
    assert (says["you"].tone, says["you"].contrary) == (tone_of(w1), w1 < 0)
    assert (says["jay"].tone, says["jay"].contrary) == (tone_of(w2), w2 < 0)
    for term, value, least in (
        ("jay", float(now.hidden_outputs[0]), "…"),
        ("lola", float(now.outputs[0]), "no"),
        ("meant", target, "no"),
    ):
        bands = ((0.75, "love"), (0.55, "like"), (0.45, "maybe"), (0.0, least))
        wanted = next(word for at_least, word in bands if value >= at_least)
        assert says[term].words == word_of(value, heard=term != "jay") == wanted
    assert says["meant"].thought
    assert "error" not in says


def test_jays_word_falls_with_his_number():
    words = [
        said(play_rounds(replace(Play(), speak=w / 10), 0)[-1])["jay"].words
        for w in range(40, -41, -1)
    ]
    assert list(dict.fromkeys(words)) == ["love", "like", "maybe", "…"]


@pytest.mark.parametrize("tell", [-4.0, 0.2, 4.0])
def test_a_silent_jay_leaves_lola_undecided(tell):
    silent = said(play_rounds(Play(speak=-30.0, tell=tell), 0)[-1])
    assert (silent["jay"].words, silent["lola"].words) == ("…", "maybe")
    # Who hears nothing is undecided too.
    assert said(play_rounds(Play(speak=0.0, tell=tell), 0)[-1])["jay"].words == "maybe"


@pytest.mark.parametrize("play", [Play(), Play(-30, 12.5, 0.99, 0.003), Play(1e6, -1e6, 0.5, 1.0)])
def test_each_friend_keeps_their_numbers(walk_of, play):
    shown = figure(meet.again(walk_of(play)), Friends)
    now = play_rounds(play, 0)[-1]
    values = [1.0, float(now.hidden_outputs[0]), float(now.outputs[0]), play.meant]
    for friend, value in zip(shown.friends, values, strict=True):
        assert float(decimal(friend.value)) == pytest.approx(value, abs=0.0006)
        assert len(plain(friend.under)) <= 13
    assert [friend.level for friend in shown.friends] == [None, *values[1:3], None]
    for telling in shown.tellings:
        assert len(f"{telling.symbol} {telling.text}") <= 9


@pytest.mark.parametrize("weight", [0.0, 0.29, 0.3, 0.79, 0.8, 1.99, 2.0, 50.0])
def test_the_legend_says_how_a_weight_is_drawn(walk_of, weight):
    """Each reach begins where it says, and ends where the next larger one begins."""
    rows = figure(meet.seriously(walk_of(Play(speak=weight))), Table).rows
    marked = [index for index, (_, tone, _) in enumerate(rows) if "▸" in tone]
    begins = [float(reach.removeprefix("from ")) for reach, *_ in rows[:-1]]
    assert marked == [next(i for i, least in enumerate(begins) if weight >= least)]
    assert plain(rows[marked[0]][1]) == f"▸ {tone_of(weight)}"
    assert rows[-1][:2] == ("below 0", "  contrary")
    contrary = figure(meet.seriously(walk_of(Play(speak=-weight or -1.0))), Table).rows
    assert [("▸" in tone) for _, tone, _ in contrary] == [False] * 4 + [True]


def test_no_number_at_first_is_the_edge_of_two_tones(walk_of):
    """A reader looks for the first weight in the table, and finds it in one row."""
    reaches = [reach for reach, *_ in figure(meet.seriously(walk_of()), Table).rows]
    assert all(str(each) not in reach for reach in reaches for each in (Play().speak, Play().tell))


def test_how_jay_says_it_is_drawn_when_his_weight_is_told_of(walk_of):
    """A whisper is none of his before: w₂ is not spoken of."""
    walk = walk_of(Play(tell=-0.1))
    drawn = {beat: figure(make(walk), Friends).friends[1] for beat, make in meet.ACT.beats.items()}
    assert (drawn["trust"].speech.tone, drawn["trust"].speech.contrary) == ("said", False)
    assert (drawn["pass-on"].speech.tone, drawn["pass-on"].speech.contrary) == ("whisper", True)
    said_on_the_map = meet.believe(walk).said["jay"]
    assert said_on_the_map == drawn["trust"].speech


@pytest.mark.parametrize("speak", [-9.0, -4.0, -0.5, 0.0, 0.9, 1.0, 6.0])
@pytest.mark.parametrize("who", ["jay", "lola"])
def test_a_few_sums_and_what_becomes_of_each_with_the_live_one_marked(walk_of, who, speak):
    walk = walk_of(Play(speak=speak))
    rows = [tuple(map(plain, row)) for row in sums_table(walk, who).rows]
    assert len(rows) == 6
    (here,) = (row for row in rows if "▸" in row[0])
    now = play_rounds(Play(speak=speak), 0)[-1]
    z, passed = (
        (now.hidden_sums, now.hidden_outputs) if who == "jay" else (now.output_sums, now.outputs)
    )
    assert float(decimal(here[0].removeprefix("▸ "))) == pytest.approx(float(z[0]), abs=0.0006)
    assert float(decimal(here[1])) == pytest.approx(float(passed[0]), abs=0.0006)
    told = [row for row in rows if row[0]]
    sums = [float(decimal(z.removeprefix("▸ "))) for z, *_ in told]
    assert sums == sorted(sums)
    for z, (_, printed, word) in zip(sums, told, strict=True):
        assert float(decimal(printed)) == pytest.approx(1 / (1 + math.exp(-z)), abs=0.0007)
        exact = float(passed[0]) if printed == here[1] else 1 / (1 + math.exp(-z))
        assert word == f"“{word_of(exact, heard=who == 'lola')}”"


@pytest.mark.parametrize("beat", ["trust", "pass-on"])
def test_on_paper_the_few_sums_stand_too_without_the_one_that_moves(walk_of, beat):
    shown = figures_of(meet.ACT.beats[beat](walk_of(Play())).scene.written)
    (table,) = (f for f in shown if isinstance(f, Table))
    assert [row[0] for row in table.rows] == ["−4", "−1", "0", "+1", "+4"]


@pytest.mark.parametrize(("tell", "zoomed"), [(0.2, True), (3.0, False)])
def test_a_curve_that_is_seen_less_far_than_the_first_says_so(walk_of, tell, zoomed):
    jays, lolas = (
        next(f for f in figures_of(make(walk_of(Play(tell=tell))).scene.compact) if f.title)
        for make in (meet.believe, meet.pass_on)
    )
    assert (jays.reach, jays.title) == (6, "[jay]Jay's level of trust[/]")
    assert (lolas.reach < jays.reach) == zoomed == ("zoomed in: z from −2 to 2" in lolas.title)


def test_who_hears_nothing_says_maybe_and_the_story_says_so(walk_of):
    """A weight of 0 carries nothing, and yet ½ is passed on."""
    assert "w₁ = 0 he hears nothing" in plain("".join(meet.seriously(walk_of()).formula))
    story = plain(meet.believe(walk_of()).story)
    assert "hearing nothing, z = 0, he passes on ½, “maybe”" in story

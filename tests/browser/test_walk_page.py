"""The walk's page in a browser: the way through it, and what can be played with.

A little long: most of it goes about on the one page, which is opened once.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from scenes.canvas.palette import DARK, LIGHT
from scenes.story.acts import ACTS
from scenes.story.acts.play import PLAY, TOLD, Play, play_rounds
from scenes.story.numbers import number, plain
from scenes.story.passes import SWEPT_RATES
from scenes.story.places import Place
from scenes.story.walk import Walk, open_walk
from scenes.web.walk import walk_page
from tests.browser.conftest import Opened
from tinynet import sigmoid

CLOSE = 1e-9


def test_every_beat_is_walked_forward_and_back(walked: Opened) -> None:
    route = [".".join(where) for where in ACTS.route]
    assert walked.here == route[0]
    seen = [walked.here]
    for _ in route[1:]:
        walked.press("ArrowRight")
        seen.append(walked.here)
    assert seen == route
    walked.press("ArrowRight")
    assert walked.here == route[-1]
    back = []
    for _ in route[1:]:
        walked.press("ArrowLeft")
        back.append(walked.here)
    assert back == route[-2::-1]


def test_keys_of_acts_and_ends(walked: Opened) -> None:
    walked.visit("output.trust")
    for key, there in [
        *(("PageUp", "output.speaking"), ("PageUp", "threshold.curve"), ("PageDown", None)),
        *(("End", "recap.next"), ("Home", "meet.friends"), ("7", "blame.question")),
        *(("0", "recap.road"), ("1", "meet.friends")),
    ]:
        walked.press(key)
        assert walked.here == (there or "output.speaking")


def test_a_side_path_is_passed_by_and_can_be_taken(walked: Opened) -> None:
    walked.visit("blame.shares")
    walked.press("ArrowRight")
    assert walked.here == "update.direction"
    walked.press("ArrowLeft")
    assert walked.here == "blame.shares"
    walked.page.get_by_role("link", name="a side path").click()
    for beat in ("blame.rules", "blame.check", "blame.sign", "update.direction"):
        assert walked.here == beat
        walked.press("ArrowRight")
    walked.visit("blame.rules")
    walked.press("ArrowLeft")
    assert walked.here == "blame.shares"


def test_links_the_back_button_and_the_list(browser: Opened, walk_file: Path) -> None:
    browser.open(walk_file, "weighted-sum.products")
    assert browser.here == "weighted-sum.products"
    browser.page.get_by_role("button", name="Next").click()
    assert browser.page.url.endswith("#weighted-sum.sum")
    browser.page.go_back()
    assert browser.here == "weighted-sum.products"
    browser.page.go_forward()
    assert browser.here == "weighted-sum.sum"
    browser.page.locator('#acts a[href="#error.loss"]').click()
    assert browser.here == "error.loss"
    browser.press("g")
    browser.page.locator('#choose a[href="#again.others"]').click()
    assert browser.here == "again.others"
    assert not browser.page.locator("#choose").is_visible()
    browser.page.goto("about:blank")
    browser.page.goto(walk_file.as_uri() + "#no.such")
    assert browser.here == "meet.friends"


def test_a_question_is_answered_with_its_reason_and_kept_for_the_recap(
    browser: Opened, walk_file: Path, walk: Walk
) -> None:
    browser.open(walk_file, "weighted-sum.products")
    beat = ACTS.named("weighted-sum").beats["products"](walk)
    assert beat.question
    asked = browser.page.locator(".beat.here .question")
    assert not asked.locator("details").is_visible()
    wrong = beat.question.options[1 - beat.question.answer]
    asked.get_by_role("button", name=wrong, exact=True).click()
    assert "otherwise" in asked.locator(".verdict").inner_text()
    assert beat.question.because in asked.locator("details").inner_text()
    right = beat.question.options[beat.question.answer]
    asked.get_by_role("button", name=right, exact=True).click()
    assert "foresaw" in asked.locator(".verdict").inner_text()
    browser.visit("recap.foreseen")
    table = browser.page.locator(".beat.here tr")
    row = table.filter(has=browser.page.locator("a[href$=products]"))
    assert row.locator("td").all_inner_texts()[2:] == [right, f"✓ {right}"]
    unanswered = table.filter(has=browser.page.locator('a[href="#meet.error"]')).locator("td")
    assert unanswered.all_inner_texts()[2:] == ["up", "—"]
    browser.page.evaluate(
        "() => { const { state, show } = tinynet.friends; state.play[2] = 0.1; show(); }"
    )
    assert unanswered.all_inner_texts()[2:] == ["down", "—"]


def test_the_friends_arithmetic_is_the_engines(walked: Opened) -> None:
    far = [(Play(-3.9, 4.0, 0.01, 100.0), 30), (Play(0.0, 0.3, 0.5, 0.1), 50)]
    for play, told in [(Play(), 0), (Play(), 7), *far]:
        asked = [[play.speak, play.tell, play.meant, play.rate], told]
        found = walked.page.evaluate("([play, told]) => tinynet.rounds(play, told)", asked)
        for one, trace in zip(found, play_rounds(play, told), strict=True):
            engine = {
                "w1": trace.input_hidden,
                "w2": trace.hidden_output,
                "z1": trace.hidden_sums,
                "h": trace.hidden_outputs,
                "z2": trace.output_sums,
                "y": trace.outputs,
                "e": trace.output_errors,
                "change1": trace.hidden_updates,
                "change2": trace.output_updates,
            }
            for name, value in engine.items():
                right = pytest.approx(float(value.ravel()[0]), abs=CLOSE)
                assert one[name] == right, (play, told, name)


def test_a_knob_turned_moves_every_number_at_once(browser: Opened, walk_file: Path) -> None:
    browser.open(walk_file, "meet.weight")
    here = browser.page.locator(".beat.here")
    knob = here.get_by_label("how seriously you speak")
    assert knob.is_enabled()
    for _ in range(7):
        knob.press("ArrowRight")
    now = play_rounds(replace(Play(), speak=1.6), 0)[0]
    assert here.locator('[data-part="speak"]').inner_text() == "1.60"
    assert here.locator('[data-part="jay"]').count() == 0, "that is not told of yet"
    assert here.locator(".formula p").nth(2).inner_text().strip() == "= 1.6 × 1 = 1.600"
    marked = here.locator(".table tbody tr", has_text="▸")
    assert (marked.count(), marked.locator("td").first.inner_text()) == (1, "from 0.8")
    assert browser.here == "meet.weight"
    heard = browser.page.locator("#map [data-count=heard]")
    assert heard.inner_text() == "heard ? · meant ?", "nor is that"
    browser.visit("meet.error")
    told = f"heard {number(float(now.outputs[0]))} · meant {number(float(now.targets[0]))}"
    assert heard.inner_text() == told
    here.get_by_label("what you meant").press("Home")
    assert heard.inner_text() == told.replace("0.750", "0.010")
    here.get_by_label("what you meant").fill("0.75")
    browser.visit("meet.pass-on")
    assert here.locator('[data-part="jay"]').inner_text() == number(float(now.hidden_outputs[0]))
    assert here.locator('[data-part="lola"]').inner_text() == number(float(now.outputs[0]))
    caption = here.locator(".chart figcaption")
    assert caption.inner_text().endswith("(zoomed in: z from −2 to 2)")
    for _ in range(14):
        here.get_by_label("how seriously Jay speaks").press("ArrowRight")
    assert caption.inner_text() == "Lola's level of trust", "which reaches further for her sum"
    browser.page.evaluate("document.activeElement.blur()")
    browser.press("End", "Home", "6")
    browser.visit("meet.rate")
    assert here.locator('[data-part="speak"]').inner_text() == "1.60"


def test_telling_again_is_one_update(browser: Opened, walk_file: Path) -> None:
    browser.open(walk_file, "meet.again")
    here = browser.page.locator(".beat.here")
    here.get_by_role("button", name="Tell him again").click()
    here.get_by_role("link", name="tell him again", exact=True).click()
    rounds = play_rounds(Play(), 2)
    assert here.locator('[data-part="lola"]').inner_text() == number(float(rounds[2].outputs[0]))
    assert "the change just made: closer" in here.locator(".formula").inner_text()
    assert "told again 2 times" in here.locator(".chart figcaption").inner_text()
    assert here.locator(".series.error circle").count() == 3
    assert here.locator(".formula").get_by_role("link").get_attribute("href") == "#update.factors"
    here.get_by_role("link", name="Forget all").click()
    assert here.locator('[data-part="lola"]').inner_text() == number(float(rounds[0].outputs[0]))


def test_what_is_told_is_told_at_the_next_beat_too_and_there_the_rate_is_turned(
    browser: Opened, walk_file: Path
) -> None:
    browser.open(walk_file, "meet.again")
    here = browser.page.locator(".beat.here")
    here.get_by_role("button", name="Tell him again").click()
    browser.visit("meet.rate")
    assert "told again once" in here.locator(".chart figcaption").inner_text()
    here.get_by_role("link", name="Turn it").click()
    for _ in range(4):
        browser.page.keyboard.press("ArrowRight")
    assert here.locator('[data-part="knob-3"]').inner_text() == "50"
    here.get_by_role("button", name="Tell him again").click()
    assert "the change just made: overshot" in here.locator(".formula").inner_text()
    assert here.locator(".series").count() == 3
    browser.visit("meet.again")
    assert "the change just made: overshot" in here.locator(".formula").inner_text()
    assert here.locator(".series").count() == 2


ACT_1 = """() => [...document.querySelectorAll('.beat[id^="meet."]')].map((beat) => {
  const all = (selector, read) => [...beat.querySelectorAll(selector)].map(read);
  const text = (selector) => all(selector, (each) => each.textContent);
  const sizes = (selector, name) => all(selector, (each) => Number(each.getAttribute(name)));
  const question = beat.querySelector('.question:not([hidden])');
  return {
    words: [beat.id, text('h3'), text('.story'), text('.formula p'), text('.chain'),
      text('figcaption'), text('.table thead'), text('.table tbody'), text('.bars .value'),
      text('.knob output'), text('.friends > .sr'), text('.sigmoid .at text'),
      all('.sigmoid', (each) => each.ariaLabel),
      all('.bubble, .tie svg', (each) => each.getAttribute('class')),
      all('.series.error circle', () => 'dot'),
      question && [question.dataset.answer, question.textContent]],
    sizes: [...sizes('.reached', 'width'), ...sizes('.tie line', 'stroke-width'),
      ...sizes('.bars .bar', 'width'), ...sizes('.bars .target', 'x1'),
      ...sizes('.at .dot', 'cx'), ...sizes('.at .dot', 'cy')],
    places: all('[data-knob]', (each) => Number(each.value)),
  };
})"""
"""All that act 1 shows."""


TURNED = [
    (Play(), 1),
    (Play(-0.9, 2.5, 0.3, 0.5), 0),
    (Play(0.1, -3.9, 0.99, 50.0), 7),
    (Play(-4.0, 4.0, 0.01, 100.0), 30),
    (Play(3.0, 4.0, 0.98, 100.0), 2),
]


def test_friends_that_were_turned_are_told_as_those_that_were_set_so(
    browser: Opened, walk_file: Path, walk: Walk, tmp_path: Path
) -> None:
    browser.open(walk_file)
    turned = []
    for play, told in TURNED:
        browser.page.evaluate(
            "([play, told]) => { const { state, show } = tinynet.friends;"
            " Object.assign(state, { play, told }); show(); }",
            [[play.speak, play.tell, play.meant, play.rate], told],
        )
        turned.append(browser.page.evaluate(ACT_1))
    for (play, told), shown in zip(TURNED, turned, strict=True):
        place = Place().having(PLAY, play, Play()).having(TOLD, told, 0)
        there = tmp_path / "set.html"
        there.write_text(walk_page(place, open_walk(place, walk.pass_)), "utf-8")
        browser.open(there)
        for found, beat in zip(shown, browser.page.evaluate(ACT_1), strict=True):
            assert found["words"] == beat["words"], (play, told)
            assert found["sizes"] == pytest.approx(beat["sizes"], abs=0.06), (play, told)
            assert found["places"] == pytest.approx(beat["places"], abs=1e-4), (play, told)


def test_telling_a_digit_again_is_what_the_engine_does(walked: Opened, walk: Walk) -> None:
    learning = walk.pass_.learning
    found = walked.page.evaluate(
        "rate => { const { outputs, losses } = tinynet.retold('learning', rate, 50);"
        " return { outputs: outputs.map(o => [...o]), losses }; }",
        learning.trace.learning_rate,
    )
    np.testing.assert_allclose(found["losses"], learning.retold.losses, rtol=0, atol=CLOSE)
    np.testing.assert_allclose(found["outputs"], learning.retold.outputs, rtol=0, atol=CLOSE)
    losses = walked.page.evaluate(
        "rates => rates.map(rate => tinynet.retold('learning', rate, 1).losses[1])",
        list(SWEPT_RATES),
    )
    np.testing.assert_allclose(losses, learning.sweep.losses, rtol=0, atol=CLOSE)


def test_the_walks_own_update_is_the_engines(walked: Opened, walk: Walk) -> None:
    found = walked.page.evaluate("tinynet.retold('walk', 0.1, 1).losses")
    expected = [walk.trace.loss, walk.trace.loss_after]
    np.testing.assert_allclose(found, expected, rtol=0, atol=CLOSE)


def test_the_learning_rate_can_be_turned(browser: Opened, walk_file: Path, walk: Walk) -> None:
    browser.open(walk_file, "update.rate")
    here = browser.page.locator(".beat.here")
    slider = here.locator(".try input")
    slider.press("End")
    sweep = walk.pass_.learning.sweep
    right = round(float(sweep.accuracy[-1]) * len(sweep.labels))
    assert f"→ {right} of 1,000" in here.locator(".try").inner_text()
    assert here.locator(".try output").inner_text() == plain(sweep.rates[-1])
    browser.visit("again.told-again")
    here.get_by_role("link", name="η = 0.1").click()
    assert browser.here == "again.told-again"
    assert slider.evaluate("s => s === document.activeElement")


def test_a_sum_slides_along_the_curve(walked: Opened) -> None:
    walked.visit("threshold.decision")
    here = walked.page.locator(".beat.here")
    here.get_by_label("slide z along the curve").fill("1.25")
    told = here.locator(".slide .reading").inner_text()
    assert told.startswith(f"σ(1.250) = 1 / (1 + e^(−1.250)) = {number(sigmoid(1.25))}")
    for z in (-40.0, -3.21, 0.0, 0.5, 7.0):
        found = walked.page.evaluate("z => tinynet.sigmoid(z)", z)
        assert found == pytest.approx(float(sigmoid(np.array(z))), abs=1e-15)


def test_what_is_pointed_at_reads_out_its_numbers(walked: Opened, walk: Walk) -> None:
    walked.visit("weighted-sum.products")
    figure = walked.page.locator(".beat.here figure.picture").nth(2)
    atFirst = figure.locator(".reading").inner_text()  # noqa: N806
    grid = figure.locator(".grid")
    box = grid.bounding_box()
    assert box
    row, column = 9, 14
    x, y = ((place + 0.5) / 28 for place in (column, row))
    grid.hover(position={"x": x * box["width"], "y": y * box["height"]})
    index = row * 28 + column
    weight, value = float(walk.trace.input_hidden[walk.jay, index]), walk.trace.inputs[index]
    assert figure.locator(".reading").inner_text() == (
        f"pixel {index} (row {row}, column {column}): w = {number(weight, 4)}  "
        f"x = {number(float(value), 4)}  w·x = {number(weight * float(value), 4)}"
    )
    walked.page.mouse.move(2, 2)
    assert figure.locator(".reading").inner_text() == atFirst
    grid.focus()
    walked.press("ArrowRight")
    assert f"pixel {walk.pixel + 1} " in figure.locator(".reading").inner_text()
    assert walked.here == "weighted-sum.products"

    walked.visit("threshold.layer")
    wall = walked.page.locator(".beat.here .wall").first
    wall.hover(position={"x": 5, "y": 5})
    reading = walked.page.locator(".beat.here figure.nodes .reading").first.inner_text()
    h = float(walk.trace.hidden_outputs[0])
    assert reading.startswith("Jay 0: ")
    assert reading.endswith(f"h = {number(h)}")

    walked.visit("blame.share")
    label = walked.page.locator(".beat.here .links text[data-read]").nth(5)
    label.hover()
    assert "5" in walked.page.locator(".beat.here .flow .reading").inner_text()

    sweep = walk.pass_.learning.sweep
    right = round(float(sweep.accuracy[0]) * len(sweep.labels))
    told = []
    for beat in ("update.itself", "update.rate"):
        walked.visit(beat)
        walked.page.locator(".beat.here .stage .plot").last.hover(position={"x": 60, "y": 60})
        told.append(walked.page.locator(".beat.here .stage .chart > .reading").last.inner_text())
    own = number(float(sweep.losses[0]), 4)
    assert told == [f"η 0.01: ½Σe² {own}", f"η 0.01: others right {right}"]


def test_what_is_hidden_can_be_found_and_text_can_be_selected(walked: Opened) -> None:
    hidden = walked.page.locator('.beat[hidden="until-found"]')
    assert hidden.count() == sum(len(act.beats) for act in ACTS) - 1
    walked.page.evaluate(
        "document.getElementById('error.loss').dispatchEvent("
        "new Event('beforematch', { bubbles: true }))"
    )
    assert walked.here == "error.loss"
    selected = walked.page.evaluate(
        "() => { getSelection().selectAllChildren(document.querySelector('.here .story'));"
        " return String(getSelection()); }"
    )
    assert "Square each error" in selected


def test_it_is_light_or_dark_as_the_reader_has_it(browser: Opened, walk_file: Path) -> None:
    browser.page.emulate_media(color_scheme="dark")
    browser.open(walk_file)
    schemes: Any = [("dark", DARK), ("light", LIGHT), ("dark", DARK)]
    for scheme, colours in schemes:  # in an open page too
        browser.page.emulate_media(color_scheme=scheme)
        rgb = tuple(int(colours.background[at : at + 2], 16) for at in (1, 3, 5))
        found = browser.page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
        assert found == f"rgb{rgb}", scheme


def test_it_fits_a_phone_and_a_swipe_goes_on(browser: Opened, walk_file: Path) -> None:
    browser.page.set_viewport_size({"width": 390, "height": 844})
    browser.open(walk_file)
    for where in [(act.id, beat) for act in ACTS for beat in act.beats]:
        browser.visit(".".join(where))
        assert browser.here == ".".join(where)
        width = browser.page.evaluate("document.documentElement.scrollWidth")
        assert width <= 390, where
    onward = browser.page.locator(".onward").filter(visible=True)
    for act in ACTS:
        browser.visit(f"{act.id}.{[*act.beats][-1]}")
        for line in onward.all():
            spaces = "all => all.map(code => code.getBoundingClientRect().height)"
            assert max(line.locator("code").evaluate_all(spaces)) < 60, "two lines at most"
    browser.visit("meet.friends")
    swipe = """([from, to]) => {
      const at = (x) => [
        new Touch({ identifier: 1, target: document.body, clientX: x, clientY: 300 }),
      ];
      const tell = (name, touches) => document.body.dispatchEvent(
        new TouchEvent(name, { ...touches, bubbles: true }));
      tell("touchstart", { touches: at(from) });
      tell("touchend", { changedTouches: at(to) });
    }"""
    browser.page.evaluate(swipe, [300, 100])
    assert browser.here == "meet.weight"
    browser.page.evaluate(swipe, [100, 300])
    assert browser.here == "meet.friends"


def test_in_print_every_act_is_one_page(browser: Opened, walk_file: Path) -> None:
    browser.open(walk_file)
    browser.page.emulate_media(media="print")
    shown = browser.page.eval_on_selector_all(
        ".beat h3", "all => all.filter(h => h.checkVisibility()).length"
    )
    assert shown == sum(len(act.beats) for act in ACTS) - 1  # not what the reader foresaw
    assert not browser.page.locator(".bottom").is_visible()
    breaks = browser.page.eval_on_selector_all(
        ".act", "all => all.map(act => getComputedStyle(act).breakBefore)"
    )
    assert set(breaks[1:]) == {"page"}
    printed = browser.page.pdf(prefer_css_page_size=True)
    assert printed.count(b"/Type /Page\n") == len(ACTS.ids)


def test_without_a_script_all_beats_stand_one_below_the_other(
    walk_file: Path, browser: Opened
) -> None:
    text = walk_file.read_text("utf-8")
    bare = walk_file.with_name("bare.html")
    start = text.rindex("<script>")
    bare.write_text(text[:start] + "</body></html>", "utf-8")
    browser.open(bare)
    tops = browser.page.eval_on_selector_all(
        ".beat:not([data-personal])",
        "all => all.filter(b => b.checkVisibility()).map(b => b.getBoundingClientRect().top)",
    )
    assert len(tops) == sum(len(act.beats) for act in ACTS) - 1
    assert tops == sorted(tops)
    assert not browser.page.get_by_role("button", name="Next").is_visible()
    answer = browser.page.locator(".question summary").first
    answer.click()
    assert browser.page.locator(".question .because").first.is_visible()

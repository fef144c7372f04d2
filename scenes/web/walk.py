"""The walk as a page: every act, every beat, with its picture, its words and its question."""

from __future__ import annotations

from scenes.story.actions import ACTIONS
from scenes.story.acts import ACTS
from scenes.story.acts.common import heard_and_meant
from scenes.story.beats import Act, Beat, onward_of
from scenes.story.code import Code, code_of
from scenes.story.markup import plain
from scenes.story.nouns import Nouns, worded
from scenes.story.passes import DRAWN, RULES
from scenes.story.places import Place, Where
from scenes.story.questions import Question
from scenes.story.route import reached
from scenes.story.walk import Walk
from scenes.web.figures import drawn
from scenes.web.page import Chapter, Look, Step, page_of
from scenes.web.paper import Paper
from scenes.web.play import Bench, bench_of
from scenes.web.tags import Html, joined, tag
from scenes.web.words import ELSEWHERE, at_place, elsewhere, said

NODES = (
    ("you", "YOU", "input layer"),
    ("jay", "JAY", "hidden layer"),
    ("lola", "LOLA", "output layer"),
)


def walk_page(
    place: Place,
    walk: Walk,
    *,
    start: str = "",
    look: Look | None = None,
    questions: bool = True,
) -> str:
    """Return the walk as one HTML file; it opens at the beat ``start``, as `weighted-sum.sum`."""
    paper, bench = Paper(), bench_of(walk)
    with at_place(place):
        chapters = [_chapter(act, walk, paper, bench, questions) for act in ACTS]
    paper.where = None
    return page_of(
        f"tinynet: {walk.classes.a(walk.pass_.label)} walks through a small network",
        _intro(place, walk),
        chapters,
        paper,
        way=_way(),
        play=bench.stored(paper),
        start=start,
        look=look,
    )


def _intro(place: Place, walk: Walk) -> Html:
    """Tell which digit goes through which network."""
    pass_, network = walk.pass_, walk.pass_.network
    seed = f", drawn with seed {pass_.named.seed}" if pass_.named.seed is not None else ""
    again = tag("p", "The same in the app: ", tag("code", place.command()))
    return joined(
        tag("h1", f"A {walk.classes.thing}’s walk through a small network"),
        tag(
            "p",
            f"The {pass_.classes.thing}: {pass_.classes.a(pass_.label)}, {plain(pass_.whence)}. "
            f"The network: {pass_.named.name}{seed}; {network.input_nodes} inputs, "
            f"{network.hidden_nodes} hidden nodes, {network.output_nodes} outputs; "
            f"learning rate {network.learning_rate:.15g}, error rule {network.error_rule} "
            f"({RULES[network.error_rule]}).",
        ),
        Html("") if pass_.of == DRAWN else again,
    )


def _way() -> Html:
    """Return the map, whose numbers the script sets for each beat."""
    parts: list[Html] = []
    links = ("speak", "tell", "answer")
    for (term, name, layer), link in zip(NODES, links, strict=True):
        parts.append(
            tag(
                "span",
                tag("b", name),
                " ",
                tag("span", "", data_count=term),
                tag("small", layer),
                class_=f"stop {term}",
            )
        )
        parts.append(tag("span", tag("small", "", data_weights=link), class_=f"link {link}"))
    parts.append(
        tag("span", tag("span", "", data_count="heard"), tag("small", ""), class_="stop meant")
    )
    parts.append(tag("i", "", class_="message"))
    return tag("div", *parts, class_="map live", role="img", id="map")


def _chapter(act: Act, walk: Walk, paper: Paper, bench: Bench, questions: bool) -> Chapter:
    steps = []
    for beat_id, make in act.beats.items():
        paper.where = (act.id, beat_id)
        steps.append(_step(act, beat_id, make(walk), walk, paper, bench, questions))
    return Chapter(act.name, f"About: {act.about}.", tuple(steps))


def _step(
    act: Act, beat_id: str, beat: Beat, walk: Walk, paper: Paper, bench: Bench, questions: bool
) -> Step:
    name = f"{act.id}.{beat_id}"
    parts = [
        tag("p", f"The numbers are of the network: {beat.network}.", class_="network")
        if beat.network
        else Html(""),
        tag("div", drawn(beat.scene.written, paper), class_="stage"),
        tag(
            "div",
            tag("p", paper.said(beat.story), class_="story"),
            tag("div", *(_line(line, paper) for line in beat.formula), class_="formula")
            if beat.formula
            else Html(""),
            class_="words",
        ),
        _code(code_of(act, beat_id, beat, walk), paper),
        bench.card(name, paper),
    ]
    if beat.aside:
        parts.append(
            tag("p", tag("b", "An honest word. "), paper.said(beat.aside), class_="honest")
        )
    if beat.question is not None and questions:
        parts.append(question(beat.question, paper))
    parts.append(_onward(act, beat_id, walk.pass_.nouns))
    aside_of = f"{act.id}.{act.aside_of[beat_id]}" if beat_id in act.aside_of else ""
    return Step(
        name, plain(beat.title), joined(*parts), aside_of, _seen((act.id, beat_id), beat, walk)
    )


def _onward(act: Act, beat_id: str, nouns: Nouns) -> Html:
    """Tell what can be tried where an act ends, and where: none of it on the page itself."""
    offered = [action for action in onward_of(act, beat_id) if action in ELSEWHERE]
    if not offered:
        return Html("")
    ways = [
        joined(worded(ACTIONS[each], nouns), " (", tag("code", elsewhere(each)), ")")
        for each in offered
    ]
    parts = [ways[0], *(part for way in ways[1:] for part in ("; ", way))]
    return tag("p", tag("b", "Where next: "), *parts, ".", class_="onward")


def _code(code: Code | None, paper: Paper) -> Html:
    """Return the lines that compute a beat, to be opened, with what is behind each name."""
    if code is None:
        return Html("")
    lines = (tag("p", paper.said(line)) for line in code.lines)
    values = (tag("li", paper.said(value)) for value in code.values)
    return tag(
        "details",
        tag("summary", "the code"),
        tag("div", *lines, class_="lines"),
        tag("ul", *values),
        tag("p", f"{code.source}; the numbers as this page was written", class_="legend"),
        class_="source",
    )


def _line(markup: str, paper: Paper) -> Html:
    return tag("p", paper.said(markup) if markup else Html("&nbsp;"))


def _seen(where: Where, beat: Beat, walk: Walk) -> dict[str, str | None]:
    """Return what the map shows at a beat: no answer before it is told of."""
    trace = beat.trace or walk.trace
    sizes = (len(trace.inputs), len(trace.hidden_sums), len(trace.outputs))
    heard, meant = heard_and_meant(beat, walk, answered=reached(where, ACTS.answered_at))
    return {
        "lit": " ".join(sorted(beat.lit)),
        "travel": " ".join(beat.travel) if beat.travel else None,
        "sizes": " ".join(map(str, sizes)),
        "heard": f"heard {heard} · meant {meant}",
        "personal": "" if beat.personal else None,
    }


def question(asked: Question, paper: Paper) -> Html:
    """Return a question with its options, and its answer to be opened."""
    options = [
        tag("button", said(option), type="button", data_option=index)
        for index, option in enumerate(asked.options)
    ]
    return tag(
        "div",
        tag("p", tag("b", "What do you think? "), paper.said(asked.text)),
        tag("div", *options, class_="options"),
        tag(
            "details",
            tag("summary", "the answer"),
            tag(
                "p",
                tag("b", joined(said(asked.options[asked.answer]), ". "), class_="was"),
                tag("span", paper.said(asked.because), class_="because"),
            ),
        ),
        tag("p", "", class_="verdict", role="status"),
        class_="question",
        data_answer=asked.answer,
    )

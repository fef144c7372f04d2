"""The glossary: every word has its beat, and no act uses a word before it was explained."""

import re

import pytest

from scenes.story.acts import ACTS
from scenes.story.glossary import GLOSSARY
from scenes.story.markup import plain
from scenes.story.passes import open_pass
from scenes.story.places import Place
from scenes.story.scene import figures_of
from scenes.story.walk import open_walk
from scenes.text.figures import marked
from scenes.text.glossary import tell_words

SEVEN = {
    "input layer",
    "hidden layer",
    "output layer",
    "output error",
    "learning rate",
    "activation function",
    "epoch",
}
SAID = {
    "output error, e": "output error",
    "learning rate, η": "learning rate",
    "weight, w and v": "weights",
    "weighted sum, z": "weighted sum",
    "sigmoid, σ": "sigmoid",
    "e, the number": "2.718",
    "slope, h(1−h)": "h(1−h)",
    "target, t": "targets",
    "loss, ½Σe²": "½ Σ e²",
    "blame, E": "E",
    "ᵀ, as in Vᵀ": "Vᵀ",
    "update, Δ": "Δ",
}
"""How a word's beat says it, where that is not the word itself."""
# Each word as a text would use it, and the beat that explains it. The first act tells the whole in
# small and explains each word that it uses, so only what comes after it is held to this.
EXPLAINED = {
    r"test set": "input.pixels",
    r"\bx[₀-₉]*\b": "input.activations",
    r"activation\b": "input.activations",
    r"input layer": "input.layer",
    r"\btrain(ed|ing)\b": "weighted-sum.weights",
    r"weighted sum": "weighted-sum.sum",
    r"Σ": "weighted-sum.sum",
    r"\bW\b": "weighted-sum.layer",
    r"hidden layer": "weighted-sum.layer",
    r"activation function|sigmoid|σ": "threshold.curve",
    r"\bh[₀-₉]*\b": "threshold.decision",
    r"\bv[₀-₉]*\b": "output.speaking",
    r"\by[₀-₉]*\b": "output.trust",
    r"e\^": "threshold.curve",
    r"\bslope": "threshold.slope",
    r"\bbias": "threshold.slope",
    r"h\(1−h\)": "threshold.slope",
    r"\bV\b": "output.answers",
    r"output layer": "output.answer",
    r"\btargets?\b": "error.targets",
    r"output error": "error.differences",
    r"½ ?Σ ?e²": "error.loss",
    r"\bE\b": "blame.share",
    r"ᵀ": "blame.shares",
    r"\brecipe\b|\bgradient\b": "blame.rules",
    r"y\(1−y\)": "blame.rules",
    r"Δ|η|\bupdate\b|learning rate": "update.factors",
    r"\bepoch": "again.epoch",
}


@pytest.fixture(scope="module")
def texts(digits):
    """What each beat says, in the order of the walk, side paths where they turn off."""
    place = Place()
    walk = open_walk(place, open_pass(place, digits))
    result = {}
    for act in ACTS:
        for beat_id, make in act.beats.items():
            beat = make(walk)
            question = beat.question
            asked = [question.text, question.because] if question else []
            figures = [figure for node in beat.scene.arrangements for figure in figures_of(node)]
            parts = [beat.title, beat.story, *beat.formula, beat.aside, *asked]
            for figure in figures:
                parts += [figure.title, *getattr(figure, "lines", ())]
                parts += getattr(figure, "header", ())
                parts += [cell for row in getattr(figure, "rows", ()) for cell in row]
                parts += [reading.name for reading in getattr(figure, "readings", ())]
            result[f"{act.id}.{beat_id}"] = "\n".join(map(plain, parts))
    return result


@pytest.mark.parametrize("entry", GLOSSARY, ids=lambda entry: plain(entry.term))
def test_a_word_leads_to_a_beat_that_says_it(entry, texts):
    said = SAID.get(plain(entry.term), plain(entry.term))
    assert said.casefold() in texts[entry.at].casefold()
    assert ACTS.where(*entry.where) == entry.where
    assert len(re.findall(r"\.(?= |$)", plain(entry.meaning))) <= 3


def test_the_seven_words_come_first():
    assert {plain(entry.term).split(",")[0] for entry in GLOSSARY[:7]} == SEVEN


@pytest.mark.parametrize("word", EXPLAINED)
def test_a_word_is_used_only_after_it_was_explained(word, texts):
    order = [beat for beat in texts if not beat.startswith("meet.")]
    first = order.index(EXPLAINED[word])
    assert re.search(word, texts[order[first]])
    assert [beat for beat in order[:first] if re.search(word, texts[beat])] == []


def test_a_whisper_is_one_thing(texts):
    """Something said in passing: a small weight. A small input is called otherwise."""
    uses = {beat for beat, text in texts.items() if "whisper" in text.casefold()}
    assert {beat.partition(".")[0] for beat in uses} <= {"meet"}


def test_the_words_are_told_as_text():
    text = tell_words(width=72)
    assert max(map(len, text.split("\n"))) <= 72
    for entry in GLOSSARY:
        assert f"{marked(entry.term).plain}   {entry.at}" in text

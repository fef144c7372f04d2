"""Every beat of the walk with other data: sizes of the data, names of its classes, no digit."""

import re

import pytest

from scenes.story.acts import ACTS
from scenes.story.figures import Table
from scenes.story.markup import plain
from scenes.story.passes import open_pass
from scenes.story.places import Place
from scenes.story.scene import figures_of
from scenes.story.walk import open_walk
from tests.other_data import LETTERS, write_idx, write_letters, write_shapes
from tests.other_data import letters as drawn_letters
from tinynet import load_data

OF_DIGITS = re.compile(r"\b(digits?|hand|handwritten|60,000|10,000|784|[Tt]en Lolas)\b")
ABOUT_ANY = {"rules", "check"}
"""Their words speak of the digits of a number."""


def walk_of(folder, **options):
    place = Place(data=str(folder), **options)
    return open_walk(place, open_pass(place, load_data("test", place.source)))


@pytest.fixture(scope="module")
def walks(tmp_path_factory):
    root = tmp_path_factory.mktemp("data")
    write_shapes(root / "shapes")
    write_letters(root / "letters")
    small = drawn_letters(130, 1, 8)
    two = [(images, labels % 2) for images, labels in (small, drawn_letters(40, 2, 8))]
    write_idx(root / "two", *two, ("odd", "even"))
    return {name: walk_of(root / name) for name in ("shapes", "letters", "two")}


@pytest.mark.slow
@pytest.mark.parametrize("name", ["shapes", "letters", "two"])
def test_every_beat_is_told_in_its_own_words(walks, name):
    walk = walks[name]
    for act in ACTS.ids:
        for beat_id, make in ACTS.named(act).beats.items():
            beat = make(walk)
            words = [beat.title, beat.story, beat.aside, *beat.formula]
            if beat.question is not None:
                words += [beat.question.text, beat.question.because, *beat.question.options]
            said = " ".join(plain(each) for each in words if each)
            if beat_id not in ABOUT_ANY:
                assert not OF_DIGITS.search(said), (act, beat_id, said)
            for figure in figures_of(beat.scene.normal):
                assert not OF_DIGITS.search(figure.alt), (act, beat_id, figure.alt)


def test_what_is_meant_has_its_name(walks):
    walk = walks["shapes"]
    said = plain(ACTS.named("error").beats["targets"](walk).story)
    name = walk.classes.names[walk.pass_.label]
    assert f"You meant a {name}. So Lola {name} should have said 0.99" in said
    assert "the two others 0.01" in said


def test_the_trained_network_is_of_the_data_at_hand(walks):
    training = walks["letters"].pass_.training
    assert (training.after.input_nodes, training.after.output_nodes) == (1024, len(LETTERS))
    assert training.score_after > 0.6 > 0.2 > training.score_before
    assert (training.samples, training.comes_trained) == (520, False)
    assert training.same_start


def test_many_lolas_are_told_as_those_that_matter_and_the_sums_come_out(walks):
    walk = walks["letters"]
    beat = ACTS.named("error").beats["loss"](walk)
    table = next(f for f in figures_of(beat.scene.compact) if isinstance(f, Table))
    assert len(table.rows) <= 12
    assert [row[0] for row in table.rows if "17 others" in plain(row[0])]

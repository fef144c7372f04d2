"""What the lab's panel shows: its controls turn there and back, its words fit their room."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenes.canvas.painters.base import plain_width
from scenes.screens.walk.lab.controls import controls_of, last_turned
from scenes.screens.walk.lab.view import changed_words, lab_view_of, marker_words
from scenes.screens.walk.model import WalkModel
from scenes.story.lab.edits import Noise, Off, Paint, Shift, Speak, Tell, Threshold, Turn, Volume
from scenes.story.lab.effects import Effects
from scenes.story.lab.lab import Lab
from scenes.story.passes import open_pass
from scenes.story.places import Place
from scenes.story.walk import open_walk
from tinynet import load_mnist

DATA = load_mnist("test")
PASS = open_pass(Place(network="trained", sample=0), DATA)
EDITS = st.sampled_from(
    [
        *(Off(3), Volume(3, 0.5), Volume(7, 4.0), Threshold(3, -2.5), Threshold(4, 1.0)),
        *(Speak(3, 345, -2.5), Tell(2, 3, 9.0), Tell(2, 4, 0.0), Paint(345, 0), Paint(1, 255)),
        *(Noise(0.4), Noise(0.2, 3), Turn(20), Turn(-180), Shift(2, -1), Shift(-14, 14)),
    ]
)


def made(*edits):
    lab = Lab()
    for edit in edits:
        lab = lab.make(edit)
    return lab


def open_model(at=("meet", ""), **choices):
    place = Place(**choices).at(*at)
    return WalkModel(place, open_walk(place, open_pass(place, DATA)))


@given(st.lists(EDITS, max_size=4))
def test_every_control_turns_there_and_back(edits):
    model = open_model(network="trained")
    for edit in edits:
        model.edit(edit)
    for control in controls_of(model.lab.edits, model.walk):
        for edit in (control.less, control.more, control.flip):
            if edit is not None:
                assert (model.lab.edits.make(edit) != model.lab.edits) or edit.neutral
        assert "=" in control.note
    ids = [control.id for control in controls_of(model.lab.edits, model.walk)]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize(
    "edit",
    [
        *(Off(3), Volume(3, 0.5), Threshold(3, 1.0), Speak(3, 9, 1.0), Tell(2, 3, 1.0)),
        *(Noise(0.4), Turn(20), Shift(1, 0), Shift(0, 1), Paint(9, 255)),
    ],
)
def test_an_edit_is_found_where_it_is_turned(edit):
    model = open_model(network="trained", jay=3, lola=2, pixel=9)
    controls = controls_of(made(edit), model.walk)
    assert last_turned(controls, (edit,)) in {
        index for index, control in enumerate(controls) if control.edited
    }
    of_another = made(Off(4))
    assert last_turned(controls_of(of_another, model.walk), of_another.edits) is None


@pytest.mark.parametrize("name", ["volume", "threshold", "noise", "turn", "across", "down"])
def test_turning_up_and_down_again_leaves_nothing_changed(name):
    model = open_model(network="trained")

    def turn(way):
        for control in controls_of(model.lab.edits, model.walk):
            if control.id == name and getattr(control, way) is not None:
                model.edit(getattr(control, way))

    for way in ("more", "more", "less", "less"):
        turn(way)
    assert not model.lab.edits
    for way in ("more", "less"):
        for _ in range(200):
            turn(way)
        assert len(model.lab.edits.edits) <= 1


def test_the_threshold_says_what_it_is():
    lab = made(Threshold(PASS.trace.hidden_sums.argmax(), 1.5))
    walk = open_walk(Place(jay=int(PASS.trace.hidden_sums.argmax())), lab.applied(PASS))
    note = next(c.note for c in controls_of(lab, walk) if c.id == "threshold")
    assert "a bias = a weight on an input that never changes" in note
    assert "−150 × 0.01 = −1.5" in note


def test_words():
    lab = made(Off(17), Noise(0.3), Turn(-10), Shift(2, -1), Volume(4, 0.5), Paint(345, 255))
    assert lab.words() == (
        "Jay 17 off, noise 0.3, turned 10° ↺, moved 2→ 1↑, Jay 4 ×½, pixel 345 → 255"
    )
    assert changed_words(lab)[1] == "pixel 345 → 255, 5 more"
    for room in range(100):
        words = marker_words(lab, room)
        assert len(words.removeprefix("[rate]").removesuffix("[/]")) <= room
    walk = open_walk(Place(), lab.applied(PASS))
    view = lab_view_of(lab, walk, Effects(PASS, walk.pass_), None)
    assert all("…" in score and "1,000" in score for _, score in view.status)
    widths = [plain_width(words + score) for words, score in view.status]
    assert widths == sorted(widths, reverse=True)
    assert widths[-1] <= 72, "80 columns hold it"
    assert len(view.ranking) == 10

"""What the testing screen shows at a moment: its words, and what its places read out."""

from scenes.canvas.hits import Hit
from scenes.screens.testing.model import TestingModel
from scenes.screens.testing.view import view_of


def test_a_count_shows_the_score_and_the_digit_under_way(trained, digits, scores):
    model = TestingModel(trained, digits)
    model.go_on(0.0)
    model.hear(scores.outputs)
    model.tick(2.0, moves=True)
    view = view_of(model)
    assert view.counts.counted == model.counted == view.case.index + 1
    assert (view.cursor, view.gallery, view.remark) == (None, None, "")
    assert "10,000 test digits, one after another" in view.title
    assert view.about == "[dim]network:[/] trained"
    model.tick(9.0, moves=True)
    view = view_of(model)
    assert view.title.endswith("9,689 of 10,000 right, 96.9 %")
    assert view.about == "[rate]space[/] shows the mistakes"


def test_then_the_matrix_and_the_digits_of_a_cell(model, scores):
    view = view_of(model)
    assert view.title.endswith("9,689 of 10,000 right, 96.9 %")
    assert view.cursor == model.cell == (9, 4)
    assert view.gallery.cases == model.cases
    assert view.gallery.titles[1] == "[you]meant 9[/], [lola]heard 4[/]: 25 digits"
    assert view.case.index == scores.by_certainty(~scores.right, 9, 4)[0]
    rank = [*scores.mistakes()].index(view.case.index)
    assert view.remark == f"[dim]mistake[/] {rank + 1} [dim]of 311[/]"
    assert view.side == 28
    model.turn_score()
    assert view_of(model).gallery is None
    model.go((1, 0))
    model.look()
    view = view_of(model)
    assert (view.case, view.remark) == (None, "")
    assert view.gallery.empty == "No digit was meant 1 and heard 0."


def test_places_read_out_what_they_count_and_who_they_are(model):
    view = view_of(model)
    assert view.reading(Hit("cell", 49)) == (
        "[you]meant 4[/], [lola]heard 9[/]: 8 digits, 0.8 % of the 4s"
    )
    third = view.gallery.cases[2]
    assert view.reading(Hit("case", 2)).startswith(f"test digit {third.index}: [lola]heard 4[/] 0.")
    assert view.reading(Hit("digit")) == ""

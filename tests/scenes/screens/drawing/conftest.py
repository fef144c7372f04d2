"""A drawing at which the trained network looks on, shared by the tests of the drawing screen."""

import pytest

from scenes.screens.drawing.model import DrawingModel
from scenes.story.networks import NamedNetwork
from scenes.story.places import TRAINED
from tinynet.trained import load_trained

SEVEN = ((8, 8), (18, 8), (12, 20))
"""Places on the sheet: the stroke of a 7."""


def stroke(sheet, places, *, erase=False):
    """Draw one stroke."""
    sheet.begin(*places[0], erase=erase)
    for place in places[1:]:
        sheet.move(*place)
    sheet.end()


@pytest.fixture(scope="session")
def network():
    """The network that comes trained."""
    return load_trained()


@pytest.fixture
def model(network, digits):
    """A drawing at which it looks on."""
    model = DrawingModel()
    model.show_to(NamedNetwork(network, TRAINED, "trained"), digits)
    return model

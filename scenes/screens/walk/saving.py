"""A walk as it is saved, and again as it was: place, network, digit, what is changed in the lab."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from scenes.screens.walk.model import WalkModel
from scenes.story.acts import ACTS
from scenes.story.lab.edits import Noise, Off, Paint, Shift, Speak, Tell, Threshold, Turn, Volume
from scenes.story.lab.lab import Lab
from scenes.story.passes import DRAWN, IMAGINED, TEST_SET, TRAINING_SET, Pass
from scenes.story.places import UNTRAINED, source_of
from scenes.story.placing import place_named
from scenes.story.questions import Prediction
from scenes.story.samples import load_data
from scenes.story.saved.coding import checked
from scenes.story.saved.networks import SavedNetwork
from scenes.story.walk import open_walk
from tinynet import Dataset, DataSource, TinynetError

SavedEdit = Off | Volume | Threshold | Speak | Tell | Paint | Noise | Turn | Shift


@dataclass(frozen=True, eq=False)
class SavedDigit:
    """Which digit a walk is about."""

    of: str
    index: int
    image: NDArray[np.uint8] | None
    """Its pixels, where they are not those of the data set."""
    meant: int | None


@dataclass(frozen=True, eq=False)
class SavedWalk:
    """A walk as a session has it: place, pass, what is changed in it, what was predicted."""

    options: tuple[tuple[str, str | None], ...]
    """Its place, but for the network."""
    network: SavedNetwork
    digit: SavedDigit
    edits: tuple[SavedEdit, ...]
    in_lab: bool
    """Whether the lab was open."""
    predictions: tuple[Prediction, ...]

    @property
    def source(self) -> DataSource | None:
        """What the digits are loaded from, if not those that come along."""
        options = dict(self.options)
        return source_of(options.get("data"), options.get("labels"), "transpose" in options)


def saved_walk(model: WalkModel, *, in_lab: bool) -> SavedWalk:
    """Return a walk as it is to be saved."""
    walk, before = model.walk, model.lab.before
    place = replace(
        model.place,
        network=UNTRAINED,
        sample=None,
        digit=None,
        jay=walk.jay,
        lola=walk.lola,
        pixel=walk.pixel,
    )
    edits = tuple(edit for edit in model.lab.edits.edits if isinstance(edit, SavedEdit))
    return SavedWalk(
        options=tuple(place.options()),
        network=SavedNetwork.of(before.named),
        digit=SavedDigit(before.of, before.index, before.changed, before.meant),
        edits=edits,
        in_lab=in_lab,
        predictions=model.answers.predictions,
    )


def resumed_walk(saved: SavedWalk, test: Dataset) -> WalkModel:
    """Return the walk as it was, with the digits to test on at hand.

    Raises :class:`TinynetError` for what is not a walk that can be shown.
    """
    named, digit = saved.network.opened(test), saved.digit
    place = replace(place_named(saved.options), network=named.name)
    if digit.of not in (TEST_SET, TRAINING_SET, DRAWN, IMAGINED):
        raise TinynetError(f"a digit: expected one of a data set, found one of {digit.of!r}")
    learned = digit.of == TRAINING_SET
    data = load_data("train", place.source) if learned else test
    if not 0 <= digit.index < len(data):
        raise TinynetError(f"a digit: expected 0 to {len(data) - 1}, found {digit.index}")
    most = named.network.output_nodes - 1
    if digit.meant is not None and not 0 <= digit.meant <= most:
        raise TinynetError(f"a digit: expected 0 to {most} to be meant, found {digit.meant}")
    try:
        if digit.image is not None:
            checked(digit.image, "a digit", data.images.shape[1:], "uint8")
    except ValueError as error:
        raise TinynetError(f"a digit: expected {data.size} pixels, found {error}") from error
    place = replace(place, sample=digit.index if digit.of in (TEST_SET, TRAINING_SET) else None)
    pass_ = Pass(
        named.learning(place.learning_rate, place.error_rule),
        data,
        digit.index,
        of=digit.of,
        changed=digit.image,
        meant=digit.meant,
        test=test if learned else None,
    )
    model = WalkModel(place, open_walk(place, pass_))
    edits = Lab(saved.edits)
    edits.check(named.network)
    model.change(edits)
    route = {(act.id, beat) for act in ACTS for beat in act.beats}
    model.answers.bring(
        one
        for one in saved.predictions
        if one.where in route and 0 <= one.option < len(one.question.options)
    )
    return model

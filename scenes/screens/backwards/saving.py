"""What runs backwards as it is saved: which network, which digit or mix of two."""

from __future__ import annotations

from dataclasses import dataclass

from scenes.screens.backwards.model import STEP, WHOLE, BackwardsModel
from scenes.story.nouns import kinds_of
from scenes.story.saved.networks import SavedNetwork
from tinynet import Classes, TinynetError


@dataclass(frozen=True, eq=False)
class SavedBackwards:
    """What is asked of a network backwards."""

    network: SavedNetwork
    digit: int
    other: int | None
    """The digit mixed in."""
    share: int
    """How much of it, in per cent."""
    ink: bool


def saved_backwards(model: BackwardsModel) -> SavedBackwards:
    """Return what is asked, as it is to be saved."""
    network = SavedNetwork.of(model.named)
    return SavedBackwards(network, model.digit, model.other, model.share, model.ink)


def check(saved: SavedBackwards, classes: Classes) -> None:
    """Raise :class:`TinynetError` for what cannot be asked."""
    digits = [digit for digit in (saved.digit, saved.other) if digit is not None]
    if not all(0 <= digit < len(classes) for digit in digits):
        raise TinynetError(
            f"backwards: expected {kinds_of(classes)} from 0 to {len(classes) - 1}, found {digits}"
        )
    if not 0 <= saved.share <= WHOLE or saved.share % STEP:
        raise TinynetError(f"backwards: expected a share in steps of {STEP} %, found {saved.share}")


def ask_again(saved: SavedBackwards, model: BackwardsModel) -> None:
    """Ask the same again."""
    model.choose(saved.digit)
    model.mix(saved.other)
    model.set_share(saved.share)
    model.ink = saved.ink

"""The settings of a training run: chosen before its start, and some to begin with."""

from __future__ import annotations

from dataclasses import dataclass

from scenes.story.nouns import Worded
from scenes.story.numbers import plain
from scenes.story.places import DEFAULT_HIDDEN, DEFAULT_LEARNING_RATE, DEFAULT_SEED
from tinynet import Dataset, Network, Trainer


@dataclass(frozen=True)
class TrainingSettings:
    """What a training run is to be."""

    hidden: int = DEFAULT_HIDDEN
    learning_rate: float = DEFAULT_LEARNING_RATE
    epochs: int = 5
    batch_size: int = 1
    error_rule: str = "recipe"
    rotate: float = 0.0
    """Degrees by which each digit is also shown turned, both ways; 0 for not at all."""
    seed: int = DEFAULT_SEED
    biases: bool = False
    """Whether each node learns a bias."""

    @property
    def name(self) -> str:
        """What tells this run from others, in a few words."""
        words = [f"η {plain(self.learning_rate)}", f"{self.hidden} Jays"]
        if self.biases:
            words.append("biases")
        if self.batch_size > 1:
            words.append(f"batch {self.batch_size}")
        if self.error_rule != "recipe":
            words.append(self.error_rule)
        if self.rotate:
            words.append(f"±{plain(self.rotate)}°")
        return ", ".join(words)

    def trainer(
        self,
        digits: Dataset,
        network: Network | None = None,
        *,
        samples: int = 0,
        epochs: int | None = None,
    ) -> Trainer:
        """Return a trainer of these settings: of a new network, or of one to go on with.

        That may have learned from so many samples of this very training.

        Raises `ValueError` for settings out of range, or digits the network has no nodes for.
        """
        if network is None:
            pixels = digits.images[0].size
            network = Network(
                pixels,
                self.hidden,
                len(digits.classes),
                self.learning_rate,
                biases=self.biases,
                seed=self.seed,
            )
        network = network.copy()
        network.learning_rate, network.error_rule = self.learning_rate, self.error_rule
        return Trainer(
            network,
            digits,
            epochs=epochs or self.epochs,
            batch_size=self.batch_size,
            rotate=self.rotate,
            seed=self.seed,
            samples=samples,
        )


@dataclass(frozen=True)
class Preset:
    """Settings with a name, and what to look for."""

    name: str
    about: str
    settings: TrainingSettings


PRESETS = (
    Preset("the walk's network", "100 Jays, as everywhere in the walk", TrainingSettings()),
    Preset("the recipe", "200 Jays, five times through", TrainingSettings(hidden=200)),
    Preset(
        "the book's best",
        Worded("each {thing} also turned by 10° each way, ten times through"),
        TrainingSettings(hidden=200, learning_rate=0.01, epochs=10, rotate=10.0),
    ),
    Preset("only ten Jays", "how few friends will do?", TrainingSettings(hidden=10)),
    Preset(
        "very careful",
        "learning rate 0.001: it takes its time",
        TrainingSettings(learning_rate=0.001),
    ),
    Preset(
        "far too bold", "learning rate 10: what goes wrong?", TrainingSettings(learning_rate=10.0)
    ),
    Preset(
        "in batches",
        Worded("32 {things} to a correction, a mean of all"),
        TrainingSettings(learning_rate=1.0, batch_size=32),
    ),
)

"""How the networks that come with the package are made: trained, and written down how."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tinynet.mnist import Dataset
from tinynet.network import Network
from tinynet.trainer import Trainer


def trained_by_rates(
    network: Network, samples: Dataset, rates: Sequence[float], *, rotate: float, seed: int
) -> Network:
    """Return a network trained on samples, and on them turned either way: an epoch at each rate.

    It says how far it is. Raises `ValueError` and `TrainingError` as `Trainer` does.
    """
    epochs = len(rates)
    network.learning_rate = rates[0]
    trainer = Trainer(network, samples, epochs=epochs, rotate=rotate, seed=seed)

    def next_rate(epoch: int, _: object) -> None:
        print(f"epoch {epoch} of {epochs}", flush=True)
        if epoch < epochs:
            trainer.learning_rate = rates[epoch]

    trainer.run(on_epoch=next_rate)
    return trainer.network


def write_note(path: Path, note: Mapping[str, Any]) -> None:
    """Write down how a network was made, beside it."""
    path.write_text(json.dumps(note, indent=2) + "\n", encoding="utf-8")

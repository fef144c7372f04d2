"""The network that reads handwriting of one's own, comes with the package, and how it was made.

Scans and photographs are written with other pens than MNIST's, and held aslant. So it has twice as
many hidden nodes as the trained one, and learned each digit written with a wider and with a
narrower pen too, and all of them turned either way. `python -m tinynet.handwriting` makes it again,
in about half an hour, and writes it, with a note of how, beside the digits.
"""

import numpy as np

from tinynet.checkpoint import load_network, pack_network
from tinynet.mnist import BUNDLED, Dataset, load_mnist
from tinynet.network import Network
from tinynet.scores import accuracy

HANDWRITING_PATH = BUNDLED / "handwriting-784-200-10.npz"
NOTE_PATH = HANDWRITING_PATH.with_suffix(".json")

HIDDEN_NODES = 200
PENS = (0.7, -0.6)
"""By how many pixels strokes are wider on each side, beside those as they are."""
TURNED = 12.0
"""Degrees."""
LEARNING_RATES = (0.1, 0.05, 0.03, 0.01)
"""One for each epoch."""
SEED = 1


def load_handwriting() -> Network:
    """Return a fresh copy of the network for handwriting, 784-200-10.

    Raises `CheckpointError` if the package's file is missing or damaged.
    """
    return load_network(HANDWRITING_PATH)


def written_by_many_pens(digits: Dataset) -> Dataset:
    """Return n digits, 28 × 28, and behind them the same by a wider and by a narrower pen: 3 n.

    Raises `ValueError` as `with_pen` does.
    """
    from tinynet.strokes import with_pen

    images = [digits.images, *(with_pen(digits.images, pixels) for pixels in PENS)]
    return Dataset(np.concatenate(images), np.tile(digits.labels, len(images)))


def main() -> None:
    """Train the network, write it and its note, and print the score."""
    # Not before: who only reads the network waits for nothing.
    from tinynet.making import trained_by_rates, write_note

    digits, test = written_by_many_pens(load_mnist("train")), load_mnist("test")
    network = Network(784, HIDDEN_NODES, 10, LEARNING_RATES[0], seed=SEED)
    network = trained_by_rates(network, digits, LEARNING_RATES, rotate=TURNED, seed=SEED)
    # What is told to it later is told as to the other networks.
    network.learning_rate = LEARNING_RATES[0]
    note = {
        "data": "MNIST, the 60,000 digits to train on, by three pens, as they are and turned",
        "pens": [0, *PENS],
        "turned": [0, TURNED, -TURNED],
        "seed": SEED,
        "epochs": len(LEARNING_RATES),
        "learning_rates": LEARNING_RATES,
        "learning_rate": network.learning_rate,
        "error_rule": network.error_rule,
        "test_accuracy": accuracy(network, test.images, test.labels),
    }
    HANDWRITING_PATH.write_bytes(pack_network(network, compact=True))
    write_note(NOTE_PATH, note)
    print(f"right on {note['test_accuracy']:.2%} of the digits to test with")


if __name__ == "__main__":
    main()

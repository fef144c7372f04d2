"""A network without hidden nodes, 784-10, that comes with the package, and how it was made.

It shows what hidden nodes are for: one weighted sum for each output, straight from the inputs, is
all it has. It learned as the trained network did, and as long. `python -m tinynet.single_layer`
makes it again and writes it, with a note of how, beside the digits.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tinynet import _checks
from tinynet.activation import sigmoid
from tinynet.archives import opened_archive
from tinynet.errors import CheckpointError
from tinynet.mnist import BUNDLED, Dataset, load_mnist, to_inputs, to_targets
from tinynet.network import outer
from tinynet.trained import EPOCHS, LEARNING_RATE, SEED

SINGLE_LAYER_PATH = BUNDLED / "single-layer-784-10.npz"
NOTE_PATH = SINGLE_LAYER_PATH.with_suffix(".json")
MOST_BYTES = 1 << 20


class SingleLayerNetwork:
    """A network of an input and an output layer: `weights`, output × input, and no biases."""

    def __init__(self, weights: ArrayLike) -> None:
        """Copy these weights, output × input.

        Raises `ValueError` for another shape, and for numbers that are not finite.
        """
        self.weights: NDArray[np.float64] = _checks.matrix("weights", weights)

    def query(self, inputs: ArrayLike) -> NDArray[np.float64]:
        """Return the outputs, y = σ(W x): (output,) for (input,), m × output for m × input.

        Raises `ValueError` for another shape, or values that are not finite.
        """
        x = _checks.vectors("inputs", inputs, len(self.weights[0]))
        outputs: NDArray[np.float64] = sigmoid(x @ self.weights.T)
        return outputs

    def update(self, x: NDArray[np.float64], t: NDArray[np.float64], learning_rate: float) -> None:
        """Update once for one sample: W ← W + η (e · y(1−y)) xᵀ, e = t − y."""
        outputs = sigmoid(self.weights @ x)
        deltas = (t - outputs) * outputs * (1.0 - outputs)
        self.weights += outer(learning_rate, deltas, x)


def learn(digits: Dataset, *, epochs: int, learning_rate: float, seed: int) -> SingleLayerNetwork:
    """Train a network from weights drawn from Normal(0, 1/√n), n the number of inputs.

    Each epoch takes every sample once. `seed` draws the weights and each epoch's order.
    """
    random = np.random.default_rng(seed)
    inputs, outputs = digits.pixels, len(digits.classes)
    network = SingleLayerNetwork(random.normal(0.0, inputs**-0.5, (outputs, inputs)))
    for _ in range(epochs):
        for index in random.permutation(len(digits)).tolist():
            x = to_inputs(digits.images[index]).ravel()
            network.update(x, to_targets(int(digits.labels[index]), outputs), learning_rate)
    return network


def load_single_layer() -> SingleLayerNetwork:
    """Return a fresh copy of the network without hidden nodes, 784-10.

    Raises `CheckpointError` if the package's file is missing or damaged.
    """
    try:
        with opened_archive(SINGLE_LAYER_PATH, MOST_BYTES) as kept:
            return SingleLayerNetwork(kept.array("weights"))
    except (OSError, ValueError, KeyError) as error:
        raise CheckpointError(f"{SINGLE_LAYER_PATH}: expected weights, found none") from error


def main() -> None:
    """Train the network as the trained one was, write it and its note, and print the score."""
    from tinynet.making import (
        write_note,  # not before: who only reads the weights waits for nothing
    )

    network = learn(load_mnist("train"), epochs=EPOCHS, learning_rate=LEARNING_RATE, seed=SEED)
    # As they are kept, so that the note is of the same network.
    network = SingleLayerNetwork(network.weights.astype(np.float32))
    test = load_mnist("test")
    right = network.query(to_inputs(test.images)).argmax(axis=1) == test.labels
    note = {
        "data": "MNIST, the 60,000 digits to train on",
        "seed": SEED,
        "epochs": EPOCHS,
        "learning_rate": LEARNING_RATE,
        "test_accuracy": float(right.mean()),
    }
    np.savez_compressed(SINGLE_LAYER_PATH, weights=network.weights.astype(np.float32))
    write_note(NOTE_PATH, note)
    print(f"right on {note['test_accuracy']:.2%} of the digits to test with")


if __name__ == "__main__":
    main()

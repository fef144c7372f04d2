"""The trained network that comes with the package, and how it was made.

`python -m tinynet.trained` makes it again and writes it, with a note of how, beside the digits.
"""

import numpy as np

from tinynet.mnist import BUNDLED, load_mnist
from tinynet.network import Network

TRAINED_PATH = BUNDLED / "trained-784-100-10.npz"
NOTE_PATH = TRAINED_PATH.with_suffix(".json")

HIDDEN_NODES = 100
LEARNING_RATE = 0.1
EPOCHS = 5
SEED = 1
"""That of the untrained network that every walk begins with: so that the same node is seen before
and after."""


def load_trained() -> Network:
    """Return a fresh copy of the trained network, 784-100-10.

    Raises `CheckpointError` if the package's file is missing or damaged.
    """
    # Not before: who never looks at it need not read any file.
    from tinynet.checkpoint import load_network

    return load_network(TRAINED_PATH)


def main() -> None:
    """Train the network by the recipe, write it and its note, and print the score."""
    # Not before: who only reads the network waits for nothing.
    from tinynet.checkpoint import save_network
    from tinynet.making import write_note
    from tinynet.scores import accuracy
    from tinynet.trainer import Trainer

    network = Network(784, HIDDEN_NODES, 10, LEARNING_RATE, seed=SEED)
    trainer = Trainer(network, load_mnist("train"), epochs=EPOCHS, seed=SEED, dtype=np.float64)
    trainer.run(on_epoch=lambda epoch, _: print(f"epoch {epoch} of {EPOCHS}", flush=True))
    network, test = trainer.network, load_mnist("test")
    note = {
        "data": "MNIST, the 60,000 digits to train on",
        "seed": SEED,
        "epochs": EPOCHS,
        "learning_rate": LEARNING_RATE,
        "error_rule": network.error_rule,
        "test_accuracy": accuracy(network, test.images, test.labels),
    }
    save_network(network, TRAINED_PATH)
    write_note(NOTE_PATH, note)
    print(f"right on {note['test_accuracy']:.2%} of the digits to test with")


if __name__ == "__main__":
    main()

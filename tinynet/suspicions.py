"""What is odd about a data set: told in words, with what to do, before anybody trains in vain."""

from collections.abc import Iterator

import numpy as np

from tinynet.mnist import Dataset, to_inputs
from tinynet.trained import load_trained

LOOKED_AT = 1000
"""So many samples show what is wrong with all of them."""
CLEARLY, HARDLY = 0.6, 0.4
"""The share that the trained network reads right of sound digits at least, of odd ones at most."""
LEAST_TO_JUDGE = 20
"""With fewer samples, what looks odd may be chance."""
KNOWN_TOO = 0.1
"""The share of test pictures among those to train on from which the score says little."""


def suspicions(data: Dataset, training: Dataset | None = None) -> tuple[str, ...]:
    """Return what is odd about samples to test with, and those to train on, in sentences.

    MNIST as it comes with the package is not looked at.
    """
    if data.source is None:
        return ()
    odd = list(_of_one(data))
    if training is not None:
        odd += [each for each in _of_one(training) if each not in odd]
        odd += _of_training(training)
        odd += _of_both(data, training)
    return tuple(odd)


def _of_one(data: Dataset) -> Iterator[str]:
    labels = data.labels
    if (labels == labels[0]).all() and len(labels) > 1:
        name = data.classes.names[int(labels[0])]
        yield (
            f"every sample is of one class, {name}: whoever always says {name} is always right; "
            "expected samples of each class"
        )
    if len(data) > 1 and (data.images == data.images[0]).all():
        yield "all images are alike: nothing can be learned from them; look at how they were made"
        return
    if data.are_digits and len(data) >= LEAST_TO_JUDGE:
        yield from _of_digits(data)


def _of_digits(data: Dataset) -> Iterator[str]:
    """Hold digits against the network that can read them: turned over, or called something else."""
    chosen = np.linspace(0, len(data) - 1, min(LOOKED_AT, len(data))).astype(int)
    images, labels = data.images[chosen], data.labels[chosen].astype(int)
    network = load_trained()
    answers = network.query(to_inputs(images)).argmax(axis=1)
    if (answers == labels).mean() > HARDLY:
        return
    over = network.query(to_inputs(images.transpose(0, 2, 1))).argmax(axis=1)
    if (over == labels).mean() >= CLEARLY:
        again = "without" if data.source is not None and data.source.transpose else "with"
        yield f"the digits lie on their side: try {again} --transpose"
    for shift in (1, -1):
        if (answers == labels - shift).mean() >= CLEARLY:
            yield (
                f"the labels are shifted by one: what looks like a 3 is called "
                f"{3 + shift}; {'subtract 1 from' if shift > 0 else 'add 1 to'} each label"
            )


def _of_training(training: Dataset) -> Iterator[str]:
    labels = training.labels.astype(int)
    if len(labels) >= LEAST_TO_JUDGE and labels[0] != labels[-1] and (np.diff(labels) >= 0).all():
        yield (
            "the samples to train on are sorted by class: they are drawn in other orders, unless "
            "--in-order is given; taken in order, a network forgets the first classes"
        )


def _of_both(data: Dataset, training: Dataset) -> Iterator[str]:
    if data.images.shape[1:] != training.images.shape[1:]:
        yield f"pictures to test with are {data.size}, those to train on {training.size}"
        return
    known = {image.tobytes() for image in training.images}
    both = sum(image.tobytes() in known for image in data.images)
    if both >= max(2, KNOWN_TOO * len(data)):
        yield (
            f"{both:,} of the {len(data):,} pictures to test with are among those to train on: "
            "the score says what was remembered, not what was learned"
        )

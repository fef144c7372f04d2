"""Networks to read images with: what they may read, and how large their pictures are."""

from __future__ import annotations

from scenes.story.images.reading import Reader
from scenes.story.networks import open_network, refuse_too_large
from scenes.story.places import NAMED, Place
from tinynet import Classes, load_taught
from tinynet.classes import DIGITS
from tinynet.filling import AS_MNIST
from tinynet.mnist import MNIST_SHAPE


def open_reader(place: Place) -> Reader:
    """Return the network that a place names, to read images with.

    Of which size its pictures are and what their classes are called, its file says; of one that
    does not they are MNIST's digits. Raises :class:`TinynetError` for a file that is no network, or
    does not say it and is for others.
    """
    if place.network not in NAMED:
        network, subject = load_taught(place.network)
        if subject is not None and (subject.shape, subject.names) != (MNIST_SHAPE, DIGITS):
            refuse_too_large(network, place.network)
            classes = Classes(subject.names)
            if not subject.names:
                classes = Classes(tuple(map(str, range(network.output_nodes))), named=False)
            filling = subject.filling or AS_MNIST
            return Reader(network, classes, subject.shape, filling)
    return Reader(open_network(place).network)

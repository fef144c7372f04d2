"""How well a network does on digits it is shown."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tinynet.mnist import to_inputs
from tinynet.network import Network

_BLOCK = 1000


def accuracy(network: Network, images: NDArray[Any], labels: ArrayLike) -> float:
    """Return the share, 0 to 1, whose strongest output is the label's node.

    `images` are uint8, n × rows × columns, or inputs ready made, n × input; labels are (n,).
    Scales a block of images at a time, never all. Raises `ValueError` for none or for unlike
    numbers of images and labels.
    """
    images, labels = np.asarray(images), np.asarray(labels)
    if labels.ndim != 1 or len(labels) == 0 or images.shape[:1] != labels.shape:
        raise ValueError(
            "images and labels must be as many, at least one, "
            f"not of shapes {images.shape} and {labels.shape}"
        )
    right = 0
    for start in range(0, len(labels), _BLOCK):
        block = images[start : start + _BLOCK]
        inputs = to_inputs(block) if block.ndim == 3 else block
        answers = network.query(inputs).argmax(axis=1)
        right += int((answers == labels[start : start + _BLOCK]).sum())
    return right / len(labels)

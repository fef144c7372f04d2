"""How well a network does on digits it is shown: how many are right, which are wrong, and how."""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tinynet._checks import FloatArray
from tinynet.losses import loss
from tinynet.mnist import to_inputs, to_targets
from tinynet.network import Network

_BLOCK = 1000


@dataclass(frozen=True, eq=False, repr=False)
class Scores:
    """What a network answered to n digits: `outputs` n × output, and `labels` (n,), the truth.

    Raises `ValueError` for other shapes, and labels that are no output nodes.
    """

    outputs: NDArray[Any]
    labels: NDArray[Any]

    def __post_init__(self) -> None:
        outputs, labels = self.outputs, self.labels
        if outputs.ndim != 2 or labels.shape != outputs.shape[:1] or not outputs.shape[1]:
            raise ValueError(
                "outputs must be n × output, and labels (n,), "
                f"not of shapes {outputs.shape} and {labels.shape}"
            )
        if labels.dtype.kind not in "iu":
            raise ValueError(f"labels must be whole numbers, not {labels.dtype}")
        nodes, low, high = outputs.shape[1], labels.min(initial=0), labels.max(initial=0)
        if low < 0 or high >= nodes:
            raise ValueError(f"labels must be from 0 to {nodes - 1}, not {low} to {high}")

    def __repr__(self) -> str:
        return (
            f"<Scores: {int(self.right.sum()):,} of {len(self.labels):,} right, "
            f"{self.accuracy:.2%}, error {self.error:.4f}>"
        )

    def _repr_html_(self) -> str:
        from tinynet.display import scores_html

        return scores_html(repr(self), self.confusion, self.recall)

    @cached_property
    def answers(self) -> NDArray[np.intp]:
        """The node with the strongest output for each digit, (n,)."""
        answers: NDArray[np.intp] = self.outputs.argmax(axis=1)
        return answers

    @cached_property
    def right(self) -> NDArray[np.bool_]:
        """Whether each digit's answer is its label, (n,)."""
        return np.asarray(self.answers == self.labels)

    @property
    def accuracy(self) -> float:
        """The share answered right, 0 to 1; NaN for none."""
        return float(self.right.mean()) if len(self.labels) else math.nan

    @cached_property
    def error(self) -> float:
        """The mean error, ½ Σ e² of a digit, against 0.99 at its label and 0.01 elsewhere.

        NaN for none.
        """
        if not len(self.labels):
            return math.nan
        targets = to_targets(self.labels, self.outputs.shape[1])
        return float(loss(targets, self.outputs).mean())

    @cached_property
    def confusion(self) -> NDArray[np.intp]:
        """How many digits of each label (rows) got each answer (columns), output × output."""
        nodes = self.outputs.shape[1]
        places = self.labels.astype(np.intp) * nodes + self.answers
        return np.bincount(places, minlength=nodes * nodes).reshape(nodes, nodes)

    @property
    def recall(self) -> FloatArray:
        """The share of each label's digits answered right, (output,); NaN for a label unseen."""
        counts = self.confusion.sum(axis=1)
        unseen = np.where(counts == 0, np.nan, counts)
        return np.asarray(self.confusion.diagonal() / unseen)

    def mistakes(self, label: int | None = None, answer: int | None = None) -> NDArray[np.intp]:
        """Return the indices of the digits answered wrong, (k,), the most certain answer first.

        `label` and `answer` leave only those with that label, or that answer. An answer is as
        certain as its node's output is strong.
        """
        return self.by_certainty(~self.right, label, answer)

    def by_certainty(
        self, among: NDArray[np.bool_], label: int | None = None, answer: int | None = None
    ) -> NDArray[np.intp]:
        """Return the indices of the digits that `among`, (n,), marks: (k,), as `mistakes` does."""
        if label is not None:
            among = among & (self.labels == label)
        if answer is not None:
            among = among & (self.answers == answer)
        chosen = np.flatnonzero(among)
        certainty = self.outputs[chosen, self.answers[chosen]]
        return chosen[np.argsort(-certainty, kind="stable")]


def score(network: Network, images: NDArray[Any], labels: ArrayLike) -> Scores:
    """Return the network's answers to these digits.

    `images` are uint8, n × rows × columns, or inputs ready made, n × input; labels are (n,).
    Scales a block of images at a time, never all. Raises `ValueError` for none, for unlike
    numbers of images and labels, and as `Network.query` and `Scores` do.
    """
    images, labels = _pairs(images, labels)
    return Scores(np.concatenate(list(_outputs(network.query, images))), labels)


def accuracy(network: Network, images: NDArray[Any], labels: ArrayLike) -> float:
    """Return the share, 0 to 1, whose strongest output is the label's node; as `score` does."""
    return score(network, images, labels).accuracy


def _pairs(images: NDArray[Any], labels: ArrayLike) -> tuple[NDArray[Any], NDArray[Any]]:
    images, labels = np.asarray(images), np.asarray(labels)
    if labels.ndim != 1 or len(labels) == 0 or images.shape[:1] != labels.shape:
        raise ValueError(
            "images and labels must be as many, at least one, "
            f"not of shapes {images.shape} and {labels.shape}"
        )
    return images, labels


def _outputs(
    query: Callable[[FloatArray], FloatArray], images: NDArray[Any]
) -> Iterator[FloatArray]:
    for start in range(0, len(images), _BLOCK):
        block = images[start : start + _BLOCK]
        yield query(to_inputs(block) if block.ndim == 3 else block)

"""How many photographs of digits are read right, by what else is on the paper.

They are made of MNIST's test digits (:mod:`tests.photographs`), the same for each kind, and read by
the network for handwriting, as images are. Also measured: the digits as MNIST has them, and drawn
with a pen so thin that only the middle of each stroke is left (skeletons, by Zhang and Suen, "A
fast parallel algorithm for thinning digital patterns", 1984).
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from scenes.story.images import sheet_of
from tests.benchmarks.figure import Figure
from tests.photographs import KINDS, photograph
from tinynet import Dataset, accuracy, load_mnist, prepared
from tinynet.handwriting import load_handwriting
from tinynet.prepare import SIDE, resized

FIRST, COUNT = 2000, 200
REACH = {
    "a frame at the edge": 0.90,
    "a box around": 0.90,
    "dark rules": 0.80,
    "turned by 15°": 0.85,
}
ENLARGED = 3
Mask = NDArray[np.bool_]


def thinned(drawing: Mask) -> Mask:
    """Return a mask's skeleton: strokes of one pixel."""
    around = ((1, 0), (1, -1), (0, -1), (-1, -1), (-1, 0), (-1, 1), (0, 1), (1, 1))
    while True:
        before = drawing
        for first, second in (((0, 2, 4), (2, 4, 6)), ((0, 2, 6), (0, 4, 6))):
            near = np.array([np.roll(drawing, step, (0, 1)) for step in around])
            rises = (~near & np.roll(near, -1, axis=0)).sum(axis=0)
            count = near.sum(axis=0)
            rim = ~near[list(first)].all(axis=0) & ~near[list(second)].all(axis=0)
            drawing = drawing & ~((count >= 2) & (count <= 6) & (rises == 1) & rim)
        if np.array_equal(before, drawing):
            return drawing


def read(photographs: Iterator[NDArray[np.uint8]]) -> NDArray[np.uint8]:
    """Return the digits prepared; blank where not exactly one was found."""
    found = []
    for light in photographs:
        sheet = sheet_of(light.astype(float))
        one = sheet is not None and len(sheet.digits) == 1
        image = sheet.digits[0].prepared.image if sheet and one else np.zeros((SIDE, SIDE))
        found.append(image)
    return np.array(found, np.uint8)


def thin_pens(digits: Dataset) -> NDArray[np.uint8]:
    """Return the digits drawn with a thin pen, prepared."""
    side = ENLARGED * SIDE
    large = (np.pad(resized(image, side, side) > 128, 1) for image in digits.images)
    return np.array([prepared(255.0 * thinned(drawing)).image for drawing in large])


def figures() -> Iterator[Figure]:
    """Measure one kind after another."""
    network, test = load_handwriting(), load_mnist("test")
    part = slice(FIRST, FIRST + COUNT)
    digits = Dataset(test.images[part], test.labels[part])
    plain = accuracy(network, digits.images, digits.labels)
    yield Figure(f"{COUNT} test digits as MNIST has them, right", f"{plain:.1%}")
    for kind in KINDS:
        rng = np.random.default_rng(5)
        found = read(photograph(kind, digit, rng) for digit in digits.images)
        share = accuracy(network, found, digits.labels)
        reach = REACH.get(kind)
        yield Figure(
            f"photographs, {kind}: right",
            f"{share:.1%}",
            "" if reach is None else f"≥ {reach:.0%}",
            None if reach is None else share >= reach,
        )
    share = accuracy(network, thin_pens(digits), digits.labels)
    yield Figure("drawn with a thin pen: right", f"{share:.1%}")

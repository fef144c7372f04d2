"""How many photographs of digits are read right, by what else is on the paper.

They are made of MNIST's test digits (:mod:`tests.photographs`), the same for each kind, and read by
the network for handwriting, as images are. Also measured: the digits as MNIST has them, and drawn
with a pen so thin that only the middle of each stroke is left (skeletons, by Zhang and Suen, "A
fast parallel algorithm for thinning digital patterns", 1984).

And of test digits moved together until they touch: how many are cut apart, and read right; how many
are said to be several; and how many are read as one without a word. Of digits alone: how many are
cut, or said to be several, by mistake.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from scenes.story.images import sheet_of
from tests.benchmarks.figure import Figure
from tests.photographs import KINDS, close, photograph
from tinynet import Dataset, Network, accuracy, load_mnist, prepared, to_inputs
from tinynet.handwriting import load_handwriting
from tinynet.prepare import SIDE, resized

FIRST, COUNT = 2000, 200
REACH = {
    "a frame at the edge": 0.90,
    "a box around": 0.90,
    "dark rules": 0.80,
    "turned by 15°": 0.85,
}
ALONE = 1000
SILENT, FALSELY = 0.025, 0.02
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
    yield from touching(network, test)


def touching(network: Network, test: Dataset) -> Iterator[Figure]:
    """Measure what becomes of digits that touch, and whether digits alone suffer from it."""
    rng = np.random.default_rng(6)
    counts: Counter[str] = Counter()
    for pair in rng.integers(0, len(test), (COUNT, 2)):
        counts.update(_became(network, close(*test.images[pair]), test.labels[pair].tolist()))
    cut = f"{counts['cut']}, {counts['right']} of them right"
    yield Figure(f"of {COUNT} pairs that touch: cut apart", cut)
    yield Figure("said to be several", str(counts["said"]))
    silent = counts["silent"]
    reach = round(SILENT * COUNT)
    yield Figure("read as one without a word", str(silent), f"≤ {reach}", silent <= reach)
    alone: Counter[str] = Counter()
    for at in range(ALONE):
        alone.update(_became(network, close(test.images[at]), [int(test.labels[at])]))
    yield Figure(f"of {ALONE} digits alone: cut apart", str(alone["cut"]))
    said = alone["said"]
    reach = round(FALSELY * ALONE)
    yield Figure("said to be several", str(said), f"≤ {reach}", said <= reach)


def _became(network: Network, light: NDArray[np.float64], labels: list[int]) -> list[str]:
    """Return what was made of a photograph, in words that are counted."""
    sheet = sheet_of(light)
    if sheet is None:
        return ["silent"]
    if len(sheet.digits) == 1:
        return ["said" if sheet.digits[0].together else "silent"]
    if not any(digit.cut for digit in sheet.digits):
        return ["apart"]
    images = np.stack([digit.prepared.image for digit in sheet.digits])
    answers = network.query(to_inputs(images)).argmax(axis=1).tolist()
    return ["cut", "right"] if answers == labels else ["cut"]

"""The network that tells one digit from several written together, and how it was made.

Who reads ten digits has an answer for everything, for a 4 and an 11 run into each other too. So a
second network looks at what is to be read, prepared as for reading, and says whether it is one
digit or more. It learned that from MNIST's digits to train on, alone and side by side: touching,
run into each other, joined by a stroke, by pens of three widths, aslant, and of unlike heights.
`python -m tinynet.together` makes it again, in some minutes, and writes it, with a note of how,
beside the digits.
"""

import json
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tinynet import _checks
from tinynet._checks import FloatArray
from tinynet.checkpoint import load_network, pack_network
from tinynet.mnist import BUNDLED, Dataset, load_mnist, to_inputs
from tinynet.network import Network
from tinynet.prepare import SIDE, prepared, resized
from tinynet.strokes import widened

TOGETHER_PATH = BUNDLED / "together-784-100-2.npz"
NOTE_PATH = TOGETHER_PATH.with_suffix(".json")

ALONE, SEVERAL = 0, 1
"""What the two outputs stand for."""
DOUBTED = 0.5
"""How much stronger the output for several is than the other, for something to be called that."""
SAMPLES, TESTED = 50_000, 3000
"""Made of each of the two: to train on, and to test with."""
HIDDEN_NODES = 100
LEARNING_RATES = (0.1, 0.05, 0.03, 0.02, 0.01, 0.005)
"""One for each epoch."""
TURNED = 10.0
"""Degrees."""
SEED = 1

ENLARGED = 3
"""How many times as large as MNIST's digits are put together, so that less is lost on the way."""
CLEAR = 0.35
"""How much ink a pixel has to be part of a stroke."""
PENS = (0.0, 0.7, -0.6)
HEIGHTS, WIDTHS, SLANTS = (0.9, 1.1), (0.8, 1.25), (-0.35, 0.35)
"""How many times as high and as wide as it was, and columns to the right for each row up."""
UNLIKE, ASLANT = (0.75, 1.3), 0.1
"""How unlike two digits of one hand are: times as high and as wide, and more or less aslant."""
LOWER = 0.15
"""How much lower or higher the second of two stands, as a share of a digit's height."""
DEEPEST = 4.0
"""Pixels of MNIST's by which digits that touch are pushed on at most."""
FARTHEST = 5.0
"""Pixels of MNIST's between two that a stroke joins, at most."""
THREE = 0.05
"""The share of threes among what is several."""


def load_together() -> Network:
    """Return a fresh copy of the network, 784-100-2; `SEVERAL` is the output for more than one.

    Raises `CheckpointError` if the package's file is missing or damaged.
    """
    return load_network(TOGETHER_PATH)


def how_several(network: Network, images: NDArray[np.uint8]) -> FloatArray:
    """Return how sure this network is that n prepared pictures, 28 × 28, are several digits: (n,).

    That is how much stronger the output for several is than the other: −1 to 1.
    """
    outputs = network.query(to_inputs(images))
    return np.asarray(outputs[:, SEVERAL] - outputs[:, ALONE])


@dataclass(frozen=True)
class Hand:
    """How somebody writes: how wide the pen is, how high, wide and aslant the digits are."""

    pen: float
    height: float
    width: float
    slant: float


def some_hand(rng: np.random.Generator) -> Hand:
    """Return a hand drawn at random."""
    pen = PENS[rng.integers(len(PENS))]
    return Hand(pen, rng.uniform(*HEIGHTS), rng.uniform(*WIDTHS), rng.uniform(*SLANTS))


def _once_more(hand: Hand, rng: np.random.Generator) -> Hand:
    """Return the same hand, which writes no two digits quite alike."""
    return Hand(
        hand.pen,
        hand.height * rng.uniform(*UNLIKE),
        hand.width * rng.uniform(*UNLIKE),
        hand.slant + rng.uniform(-ASLANT, ASLANT),
    )


def written_by(hand: Hand, image: NDArray[np.uint8]) -> FloatArray:
    """Return a digit, 28 × 28, by another hand: 0 to 1, enlarged, and no larger than it is."""
    if hand.pen:
        other = widened(image[np.newaxis], hand.pen)[0]
        image = other if (other > 255 * CLEAR).any() else image
    size = ENLARGED * SIDE * hand.height
    large = _cropped(resized(image, round(size), round(size * hand.width)) / 255)
    up = len(large) / 2 - np.arange(len(large))
    reach = round(abs(hand.slant) * len(large) / 2) + 1
    wide = np.pad(large, ((0, 0), (reach, reach)))
    at = np.arange(wide.shape[1]) - np.rint(hand.slant * up).astype(np.intp)[:, np.newaxis]
    return _cropped(np.take_along_axis(wide, at.clip(0, wide.shape[1] - 1), axis=1))


def written_together(left: FloatArray, right: FloatArray, rng: np.random.Generator) -> FloatArray:
    """Return two digits, 0 to 1, beside each other: touching, run together, or joined by a stroke.

    They stand at one line, but for a little.
    """
    height = max(len(left), len(right))
    down = round(height * rng.uniform(-LOWER, LOWER)) + len(left) - len(right)
    rows = max(len(left), down + len(right)) - min(0, down)
    tall = [
        np.pad(each, ((top, rows - top - len(each)), (0, 0)))
        for each, top in ((left, max(0, -down)), (right, max(0, down)))
    ]
    apart = _apart(*(each > CLEAR for each in tall))
    joined = rng.random() < 0.3
    if joined:
        apart += round(ENLARGED * rng.uniform(0, FARTHEST))
    else:
        apart -= 1 + round(ENLARGED * rng.uniform(0, 1) ** 2 * DEEPEST)
    # Where the second begins, from where the first does; never so far that it is before it.
    begin = max(left.shape[1] + apart, round(0.15 * left.shape[1]))
    both = np.zeros((rows, max(left.shape[1], begin + right.shape[1])))
    both[:, : left.shape[1]] = tall[0]
    part = both[:, begin : begin + right.shape[1]]
    np.maximum(part, tall[1], out=part)
    if joined:
        _join(both, tall, begin, rng)
    return both


def _apart(left: NDArray[np.bool_], right: NDArray[np.bool_]) -> int:
    """Return how far two strokes' boxes may be apart for the strokes to just not touch; mostly < 0.

    In every row, and in those beside it, as corners touch too.
    """
    columns = left.shape[1]
    ends = np.where(left.any(axis=1), columns - left[:, ::-1].argmax(axis=1), -columns)
    begins = np.where(right.any(axis=1), right.argmax(axis=1), 2 * columns + right.shape[1])
    ends = np.maximum(ends, np.maximum(np.roll(ends, 1), np.roll(ends, -1)))
    return int((ends - columns - begins).max())


def _join(both: FloatArray, tall: list[FloatArray], begin: int, rng: np.random.Generator) -> None:
    """Draw a stroke from somewhere on the right of the first to the left of the other."""
    left, right = (each > CLEAR for each in tall)
    ys = []
    for mask in (left, right):
        filled = np.flatnonzero(mask.any(axis=1))
        ys.append(int(rng.choice(filled)))
    y0, y1 = ys
    x0 = left.shape[1] - 1 - int(left[y0, ::-1].argmax())
    x1 = begin + int(right[y1].argmax())
    wide = rng.uniform(0.8, 1.6) * ENLARGED
    rows, columns = np.mgrid[: both.shape[0], : both.shape[1]]
    length = max((y1 - y0) ** 2 + (x1 - x0) ** 2, 1)
    along = (((rows - y0) * (y1 - y0) + (columns - x0) * (x1 - x0)) / length).clip(0, 1)
    bend = rng.uniform(-0.2, 0.2) * np.sqrt(length) * np.sin(np.pi * along)
    distance = np.hypot(rows - y0 - along * (y1 - y0) - bend, columns - x0 - along * (x1 - x0))
    np.maximum(both, (wide / 2 + 0.5 - distance).clip(0, 1), out=both)


def _cropped(ink: FloatArray) -> FloatArray:
    """Return what is clearly ink, with a soft edge of a pixel."""
    clear = ink > CLEAR
    rows, columns = (np.flatnonzero(clear.any(axis=axis)) for axis in (1, 0))
    return ink[max(rows[0] - 1, 0) : rows[-1] + 2, max(columns[0] - 1, 0) : columns[-1] + 2].clip(
        0, 1
    )


def alone_and_together(digits: Dataset, count: int, seed: int) -> Dataset:
    """Return so many digits alone, and behind them as many together, prepared: 28 × 28.

    Drawn from `digits` by `seed`. The labels are `ALONE` and `SEVERAL`.
    """
    count = _checks.count("count", count)
    rng = np.random.default_rng(seed)

    def by(hand: Hand) -> FloatArray:
        return written_by(hand, digits.images[rng.integers(len(digits))])

    images = np.empty((2 * count, SIDE, SIDE), np.uint8)
    for at in range(2 * count):
        hand = some_hand(rng)
        ink = by(hand)
        if at >= count:
            for _ in range(2 if rng.random() < THREE else 1):
                ink = written_together(ink, by(_once_more(hand, rng)), rng)
        images[at] = prepared(255 * ink).image
    return Dataset(images, np.repeat(np.array([ALONE, SEVERAL], np.uint8), count))


def main() -> None:
    """Train the network, write it and its note, and print how often it is right."""
    # Not before: who only reads the network waits for nothing.
    from tinynet.making import trained_by_rates, write_note

    samples, test = alone_and_together(load_mnist("train"), SAMPLES, SEED), load_mnist("test")
    network = Network(SIDE * SIDE, HIDDEN_NODES, 2, LEARNING_RATES[0], seed=SEED)
    network = trained_by_rates(network, samples, LEARNING_RATES, rotate=TURNED, seed=SEED)
    made = alone_and_together(test, TESTED, SEED)
    several = how_several(network, made.images) > DOUBTED
    note = {
        "data": f"{SAMPLES:,} digits alone and {SAMPLES:,} together, made of MNIST's to train on",
        "turned": [0, TURNED, -TURNED],
        "seed": SEED,
        "epochs": len(LEARNING_RATES),
        "learning_rates": LEARNING_RATES,
        "doubted": DOUBTED,
        "test_digits_said_to_be_several": float(
            np.mean(how_several(network, test.images) > DOUBTED)
        ),
        "made_alone_said_to_be_several": float(several[made.labels == ALONE].mean()),
        "made_together_said_to_be_several": float(several[made.labels == SEVERAL].mean()),
    }
    TOGETHER_PATH.write_bytes(pack_network(network, compact=True))
    write_note(NOTE_PATH, note)
    print(json.dumps(note, indent=2))


if __name__ == "__main__":
    main()

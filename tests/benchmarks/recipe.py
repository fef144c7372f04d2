"""How well the recipe learns: `python -m tests.benchmarks.recipe` writes the README's table.

Each network starts from weights of its own seed, learns from all 60,000 training digits in an order
of the same seed, and is scored on the 10,000 test digits after epochs 1, 3 and 5. Rounding differs
from machine to machine, and with it the last figure of an accuracy.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from rich.console import Console

from tests.benchmarks.figure import Figure
from tinynet import ERROR_RULES, Network, load_mnist
from tinynet.trainer import Trainer

README = Path(__file__).parents[2] / "README.md"
MARKED = re.compile("(?<=<!-- recipe -->\n).*?(?=<!-- /recipe -->)", re.DOTALL)
HIDDEN_NODES = (50, 100, 200)
EPOCHS = (1, 3, 5)
SEEDS = (1, 2, 3)
TO_REACH = 9720
"""Test digits right of 10,000, for 200 hidden nodes, the recipe and five epochs, by each seed."""


@dataclass(frozen=True)
class Setting:
    """What a network is trained with."""

    hidden_nodes: int
    error_rule: str
    learning_rate: float = 0.1
    rotate: float = 0.0


def learn(setting: Setting, seed: int) -> dict[int, int]:
    """Train one network; return how many test digits it has right after each of `EPOCHS`."""
    train, test = load_mnist("train"), load_mnist("test")
    network = Network(
        784,
        setting.hidden_nodes,
        10,
        setting.learning_rate,
        error_rule=setting.error_rule,
        seed=seed,
    )
    trainer = Trainer(network, train, epochs=max(EPOCHS), rotate=setting.rotate, seed=seed)
    right: dict[int, int] = {}

    def note(epoch: int, _: object) -> None:
        if epoch in EPOCHS:
            right[epoch] = int(trainer.score(test).right.sum())

    trainer.run(on_epoch=note)
    return right


def learn_all(settings: list[Setting]) -> Iterator[tuple[Setting, dict[int, list[int]]]]:
    """Yield each setting with how many are right after an epoch, seed by seed."""
    # One network to a core, and one core to a network.
    for library in ("OPENBLAS", "MKL", "OMP"):
        os.environ[f"{library}_NUM_THREADS"] = "1"
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as pool:
        waited = [[pool.submit(learn, setting, seed) for seed in SEEDS] for setting in settings]
        for setting, futures in zip(settings, waited, strict=True):
            seeds = [future.result() for future in futures]
            yield setting, {epoch: [right[epoch] for right in seeds] for epoch in EPOCHS}


def cell(right: list[int]) -> str:
    """Tell the mean accuracy, and the lowest."""
    return f"{sum(right) / len(right) / 100:.1f} % ({min(right) / 100:.1f})"


def markdown(found: dict[Setting, dict[int, list[int]]]) -> str:
    """Return the table."""
    heads = ["hidden nodes", "error rule", "1 epoch", *(f"{n} epochs" for n in EPOCHS[1:])]
    lines = ["| " + " | ".join(heads) + " |", "|--:|---|" + "--:|" * len(EPOCHS)]
    for setting, epochs in found.items():
        rule = setting.error_rule
        if setting.rotate:
            rule += f", `--rotate {setting.rotate:g}`, η {setting.learning_rate:g}"
        cells = [str(setting.hidden_nodes), rule, *map(cell, epochs.values())]
        lines.append("| " + " | ".join(cells) + " |")
    return "".join(f"{line}\n" for line in lines)


def main() -> None:
    """Train all, write the table, and tell whether the design's figure is reached."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks.recipe",
        description="Train networks by the recipe, and write what comes of it to the README.",
    )
    parser.add_argument(
        "rates",
        type=float,
        nargs="*",
        default=[0.05],
        metavar="RATE",
        help="learning rates with turned digits; 0.05 by default",
    )
    rates = parser.parse_args().rates
    settings = [Setting(hidden, rule) for hidden in HIDDEN_NODES for rule in ERROR_RULES]
    settings += [Setting(200, "recipe", rate, 10.0) for rate in rates]
    console = Console()
    found = {}
    for setting, epochs in learn_all(settings):
        found[setting] = epochs
        console.print(setting, epochs)

    right = found[Setting(200, "recipe")][max(EPOCHS)]
    figure = Figure(
        "200 hidden nodes, recipe, 5 epochs, each seed",
        ", ".join(f"{count / 100:.2f} %" for count in right),
        f"≥ {TO_REACH / 100} %",
        min(right) >= TO_REACH,
    )
    console.print(f"{figure.what}: {figure.measured}; to reach: {figure.to_reach} {figure.mark}")
    text, times = MARKED.subn(lambda _: markdown(found), README.read_text("utf-8"))
    if times != 1:
        sys.exit(f"{README}: expected the marks of one table, found {times}")
    README.write_text(text, "utf-8")


if __name__ == "__main__":
    main()

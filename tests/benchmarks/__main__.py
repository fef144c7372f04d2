"""Measure the figures of the design and print them: `python -m tests.benchmarks [WHICH]`.

Machines differ: read a time as a time on this machine, a ratio as good on any.
"""

import argparse
import os
from importlib import import_module

from rich.console import Console
from rich.table import Table

from scenes.commands.cli import THREADS

# As the program does, before NumPy is imported.
for variable in THREADS:
    os.environ.setdefault(variable, "1")

BENCHMARKS = (
    *("app", "line", "engine", "book", "training", "drawing", "images", "page", "serve", "soak"),
)

if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("which", nargs="?", choices=BENCHMARKS, help="by default, all")
    which = parser.parse_args().which
    table = Table("what", "measured", "to reach", "")
    for name in [which] if which else BENCHMARKS:
        for figure in import_module(f"tests.benchmarks.{name}").figures():
            table.add_row(figure.what, figure.measured, figure.to_reach, figure.mark)
            Console().print(f"[dim]{figure.what}: {figure.measured}[/]")
    Console().print(table)

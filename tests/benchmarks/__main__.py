"""Measure the figures of the design and print them: `python -m tests.benchmarks`.

Machines differ: read a time as a time on this machine, a ratio as good on any.
"""

from rich.console import Console
from rich.table import Table

from tests.benchmarks import app

if __name__ == "__main__":
    table = Table("what", "measured", "to reach", "")
    for figure in app.figures():
        table.add_row(figure.what, figure.measured, figure.to_reach, "✓" if figure.reached else "✗")
        Console().print(f"[dim]{figure.what}: {figure.measured}[/]")
    Console().print(table)

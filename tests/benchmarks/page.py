"""The page's figures: how large it is, and how soon `tinynet page` has written it."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.figure import Figure

TIMES = 5
LARGEST, LONGEST = 1_500_000, 2.0
WALKS = {
    "untrained": [],
    "trained": ["--network", "trained"],
    "500 hidden nodes": ["--hidden", "500"],
}


def figures() -> Iterator[Figure]:
    """Measure whole processes, from their start to the file on disk."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "walk.html"
        for name, options in WALKS.items():
            took = []
            for _ in range(TIMES):
                began = time.perf_counter()
                command = [sys.executable, "-m", "scenes", "page", str(path), *options]
                subprocess.run(command, check=True, capture_output=True)
                took.append(time.perf_counter() - began)
            seconds, size = statistics.median(took), path.stat().st_size
            yield Figure(
                f"the walk's page, {name}",
                f"{size / 1000:,.0f} KB in {seconds:.2f} s (least {min(took):.2f} s)",
                "≤ 1.5 MB in ≤ 2 s",
                size <= LARGEST and seconds <= LONGEST,
            )

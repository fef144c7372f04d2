"""What all benchmarks share: a figure of the design, and how much memory some code takes."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """A figure of the design and what was measured."""

    what: str
    measured: str
    to_reach: str = ""
    reached: bool | None = None
    """None for what is measured only to know it."""

    @property
    def mark(self) -> str:
        """Whether it is reached, as a sign."""
        return {True: "✓", False: "✗", None: ""}[self.reached]


def peak_megabytes(code: str) -> float:
    """Return the most a fresh process held resident while it ran this code (/proc tells)."""
    code += "\nimport re"
    code += "\nprint(re.search('VmHWM:\\\\s+(\\\\d+)', open('/proc/self/status').read())[1])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return int(done.stdout) / 1024

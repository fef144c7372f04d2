"""The rules of the house: style, types, who may import whom, and what lies at the top."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PYTHON = [sys.executable, "-m"]


@pytest.mark.parametrize(
    "command",
    [
        [*PYTHON, "ruff", "check"],
        [*PYTHON, "ruff", "format", "--check"],
        pytest.param([*PYTHON, "mypy"], marks=pytest.mark.slow),
        [str(Path(sys.executable).with_name("lint-imports"))],
    ],
    ids=["lint", "format", "types", "imports"],
)
def test_the_tool_finds_nothing(command: list[str]) -> None:
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr


def test_nothing_else_lies_at_the_top() -> None:
    made_by_building = {"build", "dist"}
    entries = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}
    assert entries - made_by_building == {
        *("pyproject.toml", "README.md", "LICENSE"),
        *("tinynet", "scenes", "tests"),
    }

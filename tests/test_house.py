"""The rules of the house: style, types, who may import whom, and what lies at the top."""

import ast
import subprocess
import sys
from pathlib import Path

import grimp
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


def test_no_module_imports_one_that_imports_it() -> None:
    graph = grimp.build_graph("tinynet", "scenes", cache_dir=None)
    left = set(graph.modules)
    # What imports none of the rest, or is imported by none of it, is in no circle.
    ways = (graph.find_modules_directly_imported_by, graph.find_modules_that_directly_import)
    while free := {each for each in left if not all(way(each) & left for way in ways)}:
        left -= free
    assert not left, "imports for type checkers count, and those in functions"


def test_a_class_has_a_name_of_its_own() -> None:
    places: dict[str, list[str]] = {}
    for path in [*ROOT.glob("tinynet/*.py"), *ROOT.glob("scenes/**/*.py")]:
        for part in ast.parse(path.read_text("utf-8")).body:
            if isinstance(part, ast.ClassDef):
                places.setdefault(part.name, []).append(str(path.relative_to(ROOT)))
    shared = {name: paths for name, paths in places.items() if len(paths) > 1}
    assert not shared, "one word, one meaning"


def test_nothing_else_lies_at_the_top() -> None:
    made_by_building = {"build", "dist"}
    entries = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}
    assert entries - made_by_building == {
        *("pyproject.toml", "README.md", "LICENSE"),
        *("tinynet", "scenes", "tests"),
    }

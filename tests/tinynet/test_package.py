"""What the package offers under its own name."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import tinynet


def test_every_public_name_is_there_and_explained() -> None:
    for name in tinynet.__all__:
        offered = getattr(tinynet, name)
        assert name.isupper() or offered.__doc__, name


def test_names_are_loaded_when_asked_for_and_no_others_are_there() -> None:
    assert set(tinynet.__all__) <= set(dir(tinynet))
    with pytest.raises(AttributeError, match="no attribute 'trian'"):
        tinynet.trian  # noqa: B018
    code = "import sys, tinynet; tinynet.Network; sys.exit('tinynet.trainer' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_version_is_that_of_the_distribution() -> None:
    pyproject = Path(__file__).parents[2] / "pyproject.toml"
    project = tomllib.loads(pyproject.read_text(encoding="utf-8"))["project"]
    assert tinynet.__version__ == project["version"]


def test_importing_it_loads_no_screen() -> None:
    code = "import sys, tinynet; sys.exit(bool({'scenes', 'textual', 'rich'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0

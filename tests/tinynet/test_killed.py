"""Killed while it saves: the old file or the new one is whole, and what was left is swept up.

`pytest -m soak` kills fifty times; otherwise a few.
"""

import os
import random
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

import tinynet
from tinynet import CheckpointError, Network, load_network, save_network
from tinynet.writing import write_whole

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs signals and flock")

SAVING = """
import sys
from tinynet import Network, save_network
network = Network(784, 100, 10, 0.1, seed=1)
print("saving", flush=True)
while True:
    save_network(network, sys.argv[1])
"""


def left(path: Path) -> list[str]:
    return [each.name for each in path.parent.iterdir() if each.name.endswith(".tmp")]


def kill_while_saving(path: Path, times: int) -> int:
    """Kill a process that saves, so often; return how often it left something behind."""
    chance, found = random.Random(1), 0
    for _ in range(times):
        process = subprocess.Popen(
            [sys.executable, "-c", SAVING, str(path)],
            stdout=subprocess.PIPE,
            cwd=Path(tinynet.__file__).parents[1],
        )
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(0.05 + chance.random() * 0.05)
        process.kill()
        process.wait()
        process.stdout.close()
        if path.exists():
            assert load_network(path).hidden_nodes == 100
        found += bool(left(path))
        # As if some time had gone by: what is written at this moment is left alone.
        for name in left(path):
            os.utime(path.parent / name, (0, 0))
    save_network(Network(784, 100, 10, 0.1, seed=1), path)
    assert left(path) == []
    return found


@pytest.mark.slow
def test_what_a_killed_save_left_is_swept_up(tmp_path):
    kill_while_saving(tmp_path / "net.npz", 3)


@pytest.mark.slow
@pytest.mark.soak
def test_fifty_kills_leave_a_whole_file(tmp_path):
    assert kill_while_saving(tmp_path / "net.npz", 50) > 0


def test_only_its_own_and_only_what_nobody_holds_is_swept(tmp_path):
    import fcntl

    names = {
        ".net.npz.0a1b2c3d.tmp": False,
        ".net.npz.ffffffff.tmp": True,  # held by another writer
        ".other.npz.0a1b2c3d.tmp": True,
        ".net.npz.notes.tmp": True,
        ".net.npz.00000000.tmp": True,  # of this moment
    }
    for name in names:
        (tmp_path / name).write_bytes(b"")
        if "00000000" not in name:
            os.utime(tmp_path / name, (0, 0))
    with (tmp_path / ".net.npz.ffffffff.tmp").open("rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        save_network(Network(4, 3, 2, 0.1, seed=1), tmp_path / "net.npz")
    stay = {name for name, stays in names.items() if stays}
    assert {each.name for each in tmp_path.iterdir()} == stay | {"net.npz"}


@pytest.mark.slow
def test_two_writers_leave_a_whole_file(tmp_path):
    path = tmp_path / "net.npz"
    root = Path(tinynet.__file__).parents[1]
    command = [sys.executable, "-c", SAVING, str(path)]
    writers = [subprocess.Popen(command, cwd=root, stdout=subprocess.DEVNULL) for _ in range(2)]
    try:
        ends = time.monotonic() + 60
        while not path.exists() and time.monotonic() < ends:
            time.sleep(0.02)
        for _ in range(20):
            assert load_network(path).hidden_nodes == 100
            time.sleep(0.01)
        assert all(writer.poll() is None for writer in writers)
    finally:
        for writer in writers:
            writer.kill()
            writer.wait()


def test_a_full_disk_leaves_the_old_file_and_names_the_place(tmp_path, monkeypatch):
    path = tmp_path / "net.npz"
    save_network(Network(4, 3, 2, 0.1, seed=1), path)
    before = path.read_bytes()

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tinynet.writing.os.fsync", full)
    with pytest.raises(CheckpointError, match=f"^{re.escape(str(path))}: .*No space left"):
        save_network(Network(4, 5, 2, 0.1, seed=1), path)
    assert path.read_bytes() == before
    assert left(path) == []


def test_a_name_that_no_file_can_have_is_refused(tmp_path):
    with pytest.raises(CheckpointError, match="expected a place to write the network, found:"):
        save_network(Network(4, 3, 2, 0.1, seed=1), tmp_path / "net\0.npz")
    assert list(tmp_path.iterdir()) == []


def test_whatever_is_written_sweeps_up_what_was_left_of_it(tmp_path):
    (tmp_path / ".walk.html.0a1b2c3d.tmp").write_bytes(b"")
    os.utime(tmp_path / ".walk.html.0a1b2c3d.tmp", (0, 0))
    write_whole(tmp_path / "walk.html", b"whole")
    assert [each.name for each in tmp_path.iterdir()] == ["walk.html"]

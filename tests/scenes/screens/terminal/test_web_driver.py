"""A visitor's process ends with the server, and takes no size from what a visitor types."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from scenes.screens.served import ADDRESS, DRIVER
from tests.terminals import ROOT, SECONDS


def packet(kind: bytes, payload: bytes) -> bytes:
    return kind + len(payload).to_bytes(4, "big") + payload


@pytest.mark.slow
def test_it_goes_when_the_server_has_gone() -> None:
    environment = {
        "PYTHONPATH": os.pathsep.join([str(ROOT), *filter(os.path.isabs, sys.path)]),
        "PATH": os.environ.get("PATH", ""),
        "TERM": "xterm-256color",
        "COLUMNS": "80",
        "ROWS": "24",
        DRIVER: "scenes.screens.terminal.web_driver:VisitorWebDriver",
        ADDRESS: "http://localhost/",
    }
    command = [sys.executable, "-m", "scenes", "--hidden", "3", "--no-motion"]
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment
    )
    assert process.stdin is not None
    assert process.stdout is not None
    output = b""
    while b"Three friends" not in output:
        output += os.read(process.stdout.fileno(), 1 << 16)
    # A size in the terminal's own words: larger than any, it would fill the memory.
    process.stdin.write(packet(b"D", b"\x1b[48;60000;60000;0;0t\x1b[C"))
    process.stdin.flush()
    while b"How seriously you say it" not in output:
        output += os.read(process.stdout.fileno(), 1 << 16)
    process.stdin.close()
    output = process.stdout.read()
    assert process.wait(SECONDS) == 0
    process.stdout.close()

"""A signal ends the app in good order."""

import asyncio
import os
import signal
import sys

import pytest

from scenes.screens.terminal.signals import restore_on_signals


class FakeApp:
    """Notes how it is asked to end."""

    def __init__(self) -> None:
        self.ended = asyncio.get_running_loop().create_future()

    def exit(self, *, return_code: int) -> None:
        self.ended.set_result(return_code)


@pytest.mark.skipif(sys.platform == "win32", reason="loops take no signals there")
@pytest.mark.parametrize(("name", "status"), [("SIGTERM", 143), ("SIGHUP", 129)])
async def test_a_signal_ends_the_app_with_its_status(name, status):
    app = FakeApp()
    restore_on_signals(app)
    number = getattr(signal, name)
    assert signal.getsignal(number) not in (signal.SIG_DFL, signal.SIG_IGN)
    os.kill(os.getpid(), number)
    assert await app.ended == status


async def test_a_loop_without_signals_is_left_alone(monkeypatch):
    def refuse(*_):
        raise NotImplementedError

    monkeypatch.setattr(asyncio.get_running_loop(), "add_signal_handler", refuse)
    app = FakeApp()
    restore_on_signals(app)
    assert not app.ended.done()

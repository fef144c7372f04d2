"""A timer goes off once, at once where its time has gone by, and the app never stands still."""

import asyncio
import itertools
from types import SimpleNamespace

import pytest
from textual._time import get_time

from tests.scenes.conftest import Open


@pytest.mark.parametrize(
    ("seconds", "delay"),
    [(-0.5, 0.0), (0.0, 0.0), (1e-9, 1e-6), (0.004, 0.005), (0.001, 0.0)],
    ids=["over before", "now", "over at once", "the processor was taken", "in time"],
)
async def test_a_late_timer_goes_off(
    open_app: Open, monkeypatch: pytest.MonkeyPatch, seconds: float, delay: float
) -> None:
    looks = itertools.count()

    def late() -> float:
        """Let some time go by between two looks at the clock, of the timer in question alone."""
        task = asyncio.current_task()
        if task is None or task.get_name() != "late":
            return get_time()
        number = next(looks)
        assert number < 100, "it looks at the clock for ever"
        return 1000.0 + number * delay

    async with open_app(hidden=10) as reader:
        monkeypatch.setattr("textual.timer._time", SimpleNamespace(get_time=late))
        gone_off = asyncio.Event()
        reader.app.set_timer(seconds, gone_off.set, name="late")
        async with asyncio.timeout(60):
            await gone_off.wait()

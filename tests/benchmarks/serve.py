"""What a visitor of `tinynet serve` costs, and how soon many of them are answered.

Visitors are websockets that say what the page says. A key is answered when the first bytes come
that it caused: it is pressed when nothing is on its way any more.
"""

from __future__ import annotations

import asyncio
import os
import random
import re
import statistics
import sys
import time
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import numpy as np
from aiohttp import ClientSession, ClientWebSocketResponse

from tests.benchmarks.figure import Figure

COLUMNS, ROWS = 120, 40
VISITORS = 20
KEYS = 10
"""Pressed by each visitor."""
READING = (2.0, 8.0)
"""Seconds that a reader takes for a beat."""
RESTING_SECONDS = 5.0
SETTLED = 1.5
"""Seconds without bytes after which a screen is complete."""
TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


class Visitor:
    """Somebody at a page, who notes when something comes."""

    def __init__(self, websocket: ClientWebSocketResponse) -> None:
        self._websocket = websocket
        self.bytes = 0
        self.came = asyncio.Event()
        self.last = time.perf_counter()

    async def listen(self) -> None:
        """Take what comes, until the end."""
        async for message in self._websocket:
            if isinstance(message.data, bytes):
                self.bytes += len(message.data)
                self.last = time.perf_counter()
                self.came.set()

    async def settle(self) -> None:
        """Wait until something came, and then nothing for a while."""
        while not self.bytes or time.perf_counter() - self.last < SETTLED:
            await asyncio.sleep(0.1)

    async def walk(self, keys: int, chance: random.Random) -> list[float]:
        """Press a key for the next beat, read it, and so on; return the seconds to each answer."""
        answers = []
        for _ in range(keys):
            await asyncio.sleep(chance.uniform(*READING))
            self.came.clear()
            pressed = time.perf_counter()
            await self._websocket.send_json(["stdin", "\x1b[C"])
            await self.came.wait()
            answers.append(time.perf_counter() - pressed)
        return answers


@asynccontextmanager
async def served(*options: str) -> AsyncIterator[tuple[int, str]]:
    """Serve the app; yield the process's id and the address."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "scenes", "serve", "--port", "0", *options), stdout=PIPE
    )
    assert process.stdout is not None
    said = (await process.stdout.readline()).decode()
    found = re.search(r"http://\S+", said)
    assert found is not None
    yield process.pid, found[0].rstrip("/")
    process.terminate()
    await process.wait()


@asynccontextmanager
async def visit(session: ClientSession, address: str) -> AsyncIterator[Visitor]:
    """Open the app as the page does."""
    url = f"{address}/ws/?width={COLUMNS}&height={ROWS}"
    async with session.ws_connect(url, origin=address, compress=15, max_msg_size=0) as websocket:
        visitor = Visitor(websocket)
        listening = asyncio.create_task(visitor.listen())
        await visitor.settle()
        yield visitor
        listening.cancel()


def children_of(pid: int) -> list[int]:
    """Return the processes that a process has started."""
    text = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return [int(word) for word in text.split()]


def megabytes(pid: int, name: str) -> float:
    """Return how much memory a process has: Rss, or Pss, where shared pages count in part."""
    text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    found = re.search(rf"^{name}:\s+(\d+)", text, re.MULTILINE)
    assert found is not None
    return int(found[1]) / 1024


def cpu_seconds(pid: int) -> float:
    """Return how long a process has computed so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


async def measure(motion: bool) -> dict[str, float]:
    """Measure visitors at rest, and walking."""
    options = [] if motion else ["--no-motion"]
    async with AsyncExitStack() as stack:
        server, address = await stack.enter_async_context(
            served("--sessions", str(VISITORS), *options)
        )
        session = await stack.enter_async_context(ClientSession())
        visitors = [
            await stack.enter_async_context(visit(session, address)) for _ in range(VISITORS)
        ]
        pids = children_of(server)
        assert len(pids) == VISITORS
        before = sum(map(cpu_seconds, pids))
        await asyncio.sleep(RESTING_SECONDS)
        resting = (sum(map(cpu_seconds, pids)) - before) / RESTING_SECONDS / VISITORS
        found = {
            "rss": statistics.median(megabytes(pid, "Rss") for pid in pids),
            "pss": statistics.median(megabytes(pid, "Pss") for pid in pids),
            "server": megabytes(server, "Rss"),
            "resting": resting,
        }
        began, busy = time.perf_counter(), sum(map(cpu_seconds, [server, *pids]))
        bytes_before = sum(one.bytes for one in visitors)
        walks = [one.walk(KEYS, random.Random(seed)) for seed, one in enumerate(visitors)]
        answers = [each for walk in await asyncio.gather(*walks) for each in walk]
        took = time.perf_counter() - began
        found["cores"] = (sum(map(cpu_seconds, [server, *pids])) - busy) / took
        found["bytes"] = (sum(one.bytes for one in visitors) - bytes_before) / len(answers)
        found["p50"], found["p95"] = np.percentile(answers, [50, 95])
        found["walked"] = statistics.median(megabytes(pid, "Rss") for pid in pids)
    return found


def figures() -> Iterator[Figure]:
    """Measure one server after another: with motion and without."""
    for motion in (True, False):
        found = asyncio.run(measure(motion))
        if motion:
            yield Figure(
                "memory, a visitor at rest",
                f"{found['rss']:.0f} MB, after {KEYS} beats {found['walked']:.0f} MB "
                f"(shared pages in part: {found['pss']:.0f} MB); the server {found['server']:.0f}",
                "≤ 110 MB",
                found["rss"] <= 110,
            )
            yield Figure("a visitor at rest", f"{100 * found['resting']:.1f} % of a core")
        yield Figure(
            f"{VISITORS} visitors walking, {'with' if motion else 'without'} motion, a key every "
            f"{READING[0]:.0f} to {READING[1]:.0f} s",
            f"answered p50 {1000 * found['p50']:.0f} ms, p95 {1000 * found['p95']:.0f} ms; "
            f"{found['cores']:.2f} cores, {found['bytes'] / 1000:.0f} KB a key",
            "p95 ≤ 100 ms",
            found["p95"] <= 0.1,
        )

"""A pseudo-terminal with a command in it, for tests of how the app behaves in a real one."""

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path

import pyte

import scenes

SECONDS = 60
"""What a busy machine may take to show something."""
OPENED = [b"\x1b[?1049h", b"\x1b[?1000h", b"\x1b[?25l"]
RESTORED = [b"\x1b[?1049l", b"\x1b[?1000l", b"\x1b[?1003l", b"\x1b[?25h"]
ROOT = Path(scenes.__file__).parents[1]


class Terminal:
    """A pseudo-terminal with a command in it: of Python's, or of a program's path."""

    def __init__(self, *command, size=(100, 30), program=sys.executable, cwd=None, **variables):
        self.master, self.slave = pty.openpty()
        self.screen = pyte.Screen(*size)
        self._stream, self._fed = pyte.ByteStream(self.screen), 0
        self.output = b""
        self.resize(*size)
        self.modes = termios.tcgetattr(self.slave)
        environment = os.environ | {
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "PYTHONPATH": str(ROOT),
        }
        # What a test runner sets for its own output would stand above what the terminal says.
        for name in ("NO_COLOR", "COLUMNS", "LINES"):
            environment.pop(name, None)
        self.process = subprocess.Popen(
            [program, *command],
            stdin=self.slave,
            stdout=self.slave,
            stderr=self.slave,
            cwd=cwd or ROOT,
            env=environment | variables,
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
        )

    def resize(self, columns, rows):
        """Change the size, as a window does: set it, then tell the process."""
        self.size = (columns, rows)
        self._show()
        self.screen.resize(rows, columns)
        fcntl.ioctl(self.slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        if hasattr(self, "process") and self.process.poll() is None:
            self.process.send_signal(signal.SIGWINCH)

    def press(self, keys):
        os.write(self.master, keys if isinstance(keys, bytes) else keys.encode())

    def _read(self, seconds):
        if select.select([self.master], [], [], seconds)[0]:
            self.output += os.read(self.master, 1 << 16)
            return True
        return False

    def read(self, until, seconds=SECONDS):
        """Read until the condition holds; fail, with what was shown, if it never does."""
        deadline = time.monotonic() + seconds
        while not until():
            left = deadline - time.monotonic()
            if left < 0 or self.process.poll() is not None:
                while self._read(0):
                    pass
                if until():
                    return
                raise AssertionError(f"never came; before: {written(self.output)[-3000:]}")
            self._read(min(left, 0.1))

    def pump(self, seconds):
        """Read for a while, whatever comes."""
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0:
            self._read(left)

    def quiet(self, seconds=0.5):
        """Read until nothing has come for a while."""
        while self._read(seconds):
            pass

    def _show(self):
        self._stream.feed(self.output[self._fed :])
        self._fed = len(self.output)

    def forget(self):
        """Keep no more than the last of what was written; what is shown stays."""
        self._show()
        self.output = self.output[-4000:]
        self._fed = len(self.output)

    @property
    def shown(self):
        """What stands on the screen by now, line by line."""
        self._show()
        return "\n".join(self.screen.display)

    def wait_for(self, words, seconds=SECONDS):
        """Wait until words are written, or stand where they did not before.

        The app sends only the letters that differ from what stood there.
        """
        start = len(self.output)
        stood = words in self.shown
        self.read(
            lambda: words in written(self.output[start:]) or (not stood and words in self.shown),
            seconds,
        )

    def end(self):
        """Wait for the end of the process; return its status."""
        self.read(lambda: self.process.poll() is not None)
        while self._read(0):
            pass
        return self.process.returncode

    @property
    def is_restored(self):
        """Whether all that was turned on has been turned off, and lines are edited again."""
        last = {code: self.output.rfind(code) for code in [*OPENED, *RESTORED]}
        return (
            all(code >= 0 for code in last.values())
            and min(last[code] for code in RESTORED) > max(last[code] for code in OPENED)
            and termios.tcgetattr(self.slave) == self.modes
        )

    @property
    def last_words(self):
        """What was written after the terminal was given back."""
        return written(self.output[self.output.rfind(RESTORED[0]) :]).strip()

    def status(self, name):
        """Return a line of what the system knows of the process, such as VmRSS or Threads."""
        lines = Path(f"/proc/{self.process.pid}/status").read_text().splitlines()
        return next(line.split()[1] for line in lines if line.startswith(f"{name}:"))

    def close(self):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        for descriptor in (self.master, self.slave):
            with contextlib.suppress(OSError):
                os.close(descriptor)


class ThinTerminal(Terminal):
    """A terminal at the end of a line that carries only so many bytes a second."""

    def __init__(self, *command, rate=64_000, **settings):
        self.rate = rate
        self.came = []
        """What came together, each with when it had come."""
        self._free = time.monotonic()
        super().__init__(*command, **settings)

    def _read(self, seconds):
        time.sleep(max(0.0, self._free - time.monotonic()))
        before = len(self.output)
        if not select.select([self.master], [], [], seconds)[0]:
            return False
        self.output += os.read(self.master, 1 << 10)
        length = len(self.output) - before
        self._free = max(self._free, time.monotonic() - 0.01) + length / self.rate
        self.came.append((self._free, self.output[before:]))
        return True

    def answers(self, presses):
        """Press keys, each given with the words that answer it and seconds to wait after it.

        Return for each the seconds and the bytes until its words stood there; None if they never
        did, or did before.
        """
        self.came.clear()
        screen, pressed = self.screen, []
        self._show()
        for key, _, seconds in presses:
            pressed.append(time.monotonic())
            self.press(key)
            self.pump(seconds)
        # Only now: an emulator in Python takes longer to show a frame than this line to carry it.
        found, came = [], iter([*self.came, (float("inf"), b"")])
        at, content = next(came)
        ends = [*pressed[1:], float("inf")]
        for (_, words, _), start, end in zip(presses, pressed, ends, strict=True):
            answer, length = None, 0
            stood = words in "\n".join(screen.display)
            while at < end:
                self._stream.feed(content)
                length += len(content)
                if answer is None and not stood and words in "\n".join(screen.display):
                    answer = (at - start, length)
                at, content = next(came)
            found.append(answer)
        self._fed = len(self.output)
        return found


def written(output):
    """Return what was written without the commands that style and move."""
    return re.sub(r"\x1b\[[0-9;?<>=]*[a-zA-Z]", "", output.decode("utf-8", "ignore"))

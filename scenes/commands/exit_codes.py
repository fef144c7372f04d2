"""What the command's exit status says."""

OK = 0
CRASH = 1
USER_ERROR = 2
"""A wrong option, a missing or broken file, or no terminal."""

SIGNALLED = 128
"""Ended by a signal: this plus its number, as shells have it."""
INTERRUPTED = SIGNALLED + 2
BROKEN_PIPE = SIGNALLED + 13

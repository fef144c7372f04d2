"""What the command's exit status says."""

from scenes.screens.terminal import SIGNALLED

OK = 0
USER_ERROR = 2
"""A wrong option, a missing or broken file, or no terminal."""

INTERRUPTED = SIGNALLED + 2
BROKEN_PIPE = SIGNALLED + 13

"""The terminal: what is sent to it and how fast, what comes from it, how it is taken and left.

Here stands only what needs no event loop, so that a command can have it at no cost.
"""

SIGNALLED = 128
"""Added to the number of a signal in the exit status of what it ended, as shells have it."""

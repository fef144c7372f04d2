"""What a shell is told of a program that a signal ended; apart, as it needs no event loop."""

SIGNALLED = 128
"""Added to a signal's number in the exit status, as shells have it."""

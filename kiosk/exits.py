"""The numbers with which a process of the kiosk ends: command line, kiosk and supervisor mean the same by each."""

from enum import IntEnum


class Exit(IntEnum):
    """An exit code. Python's own 1 for an uncaught exception never comes out: a bug is told apart from a fault."""

    DONE = 0
    FAILED = 1  # a fault that somebody was told of, on the screen or on stderr, and that may heal
    MISUSED = 2
    BUG = 70
    AGAIN = 75  # a safe screen: the kiosk shall be tried again
    INTERRUPTED = 130

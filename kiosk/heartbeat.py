"""The sign of life that a kiosk's GUI thread gives to the process that watches over it: one byte into a pipe."""

import os


class Heartbeat:
    """The writing end ``fd`` of the supervisor's pipe."""

    def __init__(self, fd: int) -> None:
        os.set_blocking(fd, False)
        os.set_inheritable(fd, False)
        self._fd = fd

    def beat(self) -> bool:
        """Give a sign. False when nobody reads it any more, nor ever will. Never blocks."""
        try:
            os.write(self._fd, b".")
        except BlockingIOError:
            return True  # the pipe is full of older signs: whoever watches is late, and will see them
        except BrokenPipeError:
            return False
        return True

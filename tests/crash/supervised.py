"""A supervisor with the whole kiosk beneath it: ``python -m tests.crash.supervised DATA BAGS``. See ``booth``."""

import sys

from kiosk.supervisor import Limits, Supervisor

LIMITS = Limits(start_s=60, silent_s=10, pause_s=0.1, crashes=3)
"""Less patient than a real one, so that hangs and crashes in a row cost seconds; but no busy machine makes a kiosk that
gives a sign each second be found silent.
"""


def main(data: str, bags: str) -> int:
    """Watch over booths. Returns the exit code."""

    def command(beat: int, safe: bool) -> list[str]:
        booth = [sys.executable, "-m", "tests.crash.booth", data, bags, "--heartbeat", str(beat)]
        return [*booth, "--safe"] if safe else booth

    return Supervisor(command, LIMITS).run()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

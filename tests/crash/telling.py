"""What a kiosk under trial tells the laboratory: one JSON line for each screen that a person would see."""

import json
import time
from typing import Any, TextIO

from kiosk.session.states import OutOfService, Recovered, SessionState


def screen_line(screen: str, state: SessionState) -> dict[str, Any]:
    """The screen, whose visit it is, and every receipt that it tells: ``[session, line, seq, net_g]`` each.

    ``at_ns`` is the machine's monotonic clock, which all its processes share; ``worked_ns`` what the process has used
    of the processors since it began; ``fault`` why it is out of service; ``sound`` how the loudspeaker is.
    """
    phase = state.phase
    visit = getattr(phase, "visit", None)
    receipts = phase.receipts if isinstance(phase, Recovered) else (visit.receipts if visit is not None else ())
    return {
        "screen": screen,
        "session": visit.session if visit is not None else None,
        "told": [[receipt.session, receipt.line, receipt.seq, receipt.net_g] for receipt in receipts],
        "fault": phase.fault.kind.value if isinstance(phase, OutOfService) and phase.fault else None,
        "sound": state.sound.status.value,
        "at_ns": time.monotonic_ns(),
        "worked_ns": time.process_time_ns(),
    }


def tell(out: TextIO, line: dict[str, Any]) -> None:
    """Print one line at once."""
    out.write(json.dumps(line) + "\n")
    out.flush()

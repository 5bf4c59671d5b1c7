"""The log as JSON lines, for programs: what happened, and the facts of it as fields of their own.

Whoever logs gives the facts as ``extra={"facts": {...}}``: ids, numbers and words of ours. Never names, codes or keys.
"""

import logging
import sys
from datetime import UTC, datetime

import msgspec

from central.clock import rfc3339

FORMATS = ("text", "json")


class JsonLines(logging.Formatter):
    """One JSON object a record."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": rfc3339(datetime.fromtimestamp(record.created, UTC)),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **getattr(record, "facts", {}),
        }
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return msgspec.json.encode(line).decode("utf-8")


def log_to_stderr(form: str) -> None:
    """The log of every process of this program from INFO on, in one of ``FORMATS``."""
    for talker in ("alembic", "fontTools"):  # they tell every step, and every table of a font that is cut
        logging.getLogger(talker).setLevel(logging.WARNING)
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        JsonLines() if form == "json" else logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s")
    )
    logging.basicConfig(level=logging.INFO, handlers=[handler])

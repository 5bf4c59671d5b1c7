"""The log as JSON lines: facts as fields, and of a bug the traceback."""

import json
import logging
import sys

from central.jsonlog import JsonLines


def record(**more: object) -> logging.LogRecord:
    made = logging.LogRecord("central.ingest", logging.INFO, __file__, 1, "stored: kiosk %s", ("k-1",), None)
    made.created = 1_795_341_600.25
    made.__dict__.update(more)
    return made


def test_a_line_holds_the_message_and_its_facts() -> None:
    line = JsonLines().format(record(facts={"kiosk": "k-1", "first": 1, "verdicts": {"held": 2}}))
    assert "\n" not in line
    assert json.loads(line) == {
        "at": "2026-11-22T10:00:00.250Z",
        "level": "info",
        "logger": "central.ingest",
        "message": "stored: kiosk k-1",
        "kiosk": "k-1",
        "first": 1,
        "verdicts": {"held": 2},
    }


def test_a_bug_brings_its_traceback_in_one_line() -> None:
    try:
        raise RuntimeError("绿芽\nbroken")
    except RuntimeError:
        line = JsonLines().format(record(exc_info=sys.exc_info()))
    assert "\n" not in line
    assert "RuntimeError: 绿芽\nbroken" in json.loads(line)["exception"]

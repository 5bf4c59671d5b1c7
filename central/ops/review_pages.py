"""What is held, with its evidence, and the words of the two people who decide."""

import json

from sqlalchemy import Connection
from starlette.responses import RedirectResponse, Response

from central import audit, review
from central.ops.csvfile import Cell
from central.ops.desk import Asked
from central.ops.places import names_of
from central.problems import CentralError
from central.review import Outcome, Word
from central.roster import Member

_WORDS: dict[str, Word] = {"release": "release", "decline": "decline"}
_MAX_SEQ = 2**63 - 1
_SHOWN, _EXPORTED = 200, 10_000


def review_queue(asked: Asked) -> Response:
    """``GET /ops/review``."""
    export = asked.query.get("format") == "csv"
    found = review.queue(asked.platform, asked.query.get("kiosk") or None, _EXPORTED if export else _SHOWN)
    if export:
        rows: list[list[Cell]] = [
            [
                *(each[name] for name in ("occurred_at", "kiosk", "epoch", "seq")),
                asked.words.known("hold", each["reason"]),
                *(each[name] for name in ("material", "net_g", "weighed_g", "manifest")),
                "; ".join(f"{person[:8]} {word}" for person, word in each["words"].items()),
            ]
            for each in found
        ]
        figures = ["material", "csv.net_g", "csv.collected_g", "manifest", "review.words"]
        return asked.csv("review", ["when", "kiosk", "csv.epoch", "csv.seq", "reason", *figures], rows)
    outcome = asked.query.get("done", "")
    said = asked.words.known("review", outcome) if outcome in _OUTCOMES else ""
    names = names_of(asked.platform, asked.words)
    return asked.page("review.html", found=found, names=names, done=said, me=asked.session.badge)


_OUTCOMES = ("open", "disagree", "supervisor", "released", "declined")


def review_entry(asked: Asked) -> Response:
    """``GET /ops/review/{kiosk}/{epoch}/{seq}``."""
    found = review.show(asked.platform, *_place(asked))
    evidence = json.dumps(found["entry"], ensure_ascii=False, indent=2)
    names = names_of(asked.platform, asked.words)
    return asked.page("review_entry.html", found=found, evidence=evidence, names=names)


def speak(asked: Asked) -> Response:
    """``POST /ops/review/{kiosk}/{epoch}/{seq}``."""
    word = _WORDS.get(asked.form.get("word", ""))
    if word is None:
        raise CentralError("word-unknown")
    kiosk, epoch, seq = _place(asked)
    note = asked.form.get("note", "").strip()

    def witness(connection: Connection) -> None:
        subject = f"{kiosk} {epoch} {seq}"
        audit.note(connection, asked.platform.now, asked.session.actor, "review", subject, f"{word} {note}".strip())

    member = Member(asked.session.badge, asked.session.role)
    outcome = review.speak(asked.platform, kiosk, epoch, seq, member, word, note, witness)
    return RedirectResponse(f"/ops/review?done={_outcome(outcome)}", 303)


def _outcome(outcome: Outcome) -> str:
    if outcome.state != "open":
        return outcome.state
    marks = {"disagree": "disagree", "supervisor": "supervisor"}
    return next((name for mark, name in marks.items() if mark in outcome.text), "open")


def _place(asked: Asked) -> tuple[str, str, int]:
    path = asked.path
    return path["kiosk"], path["epoch"], min(int(path["seq"]), _MAX_SEQ)

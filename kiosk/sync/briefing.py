"""What the platform tells this kiosk alone: who its staff are, and what has become of entries that were looked at."""

import logging

import msgspec

from kiosk.core.journal import Revision, Verdict
from kiosk.sync.alone import ask_alone
from kiosk.sync.answers import PlatformProblem
from kiosk.sync.client import Client
from kiosk.sync.enrolment import Enrolment
from kiosk.sync.ports import Identity, Journal
from kiosk.sync.roster import DOCUMENT, BriefingPayload, Held, Kept, load_held, read_payload
from kiosk.sync.signed import not_signed
from kiosk.sync.wire import JournalAnswer

_PATH = "/v1/briefing"
_log = logging.getLogger(__name__)


def refresh_briefing(client: Client, journal: Journal, enrolment: Enrolment, identity: Identity) -> bool:
    """Ask for the briefing until nothing newer waits; whether the staff is another now.

    A platform that has no briefings changes nothing. Raises ``LinkFault``; what had come before it stays applied.
    """
    before = load_held(journal, enrolment)
    held, more = before, True
    while more:
        applied = 0 if held is None else held.revision
        try:
            query = {"kiosk": identity.kiosk, "after": str(applied)}
            envelope = ask_alone(client, enrolment, identity, _PATH, query)
        except PlatformProblem as problem:
            if problem.name != "not-found":
                raise
            return False
        payload = read_payload(envelope, enrolment)
        if payload.kiosk != identity.kiosk:
            raise not_signed("briefing")
        if held is not None and _is_older(payload, held):
            break
        revisions = _next_revisions(payload, applied)
        newest = applied + len(revisions)
        if held is None or revisions or payload.staff != held.payload.staff or payload.version != held.payload.version:
            kept = Kept(enrolment.platform, newest, envelope)
            journal.apply_revisions(revisions, DOCUMENT, msgspec.json.encode(kept))
        held = Held(payload, newest)
        more = bool(revisions) and newest < payload.revision
    return held is not None and (before is None or held.payload.staff != before.payload.staff)


def may_have_changed(announced: JournalAnswer, journal: Journal, enrolment: Enrolment) -> bool:
    """Whether there may be another briefing than the one that is held, by what the platform has just announced."""
    version, revision = announced.briefing_version, announced.briefing_revision
    if version is None or revision is None:
        return True
    held = load_held(journal, enrolment)
    return held is None or version > held.payload.version or revision > held.revision


def _is_older(payload: BriefingPayload, held: Held) -> bool:
    """A platform that counts anew (its database was restored), or an old answer that somebody has kept."""
    older = payload.version < held.payload.version or payload.revision < held.revision
    if older:
        _log.warning(
            "the platform offers briefing %d with revision %d, we hold %d with %d; kept ours",
            payload.version,
            payload.revision,
            held.payload.version,
            held.revision,
        )
    return older


def _next_revisions(payload: BriefingPayload, applied: int) -> list[Revision]:
    """Those behind ``applied``. Raises ``LinkFault`` when one is missing: its entry would keep the wrong verdict."""
    fresh = [one for one in payload.revisions if one.revision > applied]
    if [one.revision for one in fresh] != list(range(applied + 1, applied + 1 + len(fresh))):
        raise not_signed("list of revisions")
    return [Revision(one.epoch, Verdict(one.seq, one.verdict, one.reason)) for one in fresh]

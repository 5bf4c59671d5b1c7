"""``kiosk sync``: upload now, or say how uploading stands."""

import argparse
import json
import random
import sys
from pathlib import Path

from kiosk import config
from kiosk.cli.options import Subparsers, add_command, add_data, add_json
from kiosk.core.clock import SystemClock
from kiosk.ledger import Ledger, open_ledger
from kiosk.sync import (
    Client,
    Exchange,
    Outcome,
    Pace,
    left_epochs,
    load_enrolment,
    load_last_fault,
    remember_fault,
)


def register(subparsers: Subparsers, summary: str) -> None:
    """Add the command."""
    parser = add_command(subparsers, "sync", summary)
    actions = parser.add_subparsers(metavar="ACTION", required=True, title="actions")
    once = add_command(actions, "once", "upload everything that waits, once, and fetch the directory")
    add_data(once)
    add_json(once)
    once.set_defaults(handler=_once)
    status = add_command(actions, "status", "print what waits and what the platform said")
    add_data(status)
    add_json(status)
    status.set_defaults(handler=_status)


def _once(arguments: argparse.Namespace) -> int:
    settings = config.load(arguments.data)
    ledger = open_ledger(arguments.data, SystemClock(), create=False)
    try:
        outcome = _exchange(ledger, settings.sync, arguments.data)
        totals = ledger.totals()
    finally:
        ledger.close()
    word = _word(outcome)
    if arguments.json:
        sent = outcome.sent if outcome else 0
        print(json.dumps({"sent": sent, "acked_seq": totals.acked_seq, "pending": totals.pending, "outcome": word}))
    elif outcome is None:
        print("this kiosk is not enrolled: run `kiosk enrol --central URL --code CODE`", file=sys.stderr)
    elif outcome.fault is not None:
        print(f"{outcome.fault.advice} ({totals.pending} entries wait; nothing is lost)", file=sys.stderr)
    else:
        print(f"{outcome.sent} entries uploaded, {totals.pending} wait")
    return 0 if word == "done" else 1


def _exchange(ledger: Ledger, settings: config.SyncConfig, data: Path) -> Outcome | None:
    enrolment = load_enrolment(ledger)
    if enrolment is None:
        return None
    clock = SystemClock()
    client = Client(enrolment.central, clock=clock, ca_file=settings.authorities(data))
    try:
        pace = Pace(settings.batch, random.SystemRandom())
        exchange = Exchange(
            ledger,
            ledger.device,
            client,
            enrolment,
            pace,
            on_directory=lambda _adopted: None,
            on_time=clock.confirm,
        )
        outcome = exchange.run()
        remember_fault(ledger, outcome.fault, clock.now())
        return outcome
    finally:
        client.close()


def _word(outcome: Outcome | None) -> str:
    if outcome is None:
        return "not_enrolled"
    return "done" if outcome.fault is None else outcome.fault.kind.value


def _status(arguments: argparse.Namespace) -> int:
    ledger = open_ledger(arguments.data, SystemClock(), create=False)
    try:
        enrolment, totals, verdicts = load_enrolment(ledger), ledger.totals(), ledger.open_verdicts()
        fault = load_last_fault(ledger)
        left, backlogs = left_epochs(ledger), ledger.backlogs()
    finally:
        ledger.close()
    central = enrolment.central if enrolment else None
    disputed = {each.epoch: each.head_seq - each.acked_seq for each in backlogs if each.epoch in left and each.closed}
    if arguments.json:
        held = [{"seq": v.seq, "verdict": v.verdict, "reason": v.reason} for v in verdicts]
        told = {"kind": fault.kind, "advice": fault.advice, "since": fault.since} if fault else None
        counts = {"acked_seq": totals.acked_seq, "pending": totals.pending, "disputed": sum(disputed.values())}
        print(json.dumps({"central": central, **counts, "fault": told, "verdicts": held}))
        return 0
    print(f"platform: {central or 'not enrolled'}")
    print(f"{totals.pending} of {totals.entries} entries wait; acknowledged up to {totals.acked_seq}")
    if fault is not None:
        print(f"not uploading since {fault.since}: {fault.advice}")
    for epoch, entries in disputed.items():
        if entries:
            print(f"{entries} of them stay here: the platform does not take the rest of epoch {epoch} ({left[epoch]})")
    for verdict in verdicts:
        print(f"entry {verdict.seq}: {verdict.verdict} ({verdict.reason})")
    return 0

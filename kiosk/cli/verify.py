"""``kiosk ledger verify`` and ``new-epoch``: is the ledger what it was, and what to do when it is not."""

import argparse
import json
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path

from kiosk.cli.options import Subparsers, add_command, add_data, add_json
from kiosk.core.clock import SystemClock
from kiosk.core.errors import StoreFault, UsageFault
from kiosk.ledger import open_ledger, sole_writer, verify
from kiosk.ledger.damage import absolve, condemn, condemned
from kiosk.ledger.epochs import EpochReason, open_epoch
from kiosk.ledger.repair import Outcome, Repaired, repair
from kiosk.ledger.verify import Report, check_end

_SHOWN_PROBLEMS = 20


def add_verify(actions: Subparsers) -> None:
    """Add both."""
    check = add_command(actions, "verify", "read the whole journal and check numbers, chain, signatures and sums")
    add_data(check)
    add_json(check)
    check.add_argument("--repair", action="store_true", help="mend what can be mended; the damaged file is kept")
    check.add_argument(
        "--new-epoch",
        action="store_true",
        help="with --repair: begin a new epoch where entries are missing, because nothing can bring them back",
    )
    check.set_defaults(handler=_verify)

    epoch = add_command(
        actions, "new-epoch", "number from 1 again, after the platform has said fork and the operator has looked at it"
    )
    add_data(epoch)
    epoch.set_defaults(handler=_new_epoch)


def _verify(arguments: argparse.Namespace) -> int:
    if arguments.new_epoch and not arguments.repair:
        raise UsageFault("--new-epoch goes with --repair")
    if arguments.repair:
        return _repair(arguments)
    data: Path = arguments.data
    with ExitStack() as held:
        marked = condemned(data) is not None
        alone = marked and _hold(held, data)
        report = _read(data)
        if report.sound and alone:
            absolve(data)
    if arguments.json:
        cleared = report.sound and alone
        found = {"sound": report.sound, "problems": report.problems, "marked": marked and not cleared}
        print(json.dumps({**found, **asdict(report)}, ensure_ascii=False))
        return 0 if report.sound else 1
    _print_problems(report.problems)
    print(f"{report.entries} entries, {report.drop_offs} drop-offs, {report.weight_g} g: {_verdict(report)}")
    if report.sound and marked:
        print("the mark of damage is gone: start the kiosk" if alone else _IN_USE)
    return 0 if report.sound else 1


_IN_USE = "the mark of damage stays while another program uses the ledger: stop the kiosk and run this again"


def _hold(held: ExitStack, data: Path) -> bool:
    """Take the folder until ``held`` ends, if nobody else has it."""
    try:
        held.enter_context(sole_writer(data))
    except StoreFault:
        return False
    return True


def _read(data: Path) -> Report:
    ledger = open_ledger(data, SystemClock(), create=False)
    try:
        report = verify(ledger)
        report.journal_problems += [said for said in check_end(ledger) if said not in report.problems]
    finally:
        ledger.close()
    return report


def _verdict(report: Report) -> str:
    if report.sound:
        return "sound"
    return "NOT sound (L04): nothing was changed; stop the kiosk and run `kiosk ledger verify --repair`"


def _print_problems(problems: list[str]) -> None:
    for problem in problems[:_SHOWN_PROBLEMS]:
        print(problem)
    if len(problems) > _SHOWN_PROBLEMS:
        print(f"… and {len(problems) - _SHOWN_PROBLEMS} more")


def _repair(arguments: argparse.Namespace) -> int:
    if not arguments.json:
        print(f"reading a copy of the ledger in {arguments.data}; this takes a while", flush=True)
    done = repair(arguments.data, SystemClock(), new_epoch=arguments.new_epoch)
    if arguments.json:
        print(json.dumps({**asdict(done), "gone": done.gone, "aside": _text(done.aside)}, ensure_ascii=False))
    else:
        _print_problems(list(done.problems))
        for sentence in told(done):
            print(sentence)
    return 1 if done.outcome is Outcome.NEEDS_NEW_EPOCH else 0


def _text(path: Path | None) -> str | None:
    return None if path is None else str(path)


def told(done: Repaired) -> list[str]:
    """What a repair came to, in sentences for staff."""
    if done.outcome is Outcome.SOUND:
        return ["the ledger is sound: nothing had to be repaired; start the kiosk"]
    said = [f"{done.saved} of {done.numbered} entries are whole"]
    if done.outcome is Outcome.REBUILT:
        said += ["what follows from them was made anew; nothing is lost"]
    else:
        said += [
            f"{done.held_there} of the others are safe: the platform has acknowledged them",
            f"{done.gone} were known here only, as far as can be told",
        ]
    if done.outcome is Outcome.NEEDS_NEW_EPOCH:
        return [
            *said,
            "nothing was changed; if there is a newer backup, `kiosk ledger restore` it instead",
            "if not, `kiosk ledger verify --repair --new-epoch` keeps what is whole and numbers from 1 again",
        ]
    if done.outcome is Outcome.NEW_EPOCH:
        said.append("a new epoch has begun; tell the operator")
    if done.incomplete:
        said.append(f"could not be read in full and is kept as far as it goes: {', '.join(done.incomplete)}")
    return [*said, f"the damaged file is kept in {done.aside}", "start the kiosk"]


def _new_epoch(arguments: argparse.Namespace) -> int:
    with sole_writer(arguments.data):
        fault = condemned(arguments.data)
        if fault is not None:
            raise fault
        ledger = open_ledger(arguments.data, SystemClock(), create=False)
        try:
            problems = check_end(ledger)
            if problems:
                raise condemn(arguments.data, problems, SystemClock().now())
            backlog = ledger.backlog()
            if backlog.acked_seq == backlog.head_seq:
                raise UsageFault("the platform has acknowledged everything: there is no fork to leave behind")
            open_epoch(ledger, EpochReason.FORKED)
        finally:
            ledger.close()
    print(
        f"a new epoch has begun; entries {backlog.acked_seq + 1} to {backlog.head_seq} of the old one are uploaded as "
        "far as the platform takes them, and `kiosk sync status` counts those that stay here"
    )
    return 0

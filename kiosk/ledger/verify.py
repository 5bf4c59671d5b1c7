"""Does the ledger still say what it said? The journal by itself, and every projection against the journal.

``verify`` reads everything; ``check_end`` looks at the newest entries only and takes the same time at any size.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from kiosk.core.journal import StoredEntry
from kiosk.ledger.chain import ChainCheck
from kiosk.ledger.entry import GENESIS
from kiosk.ledger.highwater import Mark, read_mark
from kiosk.ledger.ledger import Ledger, Sums
from kiosk.ledger.projections import EARLIER, Row, rows_of_bytes
from kiosk.ledger.store import driver_of

EPOCHS = "SELECT id FROM epoch ORDER BY no"
_NEWEST = 64
_SHOWN = 100
"""Problems that are named; what is beyond them only repeats."""


@dataclass
class Report:
    """What was checked and what was found. Sound when ``problems`` is empty. Grams and points."""

    entries: int = 0
    shrunk: int = 0
    drop_offs: int = 0
    weight_g: int = 0
    reduction_g: int = 0
    points: int = 0
    head: str = GENESIS
    journal_problems: list[str] = field(default_factory=list)
    projection_problems: list[str] = field(default_factory=list)

    @property
    def problems(self) -> list[str]:
        """What is wrong, for staff: the journal first."""
        return self.journal_problems + self.projection_problems

    @property
    def sound(self) -> bool:
        """True when nothing is wrong."""
        return not self.problems


def verify(
    ledger: Ledger, *, signatures: bool = True, on_progress: Callable[[int, int], None] = lambda _done, _of: None
) -> Report:
    """Read the whole journal and recompute everything that can be recomputed.

    ``signatures`` as in ``ChainCheck``. ``on_progress`` hears how many entries of how many have been read; what it
    raises ends it all. Entries that are appended meanwhile are left out.
    """
    mark = read_mark(ledger.folder)  # first: what is appended from now on is here all the more
    while True:
        before = ledger.sums()
        report = _verify(ledger, before, signatures, on_progress)
        if ledger.sums().shrunk == before.shrunk:  # otherwise entries lost their bytes while we read
            report.journal_problems += _missing_behind(ledger, mark)
            return report


def _verify(ledger: Ledger, sums: Sums, signatures: bool, on_progress: Callable[[int, int], None]) -> Report:
    if damage := ledger.damaged_pages():
        return Report(sums.entries, journal_problems=[f"the file is damaged: {said}" for said in damage][:_SHOWN])
    chain = ChainCheck(ledger.device.kiosk, ledger.device.public_key, signatures=signatures)
    problems = _behind_the_end(ledger)
    days: Counter[tuple[str, str, str]] = Counter()
    corrected: Counter[str] = Counter()
    for name, value in zip(("drop_offs", "weight_g", "reduction_g", "points"), sums.shrunk[1:], strict=True):
        days[EARLIER, EARLIER, name] = value
    while chain.entries < sums.entries:
        page = ledger.page(chain.entries, sums.entries)
        if not page.entries:
            break
        first = chain.entries + 1
        for stored in page.entries:
            chain.take(stored)
        if len(problems) < _SHOWN:
            problems += _compare_rows(first, page.entries, page.rows, days, corrected)
        on_progress(chain.entries, sums.entries)
    chain.finish()
    chain.problems += _not_acknowledged(ledger)
    problems += _compare_sums(chain, sums, days)
    totals = {name: sum(days[key] for key in days if key[2] == name) + corrected[name] for name in _SUMMED}
    return Report(
        chain.entries,
        chain.shrunk,
        **totals,
        head=chain.head,
        journal_problems=chain.problems[:_SHOWN],
        projection_problems=problems[:_SHOWN],
    )


_SUMMED = ("drop_offs", "weight_g", "reduction_g", "points")


def _compare_rows(
    first: int,
    entries: Iterable[StoredEntry],
    rows: Mapping[str, set[Row]],
    days: Counter[tuple[str, str, str]],
    corrected: Counter[str],
) -> list[str]:
    """Rows that the entries from position ``first`` on should have and have not, and the reverse; adds what they weigh
    to ``days``, and what corrections change to ``corrected``.
    """
    expected: set[tuple[str, Row]] = set()
    shrunk: set[int] = set()
    problems: list[str] = []
    for position, stored in enumerate(entries, start=first):
        if not stored.entry:
            shrunk.add(position)
            continue
        try:
            found = rows_of_bytes(position, stored.entry)
        except ValueError as error:
            problems.append(str(error))
            continue
        expected.update(found)
        for table, row in found:
            if table == "drop_off":
                _add(days, row)
            elif table == "correction":
                corrected.update(dict(zip(_SUMMED, (-row[5], *row[7:10]), strict=True)))
    # Of what was shrunk drop-offs and corrections go; a consent or a scale check stays, beyond comparing.
    stored_rows = {
        (table, row)
        for table, found_rows in rows.items()
        for row in found_rows
        if table in {"drop_off", "correction"} or row[_POSITION[table]] not in shrunk
    }
    wrong = sorted(expected ^ stored_rows, key=lambda each: (each[1][_POSITION[each[0]]], each[0]))
    return problems + [
        f"{table}: the row of position {row[_POSITION[table]]} "
        + ("is missing or differs" if (table, row) in expected else "does not follow from the journal")
        for table, row in wrong
    ]


_POSITION = {
    "drop_off": 0,
    "container_total": 0,
    "scale_check": 0,
    "consent": 1,
    "shrunk": 0,
    "container_act": 0,
    "collection": 0,
    "correction": 0,
    "pickup_act": 0,
}


def _add(days: Counter[tuple[str, str, str]], row: Row) -> None:
    material, day, net_g, reduction_g, points = row[6:11]
    for name, value in zip(_SUMMED, (1, net_g, reduction_g, points), strict=True):
        days[day, material, name] += value


def _compare_sums(chain: ChainCheck, sums: Sums, days: Counter[tuple[str, str, str]]) -> list[str]:
    problems = []
    if (chain.entries, chain.head) != (sums.entries, sums.head):
        problems.append(f"the journal ends at entry {chain.entries} of {sums.entries}")
    projected = {
        (day, material, name): value
        for day, material, *values in sums.days
        for name, value in zip(_SUMMED, values, strict=True)
    }
    wrong = {key[:2] for key in projected.keys() | days.keys() if projected.get(key, 0) != days[key]}
    return problems + [
        f"total: the sums of {' '.join(map(str, key)).strip() or 'what was shrunk'} differ"
        for key in sorted(wrong, key=repr)  # a page of another moment may hold NULL
    ]


def check_end(ledger: Ledger, mark: Mark | None = None) -> list[str]:
    """What is wrong with the newest entries: numbers, chain, the last signature, their projections, and whether the
    journal still reaches what the platform has acknowledged and what was certainly written. Empty: nothing.

    ``mark``: how far the journal has come; None: what the data folder says.
    """
    sums = ledger.sums()
    start = max(0, sums.entries - _NEWEST)
    page = ledger.page(start, sums.entries)
    problems = _behind_the_end(ledger) + _compare_rows(start + 1, page.entries, page.rows, Counter(), Counter())
    before = ledger.page(start - 1, start).entries if start else []
    chain = ChainCheck(
        ledger.device.kiosk, ledger.key_behind(start), signatures=False, after=before[0] if before else None
    )
    for stored in page.entries:
        chain.take(stored)
    chain.finish()
    if (start + chain.entries, chain.head) != (sums.entries, sums.head):
        problems.append(f"the journal ends at entry {start + chain.entries} of {sums.entries}")
    problems += _not_acknowledged(ledger)
    return chain.problems + problems + _missing_behind(ledger, mark or read_mark(ledger.folder))


def _not_acknowledged(ledger: Ledger) -> list[str]:
    return [
        f"the platform has acknowledged entry {seq} of epoch {epoch}, which is not here"
        for epoch, seq, head_hash in ledger.acknowledged()
        if ledger.hash_at(epoch, seq) != head_hash
    ]


def _behind_the_end(ledger: Ledger) -> list[str]:
    return [f"{table}: has rows of entries that are not in the journal" for table in ledger.tables_behind_the_end()]


def _missing_behind(ledger: Ledger, mark: Mark | None) -> list[str]:
    """A WAL that was deleted, or an old copy put back, ends where nothing looks wrong; the mark knows better. Of an
    epoch that has ended here it tells nothing: the later one was begun on a person's word.
    """
    if mark is None or mark.kiosk != ledger.device.kiosk:
        return []
    with ledger.store.reading() as connection:
        epochs = [epoch for (epoch,) in driver_of(connection).execute(EPOCHS).fetchall()]
    if mark.epoch not in epochs:
        return ["a later epoch had been begun, and is not here any more"]
    if mark.epoch != epochs[-1] or ledger.hash_at(mark.epoch, mark.seq) == mark.hash:
        return []
    return [f"entry {mark.seq} had been written, and is not here any more"]

"""A platform's tables full of what kiosks sent, made by the database itself: rows as ingest writes them, without a
request. Kiosks have 5,000 entries each and residents some 40 drop-offs; a quarter are guests'.

Names are spread by a multiplication, so that they meet the indexes in no order, as real ones do. Nobody reads the
canonical bytes again, so they are padding of a real entry's size.
"""

from collections.abc import Iterator

from sqlalchemy import Connection, text

from central.store import Store

KIOSK_ENTRIES = 5_000
RESIDENT_ENTRIES = 50
CANONICAL_BYTES = 935
_SPREAD, _MODULUS = 2_654_435_761, 4_294_967_296
_AT_ONCE = 100_000
"""Entries in one transaction."""

_NUMBERS = {
    "sqlite": "WITH RECURSIVE numbers(n) AS (SELECT :first UNION ALL SELECT n + 1 FROM numbers WHERE n < :last) ",
    "postgresql": "WITH numbers AS (SELECT generate_series(CAST(:first AS bigint), CAST(:last AS bigint)) AS n) ",
}
_WORDS = {
    # what the statements below leave open
    "sqlite": {
        "hex20": "printf('%020x', {})",
        "hex64": "printf('%064x', {})",
        "moment": "strftime('%Y-%m-%dT%H:%M:%S.000Z', 1735689600 + n * 3, 'unixepoch')",
        "canonical": "zeroblob(:canonical)",
        "signature": "zeroblob(64)",
        "key": "zeroblob(32)",
    },
    "postgresql": {
        "hex20": "lpad(to_hex({}), 20, '0')",
        "hex64": "lpad(to_hex({}), 64, '0')",
        "moment": "to_char(to_timestamp(1735689600 + n * 3) AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.000\"Z\"')",
        "canonical": "CAST(repeat('x', CAST(:canonical AS integer)) AS bytea)",
        "signature": "CAST(repeat('s', 64) AS bytea)",
        "key": "CAST(repeat('k', 32) AS bytea)",
    },
}


def resident_name(number: int) -> str:
    """The pseudonym of the resident of this number, from 0 on."""
    return f"r-{number * _SPREAD % _MODULUS:020x}"


def residents_of(entries: int) -> int:
    """How many residents a platform with so many entries has."""
    return entries // RESIDENT_ENTRIES


def fill(store: Store, entries: int) -> None:
    """Fill an empty platform, and let the database look at its tables. ``entries``: a multiple of ``KIOSK_ENTRIES``."""
    kiosks, residents = entries // KIOSK_ENTRIES, residents_of(entries)
    with store.writing() as connection:
        _run(connection, _KIOSKS, 1, kiosks)
        _run(connection, _JOURNALS, 1, kiosks)
        _run(connection, _RUNS, 1, kiosks)
        _run(connection, _RESIDENTS, 0, residents - 1)
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT setval('journals_id_seq', max(id)) FROM journals"))
    for first, last in _pieces(entries):
        with store.writing() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(text("SET LOCAL session_replication_role = replica"))  # foreign keys are kept by us
            for statement in (_ENTRIES, _VERDICTS, _DROP_OFFS, _DAYS):
                _run(connection, statement, first, last, residents)
    with store.writing() as connection:
        connection.execute(text("ANALYZE"))


def _pieces(entries: int) -> Iterator[tuple[int, int]]:
    for first in range(0, entries, _AT_ONCE):
        yield first, min(first + _AT_ONCE, entries) - 1


def _run(connection: Connection, statement: str, first: int, last: int, residents: int = 1) -> None:
    kind = connection.dialect.name
    words = dict(_WORDS[kind])
    spread = f"(({{}}) * {_SPREAD} % {_MODULUS})"
    who = f"(n * 7919 % {residents})"
    values = {
        "kiosk": "'k-' || " + words["hex20"].format(spread.format("n")),
        "resident_n": "'r-' || " + words["hex20"].format(spread.format("n")),
        "resident": "'r-' || " + words["hex20"].format(spread.format(who)),
        "token": words["hex64"].format(spread.format("n")),
        "claim": words["hex64"].format(spread.format("n")),
        "hash": words["hex64"].format("n"),
        **{name: words[name] for name in ("moment", "canonical", "signature", "key")},
        "journal": f"(n / {KIOSK_ENTRIES} + 1)",
        "seq": f"(n % {KIOSK_ENTRIES} + 1)",
        "day": f"substr({words['moment']}, 1, 10)",
        "per": str(KIOSK_ENTRIES),
    }
    insert, select = statement.split("SELECT", 1)
    numbers = _NUMBERS[kind]
    sql = (numbers + insert + "SELECT" + select if kind == "sqlite" else insert + numbers + "SELECT" + select).format(
        **values
    )
    given = {"first": first, "last": last}
    if ":canonical" in sql:
        given["canonical"] = CANONICAL_BYTES
    connection.execute(text(sql), given)


_KIOSKS = """
INSERT INTO kiosks (id, public_key, software, enrolled_at)
SELECT {kiosk}, {key}, 'filled', {moment} FROM numbers
"""
_JOURNALS = """
INSERT INTO journals (id, kiosk, epoch, acked_seq, head_hash)
SELECT n, {kiosk}, 'e', {per}, {hash} FROM numbers
"""
_RUNS = """
INSERT INTO boot_runs (journal, first_seq, last_seq, boot, first_ms, last_ms, begun_ms, latest_ms, heard)
SELECT n, 1, {per}, 'b', 0, 1, 0, 1, true FROM numbers
"""
_RESIDENTS = """
INSERT INTO residents (id, token_hash, created_at, reduction_g, points, held)
SELECT {resident_n}, {token}, '2025-01-01T00:00:00.000Z', 0, 0, 0 FROM numbers
"""
_ENTRIES = """
INSERT INTO entries (shard, journal, seq, hash, canonical, signature, received_at)
SELECT {journal} * 1021 % 4096, {journal}, {seq}, {hash}, {canonical}, {signature}, {moment} FROM numbers
"""
_VERDICTS = """
INSERT INTO verdicts (journal, seq, verdict) SELECT {journal}, {seq}, 'accepted' FROM numbers
"""
_DROP_OFFS = """
INSERT INTO drop_offs (journal, seq, credited_to, claim, occurred_at, material, net_g, reduction_g, points, rule_id,
    rule_version, rule_status, g_per_kg, points_per_kg, verdict, moment_kind)
SELECT {journal}, {seq}, CASE WHEN n % 4 = 0 THEN NULL ELSE {resident} END, CASE WHEN n % 4 = 0 THEN {claim} END,
    {moment}, 'clothing', 1000, 1280, 30, 'luya-clothing', 1, 'published', 1280, 30, 'accepted', 'label' FROM numbers
"""
_DAYS = """
INSERT INTO resident_days (resident, day, net_g)
SELECT DISTINCT {resident}, {day}, 1000 FROM numbers WHERE n % 4 <> 0 ON CONFLICT DO NOTHING
"""

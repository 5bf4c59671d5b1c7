"""How PostgreSQL finds rows among many: every statement of the daily calls, explained as it was really sent."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
import requests
from sqlalchemy import Connection, Engine, event, select, text

from central import balance, dispatch, manifests, review
from central.schema import Entry, shard_of
from tests.fakes.central_server import RunningCentral, running_central
from tests.fakes.rosters import new_member
from tests.fakes.virtual_kiosk import VirtualKiosk, VirtualPhone, claim_hash
from tests.fakes.virtual_staff import collection_body, pickup_closed_body

CODE = "23456789ABCDEFGH"
BIG = {"entries", "verdicts", "drop_offs", "journals", "kiosks", "residents", "claims"}
BIG |= {"pass_showings", "card_days", "resident_days"}
BIG |= {"containers", "container_acts", "collections", "seals", "badges", "orders", "order_events"}

# 2,000 kiosks with an epoch and five entries each, a resident to each; one drop-off in a hundred is held.
_FILL = """
INSERT INTO kiosks SELECT 'k-' || substr(md5(n::text), 1, 20), '', '', '' FROM generate_series(1, 2000) n;
INSERT INTO journals (kiosk, epoch, acked_seq, head_hash) SELECT id, '', 10, '' FROM kiosks;
INSERT INTO residents SELECT 'r-' || substr(md5(n::text), 1, 20), md5(n::text), '', 0, 0, 0
  FROM generate_series(1, 2000) n;
INSERT INTO entries SELECT ('x' || substr(kiosk, 3, 3))::bit(12)::int, id, seq, md5(seq::text), '', '', ''
  FROM journals, generate_series(1, 5) seq;
INSERT INTO verdicts SELECT journal, seq, CASE WHEN mod(journal + seq, 100) = 0 THEN 'held' ELSE 'accepted' END, null
  FROM entries;
INSERT INTO drop_offs SELECT journal, seq, 'r-' || substr(md5(journal::text), 1, 20), md5(journal || '-' || seq),
  '2026-11-22T09:00:00.000Z', 'clothing', 1000, 1280, 30, 'luya-clothing', 1, 'published', 1280, 30,
  CASE WHEN mod(journal + seq, 100) = 0 THEN 'held' ELSE 'accepted' END, null
  FROM entries WHERE 'r-' || substr(md5(journal::text), 1, 20) IN (SELECT id FROM residents);
UPDATE drop_offs SET session = md5(journal || '/' || seq), line = 1, weighing = md5(journal || '+' || seq),
  moment = CASE WHEN mod(seq, 50) = 0 THEN occurred_at END;
INSERT INTO claims SELECT md5(id), id, '' FROM residents;
INSERT INTO pass_showings SELECT md5(id), id FROM kiosks;
INSERT INTO card_days SELECT id, '2026-11-22', 0 FROM residents;
INSERT INTO resident_days SELECT resident, day, net_g FROM card_days;
INSERT INTO containers (kiosk, name, material, capacity_g, capacity_l, full_g, period, expects, drop_offs, fill_g,
  handed_g) SELECT id, 'clothing-1', 'clothing', 0, 0, 0, 3, 3, 1, 1000, 0 FROM kiosks;
INSERT INTO container_acts SELECT j.id, seq, c.id, seq, 'drop_off', 1, 1000, null
  FROM containers c JOIN journals j ON j.kiosk = c.kiosk, generate_series(1, 3) seq;
INSERT INTO collections SELECT j.id, seq + 3, c.id, seq, 1, 1000, 0, '', seq, 1, 1000, 1000, 1, null, null, null, null,
  'intact', '', null, null, '', '', '', md5(j.id || '-' || seq), '2026-11-22T09:00:00.000Z'
  FROM containers c JOIN journals j ON j.kiosk = c.kiosk, generate_series(1, 2) seq;
INSERT INTO verdicts SELECT journal, seq, 'accepted', null FROM collections ON CONFLICT DO NOTHING;
INSERT INTO seals SELECT hash, journal, seq FROM collections;
INSERT INTO orders SELECT md5(id || seq), null, id, 'clothing', '2026-11-20T01:00:00.000Z', '2026-11-20T04:00:00.000Z',
  'closed', 'collected', null, null, '', '', null FROM residents, generate_series(1, 3) seq;
INSERT INTO order_events ("order", at, what, by, kiosk) SELECT id, '', 'created', '', null FROM orders;
INSERT INTO badges SELECT md5(id), 'operator', '', '', '2027-01-01T00:00:00.000Z' FROM kiosks;
"""


@pytest.fixture(scope="module")
def central(tmp_path_factory: pytest.TempPathFactory, new_database: Callable[[str], str]) -> Iterator[RunningCentral]:
    with running_central(tmp_path_factory.mktemp("central"), new_database("postgresql")) as running:
        with running.store.writing() as connection:
            connection.exec_driver_sql(_FILL)
            connection.exec_driver_sql("ANALYZE")
        yield running


@contextmanager
def statements() -> Iterator[list[tuple[str, Any]]]:
    """What is sent to the database meanwhile, with its values; of a statement for many rows the first."""
    sent: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, values: Any, _context: Any, many: bool) -> None:
        sent.append((statement, values[0] if many else values))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def plan_of(connection: Connection, statement: str, values: Any = None) -> dict[str, Any]:
    found = connection.exec_driver_sql(f"EXPLAIN (FORMAT JSON) {statement}", values).scalar_one()
    plan: dict[str, Any] = (json.loads(found) if isinstance(found, str) else found)[0]["Plan"]
    return plan


def nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for below in plan.get("Plans", []):
        yield from nodes(below)


def table_of(node: dict[str, Any]) -> str:
    name: str = node.get("Relation Name", "")
    return "entries" if name.startswith("entries_p") else name


def scanned(plan: dict[str, Any]) -> set[str]:
    """The big tables that are read from end to end."""
    return {table_of(node) for node in nodes(plan) if node["Node Type"] == "Seq Scan"} & BIG


def act_range(central: RunningCentral) -> None:
    kiosk, phone = central.kiosk(), VirtualPhone.register(central.url)
    kiosk.drop_off(1000, resident=phone.resident, pass_kind="card", pass_id="a" * 32, pass_digest="b" * 32)
    kiosk.drop_off(1000, claim=claim_hash(CODE))
    for _ in range(2):
        assert kiosk.send().status_code == 200
    other: VirtualKiosk = kiosk.fork(at=2)
    other.drop_off(9000)
    assert other.send().status_code == 409


def act_resident(central: RunningCentral) -> None:
    phone = VirtualPhone.register(central.url)
    assert phone.claim(CODE).status_code == 200
    assert phone.me()["credits"] is not None
    assert requests.get(f"{central.url}/v1/directory", timeout=30).status_code == 200


def act_collection(central: RunningCentral) -> None:
    kiosk, tablet, badge = central.kiosk(), central.kiosk(), new_member(central.store).badge
    tablet.drop_off(300)  # its minutes come after those of the other
    assert tablet.send().status_code == 200
    for grams in (1000, 3000):
        kiosk.drop_off(1000, container="clothing-1")
        kiosk.append("collection", collection_body(badge, "clothing-1", grams, period=1 + grams // 3000))
        assert kiosk.send(len(kiosk.entries) - 1).status_code == 200
        into = {"kiosk": kiosk.id, "container": "clothing-1"}
        tablet.drop_off(2000, container="round-clothing")
        tablet.append("collection", collection_body(badge, "round-clothing", 2000, into=into, period=1 + grams // 3000))
        assert tablet.send(len(tablet.entries) - 1).status_code == 200
    (newest, *_) = balance.closed(central.platform, kiosk.id)
    assert balance.present(central.platform, kiosk.id)[0].contents.handed_g == 2000
    assert manifests.view(central.platform, manifests.find(central.platform, newest.emptied.hash)) is not None
    lacking = replace(newest, emptied=replace(newest.emptied, weighed_g=0))
    assert len(balance.suspects(central.platform, lacking)) == 1


def act_order(central: RunningCentral) -> None:
    kiosk, phone, badge = central.kiosk(), VirtualPhone.register(central.url), new_member(central.store).badge
    first, second = (phone.order().json()["order"] for _ in range(2))
    for order in (first, second):
        dispatch.assign(central.platform, order, kiosk.id)
    assert kiosk.ask_orders().status_code == 200
    kiosk.append("pickup_closed", pickup_closed_body(badge, first))
    assert kiosk.send().status_code == 200
    assert phone.cancel(second).status_code == 204
    assert phone.orders()["orders"][0]["state"] == "closed"
    assert dispatch.everything(central.platform) == []


@pytest.mark.expects_log("central.ingest")
@pytest.mark.parametrize("act", [act_range, act_resident, act_collection, act_order])
def test_no_daily_call_reads_a_big_table_from_end_to_end(
    central: RunningCentral, act: Callable[[RunningCentral], None]
) -> None:
    with statements() as sent:
        act(central)
    asked = [(sql, values) for sql, values in sent if sql.startswith(("SELECT", "UPDATE"))]
    seen: set[str] = set()
    with central.store.reading() as connection:
        for sql, values in asked:
            plan = plan_of(connection, sql, values)
            seen |= {table_of(node) for node in nodes(plan)}
            assert scanned(plan) == set(), sql
    wanted = {
        act_range: {"entries", "verdicts", "journals", "kiosks", "claims"},
        act_resident: {"drop_offs", "residents"},
        act_order: {"orders", "order_events"},
        act_collection: {"containers", "container_acts", "collections", "seals", "badges"},
    }
    assert wanted[act] <= seen


def test_a_range_opens_one_partition(central: RunningCentral) -> None:
    kiosk = "k-abc00000000000000000"
    query = select(Entry.hash).where(Entry.shard == shard_of(kiosk), Entry.journal == 7, Entry.seq.between(1, 5))
    with central.store.reading() as connection:
        compiled = query.compile(connection, compile_kwargs={"literal_binds": True})
        plan = plan_of(connection, str(compiled))
    read = [node for node in nodes(plan) if "Relation Name" in node]
    assert len(read) == 1
    assert read[0]["Index Name"].startswith("entries_p")
    assert "seq" in read[0]["Index Cond"]


def test_a_kiosk_lies_in_one_partition(central: RunningCentral) -> None:
    query = text(
        "SELECT max(parts) FROM (SELECT count(DISTINCT e.tableoid) AS parts FROM entries e "
        "JOIN journals j ON j.id = e.journal GROUP BY j.kiosk) AS kiosks"
    )
    with central.store.reading() as connection:
        assert connection.scalar(query) == 1
        assert connection.scalar(text("SELECT count(DISTINCT tableoid) FROM entries")) == 16


def test_the_review_queue_reads_only_what_is_held(central: RunningCentral) -> None:
    with statements() as sent:
        assert len(review.queue(central.platform)) > 50
    sql, values = next((sql, values) for sql, values in sent if "JOIN" in sql)
    with central.store.reading() as connection:
        plan = plan_of(connection, sql, values)
    assert not scanned(plan) & {"verdicts", "entries"}
    assert "ix_verdicts_held" in {node.get("Index Name") for node in nodes(plan)}


def test_the_explanation_would_show_a_full_read(central: RunningCentral) -> None:
    with central.store.reading() as connection:
        assert scanned(plan_of(connection, "SELECT * FROM drop_offs WHERE net_g = 5")) == {"drop_offs"}
        assert scanned(plan_of(connection, "SELECT * FROM entries WHERE hash = ''")) == {"entries"}

"""Journals of many virtual kiosks, sealed, packed and signed before anything is measured."""

import hashlib
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

import requests
import zstandard
from sqlalchemy import insert

from bench.fleet_clients import Shot
from central import enrolment
from central.clock import rfc3339, utc_now
from central.schema import Resident
from central.store import open_store
from tests.fakes.virtual_kiosk import Sealed, VirtualKiosk, claim_hash

NEIGHBOURS = 20
"""Residents of one kiosk; at 1 kg each time none of them reaches the limit of a day here."""
_NET_G = 1_000
_GUESTS = 0.25
_LEVEL = 1  # as the kiosk does


@dataclass(frozen=True)
class Fleet:
    """``kiosks``, the residents they credit, and what each sends: one lane of ready requests a kiosk."""

    kiosks: list[VirtualKiosk]
    residents: list[str]
    lanes: list[list[Shot]]

    @property
    def wire_bytes(self) -> int:
        """Request lines, headers and bodies of all requests, without those of TCP and TLS."""
        return sum(_size(shot) for lane in self.lanes for shot in lane)

    def enrol(self, database: str, url: str) -> None:
        """Make all known to the platform at ``url``, whose database is ``database`` (SQLAlchemy URL)."""
        store = open_store(database)
        try:
            with requests.Session() as session:
                for kiosk in self.kiosks:
                    kiosk.url, kiosk.http = url, session
                    kiosk.enrol(enrolment.invite(store, utc_now, timedelta(hours=1))[0]).raise_for_status()
            now = rfc3339(utc_now())
            rows = [{"id": name, "token_hash": _sha256(name), "created_at": now} for name in self.residents]
            with store.writing() as connection:
                connection.execute(insert(Resident), rows)
        finally:
            store.close()


def make_fleet(kiosks: int, ranges: Sequence[int], seed: int, neighbours: int = NEIGHBOURS) -> Fleet:
    """``kiosks`` with so many ``neighbours`` each, and one range of every size of ``ranges``, in that order."""
    source = random.Random(seed)
    fleet = Fleet([], [], [])
    for _ in range(kiosks):
        kiosk = VirtualKiosk("http://platform")
        residents = [f"r-{source.getrandbits(80):020x}" for _ in range(neighbours)]
        for _ in range(sum(ranges)):
            _credit(kiosk, source, residents)
        fleet.kiosks.append(kiosk)
        fleet.residents.extend(residents)
        fleet.lanes.append(list(_packed(kiosk, ranges)))
    return fleet


def lines_of(fleet: Fleet) -> Iterator[bytes]:
    """Every line of the fleet's ranges, as it comes out of the compression."""
    return (entry.line for kiosk in fleet.kiosks for entry in kiosk.entries)


def _credit(kiosk: VirtualKiosk, source: random.Random, residents: Sequence[str]) -> Sealed:
    material = "clothing" if source.random() < 0.7 else "books"
    if source.random() < _GUESTS:
        return kiosk.drop_off(_NET_G, material, claim=claim_hash(f"{source.getrandbits(64):016x}"))
    return kiosk.drop_off(_NET_G, material, resident=source.choice(residents))


def _packed(kiosk: VirtualKiosk, ranges: Sequence[int]) -> Iterator[Shot]:
    first = 1
    for size in ranges:
        last = first + size - 1
        lines = b"".join(entry.line + b"\n" for entry in kiosk.entries[first - 1 : last])
        prepared = kiosk.signed_request(zstandard.compress(lines, _LEVEL), first, last).prepare()
        assert isinstance(prepared.body, bytes)
        yield Shot(prepared.path_url, dict(prepared.headers), prepared.body)
        first = last + 1


def _size(shot: Shot) -> int:
    lines = [f"POST {shot.target} HTTP/1.1", *(f"{name}: {value}" for name, value in shot.headers.items())]
    return sum(len(line) + 2 for line in lines) + 2 + len(shot.body)


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()

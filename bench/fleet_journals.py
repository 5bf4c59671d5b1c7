"""Journals of many virtual kiosks: sealed and packed before anything is measured, signed just before they are sent.

A call also tells what the clock of the kiosk's boot reads, which is where it stands at the moment of sending: so the
platform finds every label right, as on an ordinary day.
"""

import hashlib
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import requests
import zstandard

from bench.fleet_clients import Shot
from central import enrolment
from central.clock import rfc3339, utc_now
from central.schema import Resident
from central.store import insert_all, open_store
from tests.fakes.virtual_kiosk import VirtualKiosk, claim_hash, drop_off_body

NEIGHBOURS = 20
"""Residents of one kiosk; at 1 kg each time none of them reaches the limit of a day here."""
_NET_G = 1_000
_GUESTS = 0.25
_LEVEL = 1  # as the kiosk does
_BOOT = "boot-fleet"
_GAP = timedelta(minutes=1)
_AHEAD = timedelta(seconds=20)


@dataclass(frozen=True)
class Packed:
    """Entries ``first`` to ``last`` of a kiosk, compressed."""

    first: int
    last: int
    body: bytes


@dataclass(frozen=True)
class Fleet:
    """``kiosks``, which began at ``booted``, the residents they credit, and the ranges that each of them sends."""

    kiosks: list[VirtualKiosk]
    residents: list[str]
    ranges: list[list[Packed]]
    booted: datetime

    def signed(self) -> list[list[Shot]]:
        """One lane of ready requests a kiosk, to be sent from now on."""
        # Where the clock will stand in the middle of it all; a call's way makes little of the minute that labels have.
        monotonic_ms = (utc_now() + _AHEAD - self.booted) // timedelta(milliseconds=1)
        told = f"&boot={_BOOT}&monotonic_ms={monotonic_ms}"
        pairs = zip(self.kiosks, self.ranges, strict=True)
        return [[_shot(kiosk, packed, told) for packed in ranges] for kiosk, ranges in pairs]

    def enrol(self, database: str, url: str) -> None:
        """Make all known to the platform at ``url``, whose database is ``database`` (SQLAlchemy URL)."""
        store = open_store(database)
        try:
            with requests.Session() as session:
                for kiosk in self.kiosks:
                    kiosk.url, kiosk.http = url, session
                    kiosk.enrol(enrolment.invite(store, utc_now, timedelta(hours=1))[0]).raise_for_status()
            now = rfc3339(utc_now())
            empty = {"reduction_g": 0, "points": 0, "held": 0}
            rows = [{"id": each, "token_hash": _sha256(each), "created_at": now, **empty} for each in self.residents]
            with store.writing() as connection:
                insert_all(connection, Resident, rows)
        finally:
            store.close()


def make_fleet(
    kiosks: int, ranges: Sequence[int], seed: int, neighbours: int = NEIGHBOURS, known: Sequence[str] = ()
) -> Fleet:
    """``kiosks`` with one range of every size of ``ranges``, in that order, and so many new ``neighbours`` each, or
    with those residents whom the platform knows already.
    """
    source = random.Random(seed)
    fleet = Fleet([], [], [], utc_now() - sum(ranges) * _GAP)
    for _ in range(kiosks):
        kiosk = VirtualKiosk("http://platform")
        new = [] if known else [f"r-{source.getrandbits(80):020x}" for _ in range(neighbours)]
        for number in range(sum(ranges)):
            _credit(kiosk, source, known or new, fleet.booted, number * _GAP)
        fleet.kiosks.append(kiosk)
        fleet.residents.extend(new)
        fleet.ranges.append(list(_packed(kiosk, ranges)))
    return fleet


def lines_of(fleet: Fleet) -> Iterator[bytes]:
    """Every line of the fleet's ranges, as it comes out of the compression."""
    return (entry.line for kiosk in fleet.kiosks for entry in kiosk.entries)


def _credit(
    kiosk: VirtualKiosk, source: random.Random, residents: Sequence[str], booted: datetime, after: timedelta
) -> None:
    material = "clothing" if source.random() < 0.7 else "books"
    if source.random() < _GUESTS:
        body = drop_off_body(_NET_G, material, claim=claim_hash(f"{source.getrandbits(64):016x}"))
    else:
        body = drop_off_body(_NET_G, material, resident=source.choice(residents))
    monotonic_ms = after // timedelta(milliseconds=1)
    kiosk.append("drop_off", body, boot=_BOOT, monotonic_ms=monotonic_ms, occurred_at=rfc3339(booted + after))


def _packed(kiosk: VirtualKiosk, ranges: Sequence[int]) -> Iterator[Packed]:
    first = 1
    for size in ranges:
        last = first + size - 1
        lines = b"".join(entry.line + b"\n" for entry in kiosk.entries[first - 1 : last])
        yield Packed(first, last, zstandard.compress(lines, _LEVEL))
        first = last + 1


def _shot(kiosk: VirtualKiosk, packed: Packed, told: str) -> Shot:
    prepared = kiosk.signed_request(packed.body, packed.first, packed.last, told=told).prepare()
    assert isinstance(prepared.body, bytes)
    return Shot(prepared.path_url, dict(prepared.headers), prepared.body)


def wire_bytes(lanes: Sequence[Sequence[Shot]]) -> int:
    """Request lines, headers and bodies of all requests, without those of TCP and TLS."""
    return sum(_size(shot) for lane in lanes for shot in lane)


def _size(shot: Shot) -> int:
    lines = [f"POST {shot.target} HTTP/1.1", *(f"{name}: {value}" for name, value in shot.headers.items())]
    return sum(len(line) + 2 for line in lines) + 2 + len(shot.body)


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()

"""The platform of the town: the real one, called without sockets, on a real database that can be set back."""

import dataclasses
import shutil
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import argon2
import msgspec
import requests
from sqlalchemy import insert, select
from sqlalchemy.exc import OperationalError
from starlette.datastructures import Headers

from central import (
    briefing,
    cards,
    certificates,
    directory,
    enrolment,
    ingest,
    residents,
    revocation,
    roster,
    tokens,
    wire,
)
from central.context import Platform
from central.encoding import base64url, from_base64url
from central.keys import load_or_make_keys
from central.problems import Problem
from central.rules import load_rules
from central.schema import Badge, Resident
from central.signatures import SignedRequest
from central.store import open_store
from tests.fakes.passes import Phone
from tests.simulation.clock import World

URL = "http://platform.town"
_QUICK = argon2.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
"""The kiosk judges by the parameters that stand in the hash; what argon2id costs in earnest is measured elsewhere."""


@dataclass(frozen=True)
class Answer:
    """What came back: a status, a content type, a body."""

    status: int
    content_type: str
    body: bytes
    retry_after: str = ""


class CentralSide:
    """The platform. ``restored``: how often it was set back to an older copy. ``said``: its newest word on a range."""

    def __init__(self, folder: Path, world: World, rules: Path) -> None:
        self._folder = folder
        self._world = world
        self._rules = rules
        self._copies: list[tuple[int, Path]] = []
        self.restored = 0
        self.said: Answer | None = None
        self.platform = self._open()

    def _open(self) -> Platform:
        store = open_store(f"sqlite:///{self._folder / 'central.db'}")
        keys = load_or_make_keys(store, self._world.now)
        platform = Platform(store, keys, load_rules(self._rules), self._world.now)
        directory.publish(store, keys, f"{URL}/me", self._world.now)
        return platform

    def close(self) -> None:
        """End it in good order."""
        self.platform.store.close()

    def restart(self) -> None:
        """Stop and start."""
        self.close()
        self.platform = self._open()

    def back_up(self) -> None:
        """Take a copy. Three are kept."""
        self.close()
        copy = self._folder / f"copy-{len(self._copies)}.db"
        shutil.copyfile(self._folder / "central.db", copy)
        self._copies = [*self._copies, (self._world.ms, copy)]
        self.platform = self._open()

    def restore(self, which: int, oldest_ms: int) -> bool:
        """Go back to one of the newest three copies, none taken before ``oldest_ms``; False when there is none."""
        copies = [copy for taken_ms, copy in self._copies[-3:] if taken_ms >= oldest_ms]
        if not copies:
            return False
        self.close()
        shutil.copyfile(copies[which % len(copies)], self._folder / "central.db")
        self.restored += 1
        self.platform = self._open()
        return True

    # --- people ---

    def register(self) -> str:
        """A new resident."""
        return residents.register(self.platform)["resident"]

    def knows(self, resident: str) -> bool:
        """False for who registered after the copy that the platform was set back to."""
        with self.platform.store.reading() as connection:
            return connection.scalar(select(Resident.id).where(Resident.id == resident)) is not None

    def certify(self, phone: Phone, resident: str) -> None:
        """Give a phone a fresh certificate. Raises ``Problem`` when its key was revoked."""
        request = certificates.CertificateRequest(base64url(phone.public))
        phone.certificate = from_base64url(certificates.certify(self.platform, resident, request)["certificate"])

    def issue_card(self) -> tuple[str, str, str]:
        """A printed card: its code, its id, and its resident."""
        (card,) = cards.issue(self.platform, 1, "the town")
        with self.platform.store.reading() as connection:
            row = connection.exec_driver_sql("SELECT resident FROM cards WHERE id = ?", (card.id,)).one()
        return card.code, card.id, row.resident

    def revoke_card(self, card: str) -> None:
        """A card was lost."""
        cards.revoke(self.platform, card)

    def revoke_resident(self, resident: str) -> None:
        """Trust is taken back."""
        revocation.revoke_resident(self.platform, resident)

    def online_pass(self, resident: str, identity: bytes) -> str:
        """An online pass as the phone page shows it."""
        moment = self._world.now().replace(microsecond=0)
        return tokens.signed_code(self.platform.keys, tokens.ONLINE, resident, identity, moment, timedelta(minutes=10))

    def add_badge(self, identity: bytes, pin: str) -> str:
        """A badge of the staff; its code."""
        issued_at = self._world.now().replace(microsecond=0)
        row = {"id": identity.hex(), "role": "operator", "pin": _QUICK.hash(pin)}
        moments = {"created_at": _rfc3339(self._world), "expires_at": "2099-01-01T00:00:00.000Z"}
        with self.platform.store.writing() as connection:
            connection.execute(insert(Badge).values(**row, **moments))
            directory.renew(connection, self.platform.keys, self._world.now)
        code = tokens.signed_code(
            self.platform.keys, tokens.BADGE, identity.hex(), identity, issued_at, timedelta(days=3650)
        )
        assert roster.members(self.platform)
        return code

    def invite(self) -> str:
        """A one-time code for a new kiosk."""
        return enrolment.invite(self.platform.store, self._world.now, timedelta(days=30))[0]

    # --- calls ---

    def answer(self, request: requests.PreparedRequest) -> Answer:
        """Serve one request, as the addresses of ``central.app`` do."""
        try:
            return self._serve(request)
        except Problem as problem:
            response = problem.response()
            retry_after = response.headers.get("retry-after", "")
            return Answer(response.status_code, "application/problem+json", bytes(response.body), retry_after)
        except OperationalError:
            return Answer(503, "application/problem+json", b"{}", "15")

    def _serve(self, request: requests.PreparedRequest) -> Answer:
        parts = urlsplit(str(request.url))
        query = dict(parse_qsl(parts.query))
        body = request.body if isinstance(request.body, bytes) else b""
        headers = Headers({name.lower(): str(value) for name, value in request.headers.items()})
        signed = SignedRequest(str(request.method), f"{parts.path}?{parts.query}", headers, body)
        match request.method, parts.path:
            case "POST", "/v1/journal":
                return _json(ingest.receive(self.platform, signed, wire.parse_range(query)))
            case "GET", "/v1/briefing":
                return _json(briefing.brief(self.platform, signed, briefing.parse(query)))
            case "GET", "/v1/directory":
                return _json(self.platform.directory.envelope())
            case "GET", "/v1/time":
                return _json(directory.signed_time(self.platform.keys, self._world.now, query["nonce"]))
            case "POST", "/v1/enrolments":
                wanted = msgspec.json.decode(body, type=enrolment.EnrolmentRequest)
                return dataclasses.replace(_json(enrolment.enrol(self.platform, wanted)), status=201)
        raise AssertionError(f"nobody asks for {request.method} {parts.path}")


def _json(body: object) -> Answer:
    return Answer(200, "application/json", msgspec.json.encode(body))


def _rfc3339(world: World) -> str:
    return world.now().strftime("%Y-%m-%dT%H:%M:%S.000Z")

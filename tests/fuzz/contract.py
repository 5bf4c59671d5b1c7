"""Fuzzing of the whole contract against a real platform, for as long as one likes::

    .venv/bin/pip install --require-hashes -r requirements-fuzz.lock
    .venv/bin/python -m tests.fuzz.contract --minutes 10
    .venv/bin/python -m tests.fuzz.contract --minutes 10 --postgresql

Schemathesis makes requests of every call in ``contract/openapi.json``, such as follow it and such as do not; beside
them go the strange journals and bent requests of ``tests/fuzz/journal.py``. Each answer must be a documented one, of
the documented shape, within ``WITHIN_S`` seconds, and never a 500. A finding ends the run with the smallest request
that shows it, and exit code 1.
"""

import argparse
import itertools
import logging
import secrets
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import requests
import schemathesis
from http_message_signatures import HTTPMessageSigner, MappingKeyResolver, algorithms
from hypothesis import HealthCheck, Verbosity, given, seed, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.core.result import Ok

from tests.fakes.central_server import RunningCentral, running_central
from tests.fakes.openapi import DOCUMENT, assert_documented
from tests.fakes.postgres import INSTALL, find_postgres, running_postgres
from tests.fakes.virtual_kiosk import COVERED, VirtualKiosk, VirtualPhone
from tests.fuzz.journal import bends, entries, line_edits
from tests.fuzz.promises import WITHIN_S, Promises

EXAMPLES = 50
"""Of one kind in one round."""
_SETTINGS = settings(
    max_examples=EXAMPLES,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
    verbosity=Verbosity.quiet,
)


@schemathesis.serializer("application/x-ndjson")
def as_it_is(_context: schemathesis.SerializationContext, value: Any) -> Any:
    """Lines are made elsewhere; here any text will do."""
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "surrogatepass")


@dataclass
class Run:
    """One run against one platform. ``answers`` counts what was answered: call, status and problem."""

    central: RunningCentral
    phone: VirtualPhone
    kiosk: VirtualKiosk
    promises: Promises
    answers: Counter[tuple[str, int, str | None]] = field(default_factory=Counter)
    http: requests.Session = field(default_factory=requests.Session)

    def ask(self, case: "schemathesis.Case[Any]", *, known: bool) -> None:
        """Send a made request, in a resident's or a kiosk's name if the caller shall be ``known``."""
        signs = known and case.path == "/v1/journal"
        if signs:
            case.query = {**(case.query or {}), "kiosk": self.kiosk.id}
        request = self.http.prepare_request(requests.Request(**case.as_transport_kwargs(base_url=self.central.url)))
        if signs:
            self._sign(request)
        elif known:
            request.headers["Authorization"] = f"Bearer {self.phone.token}"
        answer = self.http.send(request, timeout=WITHIN_S, allow_redirects=False)
        assert answer.status_code < 500, answer.text
        self.answers[assert_documented(answer)] += 1

    def _sign(self, request: requests.PreparedRequest) -> None:
        for name in ("Content-Digest", "Signature-Input", "Signature"):
            request.headers.pop(name, None)
        signer = HTTPMessageSigner(
            signature_algorithm=algorithms.ED25519,
            key_resolver=MappingKeyResolver(public_keys={}, private_keys={self.kiosk.id: self.kiosk.key}),
        )
        body = request.body if isinstance(request.body, bytes) else b""
        covered: dict[str, Any] = {"label": "kiosk", "nonce": secrets.token_hex(8), "covered_component_ids": COVERED}
        signer.sign(request, key_id=self.kiosk.id, body=body, created=datetime.now(UTC), **covered)


Round = Callable[[Run], None]


def made_requests(operation: Any, mode: GenerationMode, *, known: bool) -> Round:
    """Requests of one call that follow the document, or do not, from somebody who is known or is not."""

    def go(run: Run) -> None:
        @_SETTINGS
        @seed(secrets.randbits(64))
        @given(case=operation.as_strategy(generation_mode=mode))
        def ask(case: "schemathesis.Case[Any]") -> None:
            run.ask(case, known=known)

        with suppress(Unsatisfiable):  # a call that takes nothing cannot be asked wrongly
            ask()

    return go


def promised(name: str, strategy: st.SearchStrategy[Any]) -> Round:
    """Tries of one of the ``Promises``."""

    def go(run: Run) -> None:
        @_SETTINGS
        @seed(secrets.randbits(64))
        @given(what=strategy)
        def hold(what: Any) -> None:
            getattr(run.promises, name)(what)
            run.answers[name, 200, None] += 1

        hold()

    return go


def rounds() -> list[Round]:
    """One of each kind."""
    document = schemathesis.openapi.from_path(DOCUMENT)
    calls = [found.ok() for found in document.get_all_operations() if isinstance(found, Ok)]
    return [
        promised("strange_entries_block_nothing", st.lists(entries(), min_size=1, max_size=8)),
        promised("a_bent_request_harms_nothing", bends()),
        promised("signed_nonsense_harms_nothing", line_edits()),
        *(
            made_requests(call, mode, known=known)
            for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
            for known in (True, False)
            for call in calls
        ),
    ]


@contextmanager
def platform(on_postgresql: bool) -> Iterator[RunningCentral]:
    """A new, empty platform."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        url = None
        if on_postgresql:
            binaries = find_postgres()
            if binaries is None:
                sys.exit(INSTALL)
            url = stack.enter_context(running_postgres(binaries)).new_database()
        yield stack.enter_context(running_central(Path(folder), url))


def main() -> None:
    """See the head of this file."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz.contract")
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--postgresql", action="store_true")
    options = parser.parse_args()
    logging.basicConfig(level=logging.ERROR)
    until = time.monotonic() + 60 * options.minutes
    with platform(options.postgresql) as central:
        run = Run(central, VirtualPhone.register(central.url), central.kiosk(), Promises(central))
        for go in itertools.cycle(rounds()):
            if time.monotonic() > until:
                break
            go(run)
    for (call, status, problem), count in sorted(run.answers.items(), key=str):
        print(f"{count:8} {call} {status} {problem or ''}")
    print(f"{run.answers.total():8} in all, every one as documented")


if __name__ == "__main__":
    main()

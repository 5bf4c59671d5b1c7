"""Calls for what the platform tells one kiosk alone: signed by the kiosk, answered with a signed document."""

from collections.abc import Mapping

from kiosk.sync.answers import PlatformProblem
from kiosk.sync.client import Client
from kiosk.sync.directory import platform_time
from kiosk.sync.enrolment import Enrolment
from kiosk.sync.keyring import ask_with
from kiosk.sync.ports import Identity, Signer
from kiosk.sync.wire import Envelope


def ask_alone(
    client: Client, enrolment: Enrolment, identity: Identity, path: str, query: Mapping[str, str]
) -> Envelope:
    """GET ``path`` as this kiosk, with the newest of its keys that the platform takes. Raises ``LinkFault``."""
    keys = identity.keys
    return ask_with(keys, len(keys) - 1, lambda key: _ask(client, enrolment, key, path, query))


def _ask(client: Client, enrolment: Enrolment, signer: Signer, path: str, query: Mapping[str, str]) -> Envelope:
    try:
        return client.get_signed(path, Envelope, query, signer)
    except PlatformProblem as problem:
        if problem.name != "signature-stale":
            raise
    # This machine's clock is wrong, and only these calls mind: the platform's own time will do.
    return client.get_signed(path, Envelope, query, signer, platform_time(client, enrolment))

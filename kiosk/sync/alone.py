"""Calls for what the platform tells one kiosk alone: signed by the kiosk, answered with a signed document."""

from collections.abc import Mapping

from kiosk.sync.answers import PlatformProblem
from kiosk.sync.client import Client
from kiosk.sync.directory import platform_time
from kiosk.sync.enrolment import Enrolment
from kiosk.sync.ports import Signer
from kiosk.sync.wire import Envelope


def ask_alone(client: Client, enrolment: Enrolment, signer: Signer, path: str, query: Mapping[str, str]) -> Envelope:
    """GET ``path`` as the kiosk of ``signer``. Raises ``LinkFault``."""
    try:
        return client.get_signed(path, Envelope, query, signer)
    except PlatformProblem as problem:
        if problem.name != "signature-stale":
            raise
    # This machine's clock is wrong, and only these calls mind: the platform's own time will do.
    return client.get_signed(path, Envelope, query, signer, platform_time(client, enrolment))

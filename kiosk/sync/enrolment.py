"""Becoming known to a platform, once, with a one-time code."""

import msgspec

from kiosk import __version__
from kiosk.core.errors import LinkFault, LinkFaultKind, UsageFault
from kiosk.sync.client import Client
from kiosk.sync.ports import Journal, Signer
from kiosk.sync.wire import EnrolmentAnswer, KeyRecord, to_base64

DOCUMENT = "enrolment"
DIRECTORY_DOCUMENT = "directory"
_PROOF_PREFIX = b"greensprout-enrolment-v1\x00"


class Enrolment(msgspec.Struct, frozen=True):
    """Which platform this kiosk belongs to, and the keys its directory and time are signed with."""

    central: str
    platform: str
    directory_keys: tuple[KeyRecord, ...]


def load_enrolment(journal: Journal) -> Enrolment | None:
    """The platform this kiosk is enrolled with, or None."""
    raw = journal.read_document(DOCUMENT)
    return None if raw is None else msgspec.json.decode(raw, type=Enrolment)


def enrol(journal: Journal, signer: Signer, client: Client, code: str, *, leave_waiting: bool = False) -> Enrolment:
    """Enrol with the one-time ``code`` and remember the platform. The same code again is harmless after a lost answer.

    Raises ``LinkFault``; its advice says whether the code, the network or the address is at fault. Raises
    ``UsageFault`` while entries wait for another platform, which would never get them, unless ``leave_waiting``.
    """
    if not code.isascii() or not code.isprintable():
        raise UsageFault("an enrolment code has letters and digits only: type it as `central invite` printed it")
    proof = signer.sign(_PROOF_PREFIX + code.encode("utf-8") + b"\x00" + signer.kiosk.encode("ascii"))
    answer = client.post_json(
        "/v1/enrolments",
        {
            "code": code,
            "kiosk": signer.kiosk,
            "public_key": to_base64(signer.public_key),
            "proof": to_base64(proof),
            "software": __version__,
        },
        EnrolmentAnswer,
    )
    if answer.kiosk != signer.kiosk:
        raise LinkFault(LinkFaultKind.NOT_PLATFORM, f"{client.base_url} answered for another kiosk")
    enrolment = Enrolment(client.base_url, answer.platform, answer.directory_keys)
    before = load_enrolment(journal)
    body = msgspec.json.encode(enrolment)
    if before is not None and before.platform == enrolment.platform:
        journal.write_document(DOCUMENT, body)  # the same platform at another address, or the same code again
        return enrolment
    waiting = journal.totals().pending
    if before is not None and waiting and not leave_waiting:
        raise UsageFault(
            f"{waiting} entries wait for the platform at {before.central}, which will not get them once this kiosk "
            "belongs to another: run `kiosk sync once`, then enrol again with the same code; or add --leave-waiting"
        )
    journal.change_platform(DOCUMENT, body, forget=DIRECTORY_DOCUMENT)
    return enrolment

"""Writes the golden codes of the contract from fixed keys: ``python -m tests.contract.make_pass_golden``.

Run it only when the contract changes on purpose; ``test_golden_passes.py`` holds both sides to what is committed.
"""

import hashlib
import json
from datetime import timedelta
from typing import Any

from kiosk.core.clock import rfc3339
from tests.contract.make_golden import FOLDER
from tests.fakes.passes import EXP, IAT, LIFETIME, NOW, RESIDENT, Issuer, Phone, bytes_of, seconds, text_of

FILE = FOLDER / "passes.json"
PASS_SEED, PHONE_SEED, OTHER_SEED, DIRECTORY_SEED = (bytes([n]) * 32 for n in (1, 2, 3, 4))
PLATFORM = "p-" + hashlib.sha256(Phone(DIRECTORY_SEED).public).hexdigest()[:20]
ISSUED = NOW - timedelta(days=2)
CHALLENGE = b"00004711"
IDS = {"GSP1:": b"\x11" * 16, "GSC1:": b"\x22" * 16, "GSB1:": b"\x33" * 16}
KINDS = {"GSP1:": "online", "GSC1:": "card", "GSB1:": "badge"}


def issuer() -> Issuer:
    """The platform of the examples."""
    return Issuer(PASS_SEED, PLATFORM)


def phone(seed: bytes = PHONE_SEED, by: Issuer | None = None) -> Phone:
    """A phone certified two days ago by the platform of the examples, or by another."""
    return (by or issuer()).certify(Phone(seed), issued=ISSUED)


def code(prefix: str, changes: dict[int, object] | None = None) -> str:
    """An online pass made now, or a card or badge made two days ago."""
    issued = NOW if prefix == "GSP1:" else ISSUED
    return issuer().code(prefix, changes, code_id=IDS[prefix], issued=issued)


def accepted() -> list[dict[str, Any]]:
    """Codes that are good at ``now``, and what is read from them."""
    times = {"issued_at": rfc3339(ISSUED), "expires_at": rfc3339(ISSUED + timedelta(days=14))}
    holder = phone()
    phones = [
        {
            "kind": "phone",
            "text": text,
            "subject": RESIDENT,
            "pass_id": holder.pass_id,
            "digest": digest(text),
            **times,
            "signed_at": rfc3339(NOW),
            "challenge": challenge.decode("ascii"),
        }
        for challenge in (b"", CHALLENGE)
        for text in [holder.text(NOW, challenge)]
    ]
    return phones + [platform_code(prefix) for prefix in KINDS]


def digest(text: str) -> str:
    """The showing's name: the first 16 bytes of the SHA-256 of all bytes."""
    return hashlib.sha256(bytes_of(text)).hexdigest()[:32]


def platform_code(prefix: str) -> dict[str, Any]:
    """One that the platform alone has signed."""
    issued = NOW if prefix == "GSP1:" else ISSUED
    code_id = IDS[prefix].hex()
    return {
        "kind": KINDS[prefix],
        "text": code(prefix),
        "subject": code_id if prefix == "GSB1:" else RESIDENT,
        "pass_id": code_id,
        "digest": code_id if prefix == "GSP1:" else "",
        "issued_at": rfc3339(issued),
        "expires_at": rfc3339(issued + LIFETIME[prefix]),
    }


def refused() -> list[dict[str, str]]:
    """Codes that are not good at ``now``, why, and the word for it."""
    holder, other = phone(), Issuer(OTHER_SEED)
    stranger = phone(OTHER_SEED)
    bent = bytearray(bytes_of(holder.text()))
    bent[122] ^= 1
    unlike = phone()
    unlike.certificate = unlike.certificate[:58] + other.certify(Phone(PHONE_SEED), issued=ISSUED).certificate[58:]
    old = {EXP: seconds(NOW) - 91, IAT: seconds(NOW) - 691}
    cases = [
        ("another platform's phone pass", phone(by=other).text(), "foreign"),
        ("another platform's online pass", other.code("GSP1:", code_id=bytes(16)), "foreign"),
        ("another key under our key id", text_of("GSP2:", unlike.certificate + unlike.proof(NOW)), "forged"),
        ("one bit of the time changed", text_of("GSP2:", bytes(bent)), "forged"),
        ("another phone's proof", text_of("GSP2:", holder.certificate + stranger.proof(NOW)), "forged"),
        ("a card labelled as an online pass", "GSP1:" + code("GSC1:")[5:], "forged"),
        ("an online pass labelled as a badge", "GSB1:" + code("GSP1:")[5:], "forged"),
        ("signed 91 seconds ago", holder.text(NOW - timedelta(seconds=91)), "expired"),
        ("signed in 91 seconds", holder.text(NOW + timedelta(seconds=91)), "not_yet_valid"),
        ("an online pass that ended 91 seconds ago", code("GSP1:", old), "expired"),
        ("an answer to a challenge that is not out", holder.text(NOW, b"00004712"), "replayed"),
        ("a phone pass cut short", holder.text()[:-3], "not_a_pass"),
        ("a web address", "https://example.org/me#claim=2345678923456789", "not_a_pass"),
        ("600 characters and one", "GSP1:" + "0" * 596, "oversize"),
    ]
    return [{"what": what, "text": text, "reason": reason} for what, text, reason in cases]


def golden() -> dict[str, Any]:
    """What is committed. The private keys are those of the examples and of nothing else."""
    made, holder = issuer(), phone()
    return {
        "now": rfc3339(NOW),
        "platform": made.platform,
        "directory_key": {"private": DIRECTORY_SEED.hex(), "public": Phone(DIRECTORY_SEED).public.hex()},
        "pass_key": {"kid": made.kid.hex(), "private": PASS_SEED.hex(), "public": made.public.hex()},
        "phone_key": {"private": PHONE_SEED.hex(), "public": holder.public.hex()},
        "certificate": holder.certificate.hex(),
        "accepted": accepted(),
        "refused": refused(),
    }


if __name__ == "__main__":
    FILE.write_text(json.dumps(golden(), indent=2, ensure_ascii=False) + "\n", "utf-8")

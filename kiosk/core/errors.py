"""The error families. The type says who must act.

KioskError
├─ WorldFault        the world failed: said in plain words, retried or latched, never fatal
│   ├─ DeviceFault   scale silent · scale garbled · port gone · scanner gone
│   ├─ StoreFault    disk full · locked · corrupt · wrong key · newer schema
│   └─ LinkFault     unreachable · timed out · login wanted · not trusted · server broken · not our server · revoked
├─ Refusal           not a failure: unknown pass · expired · too light · rule missing; a normal answer with a reason
└─ UsageFault        wrong configuration or command line; the message says what to change
Bugs are every other exception: logged, crash file, "out of service", restart by the supervisor.
"""

from enum import StrEnum


class KioskError(Exception):
    """Base of everything this product raises on purpose. ``str(error)`` is for staff: what happened and what to do."""


class WorldFault(KioskError):
    """Something outside the program failed. It may heal; the caller says so to people and goes on."""


class DeviceFaultKind(StrEnum):
    """What is wrong with a device, as the screens and logs name it."""

    MISSING = "missing"  # no such port
    DENIED = "denied"  # the account may not open it
    BUSY = "busy"  # another program holds it
    UNPLUGGED = "unplugged"  # it went away while in use
    SILENT = "silent"  # open, but nothing arrives
    GARBLED = "garbled"  # bytes arrive that are not the configured protocol
    WRONG_UNIT = "wrong_unit"  # the indicator shows another unit than configured
    ZERO_LOST = "zero_lost"  # the empty scale has drifted further than may be followed
    FROZEN = "frozen"  # the same load to the last digit for so long that the indicator may hang


class DeviceFault(WorldFault):
    """A device does not answer as it should. ``device`` is ``scale`` or ``scanner``."""

    def __init__(self, device: str, kind: DeviceFaultKind, advice: str) -> None:
        super().__init__(f"{device}: {kind.value}: {advice}")
        self.device = device
        self.kind = kind
        self.advice = advice


class StoreFaultKind(StrEnum):
    """What is wrong with the data folder or the ledger."""

    FULL = "full"
    READ_ONLY = "read_only"
    IN_USE = "in_use"  # another kiosk process owns it
    LOCKED = "locked"
    CORRUPT = "corrupt"
    WRONG_KEY = "wrong_key"
    MISSING = "missing"
    NEWER = "newer"  # written by a newer version of the software
    IO = "io"


_STORE_CODES = {
    StoreFaultKind.FULL: "L01",
    StoreFaultKind.READ_ONLY: "L02",
    StoreFaultKind.LOCKED: "L03",
    StoreFaultKind.CORRUPT: "L04",
    StoreFaultKind.WRONG_KEY: "L05",
    StoreFaultKind.MISSING: "L06",
    StoreFaultKind.NEWER: "L07",
    StoreFaultKind.IO: "L08",
    StoreFaultKind.IN_USE: "L09",
}
"""What stands on the screen and in the handbook. A code is never given another meaning."""


class StoreFault(WorldFault):
    """The ledger cannot be used now. Nothing is acknowledged while it lasts."""

    def __init__(self, kind: StoreFaultKind, advice: str) -> None:
        self.kind = kind
        self.advice = advice
        super().__init__(f"store: {kind.value} ({self.code}): {advice}")

    @property
    def code(self) -> str:
        """A short word for staff to pass on, such as ``L04``."""
        return _STORE_CODES[self.kind]


class LinkFaultKind(StrEnum):
    """Why the platform could not be reached or understood."""

    UNREACHABLE = "unreachable"
    TIMED_OUT = "timed_out"
    PORTAL = "portal"  # the network wants a login, or a gateway stands in the way
    UNTRUSTED = "untrusted"  # its certificate does not prove that it is the platform
    CLOCK = "clock"  # this machine's clock is wrong, or too uncertain to judge the platform's certificate by
    BROKEN = "broken"  # 5xx, or it stopped answering half-way
    BUSY = "busy"  # 429 or 503 with Retry-After
    NOT_PLATFORM = "not_platform"  # an answer that is not the contract: wrong address, wrong platform
    FORBIDDEN = "forbidden"  # not enrolled or revoked
    FORK = "fork"  # the platform holds another history under our numbers
    REJECTED = "rejected"  # the platform understood and declined the request
    KEY_RETIRED = "key_retired"  # the platform knows a newer key of this kiosk than the kiosk itself
    SHRUNK = "shrunk"  # the platform asks for entries of which this kiosk has kept only the hashes


class LinkFault(WorldFault):
    """No agreement with the platform this time. Nothing is lost; the journal is the queue."""

    def __init__(self, kind: LinkFaultKind, advice: str, *, retry_after_s: int | None = None) -> None:
        super().__init__(f"link: {kind.value}: {advice}")
        self.kind = kind
        self.advice = advice
        self.retry_after_s = retry_after_s


class RefusalReason(StrEnum):
    """Normal answers to people; each has its own words on the screen."""

    NOT_A_PASS = "not_a_pass"  # noqa: S105 - a URL, a payment code, noise; not a password
    FORGED = "forged"
    EXPIRED = "expired"
    NOT_YET_VALID = "not_yet_valid"
    FOREIGN = "foreign"  # a well-formed pass of another issuer
    OVERSIZE = "oversize"
    REPLAYED = "replayed"  # the same picture of a pass a second time
    REVOKED = "revoked"  # by the platform: the resident, the phone's key, the card or the badge
    NO_KEYS = "no_keys"  # this kiosk has never received the platform's keys
    NO_RULE = "no_rule"


class Refusal(KioskError):
    """A normal "no", with its reason."""

    def __init__(self, reason: RefusalReason, detail: str = "") -> None:
        super().__init__(f"refused: {reason.value}" + (f": {detail}" if detail else ""))
        self.reason = reason


class UsageFault(KioskError):
    """The configuration or the command line is wrong; the message names the line and the remedy."""

"""Every sentence about the way to the platform, in one place: what happened, and what somebody can do about it."""

import errno
import socket
import ssl
from datetime import datetime
from enum import Enum

from kiosk.core.errors import LinkFault, LinkFaultKind

_NO_WAY = {errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN, errno.EHOSTDOWN, errno.EADDRNOTAVAIL}
# Codes of OpenSSL's certificate check (x509_vfy.h).
_SELF_SIGNED = {18, 19}
_WRONG_HOST = {62, 64}
_UNKNOWN_ISSUER = {2, 20, 21}
_OLD_TLS = ("PROTOCOL_VERSION", "UNSUPPORTED_PROTOCOL", "VERSION_TOO_LOW", "NO_PROTOCOLS", "HANDSHAKE_FAILURE")
_NO_TLS = ("WRONG_VERSION_NUMBER", "HTTP_REQUEST", "PACKET_LENGTH_TOO_LONG", "BAD_RECORD_TYPE")


class Stage(Enum):
    """How far a call had come. The value ends the sentence that begins with the address."""

    NAME = "is a name that nobody answered for: check this network's DNS"
    CONNECT = (
        "does not answer to connecting: a firewall or a dead line swallows it; check the network behind the router"
    )
    SECURE = "accepts connections but does not begin to speak TLS: its service hangs, or a firewall holds it up"
    ANSWER = "accepted the request but did not answer in time: its service hangs, or the line is very slow"
    READ = "answers too slowly to wait for: the line is very slow, or something on the way drips"


def out_of_time(url: str, stage: Stage) -> LinkFault:
    """The time for the whole call is over."""
    return LinkFault(LinkFaultKind.TIMED_OUT, f"{url} {stage.value}")


def stopped(url: str) -> LinkFault:
    """We ended the call ourselves."""
    return LinkFault(LinkFaultKind.UNREACHABLE, f"the call to {url} was ended because the kiosk stops")


def unreachable(url: str, error: BaseException) -> LinkFault:
    """There is no connection, or it broke."""
    match error:
        case socket.gaierror() | UnicodeError():
            said = f"the name in {url} is not known here: check the address, the network cable and this network's DNS"
        case ConnectionRefusedError():
            said = f"{url} refuses connections: the platform's service is not running, or the port is wrong"
        case TimeoutError():
            return out_of_time(url, Stage.CONNECT)
        case OSError(errno=code) if code in _NO_WAY:
            said = f"there is no way to {url}: this machine has no network; check the cable, the Wi-Fi or the SIM card"
        case _:
            said = f"the connection to {url} broke off: check the network cable and the address"
    return LinkFault(LinkFaultKind.UNREACHABLE, said)


def not_secured(url: str, error: ssl.SSLError) -> LinkFault:
    """The TLS handshake failed. Nothing was sent, and nothing is ever sent in plain text instead."""
    reason: str = getattr(error, "reason", None) or ""  # absent where Python itself raised it
    if isinstance(error, ssl.SSLCertVerificationError):
        said = _distrusted(url, getattr(error, "verify_code", 0))
    elif any(word in reason for word in _OLD_TLS):
        said = f"{url} speaks only outdated TLS (older than 1.2), which is not used: its operator must renew the server"
    elif any(word in reason for word in _NO_TLS):
        said = f"{url} does not speak TLS there: the port is wrong, or a network that wants a login answers instead"
    else:
        said = f"{url} broke off the TLS handshake: check the address; something on the way may not let TLS through"
    return LinkFault(LinkFaultKind.UNTRUSTED, said)


def _distrusted(url: str, code: int) -> str:
    if code in _WRONG_HOST:
        return (
            f"{url} shows a certificate for another name: check the address; a network that wants a login does this too"
        )
    if code in _SELF_SIGNED:
        return (
            f"{url} shows a certificate that it signed itself or that an unknown authority signed: name the authority "
            "in the configuration if it is the platform's own, otherwise somebody stands in between"
        )
    if code in _UNKNOWN_ISSUER:
        return (
            f"{url} shows a certificate of an authority that is not known here, or without the certificates between: "
            "its operator must serve the whole chain"
        )
    return f"{url} shows a certificate that does not hold: its operator must renew it"


def expired(url: str, until: datetime, now: datetime, *, signed: bool) -> LinkFault:
    """The certificate's time is over. ``signed``: the platform's own signed time says so."""
    return _wrong_time(url, f"expired on {until:%Y-%m-%d %H:%M} UTC", now, signed=signed)


def not_yet_valid(url: str, since: datetime, now: datetime, *, signed: bool) -> LinkFault:
    """The certificate's time has not begun."""
    return _wrong_time(url, f"is valid only from {since:%Y-%m-%d %H:%M} UTC on", now, signed=signed)


def _wrong_time(url: str, what: str, now: datetime, *, signed: bool) -> LinkFault:
    if signed:
        return LinkFault(
            LinkFaultKind.UNTRUSTED, f"the certificate of {url} {what}: the platform's operator must renew it"
        )
    return LinkFault(
        LinkFaultKind.CLOCK,
        f"the certificate of {url} {what}, and this machine's clock says {now:%Y-%m-%d %H:%M} UTC: "
        "set the clock if it is wrong, otherwise the platform's operator must renew the certificate",
    )


def time_unknown(url: str, now: datetime) -> LinkFault:
    """Nothing but the signed time may be asked for while no time is known."""
    return LinkFault(
        LinkFaultKind.CLOCK,
        f"this machine's clock is certainly wrong ({now:%Y-%m-%d %H:%M} UTC), so the certificate of {url} cannot be "
        "judged: set the clock (`timedatectl set-time`, or a network time server)",
    )


def portal(url: str, sign: str) -> LinkFault:
    """Somebody else's page. ``sign``: by what it was told."""
    return LinkFault(
        LinkFaultKind.PORTAL,
        f"not {url} but a network that wants a login answers ({sign}): log this kiosk in there",
    )


def gateway(url: str, status: int) -> LinkFault:
    """A proxy or load balancer before the platform found nobody behind it."""
    return LinkFault(
        LinkFaultKind.BROKEN, f"a gateway before {url} gets no answer from the platform's service ({status}): wait"
    )


def broken(url: str, status: int) -> LinkFault:
    """A fault of the platform's own."""
    return LinkFault(LinkFaultKind.BROKEN, f"{url} has a fault of its own ({status}): its operator must look; wait")


def busy(url: str, retry_after_s: int | None) -> LinkFault:
    """The platform asks for time."""
    return LinkFault(LinkFaultKind.BUSY, f"{url} is busy: wait", retry_after_s=retry_after_s)


def another_server(url: str, what: str) -> LinkFault:
    """An answer that is not the contract."""
    return LinkFault(LinkFaultKind.NOT_PLATFORM, f"{url} answered like another server ({what}): check the address")

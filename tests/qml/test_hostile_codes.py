"""What a code may hold that means harm, sent through a real serial port: judged, refused, and never shown."""

import contextlib
import os
import queue
import tty

import pytest

from kiosk.core.events import PassRefused, Scanned
from kiosk.scan.serial_scanner import SerialScanner
from kiosk.session import inputs as on
from tests.fakes.passes import NOW, FloorManualClock, Issuer, gate_for
from tests.unit.session.conversation import EMPTY, Conversation

HOSTILE = {
    "control characters": b"GSP2:\x00\x01\x08\x1b[2J\x1b]0;x\x07AB\x7f",
    "commands": b"\x0f\x10\x13\x11\x17\x03\x1a",
    "vertical": b"GSP2:AB\x0b\x0cCD",
    "right to left": "\u202eGSP2:\u2066AB\u200f".encode(),
    "format strings": b"%s%n%1 {0} %(levelname)s ${HOME} `id` {{7*7}}",
    "sql": b"'; DROP TABLE journal; --",
    "html": b"<b>GSP2</b><img src='file:///etc/passwd'><a href='https://x'>x</a><script>alert(1)</script>",
    "qml": b"import QtQuick; Item { Component.onCompleted: Qt.quit() }",
    "address": b"https://example.org/?q=1",
    "path": b"../../../../etc/passwd",
    "almost": b"GSP2:" + b"A" * 900,
    "four thousand": b"GSP2:" + b"A" * 4096,
    "not utf-8": b"\xff\xfe\xc0\x80GSP2:\xf5",
}
LAST = b"the last one"


@pytest.fixture(scope="module")
def issuer():
    return Issuer()


def wait_until_it_listens(master, events):
    """What is sent before the port is open is lost."""
    while True:
        os.write(master, b"hello\r\n")
        with contextlib.suppress(queue.Empty):
            events.get(timeout=0.1)
            break
    os.write(master, b"now\r\n")
    while events.get(timeout=10).text != "now":
        pass


def heard(codes):
    """What the scanner's thread posts for these lines."""
    events = queue.Queue()
    master, slave = os.openpty()
    tty.setraw(slave)
    scanner = SerialScanner(os.ttyname(slave), 9600, events.put)
    scanner.start()
    try:
        wait_until_it_listens(master, events)
        for code in codes:
            os.write(master, code + b"\r\n")
            event = events.get(timeout=10)
            assert isinstance(event, Scanned)
            yield event
    finally:
        scanner.stop()
        os.close(master)
        os.close(slave)


def test_only_the_allowed_form_is_parsed_and_nothing_of_a_code_is_ever_shown(open_kiosk, issuer, rules):
    kiosk = open_kiosk(language="en")
    gate = gate_for(issuer, FloorManualClock(wall=NOW))
    talk = Conversation(rules, EMPTY).take(on.Start())
    kiosk.window.show_state(talk.state)
    before = set(kiosk.texts())
    for name, event in zip([*HOSTILE, "last"], heard([*HOSTILE.values(), LAST]), strict=True):
        assert len(event.text) <= 1025, name
        judged = gate.judge(event.text)
        assert isinstance(judged, PassRefused), name
        talk.take(judged)
        assert talk.screen == "identify", name
        kiosk.window.show_state(talk.state)
        said = set(kiosk.texts()) - before
        assert 1 <= len(said) <= 2, f"{name}: one sentence, and what to do: {said}"
        assert not [text for text in said if any(part in text for part in ("GSP", "%", "<", "{", "\ufffd", "DROP"))]
        talk.wait(10_000).take(on.Tick())

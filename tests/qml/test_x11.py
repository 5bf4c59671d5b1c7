"""Keys of a real X server: everything that leaves a program elsewhere, on every screen, leaves nothing changed here."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from itertools import combinations

import pytest

from kiosk.ui.samples import samples
from tests.crash.counting import Depth
from tests.e2e.tour import ROOT, environment

pytestmark = [
    pytest.mark.process,
    pytest.mark.skipif(
        not (shutil.which("Xvfb") and shutil.which("xdotool")), reason="needs Xvfb and xdotool (Debian: xvfb, xdotool)"
    ),
]
MODIFIERS = ("ctrl+", "alt+", "shift+", "super+")
HELD = ["".join(chosen) for n in range(len(MODIFIERS) + 1) for chosen in combinations(MODIFIERS, n)]
KEYS = [
    *(f"F{number}" for number in range(1, 13)),
    *("Escape", "Print", "Menu", "Pause", "Scroll_Lock", "Insert", "Delete", "Home", "End", "Prior", "Next"),
    *("Super_L", "XF86Back", "XF86Forward", "XF86HomePage", "XF86WWW", "XF86Mail", "XF86Search", "XF86Reload"),
    *("XF86AudioRaiseVolume", "XF86AudioLowerVolume", "XF86AudioMute", "XF86AudioPlay", "XF86AudioStop"),
    *("XF86PowerOff", "XF86Sleep", "XF86Calculator", "XF86Explorer", "XF86Close", "XF86Save", "XF86Open", "XF86Copy"),
    *("Tab", "space", "BackSpace", "Left", "Right", "Up", "Down", "Return", "KP_Enter"),
    *("o", "p", "s", "q", "w", "n", "t", "c", "v", "x", "a", "z", "r", "d", "l", "plus", "minus", "0"),
]
SWEEP = [held + key for held in HELD for key in KEYS]


class Display:
    """An X server of its own with the kiosk's window on it."""

    def __init__(self) -> None:
        reading, writing = os.pipe()
        self.server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writing), "-screen", "0", "540x960x24", "-nolisten", "tcp"],
            pass_fds=(writing,),
            stderr=subprocess.DEVNULL,
        )
        os.close(writing)
        with os.fdopen(reading) as number:
            self._environment = environment() | {"DISPLAY": f":{number.readline().strip()}"}
        self.kiosk = subprocess.Popen(
            [sys.executable, "-m", "tests.qml.shown"],
            cwd=ROOT,
            env=self._environment | {"QT_QPA_PLATFORM": "xcb", "QT_QUICK_BACKEND": "software"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.hear() == "visible attract"
        self.window = self.do("search", "--onlyvisible", "--class", "kiosk").split()[0]
        self.do("windowfocus", "--sync", self.window)

    def do(self, *arguments: str) -> str:
        """One xdotool command."""
        done = subprocess.run(
            ["xdotool", *arguments], env=self._environment, capture_output=True, text=True, timeout=60, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def hear(self) -> str:
        """The next line of the kiosk."""
        assert self.kiosk.stdout is not None
        return self.kiosk.stdout.readline().strip()

    def show(self, name: str) -> str:
        """Show a sample; the next line of the kiosk, which is that it is visible unless a key did something."""
        assert self.kiosk.stdin is not None
        self.kiosk.stdin.write(name + "\n")
        self.kiosk.stdin.flush()
        return self.hear()

    def close(self) -> None:
        for process in (self.kiosk, self.server):
            process.terminate()
            process.communicate(timeout=30)


@pytest.fixture
def display() -> Iterator[Display]:
    display = Display()
    yield display
    display.close()


def test_no_key_of_a_keyboard_leaves_changes_or_closes_anything(display: Display, depth: Depth) -> None:
    known = samples()
    names = list(known) if depth is Depth.NIGHTLY else ["confirm", "staff_menu"]
    for name in names:
        other = "attract" if known[name].screen != "attract" else "identify"
        assert display.show(name) == f"visible {known[name].screen}"
        for begin in range(0, len(SWEEP), 200):
            display.do("key", "--delay", "1", *SWEEP[begin : begin + 200])
        assert display.show(other) == f"visible {other}", f"{name}: a key did something"
        assert display.window in display.do("search", "--onlyvisible", "--class", "kiosk").split()
    assert display.kiosk.poll() is None


def test_a_scanner_that_types_is_read_and_moves_nothing(display: Display) -> None:
    assert display.show("identify") == "visible identify"
    display.do("type", "--delay", "2", "GSP2:ABCD%1 <b>'; DROP\n")
    assert display.hear() == "read GSP2:ABCD%1 <b>'; DROP"
    assert display.show("attract") == "visible attract"


def test_a_finger_on_a_real_key_presses(display: Display) -> None:
    assert display.show("confirm") == "visible confirm"
    for key in ("Tab", "Return"):
        display.do("sleep", "1.1", "key", "--delay", "200", key, "sleep", "0.3")
    assert display.hear().startswith("touched ConfirmTouched")

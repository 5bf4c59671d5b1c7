"""The pinned Qt binding must survive a day of signals: one release ends the process after some 570 emissions."""

import subprocess
import sys

PROGRAM = """
from PySide6.QtCore import QObject, Signal
class Sender(QObject):
    happened = Signal(int)
sender = Sender()
seen = []
sender.happened.connect(seen.append)
for number in range(5_000):
    sender.happened.emit(number)
assert seen == list(range(5_000))
"""


def test_five_thousand_emissions_leave_the_process_alive():
    result = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, timeout=60, check=False)
    assert result.returncode == 0, result.stderr

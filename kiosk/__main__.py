"""``python -m kiosk``."""

import sys

BUG = 70
"""As ``kiosk.app`` ends. Python's own 1 would be taken for a fault that the screen has told (``kiosk.supervisor``)."""

if __name__ == "__main__":
    try:
        from kiosk.cli import main

        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:  # while still importing
        sys.exit(130)
    except Exception as bug:  # noqa: BLE001 - the boundary of the process
        sys.excepthook(type(bug), bug, bug.__traceback__)
        sys.exit(BUG)

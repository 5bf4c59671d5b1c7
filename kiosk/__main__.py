"""``python -m kiosk``."""

import sys

from kiosk.exits import Exit

if __name__ == "__main__":
    try:
        from kiosk.cli import main

        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:  # while still importing
        sys.exit(Exit.INTERRUPTED)
    except Exception as bug:  # noqa: BLE001 - the boundary of the process
        sys.excepthook(type(bug), bug, bug.__traceback__)
        sys.exit(Exit.BUG)  # Python's own 1 would be taken for a fault that the screen has told

"""``python -m kiosk``."""

import sys

if __name__ == "__main__":
    try:
        from kiosk.cli import main

        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:  # while still importing
        sys.exit(130)

"""What is logged, kept in the data folder for whoever comes with a stick. A thread of its own writes it."""

import logging
import logging.handlers
import queue
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

FOLDER_NAME = "logs"
FILE_NAME = "kiosk.log"
_BYTES = 1_000_000
_OLD_FILES = 4
_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


class _File(logging.handlers.RotatingFileHandler):
    """A disk that is full or broken is told elsewhere; it must not fill the terminal, too."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: ARG002, N802 - logging's signature
        return


@contextmanager
def kept_log(data: Path) -> Iterator[None]:
    """Keep what is logged inside the block, from INFO on, in ``data/logs``: five files of a megabyte at most. A folder
    that cannot be made is no reason not to serve.
    """
    folder = data / FOLDER_NAME
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = _File(folder / FILE_NAME, maxBytes=_BYTES, backupCount=_OLD_FILES, encoding="utf-8")
    except OSError as error:
        logging.getLogger(__name__).warning("no log is kept in %s: %s", folder, error.strerror)
        yield
        return
    file.setFormatter(logging.Formatter(_FORMAT))
    records: queue.SimpleQueue[logging.LogRecord] = queue.SimpleQueue()
    handler = logging.handlers.QueueHandler(records)
    listener = logging.handlers.QueueListener(records, file)
    root, ours = logging.getLogger(), logging.getLogger("kiosk")
    before = ours.level, [(each, each.level) for each in root.handlers]
    for each in root.handlers:
        each.setLevel(max(each.level, root.level))  # the terminal says as much as before
    ours.setLevel(logging.INFO)
    root.addHandler(handler)
    listener.start()
    try:
        yield
    finally:
        root.removeHandler(handler)
        listener.stop()
        file.close()
        ours.setLevel(before[0])
        for each, level in before[1]:
            each.setLevel(level)

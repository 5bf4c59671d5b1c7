"""What is logged is kept on disk, turned over before it is large, and never a reason not to serve."""

import logging
from pathlib import Path

import pytest

from kiosk.condition import kept_log
from kiosk.condition.logfile import FILE_NAME, FOLDER_NAME

LOG = logging.getLogger("kiosk.tests.logfile")


def test_what_is_logged_is_kept_and_afterwards_all_is_as_before(data: Path) -> None:
    before = (logging.getLogger("kiosk").level, list(logging.getLogger().handlers))
    with kept_log(data):
        LOG.info("the store is well again")
        LOG.debug("too small to keep")
    LOG.info("nobody hears this")
    kept = (data / FOLDER_NAME / FILE_NAME).read_text("utf-8")
    assert "INFO kiosk.tests.logfile: the store is well again" in kept
    assert "too small" not in kept
    assert "nobody" not in kept
    assert (logging.getLogger("kiosk").level, list(logging.getLogger().handlers)) == before


def test_old_logs_are_turned_over_and_few(data: Path) -> None:
    with kept_log(data):
        for _ in range(700):
            LOG.info("x" * 10_000)
    files = list((data / FOLDER_NAME).iterdir())
    assert 2 <= len(files) <= 5
    assert all(file.stat().st_size <= 1_000_000 for file in files)


def test_the_terminal_hears_no_more_than_before(data: Path) -> None:
    class Heard(logging.Handler):
        lines: list[str] = []  # noqa: RUF012 - one test's own class

        def emit(self, record: logging.LogRecord) -> None:
            self.lines.append(record.getMessage())

    terminal = Heard()
    logging.getLogger().addHandler(terminal)
    try:
        with kept_log(data):
            LOG.info("for the file")
    finally:
        logging.getLogger().removeHandler(terminal)
    assert "for the file" not in terminal.lines


@pytest.mark.expects_log("kiosk.condition.logfile")  # the terminal is told
def test_where_no_log_can_be_kept_the_kiosk_serves(tmp_path: Path) -> None:
    (tmp_path / FOLDER_NAME).write_text("a file in the way", "ascii")
    with kept_log(tmp_path):
        LOG.info("goes nowhere")

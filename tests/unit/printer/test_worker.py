"""Jobs wait for paper, for a while; whoever asked for them never does."""

import queue
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kiosk.core.clock import ManualClock
from kiosk.core.events import Receipt
from kiosk.core.printing import PrinterStatus, PrinterView, ReceiptJob, SealJob
from kiosk.printer import PrinterSettings, PrinterWorker
from kiosk.printer import worker as module
from kiosk.printer.simulator import PrinterSimulator
from kiosk.scan.decode import decode_image

RECEIPT = ReceiptJob((Receipt("5e" * 16, 1, 4, "clothing", 3250, 4160, 97),), "2345678923456789")
SEAL = SealJob("LZ-0001", "clothing-1")


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "RETRY_S", 0.02)
    monkeypatch.setattr(module, "LOOK_S", 0.05)
    monkeypatch.setattr(module, "MOST_WAITING", 3)


class Watched:
    """A worker and what it said."""

    def __init__(self, port: str, clock: ManualClock) -> None:
        self.said: queue.Queue[object] = queue.Queue()
        self.bugs: list[BaseException] = []
        self.worker = PrinterWorker(
            PrinterSettings("serial", port),
            clock,
            self.said.put,
            place="龙马潭社区",
            claim_url=lambda code: f"https://points.example.org/me#claim={code}",
            on_bug=self.bugs.append,
        )

    def until(self, status: PrinterStatus, waiting: int | None = None) -> PrinterView:
        while True:
            view = self.said.get(timeout=20)
            assert isinstance(view, PrinterView)
            if view.status is status and waiting in {None, view.waiting}:
                return view


@contextmanager
def working(port: str, clock: ManualClock) -> Iterator[Watched]:
    watched = Watched(port, clock)
    watched.worker.start()
    try:
        yield watched
    finally:
        watched.worker.stop()
        assert watched.bugs == []


def test_a_guest_takes_the_claim_home_as_a_code() -> None:
    with PrinterSimulator() as printer, working(printer.port, ManualClock()) as watched:
        watched.until(PrinterStatus.READY)
        watched.worker.print(RECEIPT)
        watched.until(PrinterStatus.PRINTING)
        watched.until(PrinterStatus.READY, waiting=0)
        (paper,) = printer.printed
        assert decode_image(paper.convert("L")) == "https://points.example.org/me#claim=2345678923456789"


def test_a_job_without_paper_comes_out_once_there_is_some_and_only_once() -> None:
    with PrinterSimulator() as printer, working(printer.port, ManualClock()) as watched:
        printer.paper = False
        watched.worker.print(SEAL)
        watched.until(PrinterStatus.PAPER_OUT, waiting=1)  # it may have been told before the job came
        printer.paper = True
        watched.until(PrinterStatus.READY, waiting=0)
        assert len(printer.printed) == 1


def test_a_printer_may_go_and_come_back(tmp_path: Path) -> None:
    link = tmp_path / "printer"
    with working(str(link), ManualClock()) as watched:
        watched.until(PrinterStatus.GONE)
        with PrinterSimulator(link) as printer:
            watched.until(PrinterStatus.READY)
            watched.worker.print(SEAL)
            watched.until(PrinterStatus.PRINTING)
            watched.until(PrinterStatus.READY, waiting=0)
            assert len(printer.printed) == 1
        watched.until(PrinterStatus.GONE)


def test_the_receipt_of_somebody_who_has_left_is_never_printed() -> None:
    clock = ManualClock()
    with PrinterSimulator() as printer, working(printer.port, clock) as watched:
        printer.paper = False
        watched.worker.print(RECEIPT)
        watched.worker.print(SEAL)
        watched.until(PrinterStatus.PAPER_OUT, waiting=2)
        clock.advance(module.RECEIPT_KEPT_MS)
        watched.until(PrinterStatus.PAPER_OUT, waiting=1)
        printer.paper = True
        watched.until(PrinterStatus.READY, waiting=0)
        assert [decode_image(paper.convert("L")) for paper in printer.printed] == ["LZ-0001"]


def test_the_oldest_goes_when_too_many_wait() -> None:
    with PrinterSimulator() as printer, working(printer.port, ManualClock()) as watched:
        printer.paper = False
        watched.until(PrinterStatus.PAPER_OUT)
        for number in range(module.MOST_WAITING + 3):
            watched.worker.print(SealJob(f"LZ-{number:04}", "clothing-1"))
        watched.until(PrinterStatus.PAPER_OUT, waiting=module.MOST_WAITING)
        printer.paper = True
        watched.until(PrinterStatus.READY, waiting=0)
        codes = [decode_image(paper.convert("L")) for paper in printer.printed]
        assert codes == [f"LZ-{number:04}" for number in range(3, module.MOST_WAITING + 3)]

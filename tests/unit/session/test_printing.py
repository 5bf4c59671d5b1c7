"""Paper for whoever wants it, and none that anybody waits for."""

from kiosk.core.acts import Guest
from kiosk.core.printing import PrinterStatus, PrinterView, ReceiptJob
from kiosk.session import inputs as on
from kiosk.session import states as at
from kiosk.session.effects import Print
from tests.fakes.acts import settled
from tests.unit.session.conversation import LI, Conversation

READY = PrinterView(PrinterStatus.READY)


def jobs(talk: Conversation) -> list[ReceiptJob]:
    return [effect.job for effect in talk.effects if isinstance(effect, Print) and isinstance(effect.job, ReceiptJob)]


def bag(talk: Conversation) -> Conversation:
    return talk.take(on.Choose("clothing")).weigh(settled()).take(on.ConfirmTouched()).commit().take(on.Finish())


def test_a_guest_is_given_the_claim_without_asking(talk: Conversation) -> None:
    bag(talk.take(READY, on.Start(), on.GoAsGuest()))
    (job,) = jobs(talk)
    assert isinstance(talk.phase, at.Finished)
    assert talk.phase.visit.who == Guest(job.claim_code or "")
    assert job.receipts == talk.phase.visit.receipts


def test_a_resident_gets_a_receipt_on_asking_and_time_to_take_it(talk: Conversation) -> None:
    bag(talk.take(READY, LI))
    assert jobs(talk) == []
    before = talk.phase
    talk.wait(30_000).take(on.PrintReceipt())
    (job,) = jobs(talk)
    assert job.claim_code is None
    assert isinstance(before, at.Finished)
    assert isinstance(talk.phase, at.Finished)
    assert talk.phase.deadline_ms > before.deadline_ms


def test_a_second_touch_while_it_prints_makes_no_second_receipt(talk: Conversation) -> None:
    bag(talk.take(READY, LI)).take(on.PrintReceipt(), PrinterView(PrinterStatus.PRINTING, 1), on.PrintReceipt())
    assert len(jobs(talk)) == 1


def test_without_a_printer_that_works_nothing_is_asked_of_it(talk: Conversation) -> None:
    for status in (PrinterStatus.NONE, PrinterStatus.GONE, PrinterStatus.PAPER_OUT):
        bag(talk.take(PrinterView(status), on.Start(), on.GoAsGuest())).take(on.PrintReceipt(), on.Finish())
        assert talk.screen == "attract", "and the visit goes on as ever"
    assert jobs(talk) == []


def test_nothing_dropped_off_is_nothing_to_print(talk: Conversation) -> None:
    talk.take(READY, LI, on.Finish(), on.PrintReceipt())
    assert jobs(talk) == []

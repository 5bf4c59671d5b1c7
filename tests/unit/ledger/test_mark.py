"""The mark is never ahead of the journal, whatever became of a transaction."""

import pytest

from kiosk.ledger import Ledger
from kiosk.ledger.bodies import boot_body
from kiosk.ledger.highwater import read_mark
from kiosk.ledger.verify import check_end


def append_and_fail(ledger: Ledger) -> None:
    with ledger.appending() as connection:
        ledger.append(connection, "boot", boot_body("1"))
        raise LookupError


def test_what_was_undone_is_never_marked(ledger: Ledger) -> None:
    ledger.append_consent("r-li")
    with pytest.raises(LookupError):
        append_and_fail(ledger)
    assert ledger.append_consent("r-li") is None, "a transaction that appends nothing"
    mark = read_mark(ledger.folder)
    assert mark is not None
    assert mark.position == 1
    assert check_end(ledger) == []


def test_a_mark_that_cannot_be_written_undoes_nothing(ledger: Ledger) -> None:
    (ledger.folder / "ledger.head").unlink(missing_ok=True)
    (ledger.folder / "ledger.head").mkdir()
    assert ledger.append_consent("r-li") == 1
    assert check_end(ledger) == []

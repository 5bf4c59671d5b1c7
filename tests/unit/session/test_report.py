"""A fault that lasts is written to the journal, and so is its end: then it is true that staff have been told."""

from dataclasses import replace

from kiosk.core.errors import DeviceFault, DeviceFaultKind
from kiosk.core.events import ScaleStatus, ScaleView
from kiosk.methodology import Rulebook
from kiosk.session.machine import next_deadline_ms
from kiosk.session.report import LASTS_MS
from tests.unit.session.conversation import EMPTY, FAULT, Conversation

STARTING = ScaleView(ScaleStatus.STARTING, None)
MISSING = ScaleView(ScaleStatus.FAULT, None, fault=DeviceFault("scale", DeviceFaultKind.MISSING, "plug it in"))


def test_a_fault_that_lasts_is_reported_and_so_is_its_end(talk: Conversation) -> None:
    talk.take(FAULT)
    assert next_deadline_ms(talk.state) == talk.now_ms + LASTS_MS
    assert not talk.wait(LASTS_MS - 1).reports()
    assert talk.wait(1).reports() == [DeviceFaultKind.UNPLUGGED]
    assert talk.state.reported is DeviceFaultKind.UNPLUGGED
    assert next_deadline_ms(talk.state) is None
    talk.wait(3_600_000).take(EMPTY).wait(LASTS_MS)
    assert talk.reports() == [DeviceFaultKind.UNPLUGGED, None]
    assert talk.state.reported is None


def test_a_cable_that_is_knocked_costs_no_entry(talk: Conversation) -> None:
    for _ in range(20):
        talk.take(FAULT).wait(LASTS_MS - 1).take(EMPTY).wait(1000)
    assert not talk.reports()


def test_a_fault_that_changes_its_name_is_still_a_fault(talk: Conversation) -> None:
    talk.take(FAULT).wait(LASTS_MS // 2).take(MISSING).wait(LASTS_MS // 2)
    assert talk.reports() == [DeviceFaultKind.MISSING]


def test_not_knowing_is_neither_a_fault_nor_well(talk: Conversation) -> None:
    talk.take(FAULT).wait(LASTS_MS)
    talk.take(STARTING).wait(3_600_000)
    assert talk.reports() == [DeviceFaultKind.UNPLUGGED]
    talk.take(EMPTY).wait(LASTS_MS - 1).take(STARTING, EMPTY).wait(LASTS_MS - 1)
    assert talk.reports() == [DeviceFaultKind.UNPLUGGED]
    assert talk.wait(1).reports() == [DeviceFaultKind.UNPLUGGED, None]


def test_a_healthy_start_reports_nothing(rules: Rulebook) -> None:
    assert not Conversation(rules, STARTING, EMPTY).wait(LASTS_MS).wait(LASTS_MS).reports()


def test_a_kiosk_that_went_down_with_a_fault_takes_it_back(rules: Rulebook) -> None:
    talk = Conversation(rules)
    talk.state = replace(talk.state, reported=DeviceFaultKind.SILENT)
    assert talk.take(EMPTY).wait(LASTS_MS).reports() == [None]

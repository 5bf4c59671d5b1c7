"""The kiosk's figures for Prometheus: the format by Prometheus' own reader, the file never half written."""

import re
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from prometheus_client.parser import text_string_to_metric_families

from kiosk.core.clock import ClockTrust, ManualClock
from kiosk.core.errors import LinkFaultKind
from kiosk.sync.metrics import EVERY_MS, FILE_NAME, Figures, MetricsFile, render

counts = st.integers(0, 2**53)
figures = st.builds(
    Figures,
    counts,
    counts,
    counts,
    st.sampled_from(ClockTrust),
    counts,
    st.none() | counts,
    st.none() | st.sampled_from([kind.value for kind in LinkFaultKind]),
    st.just("well"),
)


def read(text: str) -> dict[str, tuple[float, dict[str, str]]]:
    samples = [sample for family in text_string_to_metric_families(text) for sample in family.samples]
    return {sample.name.removeprefix("greensprout_"): (sample.value, sample.labels) for sample in samples}


@given(figures)
def test_prometheus_reads_what_was_meant(given: Figures) -> None:
    found = read(render(given))
    assert found["ledger_entries"][0] == given.entries
    assert found["pending_entries"][0] == given.pending
    assert found["acked_seq"][0] == given.acked_seq
    assert found["uptime_seconds"][0] == given.uptime_s
    assert found.get("last_success_timestamp_seconds", (None,))[0] == given.last_success_s
    states = {name: labels["state"] for name, (_, labels) in found.items() if labels}
    assert states == {"link_state": given.fault or "well", "store_state": "well", "clock_state": given.clock.value}
    assert all(re.fullmatch(r"#? ?[\w {}=\":.,-]+", line) for line in render(given).splitlines())


def test_the_file_is_written_once_a_minute_and_whole(tmp_path: Path, clock: ManualClock) -> None:
    file = MetricsFile(tmp_path, clock)
    assert file.is_due()
    file.write(Figures(1, 1, 0, ClockTrust.TRUSTED, 1))
    assert not file.is_due()
    clock.advance(EVERY_MS - 1)
    assert not file.is_due()
    clock.advance(1)
    assert file.is_due()
    file.write(Figures(2, 0, 2, ClockTrust.TRUSTED, 61))
    assert read((tmp_path / FILE_NAME).read_text())["ledger_entries"][0] == 2
    assert [path.name for path in tmp_path.iterdir()] == [FILE_NAME]


def test_a_folder_that_cannot_be_written_stops_nothing(tmp_path: Path, clock: ManualClock) -> None:
    file = MetricsFile(tmp_path / "gone", clock)
    file.write(Figures(1, 1, 0, ClockTrust.TRUSTED, 1))
    assert not file.is_due()

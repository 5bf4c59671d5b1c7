"""``kiosk paper``: a manifest that was lost is printed again from the journal, as it was."""

from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from kiosk.cli import main
from kiosk.core.collection import Into, VehicleReason
from kiosk.ledger import Ledger
from kiosk.ledger.containers import append_collection
from kiosk.ledger.manifests import manifests
from kiosk.methodology import Rulebook
from kiosk.printer.simulator import pictures
from kiosk.scan.decode import decode_image
from tests.fakes.acts import drop_off
from tests.fakes.staffwork import collection


def test_what_comes_back_is_what_went_in(ledger: Ledger, rules: Rulebook) -> None:
    ledger.append_drop_off(replace(drop_off(rules, 3000), container="clothing-1"))
    first = append_collection(ledger, collection("clothing-1", 3000))
    vehicle = replace(
        collection("clothing-1", 0, period=2, drop_offs=0, new_seal="LZ-0002", identity="c1" * 16, old_seal="LZ-0001"),
        bags=(),
        vehicle_g=1200,
        vehicle_reason=VehicleReason.WHOLE_CONTAINER,
        into=Into("k-0123456789abcdef0123", "clothing-2"),
    )
    second = append_collection(ledger, vehicle)
    assert list(manifests(ledger)) == [second, first]


def test_it_is_printed_again_on_paper_and_as_a_page(
    ledger: Ledger, rules: Rulebook, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ledger.append_drop_off(replace(drop_off(rules, 3000), container="clothing-1"))
    manifest = append_collection(ledger, collection("clothing-1", 3000))
    data = ledger.folder
    (data / "kiosk.toml").write_text('[printer]\nconnection = "file"\ntarget = "papers"\n', "utf-8")
    assert main(["paper", "manifests", "--data", str(data)]) == 0
    assert "LZ-0001" in capsys.readouterr().out
    assert main(["paper", "manifest", "lz-0001", "--data", str(data)]) == 0
    (paper,) = (data / "papers").iterdir()
    assert decode_image(pictures(paper.read_bytes())[0].convert("L")) == manifest.code
    assert main(["paper", "manifest", "LZ-0001", "--data", str(data), "--pdf", str(tmp_path / "m.pdf")]) == 0
    pdf = pypdfium2.PdfDocument(tmp_path / "m.pdf")
    try:
        assert "LZ-0001" in pdf[0].get_textpage().get_text_bounded()
    finally:
        pdf.close()
    assert main(["paper", "trial", "--data", str(data)]) == 0


def test_what_is_not_there_is_said_plainly(ledger: Ledger, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["paper", "manifest", "LZ-9999", "--data", str(ledger.folder)]) == 2
    assert "no collection with seal LZ-9999" in capsys.readouterr().err
    assert main(["paper", "trial", "--data", str(ledger.folder)]) == 2
    assert "no printer is configured" in capsys.readouterr().err

"""What stands on paper can be read: by people, and by a camera."""

from pathlib import Path

import pypdfium2
import pytest
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from kiosk.assets import ASSETS
from kiosk.core.collection import DifferenceReason, Manifest
from kiosk.core.events import Receipt
from kiosk.core.printing import ManifestJob, PrintJob, ReceiptJob, SampleJob, SealJob
from kiosk.printer.pdf import page
from kiosk.printer.raster import picture
from kiosk.printer.settings import PrinterSettings
from kiosk.printer.sheet import Line, Pair, Qr, Signature, Text, Title, lines_of
from kiosk.scan.decode import decode_image
from tests.depth import examples
from tests.fakes.staffwork import collection

PLACE, WHEN = "龙马潭社区", "2026-11-22 17:05"
CLAIM = "2345678923456789"
CLAIM_URL = f"https://points.example.org/me#claim={CLAIM}"
BAGS = (
    Receipt("5e" * 16, 1, 4, "clothing", 3250, 4160, 97),
    Receipt("5e" * 16, 2, 5, "books", 2250, 960, 37, held=True),
)
MANIFEST = Manifest(
    "k-0123456789abcdef0123",
    "e0" * 16,
    17,
    "ab" * 32,
    "2026-11-22T09:05:00.000Z",
    collection("clothing-1", 52_250, drop_offs=17, weighed_g=50_010, reason=DifferenceReason.MISSING),
)
JOBS: list[PrintJob] = [
    ReceiptJob(BAGS),
    ReceiptJob(BAGS, CLAIM, CLAIM_URL),
    ReceiptJob(BAGS[:1], CLAIM),
    SealJob("LZ-0001", "clothing-1"),
    ManifestJob(MANIFEST),
    SampleJob(),
]


def words_of(lines: tuple[Line, ...]) -> str:
    texts = []
    for line in lines:
        match line:
            case Title(text=text) | Text(text=text):
                texts.append(text)
            case Pair(name=name, value=value):
                texts.append(f"{name}: {value}")
            case Signature(who=who):
                texts.append(who)
    return "\n".join(texts)


def test_a_receipt_says_what_every_bag_brought_and_counts_only_what_is_credited() -> None:
    said = words_of(lines_of(ReceiptJob(BAGS), PLACE, WHEN))
    assert "旧衣 Clothing: 3.25 kg" in said
    assert "待核对 to be checked" in said, "as the screen and the phone call it"
    assert said.count("积分 Points: 97") == 2, "of the first bag, and in all"


def test_a_guests_receipt_carries_the_claim_to_read_and_to_scan() -> None:
    lines = lines_of(ReceiptJob(BAGS, CLAIM, CLAIM_URL), PLACE, WHEN)
    assert "2345 6789 2345 6789" in words_of(lines)
    assert [line.text for line in lines if isinstance(line, Qr)] == [CLAIM_URL]


def test_a_manifest_names_difference_reason_seals_and_its_own_hash() -> None:
    lines = lines_of(ManifestJob(MANIFEST), PLACE, WHEN)
    said = words_of(lines)
    for expected in (
        "应有 Expected: 52.25 kg",
        "实称 Weighed: 50.01 kg",
        "-2.24 kg",
        "短少 missing",
        "LZ-0001",
        "ab" * 32,
    ):
        assert expected in said
    assert [line.text for line in lines if isinstance(line, Qr)] == [MANIFEST.code]
    assert MANIFEST.hash in MANIFEST.code


@pytest.mark.parametrize("paper_mm", [58, 80])
@pytest.mark.parametrize("job", JOBS, ids=lambda job: type(job).__name__)
def test_the_code_on_the_roll_can_be_read(job: PrintJob, paper_mm: int) -> None:
    lines = lines_of(job, PLACE, WHEN)
    width_px = PrinterSettings("serial", "/dev/null", paper_mm).width_px
    drawn = picture(lines, width_px)
    assert (drawn.mode, drawn.width) == ("1", width_px)
    codes = [line.text for line in lines if isinstance(line, Qr)]
    assert decode_image(drawn.convert("L")) == (codes[0] if codes else None)


def test_the_page_to_file_says_the_same() -> None:
    pdf = pypdfium2.PdfDocument(page(lines_of(ManifestJob(MANIFEST), PLACE, WHEN), "manifest"))
    try:
        assert len(pdf) == 1
        text = pdf[0].get_textpage().get_text_bounded()
        assert "52.25 kg" in text
        assert "交接单" in text
        drawn: Image.Image = pdf[0].render(scale=3).to_pil()
        assert decode_image(drawn) == MANIFEST.code
    finally:
        pdf.close()


@settings(max_examples=examples(8), deadline=None)
@given(st.text(st.characters(codec="gb2312", exclude_characters="\n\r"), max_size=80))
def test_any_name_of_a_place_fits_the_roll(place: str) -> None:
    drawn = picture(lines_of(SealJob("LZ-0001", "clothing-1"), place, WHEN), 384)
    assert drawn.width == 384


def test_every_word_on_paper_is_in_the_font() -> None:
    known = TTFont(Path(ASSETS / "fonts" / "GreensproutSans-Regular.otf")).getBestCmap()
    for job in JOBS:
        missing = {
            letter for letter in words_of(lines_of(job, PLACE, WHEN)) if letter != "\n" and ord(letter) not in known
        }
        assert not missing

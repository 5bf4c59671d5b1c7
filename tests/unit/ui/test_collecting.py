"""What the screens of a collection show."""

from dataclasses import replace

import pytest

from kiosk.core.printing import PrinterView
from kiosk.ui.collecting import CollectView, collect_code, collect_places, collect_view, signed_kilograms
from kiosk.ui.samples import container_samples, samples

SAMPLES = samples()


def view(name, language="zh"):
    return collect_view(SAMPLES[name], language)


def test_other_screens_know_nothing_of_it():
    assert view("attract") == CollectView()
    assert collect_code(SAMPLES["attract"]) is None
    assert collect_places(SAMPLES["attract"]) == ()


def test_the_list_says_how_each_container_stands():
    shown = view("collect")
    assert shown.list_ids == ("clothing-1", "books-1")
    assert (shown.list_fills, shown.list_percents) == (("92.00", "40.00"), ("61", "20"))
    assert (shown.list_seals, shown.list_days) == (("LZ-3F2A-3-9C41C2", ""), ("2026-11-16", ""))
    assert (shown.bin_text, shown.has_last) == ("", True)
    assert collect_view(container_samples()["collect-container"], "zh").bin_text == "88.45"


def test_a_seal_is_compared_with_the_one_that_was_put_on():
    assert view("collect-intact").seal_matches
    assert not view("collect-intact-other").seal_matches
    assert (view("collect-seal").expected_seal, view("collect-seal-first").expected_seal) == ("LZ-3F2A-3-9C41C2", "")


def test_bags_and_their_sum():
    shown = view("collect-weigh-counted")
    assert (shown.bags, shown.last_bag, shown.weighed_text, shown.reading_text) == ("3", "21.06", "52.30", "21.06")
    assert (view("collect-weigh").last_bag, view("collect-weigh").weighed_text) == ("", "0.00")
    assert view("collect-weigh-fault").reading_text == ""


@pytest.mark.parametrize(
    ("name", "difference", "first", "nothing"),
    [
        ("collect-compare", "−0.55", "", False),
        ("collect-compare-less", "−23.45", "refuse_removed", False),
        ("collect-compare-more", "+9.32", "not_credited", False),
        ("collect-compare-nothing", "−40.00", "refuse_removed", True),
        ("collect-compare-empty", "0.00", "", True),
    ],
)
def test_a_difference_offers_the_reasons_that_fit(name, difference, first, nothing):
    shown = view(name)
    assert (shown.difference_text, shown.nothing) == (difference, nothing)
    assert (shown.reasons[0] if shown.reasons else "") == first


def test_kilograms_with_a_sign():
    assert [signed_kilograms(weight_g) for weight_g in (0, 5, -1234)] == ["0.00", "+0.005", "−1.234"]


def test_destinations_are_named_in_the_language():
    assert view("collect-destination").places == ("", "水井沟社区回收亭")
    assert view("collect-destination", "en").places == ("", "Shuijinggou Community")
    assert len(collect_places(SAMPLES["collect-destination"])) == 2
    assert view("collect-destination").places_here == ("", "")


def test_a_container_that_was_emptied_since_cannot_be_gone_on_with():
    assert view("collect-resume").resumable
    assert not view("collect-resume-stale").resumable


def test_the_manifest_shows_what_is_durable_and_its_code():
    shown = view("collect-manifest")
    assert (shown.manifest_number, shown.manifest_hash) == ("812", "9C41" * 4)
    assert (shown.weighed_text, shown.new_seal, shown.printer) == ("91.45", "LZ-3F2A-4-0B77D1", True)
    assert collect_code(SAMPLES["collect-manifest"]).startswith("GSM1:k-3f2a")
    assert collect_code(SAMPLES["collect-sign"]) == "LZ-3F2A-4-0B77D1"
    assert not collect_view(replace(SAMPLES["collect-sign"], printer=PrinterView()), "zh").printer

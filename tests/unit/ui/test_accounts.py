"""What the page of an account says, in text: every figure as it is there, floored, and nothing where nothing is."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.core.account import GRAMS_PER_KWH, Account, Act, ActVerdict, Month
from kiosk.core.acts import Guest
from kiosk.session import states as at
from kiosk.session.reading_states import ReadingPage
from kiosk.ui.accounts import AccountView, account_view
from kiosk.ui.reading import reading_view
from kiosk.ui.samples import GUIDE, samples

SAMPLES = samples()
READING = SAMPLES["reading-account-sum"]


def view_of(account: Account) -> AccountView:
    assert isinstance(READING.phase, at.Reading)
    return account_view(replace(READING, phase=replace(READING.phase, account=account)))


@given(st.integers(0, 10**9))
def test_kilowatt_hours_are_never_more_than_the_grams_are_worth(grams: int) -> None:
    view = view_of(Account(drop_offs=1, reduction_g=grams))
    kwh = int(view.kwh_text.replace(",", "") or 0)
    assert kwh * GRAMS_PER_KWH <= grams < (kwh + 1) * GRAMS_PER_KWH
    assert view.kwh_text != "0"
    assert view.kwh_grams == "0.997"


def test_while_it_is_on_its_way_nothing_of_an_account_is_shown() -> None:
    waiting = account_view(SAMPLES["reading-account-waiting-sum"])
    assert waiting == AccountView(part="sum", loading=True)


def test_no_other_screen_and_no_other_page_shows_it() -> None:
    others = [state for name, state in SAMPLES.items() if not name.startswith("reading-account")]
    assert {account_view(state) for state in others} == {AccountView()}


def test_the_newest_month_comes_first_and_is_measured_by_the_heaviest() -> None:
    months = (Month("2026-09", 400), Month("2026-10", 0), Month("2026-11", 1600))
    view = view_of(Account(months=months))
    assert view.months == ("2026-11", "2026-10", "2026-09")
    assert view.month_weights == ("1.6", "", "0.4")
    assert [float(share) for share in view.month_shares] == [1, 0, 0.25]
    assert len(view.rings) == 3
    assert float(view.rings[1]) == 0


def test_the_tree_begins_with_the_first_month_that_brought_something() -> None:
    months = (Month("2026-09", 0), Month("2026-10", 500), Month("2026-11", 0))
    assert len(view_of(Account(months=months)).rings) == 2
    assert view_of(Account(months=(Month("2026-11", 0),))).rings == ()


@pytest.mark.parametrize(
    ("verdict", "corrected", "said"),
    [
        (ActVerdict.PENDING, False, "pending"),
        (ActVerdict.ACCEPTED, False, "accepted"),
        (ActVerdict.ACCEPTED, True, "corrected"),
        (ActVerdict.HELD, True, "held"),
        (ActVerdict.REFUSED, False, "refused"),
        (ActVerdict.VOID, True, "void"),
    ],
)
def test_what_became_of_a_drop_off(verdict: ActVerdict, corrected: bool, said: str) -> None:
    view = view_of(Account(acts=(Act("2026-11-20", "books", 1230, 307, 9, verdict, corrected),)))
    assert view.act_verdicts == (said,)
    assert (view.act_days, view.act_weights, view.act_points) == (("2026-11-20",), ("1.23",), ("9",))


def test_what_is_missing_to_a_badge_is_enough() -> None:
    view = view_of(Account(drop_offs=1, net_g=9_991, materials=(("books", 9_991),)))
    left = dict(zip(view.badge_kinds, view.badges_left, strict=True))
    assert left["first"] == ""
    assert left["kg_10"] == "0.01"
    assert dict(zip(view.badge_kinds, view.badge_materials, strict=True))["both"] == "clothing"


def test_only_a_resident_who_is_here_is_shown_the_way_to_it() -> None:
    def ledger(name: str) -> bool:
        return reading_view(SAMPLES[name], GUIDE, "zh").ledger

    assert all(map(ledger, ("choose_material", "weigh", "confirm", "credited", "finished", "scale_trouble")))
    assert not any(map(ledger, ("attract", "identify", "privacy_notice", "finished-guest", "still_there", "saving")))
    assert not ledger("choose_material-round"), "at a door the staff's device is not the resident's"
    guest = SAMPLES["choose_material"]
    assert isinstance(guest.phase, at.ChooseMaterial)
    visit = replace(guest.phase.visit, who=Guest("7GKQ2MXYBR4TNW8D"))
    assert not reading_view(replace(guest, phase=replace(guest.phase, visit=visit)), GUIDE, "zh").ledger


def test_the_page_and_what_the_place_says() -> None:
    view = reading_view(SAMPLES["reading-accepted"], GUIDE, "en")
    assert view.page == ReadingPage.ACCEPTED
    assert view.clothing_accepted == tuple(GUIDE.clothing.accepted)
    assert view.books_refused == tuple(GUIDE.books.refused)
    assert view.hours == GUIDE.hours_en
    assert reading_view(SAMPLES["reading-accepted"], GUIDE, "zh").hours == GUIDE.hours_zh
    assert reading_view(SAMPLES["saving"], GUIDE, "zh").helps is False

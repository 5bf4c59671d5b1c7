"""Cards and badges: printed, read from the print, judged by a kiosk's gate, replaced, revoked, linked to a phone."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pypdfium2
import pytest
import zxingcpp
from argon2 import PasswordHasher
from PIL import Image

from central import cards, roster, sheet
from central.problems import CentralError
from kiosk.core.errors import RefusalReason
from kiosk.core.events import BadgeSeen, PassKind, PassRefused, ResidentSeen, StaffRole
from tests.fakes.central_server import RunningCentral, running_central
from tests.fakes.contract_schemas import body_of, problem_of
from tests.fakes.published import briefed, gate_at, published
from tests.fakes.virtual_kiosk import VirtualPhone, drop_off_body, shown_by

pytestmark = pytest.mark.long

PLACE = "忠山社区"
PIN = "482913"


@pytest.fixture
def central(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningCentral]:
    with running_central(tmp_path_factory.mktemp("central")) as running:
        yield running


def printed(pdf: bytes, dpi: int = 150) -> list[Image.Image]:
    """The pages as a printer and a camera would have them."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.render(scale=dpi / 72).to_pil() for page in document]
    finally:
        document.close()


def blank(page: Image.Image, left: float, top: float, right: float, bottom: float, dpi: int = 150) -> bool:
    """Whether nothing is printed between these edges, in millimetres."""
    box = tuple(round(edge * dpi / 25.4) for edge in (left, top, right, bottom))
    darkest, _ = page.convert("L").crop(box).getextrema()
    return darkest == 255


def codes_on(page: Image.Image) -> list[str]:
    # QR codes alone, as a kiosk reads: in the squares of one in a hundred sheets a bar code can be found, too.
    return [found.text for found in zxingcpp.read_barcodes(page, formats=zxingcpp.BarcodeFormat.QRCode)]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_printed_card_is_known_at_a_kiosk(central: RunningCentral, language: sheet.Language) -> None:
    made = cards.issue(central.platform, 12, PLACE)
    pages = printed(sheet.card_sheet(made, language, central.clock()))
    found = [code for page in pages for code in codes_on(page)]
    assert [len(codes_on(page)) for page in pages] == [10, 2]
    assert sorted(found) == sorted(card.code for card in made)
    gate = gate_at(published(central.url), central.clock() + timedelta(days=3 * 365))
    seen = [gate.judge(code) for code in found]
    residents = {one.resident for one in seen if isinstance(one, ResidentSeen) and one.kind is PassKind.CARD}
    assert len(residents) == 12
    assert {one.pass_id for one in seen if isinstance(one, ResidentSeen)} == {card.id for card in made}


def test_a_card_ends(central: RunningCentral) -> None:
    (card,) = cards.issue(central.platform, 1, PLACE)
    assert card.last_day.isoformat() == "2029-11-21"
    gate = gate_at(published(central.url), central.clock() + timedelta(days=3 * 365, minutes=2))
    assert gate.judge(card.code) == PassRefused(RefusalReason.EXPIRED, card.id)


def test_the_code_is_large_enough(central: RunningCentral) -> None:
    (card,) = cards.issue(central.platform, 1, PLACE)
    (page,) = printed(sheet.card_sheet([card], "zh", central.clock()), dpi=254)  # ten pixels a millimetre
    (found,) = zxingcpp.read_barcodes(page, formats=zxingcpp.BarcodeFormat.QRCode)
    corner = found.position
    assert corner.top_right.x - corner.top_left.x >= 300
    assert corner.bottom_left.y - corner.top_left.y >= 300
    left, top, right, bottom = corner.top_left.x, corner.top_left.y, corner.top_right.x, corner.bottom_left.y
    zone = 25  # four modules of 0.6 mm
    around = page.convert("L").crop((left - zone, top - zone, right + zone, bottom + zone))
    inner = (zone - 3, zone - 3, around.width - zone + 3, around.height - zone + 3)
    around.paste(255, inner)
    assert around.getextrema()[0] == 255, "something is printed in the quiet zone"


def test_ten_cards_fit_a_page_and_none_hangs_over(central: RunningCentral) -> None:
    made = cards.issue(central.platform, 10, PLACE)
    (page,) = printed(sheet.card_sheet(made, "zh", central.clock()))
    assert [round(pixels * 25.4 / 150) for pixels in page.size] == [210, 297]  # A4
    assert blank(page, 0, 0, 210, 4)
    assert blank(page, 0, 293, 210, 297)
    assert blank(page, 0, 0, 10, 297)
    assert blank(page, 200, 0, 210, 297)


@pytest.mark.parametrize("place", ["山", "忠山社区" * 8, "Zhongshan Community, Sichuan Road", "W" * 32])
def test_any_place_fits_its_card(central: RunningCentral, place: str) -> None:
    (card,) = cards.issue(central.platform, 1, place)
    (page,) = printed(sheet.card_sheet([card], "zh", central.clock()))
    assert codes_on(page) == [card.code]
    left, top = (210 - 2 * 85.6) / 2, (297 - 5 * 54) / 2
    assert blank(page, left + 43.9, top + 1, left + 45.9, top + 48), "something is printed into the code's quiet zone"


def test_a_character_that_the_fonts_lack_is_said() -> None:
    sheet.check_place("忠山社区 No. 3 (北)")
    with pytest.raises(CentralError, match="𠀀"):
        sheet.check_place("忠山𠀀")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_glyph_of_the_sheets_is_in_the_fonts(central: RunningCentral, language: sheet.Language) -> None:
    for role in ("operator", "supervisor"):
        badge = roster.add(central.platform, role, PIN)  # type: ignore[arg-type]  # the words of the type
        (page,) = printed(sheet.badge_sheet(badge, language, central.clock()))
        assert codes_on(page) == [badge.code]


def test_the_date_of_the_file_is_the_clock_s(central: RunningCentral) -> None:
    made = cards.issue(central.platform, 1, PLACE)
    moment = datetime(2031, 5, 6, 7, 8, 9, tzinfo=UTC)
    assert b"20310506070809" in sheet.card_sheet(made, "zh", moment)


def test_a_replaced_card_is_the_same_resident_and_the_old_one_is_refused(central: RunningCentral) -> None:
    (old,) = cards.issue(central.platform, 1, PLACE)
    before = gate_at(published(central.url), central.clock()).judge(old.code)
    version = published(central.url)["version"]
    new = cards.replace(central.platform, f"{old.number:04}")
    gate = gate_at(published(central.url), central.clock())
    after = gate.judge(new.code)
    assert isinstance(before, ResidentSeen)
    assert isinstance(after, ResidentSeen)
    assert after.resident == before.resident
    assert (new.number, new.place) == (old.number + 1, PLACE)
    assert gate.judge(old.code) == PassRefused(RefusalReason.REVOKED, old.id)
    assert published(central.url)["version"] == version + 1
    with pytest.raises(CentralError, match="replaced already"):
        cards.replace(central.platform, old.id)


def test_a_revoked_card_can_still_be_replaced(central: RunningCentral) -> None:
    (card,) = cards.issue(central.platform, 1, PLACE)
    for _ in range(2):
        assert cards.revoke(central.platform, card.id) == "card 0001"
    assert published(central.url)["revoked"] == [card.id]
    new = cards.replace(central.platform, "1")
    assert published(central.url)["revoked"] == [card.id]
    assert [state for _, state in cards.everything(central.platform)] == ["revoked", "good"]
    central.clock.advance(timedelta(days=3 * 365))
    assert [state for _, state in cards.everything(central.platform)] == ["revoked", "expired"]
    assert isinstance(gate_at(published(central.url), central.clock()).judge(new.code), ResidentSeen)


def test_cards_are_not_kept_as_they_are(central: RunningCentral) -> None:
    (card,) = cards.issue(central.platform, 1, PLACE)
    badge = roster.add(central.platform, "operator", PIN)
    dump = b"".join(path.read_bytes() for path in central.database.parent.iterdir())
    for secret in (card.code, badge.code, PIN):
        assert secret.encode() not in dump


# a card on a phone


def test_a_phone_shows_the_account_of_a_card(central: RunningCentral) -> None:
    phone, kiosk = VirtualPhone.register(central.url), central.kiosk()
    (card,) = cards.issue(central.platform, 1, PLACE)
    seen = gate_at(published(central.url), central.clock()).judge(card.code)
    assert isinstance(seen, ResidentSeen)
    kiosk.append("drop_off", drop_off_body(3250, **shown_by("card", seen.resident, card.id)))
    kiosk.send()
    for _ in range(2):
        answer = body_of(phone.link(f" {card.code}\n"), 200, "card_answer")
    kiosk.append("drop_off", drop_off_body(1000, **shown_by("card", seen.resident, card.id)))
    kiosk.send()
    me = body_of(phone.call("GET", "/v1/me"), 200, "me")
    (shown,) = me["cards"]
    assert answer == shown | {"points": 97, "reduction_g": 4160}
    assert (shown["card"], shown["number"], shown["place"], shown["revoked"]) == (card.id, 1, PLACE, False)
    assert (shown["points"], shown["reduction_g"], shown["held"]) == (127, 5440, 0)
    assert (me["points"], me["credits"]) == (0, []), "the accounts stay apart"


def test_a_card_belongs_to_the_first_phone(central: RunningCentral) -> None:
    phone, other = VirtualPhone.register(central.url), VirtualPhone.register(central.url)
    (card,) = cards.issue(central.platform, 1, PLACE)
    assert phone.link(card.code).status_code == 200
    problem_of(other.link(card.code), 409, "card-taken")
    new = cards.replace(central.platform, card.id)
    assert other.link(new.code).status_code == 200
    assert [one["revoked"] for one in phone.me()["cards"]] == [True]
    assert [one["number"] for one in other.me()["cards"]] == [2]


def test_what_is_no_card_cannot_be_linked(central: RunningCentral) -> None:
    phone = VirtualPhone.register(central.url)
    (card,) = cards.issue(central.platform, 1, PLACE)
    badge = roster.add(central.platform, "operator", PIN)
    cards.revoke(central.platform, card.id)
    problem_of(phone.link(card.code), 403, "revoked")
    for code in ("", "GSC1:", card.code[:-1], badge.code, phone.call("POST", "/v1/me/passes").json()["pass"], "七"):
        problem_of(phone.link(code), 404, "card-unknown")
    problem_of(phone.call("POST", "/v1/me/cards", json={"code": 7}), 400, "malformed")
    answer = phone.call("POST", "/v1/me/cards", data=b'{"code":"\\ud800"}')
    assert answer.status_code in {400, 404}
    assert phone.me()["cards"] == []


# the staff


def test_a_badge_is_known_until_it_is_removed(central: RunningCentral) -> None:
    badge = roster.add(central.platform, "supervisor", PIN)
    payload, kiosk = published(central.url), central.kiosk()
    staff = briefed(kiosk)["staff"]
    (member,) = staff
    assert (member["badge"], member["role"]) == (badge.id, "supervisor")
    assert PasswordHasher().verify(member["pin"], PIN)
    assert member["pin"].startswith("$argon2id$v=19$m=32768,t=3,p=1$")
    gate = gate_at(payload, central.clock() + timedelta(days=365), staff)
    assert gate.judge(badge.code) == BadgeSeen(badge.id, StaffRole.SUPERVISOR)
    other = roster.add(central.platform, "operator", "731905")
    assert [one["role"] for one in roster.members(central.platform)] == ["operator", "supervisor"]
    assert roster.remove(central.platform, badge.id[:8].upper()) == badge.id
    payload, staff = published(central.url), briefed(kiosk)["staff"]
    assert [one["badge"] for one in staff] == [other.id]
    assert payload["revoked"] == [badge.id]
    assert gate_at(payload, central.clock(), staff).judge(badge.code) == PassRefused(RefusalReason.REVOKED, badge.id)
    assert [one["badge"] for one in roster.members(central.platform)] == [other.id]


@pytest.mark.parametrize("which", ["", "1234567", "%", "________", "f" * 32])
def test_only_one_whole_badge_is_removed(central: RunningCentral, which: str) -> None:
    roster.add(central.platform, "operator", PIN)
    with pytest.raises(CentralError, match="0 badges"):
        roster.remove(central.platform, which)
    assert len(roster.members(central.platform)) == 1


def test_an_expired_badge_leaves_the_roster_with_the_next_change(central: RunningCentral) -> None:
    roster.add(central.platform, "operator", PIN)
    central.clock.advance(timedelta(days=365))
    new = roster.add(central.platform, "operator", "731905")
    assert [one["badge"] for one in briefed(central.kiosk(), now=central.clock())["staff"]] == [new.id]
    assert [one["badge"] for one in roster.members(central.platform)] == [new.id]


def test_only_the_newest_directories_are_kept(central: RunningCentral) -> None:
    made = cards.issue(central.platform, 30, PLACE)
    for card in made:
        cards.revoke(central.platform, card.id)
    assert published(central.url)["version"] == 31
    assert published(central.url)["revoked"] == sorted(card.id for card in made)

"""What the operations pages show and do, for whom; every change is in the audit, whatever is said is text."""

import csv
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2
import pytest
from sqlalchemy import func, insert, select

from central import audit, balance, dispatch, manifests, review, roster
from central.manifests import Code
from central.ops import fleet
from central.schema import AuditRow, Revocation
from tests.fakes.central_server import RunningCentral, running_central
from tests.fakes.operator import VirtualOperator, new_operator
from tests.fakes.rosters import new_member
from tests.fakes.virtual_kiosk import VirtualKiosk, VirtualPhone, drop_off_body, scale_check_body
from tests.fakes.virtual_staff import collection_body, site_body

BIN = "clothing-1"
EVIL = '<script>alert("1")</script>'
SUPERVISORS_ONLY = ("/ops/orders", "/ops/review", "/ops/staff", "/ops/audit")
EVERYBODYS = ("/ops/points", "/ops/route", "/ops/collections", "/ops/intake")


@dataclass
class Fleet:
    """A platform with one point whose second collection lacks 5 kg, and one whose container is nearly full."""

    central: RunningCentral
    robbed: VirtualKiosk
    full: VirtualKiosk
    boss: VirtualOperator
    helper: VirtualOperator

    @property
    def entry(self) -> str:
        """The page of the collection that is held."""
        return f"/ops/review/{self.robbed.id}/{self.robbed.epoch}/6"

    def acts(self) -> list[tuple[str | None, str, str, str]]:
        rows = audit.newest(self.central.store, 1000)
        return [(row["account"], row["act"], row["subject"], row["detail"]) for row in reversed(rows)]


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def town(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, new_database: Callable[[str], str]
) -> Iterator[Fleet]:
    with running_central(tmp_path_factory.mktemp("central"), new_database(request.param)) as central:
        boss, helper = new_operator(central, "boss", "supervisor"), new_operator(central, "helper")
        robbed, full = central.kiosk(), central.kiosk()
        robbed.append("site_adopted", site_body((BIN, "clothing", 100_000), ("books-1", "books", 0)))
        for period, weighed_g in ((1, 20_000), (2, 15_000)):
            robbed.append("drop_off", drop_off_body(20_000, container=BIN))
            body = collection_body(helper.badge, BIN, 20_000, [weighed_g], period=period)
            robbed.append("collection", body)
            if period == 1:
                robbed.append("device_state", {"device": "scanner", "state": "unplugged"})
        place = {"name_zh": EVIL, "name_en": "=1+1", "latitude_e6": 28_907_000}
        full.append("site_adopted", site_body((BIN, "clothing", 20_000), **place))
        full.append("scale_check", scale_check_body())
        full.append("drop_off", drop_off_body(18_000, container=BIN))
        for kiosk in (robbed, full):
            assert kiosk.send().status_code == 200
        yield Fleet(central, robbed, full, boss, helper)


def sheet(operator: VirtualOperator, address: str) -> list[list[str]]:
    answer = operator.get(address + ("&" if "?" in address else "?") + "format=csv")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


def text_of(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", page))


# Who may


@pytest.mark.parametrize("address", [*EVERYBODYS, *SUPERVISORS_ONLY])
def test_roles(town: Fleet, address: str) -> None:
    assert town.boss.get(address).status_code == 200
    helpers = town.helper.get(address)
    assert helpers.status_code == (200 if address in EVERYBODYS else 403)
    assert (f'href="{address}"' in helpers.text) is (address in EVERYBODYS), "nobody is led to what is not for them"
    assert sheet(town.boss, address)[0]


def test_an_operator_cannot_do_what_supervisors_do(town: Fleet) -> None:
    token = town.helper.token("/ops/intake")
    for address, fields in (
        (town.entry, {"word": "release"}),
        ("/ops/staff", {"role": "supervisor", "pin": "493817", "again": "493817"}),
        (f"/ops/staff/{town.boss.badge}/revoke", {}),
        (f"/ops/staff/{town.boss.badge}/account", {"name": "mine"}),
        ("/ops/accounts/boss/reset", {}),
    ):
        before = town.acts()
        answer = town.helper.send(address, {"csrf": token, **fields})
        assert (answer.status_code, "只给主管" in answer.text) == (403, True)
        assert town.acts() == before


# What is shown


def test_points_show_fill_needs_and_names_as_text(town: Fleet) -> None:
    page = town.helper.get("/ops/points").text
    assert EVIL not in page
    assert "&lt;script&gt;" in page
    told = text_of(page)
    assert "90% 快满" in told
    assert "18.00 / 20.00 公斤" in told
    assert "扫码器：线拔掉了" in told
    assert "容量未知" in told
    assert "记录到第 3 条" in told
    english = town.helper.get("/ops/points", cookie=_with(town.helper, "greensprout-language=en")).text
    assert "scanner: unplugged" in english
    assert "nearly full" in english


def _with(operator: VirtualOperator, more: str) -> str:
    return "; ".join([*(f"{cookie.name}={cookie.value}" for cookie in operator.http.cookies), more])


def test_points_are_sorted_by_what_is_asked(town: Fleet) -> None:
    def order(how: str) -> list[str]:
        page = town.helper.get(f"/ops/points?sort={how}").text
        found = re.findall(r'<h2><a href="/ops/points/(k-[0-9a-f]+)">', page)
        return [kiosk for kiosk in found if kiosk in {town.full.id, town.robbed.id}]

    assert order("fill") == [town.full.id, town.robbed.id]
    assert order("name") == [town.full.id, town.robbed.id], "by the Chinese name"
    assert order("need") == [town.robbed.id, town.full.id], "a device with a fault comes before a container at 90 %"
    assert order("nonsense") == order("need")


def test_one_point_shows_its_balance(town: Fleet) -> None:
    page = town.helper.get(f"/ops/points/{town.robbed.id}").text
    told = text_of(page)
    assert "−5.00 公斤" in told
    assert "差额无解释" in told
    assert page.count('<rect class="in"') == 3, "two closed periods and the present one"
    assert page.count('<rect class="out"') == 2
    assert "第 1 段，到第 6 条" in told
    assert "/ops/review/" not in page, "an operator is not led to the review"


@pytest.mark.parametrize("kiosk", ["k-none", "..%2fx", "%3Cscript%3E"])
def test_no_such_point(town: Fleet, kiosk: str) -> None:
    answer = town.helper.get(f"/ops/points/{kiosk}")
    assert answer.status_code == 404
    assert "<script" not in answer.text


@pytest.mark.parametrize(
    "address",
    [
        "/ops/points/%00",
        "/ops/points?sort=%00",
        "/ops/collections?kiosk=%00&container=%00&only=%00",
        "/ops/review/%00/%00/1",
        f"/ops/review/k/e/{'9' * 30}",
        "/ops/review?kiosk=%00&done=%00",
        "/ops/orders/%00",
        "/ops/orders?state=%00",
        "/ops/staff/%00/revoke",
        "/ops/audit?account=%00",
        "/ops/intake?code=%00&done=%00",
        "/ops/route?start=%00&latitude=%00&longitude=%ff",
        "/ops/setup?code=%00%ff",
        "/ops/login?next=%00%ff",
        "/ops/language?to=%00&back=%00",
    ],
)
def test_strange_addresses_are_no_bugs(town: Fleet, address: str) -> None:
    assert town.boss.get(address).status_code < 500


def test_the_route_leads_to_what_is_full(town: Fleet) -> None:
    page = town.helper.get("/ops/route").text
    stops = re.findall(r'<span class="number">\d</span> <a href="/ops/points/(k-[0-9a-f]+)">', page)
    assert stops == [town.full.id]
    from_here = town.helper.get("/ops/route?start=here&latitude=28.897&longitude=105.438").text
    assert "距出发点 1.1 公里" in text_of(from_here)
    assert sheet(town.helper, f"/ops/route?start={town.robbed.id}")[1][3:] == ["1.1", f"{BIN} 90%"]
    wrong = town.helper.get("/ops/route?start=here&latitude=x&longitude=<i>")
    assert (wrong.status_code, "坐标请写成度" in wrong.text, "<i>" in wrong.text) == (400, True, False)


def test_a_rate_is_a_day_s_mean(town: Fleet) -> None:
    (point,) = [each for each in fleet.points(town.central.platform) if each.kiosk == town.full.id]
    assert [each.day_g for each in point.bins] == [18_000]


def test_a_revoked_kiosk_is_no_point(town: Fleet) -> None:
    gone = town.central.kiosk()
    row = {"subject": gone.id, "kind": "kiosk", "revoked_at": "2026-11-22T10:00:00.000Z", "until": None}
    assert gone.id in town.helper.get("/ops/points").text
    with town.central.store.writing() as connection:
        connection.execute(insert(Revocation).values(**row))
    assert gone.id not in town.helper.get("/ops/points").text


def test_collections_are_filtered(town: Fleet) -> None:
    def hashes(query: str) -> set[str]:
        return {row[-1] for row in sheet(town.helper, f"/ops/collections{query}")[1:]}

    whole, short_one = town.robbed.entries[2].hash, town.robbed.entries[5].hash
    assert hashes("") == hashes(f"?kiosk={town.robbed.id}") == {whole, short_one}
    assert hashes("?only=unexplained") == {short_one}
    assert hashes(f"?kiosk={town.full.id}") == hashes("?container=x") == set()
    page = text_of(town.helper.get("/ops/collections?only=unexplained").text)
    assert "−5.00 公斤 差额无解释" in page


def test_names_are_no_formulas_in_a_spreadsheet(town: Fleet) -> None:
    cookie = {"cookie": _with(town.helper, "greensprout-language=en")}
    content = town.helper.get("/ops/points?format=csv", **cookie).content.decode("utf-8-sig")
    assert "'=1+1" in content
    assert not re.search(r"(?m)(^|,)=", content)


# What is done


def test_the_sorter_writes_down_what_was_received(town: Fleet) -> None:
    load = town.robbed.entries[2].hash
    done = town.helper.post("/ops/intake", {"code": load[:8], "kilograms": "19,5", "note": EVIL})
    assert done.status_code == 303
    told = text_of(town.helper.get(done.headers["location"]).text)
    assert "记下了：19.50 公斤" in told
    assert "相差 -0.50 公斤" in told
    found = manifests.view(town.central.platform, Code(load))
    assert found is not None
    assert [(each.received_g, each.by) for each in found.received] == [(19_500, "helper")]
    assert town.acts()[-1] == ("helper", "intake", load, "19500 g")
    page = town.helper.get("/ops/collections").text
    assert "−0.50" in page or "途中差额 −0.50" in text_of(page)


def test_a_load_may_be_received_before_its_kiosk_told_of_it(town: Fleet) -> None:
    code = "ab" * 32
    done = town.helper.post("/ops/intake", {"code": code, "kilograms": "3"})
    assert "还没有收到这张交接单" in town.helper.get(done.headers["location"]).text
    assert code[:8] in town.helper.get("/ops/intake").text


@pytest.mark.parametrize(
    ("code", "kilograms"), [("zz", "1"), ("", "1"), ("cd" * 32, "-1"), ("cd" * 32, "viel"), ("cd" * 32, "1e9")]
)
def test_an_intake_that_cannot_be(town: Fleet, code: str, kilograms: str) -> None:
    before = town.acts()
    answer = town.helper.post("/ops/intake", {"code": code, "kilograms": kilograms})
    assert (answer.status_code, "没有办成" in answer.text) == (400, True)
    assert town.acts() == before


def test_two_people_let_a_collection_through(town: Fleet) -> None:
    queue = town.boss.get("/ops/review").text
    assert "差额没有解释" in queue
    assert town.entry in queue
    assert town.entry in town.boss.get("/ops/collections").text
    page = text_of(town.boss.get(town.entry).text)
    assert "−5.00 公斤" in page
    first = town.boss.post(town.entry, {"word": "release", "note": "weighed again"}, town.entry)
    assert "还要另一个人说同样的话" in town.boss.get(first.headers["location"]).text
    assert "您已说：通过" in text_of(town.boss.get("/ops/review").text)
    again = town.boss.post(town.entry, {"word": "release"}, town.entry)
    assert again.headers["location"] == "/ops/review?done=open", "one person cannot be two"
    second = new_operator(town.central, "second", "supervisor")
    disagreeing = second.post(town.entry, {"word": "decline"}, town.entry)
    assert disagreeing.headers["location"] == "/ops/review?done=disagree"
    assert second.post(town.entry, {"word": "release"}, town.entry).headers["location"] == "/ops/review?done=released"
    (found,) = balance.closed(town.central.platform, town.robbed.id, limit=1)
    assert found.emptied is not None
    assert (found.emptied.verdict, found.emptied.verdict_reason) == ("accepted", "released")
    subject = f"{town.robbed.id} {town.robbed.epoch} 6"
    words = [(who, detail) for who, act, on, detail in town.acts() if act == "review" and on == subject]
    assert words == [("boss", "release weighed again"), ("second", "decline"), ("second", "release")]
    said = review.show(town.central.platform, town.robbed.id, town.robbed.epoch, 6)["reviews"]
    assert [each["person"] for each in said] == [town.boss.badge, second.badge, second.badge]
    late = second.post(town.entry, {"word": "release", "csrf": second.token("/ops/staff")}, town.entry)
    assert late.status_code in {303, 400}


def test_a_word_must_be_one_of_two(town: Fleet) -> None:
    token = town.boss.token("/ops/staff")
    for address, fields in ((town.entry, {"word": "maybe"}), (town.entry[:-1] + "999", {"word": "release"})):
        assert town.boss.send(address, {"csrf": token, **fields}).status_code == 400


def test_a_new_badge_comes_as_a_file_and_its_code_is_nowhere_else(town: Fleet) -> None:
    fields = {"role": "operator", "pin": "493817", "again": "493817"}
    answer = town.boss.post("/ops/staff", fields)
    assert answer.headers["content-type"] == "application/pdf"
    name = re.fullmatch(r'attachment; filename="badge-([0-9a-f]{8})\.pdf"', answer.headers["content-disposition"])
    assert name is not None
    document = pypdfium2.PdfDocument(answer.content)
    text = document[0].get_textpage().get_text_range()
    document.close()
    assert name[1] in text.replace(" ", "")
    member = roster.identify(town.central.platform, name[1], "493817")
    assert member.role == "operator"
    assert town.acts()[-1] == ("boss", "badge_added", member.badge, "operator")
    assert name[1] in town.boss.get("/ops/staff").text


@pytest.mark.parametrize(
    "changes", [{"again": "493818"}, {"pin": "123456", "again": "123456"}, {"pin": "", "again": ""}, {"role": "boss"}]
)
def test_a_badge_that_cannot_be(town: Fleet, changes: dict[str, str]) -> None:
    before = (town.acts(), roster.members(town.central.platform))
    fields = {"role": "operator", "pin": "493817", "again": "493817"} | changes
    assert town.boss.post("/ops/staff", fields).status_code == 400
    assert (town.acts(), roster.members(town.central.platform)) == before


def test_a_badge_is_taken_back_and_its_owner_is_out(town: Fleet) -> None:
    leaving = new_operator(town.central, "leaving")
    address = f"/ops/staff/{leaving.badge}/revoke"
    assert leaving.badge[:8] in town.boss.get(address).text
    assert leaving.get("/ops/points").status_code == 200, "asking does nothing yet"
    assert town.boss.post(address, {}).headers["location"] == "/ops/staff"
    assert leaving.get("/ops/points").status_code == 303
    assert town.acts()[-1] == ("boss", "badge_revoked", leaving.badge, "")
    own = town.boss.post(f"/ops/staff/{town.boss.badge}/revoke", {})
    assert (own.status_code, "自己的工牌" in own.text) == (400, True)
    unknown = town.boss.send(address, {"csrf": town.boss.token("/ops/staff")})
    assert unknown.status_code == 400


def test_a_supervisor_makes_a_login(town: Fleet) -> None:
    badge = new_member(town.central.store).badge
    page = town.boss.post(f"/ops/staff/{badge}/account", {"name": "Fresh"}, "/ops/staff")
    link = re.search(r'id="link">([^<]+)<', page.text)
    assert link is not None
    address, code = link[1].split("?code=")
    assert address == f"{town.central.url}/ops/setup"
    fresh = VirtualOperator(town.central, "fresh", badge)
    assert fresh.set_up(code).status_code == 303
    assert town.acts()[-2][:3] == ("boss", "account_added", "fresh")
    again = town.boss.post("/ops/accounts/fresh/reset", {}, "/ops/staff")
    assert 'id="link"' in again.text
    assert fresh.get("/ops/points").status_code == 303
    assert code not in str(town.acts()), "no secret is in the audit"


def test_a_home_pickup_is_assigned_taken_back_and_cancelled(town: Fleet) -> None:
    phone, tablet = VirtualPhone.register(town.central.url), town.central.kiosk()
    building = f"3号楼 {EVIL}"
    orders = [phone.order(building=building).json()["order"] for _ in range(2)]
    listed = town.boss.get("/ops/orders").text
    assert EVIL not in listed
    assert all(each in listed for each in orders)
    town.boss.post("/ops/orders", {"building": building, "kiosk": tablet.id})
    assert {each.kiosk for each in dispatch.everything(town.central.platform)} == {tablet.id}
    assert town.acts()[-1] == ("boss", "building_assigned", tablet.id, "")
    page = f"/ops/orders/{orders[0]}"
    assert "已分配" in town.boss.get(page).text
    town.boss.post(f"{page}/assign", {"kiosk": ""}, page)
    assert town.acts()[-1] == ("boss", "order_unassigned", orders[0], "")
    town.boss.post(f"{page}/assign", {"kiosk": town.full.id}, page)
    assert town.acts()[-1] == ("boss", "order_assigned", orders[0], town.full.id)
    town.boss.post(f"{page}/cancel", {}, page)
    assert town.acts()[-1] == ("boss", "order_cancelled", orders[0], "")
    order, events = dispatch.history(town.central.platform, orders[0])
    assert (order.state, order.outcome, order.building) == ("closed", "cancelled", None)
    assert [each.what for each in events] == ["created", "assigned", "unassigned", "assigned", "cancelled"]
    assert {each.by for each in events[1:]} == {"boss"}
    told = town.boss.get(page).text
    assert "已取消" in told
    assert phone.resident not in told
    assert "<select" not in told, "nothing can be done with it any more"
    assert orders[0] in str(sheet(town.boss, "/ops/orders?state=closed"))
    assert building not in str(town.acts()), "where people live is in no audit"


def test_an_order_that_cannot_be_assigned(town: Fleet) -> None:
    token, before = town.boss.token("/ops/staff"), town.acts()
    for address, fields in (
        ("/ops/orders", {"building": "nowhere", "kiosk": town.full.id}),
        ("/ops/orders", {"building": "nowhere", "kiosk": ""}),
        (f"/ops/orders/{'0' * 32}/assign", {"kiosk": town.full.id}),
        (f"/ops/orders/{'0' * 32}/cancel", {}),
    ):
        assert town.boss.send(address, {"csrf": token, **fields}).status_code == 400
    assert town.boss.get("/ops/orders/nonsense").status_code == 400
    assert town.acts() == before


def test_a_change_that_fails_leaves_no_word(town: Fleet) -> None:
    """The audit is written in the transaction of the change: both or neither."""

    class BoomError(Exception):
        pass

    def witness(connection: Any, badge: str) -> None:
        audit.note(connection, town.central.clock, audit.Actor("boss"), "badge_added", badge)
        raise BoomError

    before, members = town.acts(), roster.members(town.central.platform)
    with pytest.raises(BoomError):
        roster.add(town.central.platform, "operator", "493817", witness)
    assert (town.acts(), roster.members(town.central.platform)) == (before, members)


def test_the_audit_is_shown_and_says_who(town: Fleet) -> None:
    told = text_of(town.boss.get("/ops/audit").text)
    assert "设置了登录" in told
    assert "服务器命令" in told
    assert {row[1] for row in sheet(town.boss, "/ops/audit?account=helper")[1:]} == {"helper"}
    with town.central.store.reading() as connection:
        assert connection.scalar(select(func.count()).select_from(AuditRow)) == len(town.acts())


def test_the_language_is_remembered(town: Fleet) -> None:
    answer = town.helper.get("/ops/language?to=en&back=%2Fops%2Froute")
    assert answer.headers["location"] == "/ops/route"
    assert "Today&#39;s route" in town.helper.get("/ops/route").text
    town.helper.get("/ops/language?to=zh&back=https://evil.example")
    assert "今日路线" in town.helper.get("/ops/route").text

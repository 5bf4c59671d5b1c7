"""``GET /manifest/HASH`` and ``GET /manifest?code=GSM1:…``: the figures of a load, for whoever holds its paper.

The hash cannot be guessed, and nothing on the page tells of a person: no badge, no resident.
"""

from collections.abc import Iterator
from datetime import datetime
from html import escape
from pathlib import Path
from string import Template

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from central import manifests
from central.clock import LOCAL_TIME
from central.context import Platform
from central.manifests import ContradictoryCode, ManifestView

REASONS = {
    "wet": ("受潮或晾干", "wet, or dried"),
    "refuse_removed": ("拣出了杂物", "refuse was taken out"),
    "not_credited": ("有未投递登记的袋子", "bags that were not recorded"),
    "handed_in": ("并入了上门收的货", "a round's load was put in"),
    "moved": ("与其他箱体之间有挪动", "bags were moved between containers"),
    "missing": ("少了，原因不明", "something is missing"),
    "scale": ("秤有疑问", "the scale was in doubt"),
}
MATERIALS = {"clothing": ("旧衣", "clothes"), "books": ("旧书", "books")}
SEALS = {
    "intact": ("完好", "intact"),
    "broken": ("已破损", "broken"),
    "missing": ("缺失", "missing"),
    "other": ("号码不符", "another number"),
    "first": ("首次加封", "none before"),
}
_STATES = {
    "accepted": ("平台已收到这张交接单", "The platform has this manifest."),
    "held": ("平台已收到，正在复核", "The platform has it; people are looking at it."),
    "refused": ("平台已收到，复核未通过", "The platform has it; it was turned down."),
}
_ABSENT = (
    "平台还没有收到这张交接单。回收亭联网后会自动上传，请稍后再看。",
    "The platform does not have this manifest yet. The kiosk sends it when it is online; look again later.",
)
_UNREADABLE = ("这不是交接单的二维码。", "This is not the code of a manifest.")
_CONTRADICTORY = ("二维码与平台的记录不符，请核对纸面。", "The code contradicts the record; compare the paper.")


def routes(web: Path) -> list[BaseRoute]:
    """The addresses of the page, with the template in the folder ``web``."""

    async def get_manifest(request: Request) -> Response:
        text = request.path_params.get("hash") or request.query_params.get("code", "")
        platform: Platform = request.app.state.platform
        status, body = await run_in_threadpool(render, platform, web, text)
        return HTMLResponse(body, status)

    return [Route("/manifest", get_manifest), Route("/manifest/{hash}", get_manifest)]


def render(platform: Platform, web: Path, text: str) -> tuple[int, str]:
    """Status and page for what was scanned."""
    code = manifests.parse(text)
    if code is None:
        return 404, _page(web, _UNREADABLE)
    try:
        found = manifests.view(platform, code)
    except ContradictoryCode:
        return 404, _page(web, _CONTRADICTORY)
    if found is None:
        return 404, _page(web, _ABSENT)
    return 200, _page(web, _STATES[found.emptied.verdict], "\n".join(_figures(found)))


def _page(web: Path, state: tuple[str, str], figures: str = "") -> str:
    template = Template((web / "manifest.html").read_text("utf-8"))
    rows = f'<dl class="manifest">\n{figures}\n</dl>' if figures else ""
    return template.substitute(
        title="交接单 · 绿芽回收亭", state_zh=escape(state[0]), state_en=escape(state[1]), figures=rows
    )


def _figures(found: ManifestView) -> Iterator[str]:
    yield from _whence(found)
    yield from _weights(found)
    _, old_seal, state = found.old_seal
    yield _row("旧封签", "Old seal", old_seal or "—", *SEALS.get(state, (state,)))
    yield _row("新封签", "New seal", found.new_seal)
    if found.emptied.into is not None:
        yield _row("去向", "Handed into", " ".join(found.emptied.into))
    yield _row("编号", "Code", found.code, mark="code")


def _whence(found: ManifestView) -> Iterator[str]:
    balance = found.balance
    if found.site is not None:
        yield _row("地点", "Place", *found.site)
    yield _row("回收亭", "Kiosk", balance.kiosk)
    material = MATERIALS.get(balance.material, (balance.material,))
    yield _row("箱体与品类", "Container and material", balance.container, *material)
    yield _row("期次", "Period", str(found.emptied.period_said))
    yield _row("清运时间", "Emptied", _local(found.emptied.at))


def _weights(found: ManifestView) -> Iterator[str]:
    emptied = found.emptied
    reason = REASONS.get(emptied.reason or "", ())
    yield _row("应有", "Expected", _kilograms(emptied.expected_g))
    yield _row("实称", "Weighed", _kilograms(emptied.weighed_g), *_weighed_how(found), mark="weight")
    yield _row("差额", "Difference", _kilograms(emptied.weighed_g - emptied.expected_g, "+"), *reason)
    for each in found.received[-1:]:
        yield _row("分拣中心实收", "Received by the sorter", _kilograms(each.received_g), _local(each.at))


def _weighed_how(found: ManifestView) -> tuple[str, str]:
    if found.vehicle_reason is not None:
        return "车载秤，人工录入", "vehicle scale, typed in"
    return f"回收亭的秤，{found.bags} 袋", f"the kiosk's scale, {found.bags} bag{'' if found.bags == 1 else 's'}"


def _row(chinese: str, english: str, value: str, *more: str, mark: str = "") -> str:
    said = " · ".join(escape(each) for each in more if each)
    beside = f"<span>{said}</span>" if said else ""
    kind = f' class="{mark}"' if mark else ""
    head = f'<dt>{chinese} <span lang="en">{english}</span></dt>'
    return f"<div{kind}>{head}<dd><b>{escape(value)}</b>{beside}</dd></div>"


def _kilograms(grams: int, sign: str = "") -> str:
    whole, rest = divmod(abs(grams), 1000)
    before = "−" if grams < 0 else sign if grams else ""
    return f"{before}{whole}.{rest:03} kg"


def _local(moment: str) -> str:
    return datetime.fromisoformat(moment).astimezone(LOCAL_TIME).strftime("%Y-%m-%d %H:%M")

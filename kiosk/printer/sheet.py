"""What stands on each paper, as lines without a size: the same for the roll and for a page.

Chinese first; English where somebody without Chinese has to act on it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from kiosk.core.collection import Manifest, SealState
from kiosk.core.events import Receipt
from kiosk.core.printing import ManifestJob, PrintJob, ReceiptJob, SampleJob, SealJob
from kiosk.core.units import kilograms_text


@dataclass(frozen=True, slots=True)
class Title:
    """The first thing that is read."""

    text: str


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence; wrapped where it is too long."""

    text: str
    large: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """A name on the left and its value on the right."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across."""


@dataclass(frozen=True, slots=True)
class Qr:
    """A code to be read by a camera. ``large``: for scanners at a distance."""

    text: str
    large: bool = False


@dataclass(frozen=True, slots=True)
class Signature:
    """Room to sign, with whose name belongs there."""

    who: str


Line = Title | Text | Pair | Rule | Qr | Signature

MATERIALS = {"clothing": "旧衣 Clothing", "books": "旧书 Books"}
_SEAL_STATES = {
    SealState.INTACT: "完好 intact",
    SealState.BROKEN: "破损 broken",
    SealState.MISSING: "缺失 missing",
    SealState.OTHER: "号码不符 other number",
    SealState.FIRST: "首次 first",
}
_REASONS = {
    "wet": "受潮 wet",
    "refuse_removed": "剔除垃圾 refuse removed",
    "not_credited": "未称重投放 not credited",
    "handed_in": "上门回收并入 handed in",
    "moved": "移至其他箱 moved",
    "missing": "短少 missing",
    "scale": "秤有疑问 scale in doubt",
}
_VEHICLE_REASONS = {
    "too_heavy": "超过本机量程 beyond this scale",
    "scale_fault": "本机秤故障 scale fault",
    "whole_container": "整箱运走 whole container",
}


def lines_of(job: PrintJob, place: str, when: str) -> tuple[Line, ...]:
    """The lines of ``job``. ``place`` is the kiosk's name, ``when`` the local date and time of printing."""
    place = "".join(letter for letter in place if letter.isprintable())
    match job:
        case ReceiptJob():
            return tuple(_receipt(job, place, when))
        case SealJob():
            return (Title(job.seal), Qr(job.seal, large=True), Pair(place, job.container), Text(when))
        case ManifestJob(manifest=manifest):
            return tuple(_manifest(manifest, place, when))
        case SampleJob():
            return (
                Title("打印测试"),
                Text("Printer test"),
                Text(place),
                Text(when),
                Rule(),
                Text("绿芽回收亭 清运 交接单 封签 旧衣 旧书 公斤 克 积分"),
                Text("0123456789 ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
                Qr("GSM1:test"),
            )


def material_text(material: str) -> str:
    """The material's name on paper."""
    return MATERIALS.get(material, material)


def _receipt(job: ReceiptJob, place: str, when: str) -> Iterator[Line]:
    yield Title("绿芽回收亭")
    yield Text(place)
    yield Text(when)
    yield Rule()
    for receipt in job.receipts:
        yield Pair(material_text(receipt.material), f"{kilograms_text(receipt.net_g)} kg")
        yield Pair("减排 CO2 saved", f"{receipt.reduction_g} g")
        yield Pair("积分 Points", "待核对 to be checked" if receipt.held else str(receipt.points))
    if len(job.receipts) > 1:
        yield Rule()
        yield from _sums(job.receipts)
    if job.claim_code is not None:
        yield Rule()
        yield Text("凭此码领取积分，请妥善保管。", large=True)
        yield Text("Claim your points with this code. Keep it safe.")
        if job.claim_url is not None:
            yield Qr(job.claim_url)
        yield Text(grouped(job.claim_code), large=True)


def _sums(receipts: tuple[Receipt, ...]) -> Iterator[Line]:
    yield Pair("合计 Total", f"{kilograms_text(sum(receipt.net_g for receipt in receipts))} kg")
    yield Pair("减排 CO2 saved", f"{sum(receipt.reduction_g for receipt in receipts if not receipt.held)} g")
    yield Pair("积分 Points", str(sum(receipt.points for receipt in receipts if not receipt.held)))


def grouped(code: str) -> str:
    """A claim code in groups of four, as the screen shows it."""
    return " ".join(code[start : start + 4] for start in range(0, len(code), 4))


def _manifest(manifest: Manifest, place: str, when: str) -> Iterator[Line]:
    collection = manifest.collection
    yield Title("交接单 Manifest")
    yield Text(f"{manifest.kiosk} · {manifest.seq}")
    yield Pair("回收点 Site", place)
    yield Pair("容器 Container", collection.container)
    yield Pair("品类 Material", material_text(collection.material))
    yield Pair("周期 Period", str(collection.period))
    yield Pair("时间 Time", when)
    yield Rule()
    yield Pair("投放次数 Drop-offs", str(collection.drop_offs))
    yield Pair("应有 Expected", f"{kilograms_text(collection.expected_g)} kg")
    yield Pair("实称 Weighed", f"{kilograms_text(collection.weighed_g)} kg")
    yield Pair("差异 Difference", f"{kilograms_text(collection.difference_g)} kg")
    if collection.reason is not None:
        yield Pair("原因 Reason", _REASONS[collection.reason])
    if collection.vehicle_reason is not None:
        yield Pair("车秤 Vehicle scale", _VEHICLE_REASONS[collection.vehicle_reason])
    for number, bag in enumerate(collection.bags, start=1):
        yield Pair(f"第 {number} 袋 Bag {number}", f"{kilograms_text(bag.net_g)} kg")
    yield Rule()
    old = collection.old_seal
    yield Pair("旧封签 Old seal", f"{old.found or old.expected or '–'} {_SEAL_STATES[old.state]}")
    yield Pair("新封签 New seal", collection.new_seal)
    where = f"{collection.into.kiosk} / {collection.into.container}" if collection.into else "分拣中心 Sorting centre"
    yield Pair("去向 Destination", where)
    yield Rule()
    yield Signature("交方 Handed over by")
    yield Signature("接方 Received by")
    yield Qr(manifest.code)
    yield Text(manifest.hash)

"""Every sentence of the operations pages, Chinese and English. Braces take values by name."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from central.manifest_page import MATERIALS, REASONS, SEALS
from central.problems import CentralError

Language = Literal["zh", "en"]
Pair = tuple[str, str]

_PAGES: Mapping[str, Pair] = {
    "brand": ("绿芽回收亭", "Greensprout Kiosk"),
    "operations": ("运营", "Operations"),
    "points": ("网点", "Points"),
    "route": ("今日路线", "Today's route"),
    "collections": ("清运", "Collections"),
    "intake": ("交接单与收货", "Manifests and intake"),
    "review": ("复核", "Review"),
    "staff": ("人员", "Staff"),
    "audit": ("操作记录", "Audit"),
    "more": ("菜单", "Menu"),
    "other_language": ("English", "中文"),
    "skip": ("跳到正文", "Skip to the content"),
    "csv": ("下载表格", "Download as CSV"),
    "kiosk": ("回收亭", "Kiosk"),
    "place": ("地点", "Place"),
    "container": ("箱体", "Container"),
    "material": ("品类", "Material"),
    "period": ("期次", "Period"),
    "when": ("时间", "When"),
    "reason": ("原因", "Reason"),
    "note": ("备注", "Note"),
    "badge": ("工牌", "Badge"),
    "role": ("角色", "Role"),
    "operator": ("运维员", "operator"),
    "supervisor": ("主管", "supervisor"),
    "nothing": ("没有", "Nothing"),
    "show": ("显示", "Show"),
    "all": ("全部", "All"),
    "back": ("返回", "Back"),
    "csv.inside_g": ("装了（克）", "Inside (g)"),
    "csv.full_g": ("装满（克）", "Full at (g)"),
    "csv.percent": ("装满百分比", "Percent full"),
    "csv.head": ("最新一条", "Newest entry"),
    "csv.put_in_g": ("投入（克）", "Put in (g)"),
    "csv.credited_g": ("已入账（克）", "Credited (g)"),
    "csv.collected_g": ("清运（克）", "Collected (g)"),
    "csv.difference_g": ("差额（克）", "Difference (g)"),
    "csv.unexplained_g": ("无解释（克）", "Unexplained (g)"),
    "csv.received_g": ("实收（克）", "Received (g)"),
    "csv.transit_g": ("途中差额（克）", "Difference on the way (g)"),
    "csv.net_g": ("净重（克）", "Net (g)"),
    "csv.epoch": ("记录段", "Epoch"),
    "csv.seq": ("条号", "Entry"),
    "done": ("已记下。", "Noted."),
    "kilograms": ("{kg} 公斤", "{kg} kg"),
    "kilometres": ("{km} 公里", "{km} km"),
}

_LOGIN: Mapping[str, Pair] = {
    "login": ("登录", "Log in"),
    "logout": ("退出", "Log out"),
    "login.name": ("登录名", "Login"),
    "login.password": ("密码", "Password"),
    "login.digits": ("验证器上的六位数字", "Six digits from the authenticator"),
    "login.how": (
        "登录名由主管开通。手机丢了或忘了密码，请主管重新开通。",
        "A supervisor makes logins. If the phone or the password is lost, ask for a new set-up link.",
    ),
    "login.ended": ("登录已结束，请重新登录。", "You have been logged out. Please log in again."),
    "setup": ("设置登录", "Set up your login"),
    "setup.scan": (
        "第一步：用手机上的验证器扫这个码。这个码只在这里出现一次。",
        "First: scan this with the authenticator on your phone. It is shown here only.",
    ),
    "setup.typed": ("不能扫码时，请输入这串字符：", "If you cannot scan it, type this:"),
    "setup.choose": (
        "第二步：设一个密码，至少 {least} 个字符。",
        "Second: choose a password of {least} characters or more.",
    ),
    "setup.again": ("再输一次密码", "The password again"),
    "setup.confirm": ("第三步：输入验证器现在显示的六位数字。", "Third: type the six digits that it shows now."),
    "setup.act": ("完成设置", "Finish"),
    "setup.gone": ("这个链接已用过或已过期。", "This link has been used, or is too old."),
    "setup.ask": ("请主管再给一个新的链接。", "Ask a supervisor for a new one."),
}

_POINTS: Mapping[str, Pair] = {
    "points.count": ("{count} 个网点", "{count} points"),
    "points.none": ("还没有回收亭接入。", "No kiosk is enrolled yet."),
    "sort": ("排序", "Sort by"),
    "sort.need": ("最需要处理", "need"),
    "sort.fill": ("最满", "fill"),
    "sort.seen": ("最久未联系", "last seen"),
    "sort.name": ("名称", "name"),
    "fill": ("装满程度", "Fill"),
    "fill.unknown": ("容量未知", "capacity unknown"),
    "fill.of": ("{inside} / {full} 公斤", "{inside} of {full} kg"),
    "fill.inside": ("{inside} 公斤", "{inside} kg"),
    "fill.full": ("已满", "full"),
    "fill.high": ("快满", "nearly full"),
    "rate": ("每天约 {kg} 公斤", "about {kg} kg a day"),
    "seen": ("最近联系", "Last seen"),
    "seen.never": ("接入后还没有联系", "not since it was enrolled"),
    "head": ("记录到第 {head} 条", "entries up to {head}"),
    "well": ("没有故障", "no faults"),
    "no_containers": ("没有设箱体", "no containers"),
    "unplaced": ("没有登记位置", "no place told"),
    "point.devices": ("设备与状态", "Devices and condition"),
    "point.containers": ("箱体", "Containers"),
    "point.collections": ("最近的清运", "Latest collections"),
    "point.epochs": ("记录", "Journal"),
    "point.chart": ("各期投入、清运和实收（公斤）", "Put in, collected and received in each period (kg)"),
    "point.gone": ("没有这个回收亭，或已停用。", "There is no such kiosk, or it is revoked."),
    "seal": ("封签", "Seal"),
    "position": ("位置", "Position"),
    "device": ("设备", "Device"),
    "state": ("状态", "State"),
    "since": ("自 {when} 起", "since {when}"),
    "kind.in": ("投入", "put in"),
    "kind.out": ("清运", "collected"),
    "kind.received": ("实收", "received"),
    "epoch": ("第 {number} 段，到第 {head} 条", "Epoch {number}, up to entry {head}"),
    "epoch.fork": ("有互相矛盾的记录", "two histories contradict each other"),
}

_ROUTE: Mapping[str, Pair] = {
    "route.rule": (
        "已装到 {high}% 的箱体，和按最近的速度明天之内会装满的箱体。",
        "Containers that are at {high} % or will be full by the end of tomorrow at their present rate.",
    ),
    "route.none": ("今天没有要清运的网点。", "Nothing needs to be emptied today."),
    "route.total": ("{count} 站，直线共 {km} 公里", "{count} stops, {km} km as the crow flies"),
    "route.start": ("出发点", "Start from"),
    "route.start.worst": ("从最急的网点开始", "the most urgent point"),
    "route.start.here": ("自填坐标", "a position of your own"),
    "route.latitude": ("纬度", "Latitude"),
    "route.longitude": ("经度", "Longitude"),
    "route.act": ("排路线", "Plan the route"),
    "route.map": ("网点位置图，上为北", "Where the points lie, north at the top"),
    "route.leg": ("距上一站 {km} 公里", "{km} km from the stop before"),
    "route.leg.start": ("距出发点 {km} 公里", "{km} km from the start"),
    "route.leg.first": ("第一站", "first stop"),
    "route.leg.unknown": ("没有登记位置，距离未知", "position unknown, no distance"),
    "route.tomorrow": ("明天之内会满", "full by the end of tomorrow"),
    "route.stop": ("站次", "Stop"),
    "route.km": ("距离（公里）", "Distance (km)"),
    "route.empty": ("要清运的箱体", "Containers to empty"),
}

_COLLECTIONS: Mapping[str, Pair] = {
    "put_in": ("投入", "Put in"),
    "put_in.kg": ("投入（公斤）", "Put in (kg)"),
    "collected.kg": ("清运（公斤）", "Collected (kg)"),
    "credited": ("已入账", "Credited"),
    "collected": ("清运", "Collected"),
    "difference": ("差额", "Difference"),
    "received": ("分拣实收", "Received"),
    "transit": ("途中差额", "Difference on the way"),
    "unexplained": ("差额无解释", "unexplained"),
    "verdict": ("结论", "Verdict"),
    "accepted": ("通过", "accepted"),
    "held": ("待复核", "held"),
    "refused": ("未通过", "refused"),
    "only.unexplained": ("只看差额无解释的", "only with an unexplained difference"),
    "only.transit": ("只看还没有收货的", "only those not received yet"),
    "into": ("并入 {container}", "put into {container}"),
    "manifest": ("交接单", "Manifest"),
    "open": ("未清运", "not emptied yet"),
    "intake.title": ("记录收货", "Write down what was received"),
    "intake.link": ("去记录", "Write it down"),
    "intake.code": ("交接单上的码或前八位", "Code on the manifest, or its first eight digits"),
    "intake.kg": ("实收重量（公斤）", "Weight received (kg)"),
    "intake.act": ("记下", "Write it down"),
    "intake.how": (
        "可以在回收亭联网之前先记。再记一次就以新的为准，旧的也保留。",
        "You may do this before its kiosk is online. If you write another figure, the newest counts; none is lost.",
    ),
    "intake.done": ("记下了：{kg} 公斤，交接单 {code}。", "Noted: {kg} kg, manifest {code}."),
    "intake.compare": (
        "清运时 {weighed} 公斤，相差 {difference} 公斤。",
        "Collected {weighed} kg; the difference is {difference} kg.",
    ),
    "intake.early": (
        "平台还没有收到这张交接单，联网后会自动对上。",
        "Its kiosk has not sent it yet; it will be matched by itself.",
    ),
    "transit.title": ("还没有收货的交接单", "Manifests not received yet"),
    "early.title": ("已收货、还没有对上的", "Received, but not told of by a kiosk yet"),
    "by": ("经手", "By"),
}

_REVIEW: Mapping[str, Pair] = {
    "review.how": (
        "两个人说法一致才有结论，其中至少一位主管。您的话记在您的工牌下。",
        "Two people must say the same, one of them a supervisor. Your word is written down under your badge.",
    ),
    "review.none": ("没有待复核的记录。", "Nothing waits for review."),
    "review.entry": ("第 {seq} 条", "Entry {seq}"),
    "review.words": ("已有的意见", "What was said"),
    "review.release": ("通过", "Release"),
    "review.decline": ("不通过", "Decline"),
    "review.said.release": ("通过", "release"),
    "review.said.decline": ("不通过", "decline"),
    "review.look": ("查看", "Look at it"),
    "review.evidence": ("原始记录", "The entry as it was sent"),
    "review.suspects": ("这一期的投递，最可疑的在前", "Drop-offs of this period, the most suspicious first"),
    "review.alike": ("同一人另有 {count} 次相近重量", "{count} more of about the same weight by the same person"),
    "review.open": (
        "记下了。还要另一个人说同样的话，其中一位是主管。",
        "Noted. Another person must say the same, one of them a supervisor.",
    ),
    "review.disagree": ("记下了。意见不一致，先不作结论。", "Noted. People disagree, so it stays open."),
    "review.supervisor": ("记下了。还要一位主管说同样的话。", "Noted. A supervisor must say the same."),
    "review.released": ("有结论了：通过。", "Decided: it counts."),
    "review.declined": ("有结论了：不通过。", "Decided: it does not count."),
    "review.yours": ("您已说：{word}", "You have said: {word}"),
}

_ORDERS: Mapping[str, Pair] = {
    "orders": ("上门取件", "Home pickups"),
    "order": ("上门取件", "Home pickup"),
    "order.how": (
        "地址和电话只在取件的设备上显示，不在这里显示。",
        "Address and phone are shown on the device that makes the pickup, not here.",
    ),
    "order.none": ("没有这样的订单。", "There are no such orders."),
    "order.waiting": ("没有结束的", "not closed"),
    "order.state.open": ("待分配", "to be assigned"),
    "order.state.assigned": ("已分配", "assigned"),
    "order.state.closed": ("已结束", "closed"),
    "order.window": ("约定时间", "Window"),
    "order.from": ("约定开始", "From"),
    "order.to": ("约定结束", "To"),
    "order.building": ("楼栋", "Building"),
    "order.outcome": ("结果", "Outcome"),
    "order.created": ("下单时间", "Ordered"),
    "order.closed": ("结束时间", "Closed"),
    "order.device": ("取件设备", "Device"),
    "order.choose": ("请选择", "Please choose"),
    "order.nobody": ("还不分配", "nobody yet"),
    "order.assign": ("分配", "Assign"),
    "order.assign.building": ("这栋楼的都分配给它", "Assign all of this building"),
    "order.cancel": ("取消订单", "Cancel the order"),
    "order.cancel.sure": (
        "取消以后没有人上门，地址和电话也会删除，不能恢复。",
        "Nobody will come, and address and phone are wiped. This cannot be undone.",
    ),
    "order.cancel.act": ("确定取消", "Yes, cancel it"),
    "outcome.created": ("下单", "ordered"),
    "outcome.assigned": ("已分配", "assigned"),
    "outcome.unassigned": ("收回分配", "taken back"),
    "outcome.cancelled": ("已取消", "cancelled"),
    "outcome.expired": ("过期", "expired"),
    "outcome.collected": ("已取件", "collected"),
    "outcome.no_show": ("没有人在", "nobody at home"),
    "outcome.rescheduled": ("改时间", "another time"),
    "outcome.refused": ("没有可收的", "nothing could be taken"),
    "by.central": ("平台", "the platform"),
    "by.resident": ("居民本人", "the resident"),
}

_STAFF: Mapping[str, Pair] = {
    "staff.roster": ("在岗工牌", "Badges on the roster"),
    "staff.until": ("有效至", "Valid until"),
    "staff.add": ("新工牌", "A new badge"),
    "staff.pin": ("密码（六位数字，由本人输入）", "PIN (six digits, typed by its owner)"),
    "staff.pin.again": ("再输一次", "Once more"),
    "staff.add.act": ("制作并下载工牌", "Make and download the badge"),
    "staff.add.how": (
        "下载的文件按实际大小打印。工牌上的码只在这个文件里，请打印后删除。",
        "Print the file at actual size. The code is in this file alone: delete it when it is printed.",
    ),
    "staff.revoke": ("收回工牌", "Revoke"),
    "staff.revoke.sure": ("收回以后不能恢复。确定收回工牌 {badge}？", "This cannot be undone. Revoke badge {badge}?"),
    "staff.revoke.act": ("确定收回", "Yes, revoke it"),
    "staff.account": ("登录名", "Login"),
    "staff.account.none": ("没有登录", "no login"),
    "staff.account.waiting": ("还没有设置", "not set up yet"),
    "staff.account.add": ("开通登录", "Make a login"),
    "staff.account.reset": ("重新开通", "New set-up link"),
    "staff.account.link": (
        "请把这个链接交给本人，24 小时内有效，只能用一次，以后不再显示：",
        "Give this link to its owner. It works once, within 24 hours, and is not shown again:",
    ),
    "staff.account.made": ("登录名 {name}", "Login {name}"),
    "staff.self": ("这是您自己的工牌", "this is your own badge"),
}

_AUDIT: Mapping[str, Pair] = {
    "audit.who": ("谁", "Who"),
    "audit.what": ("做了什么", "What"),
    "audit.subject": ("对象", "To what"),
    "audit.detail": ("详情", "Details"),
    "audit.server": ("服务器命令", "the server's command line"),
    "act.login": ("登录", "logged in"),
    "act.login_failed": ("登录失败", "failed to log in"),
    "act.logout": ("退出", "logged out"),
    "act.account_added": ("开通登录", "made a login"),
    "act.account_reset": ("重新开通登录", "made a new set-up link"),
    "act.account_removed": ("删除登录", "removed a login"),
    "act.account_set_up": ("设置了登录", "set up the login"),
    "act.badge_added": ("制作工牌", "made a badge"),
    "act.badge_revoked": ("收回工牌", "revoked a badge"),
    "act.review": ("复核意见", "said in review"),
    "act.order_assigned": ("分配上门取件", "assigned a home pickup"),
    "act.order_unassigned": ("收回分配", "took a home pickup back"),
    "act.order_cancelled": ("取消上门取件", "cancelled a home pickup"),
    "act.building_assigned": ("分配整栋楼的上门取件", "assigned the home pickups of a building"),
    "act.intake": ("记录收货", "wrote down an intake"),
}

_ERRORS: Mapping[str, Pair] = {
    "error": ("没有办成", "That did not work"),
    "error.other": ("请核对后再试：{detail}", "Please check and try again: {detail}"),
    "error.login-wrong": ("登录名、密码或数字不对。", "The login, the password or the digits are wrong."),
    "error.wait": ("试得太多次，请过 {seconds} 秒再试。", "Too many tries. Please try again in {seconds} seconds."),
    "error.setup-unknown": ("这个链接已用过或已过期。", "This link has been used, or is too old."),
    "error.setup-digits": (
        "验证器的数字不对，请看手机上现在的数字。",
        "The digits are wrong. Please type those that the phone shows now.",
    ),
    "error.setup-differ": ("两次输入的密码不一样。", "The two passwords differ."),
    "error.password-length": ("密码要有 10 到 200 个字符。", "A password has 10 to 200 characters."),
    "error.password-guessed": (
        "这个密码太容易猜，请换一个。",
        "This password is guessed easily. Please choose another.",
    ),
    "error.form-unreadable": ("表单读不懂，请重新打开页面。", "The form is not readable. Please open the page again."),
    "error.form-old": ("这个页面已过期，请返回重新打开。", "This page is too old. Please go back and open it again."),
    "error.foreign": ("这个请求不是从本站发出的。", "This request did not come from this site."),
    "error.not-allowed": ("这一页只给主管看。", "Only supervisors may do this."),
    "error.kilograms-unreadable": (
        "重量请写成公斤，例如 12.35。",
        "Please write the weight in kilograms, for example 12.35.",
    ),
    "error.position-unreadable": (
        "坐标请写成度，例如 28.897 和 105.438。",
        "Please write degrees, for example 28.897 and 105.438.",
    ),
    "error.pins-differ": ("两次输入的密码不一样。", "The two PINs differ."),
    "error.role-unknown": ("请选择角色。", "Please choose a role."),
    "error.device-unknown": ("请选择取件设备。", "Please choose a device."),
    "error.word-unknown": ("请选择通过或不通过。", "Please choose release or decline."),
    "error.own-badge": (
        "不能收回自己的工牌，请另一位主管来做。",
        "You cannot revoke your own badge. Ask another supervisor.",
    ),
    "error.busy": ("平台正在忙，请稍后再试。", "The platform is busy. Please try again in a moment."),
}

_NEEDS: Mapping[str, Pair] = {
    "need.fork": ("有两份互相矛盾的记录", "two histories contradict each other"),
    "need.silent": ("很久没有联系平台", "not heard from for long"),
    "need.device_fault": ("{device}：{state}", "{device}: {state}"),
    "need.check_failed": ("秤没有通过检查", "scale check failed"),
    "need.certificate_expired": ("秤的检定证书过期", "scale certificate expired"),
    "need.check_due": ("秤该检查了", "scale check due"),
    "need.certificate_soon": ("秤的检定证书快到期", "scale certificate expires soon"),
    "device.scale": ("秤", "scale"),
    "device.scanner": ("扫码器", "scanner"),
    "device.camera": ("摄像头", "camera"),
    "device.printer": ("打印机", "printer"),
    "device.missing": ("找不到接口", "its port is missing"),
    "device.denied": ("没有使用接口的权限", "no right to use its port"),
    "device.busy": ("接口被别的程序占着", "another program holds its port"),
    "device.unplugged": ("线拔掉了", "unplugged"),
    "device.silent": ("没有回应", "does not answer"),
    "device.garbled": ("收到的数据读不懂", "sends what cannot be read"),
    "device.wrong_unit": ("仪表的单位不对", "shows another unit"),
    "device.zero_lost": ("空秤偏离零点太多", "has drifted too far from zero"),
    "device.frozen": ("读数很久没有变过", "its reading has not moved for a long time"),
}

_HELD: Mapping[str, Pair] = {
    "hold.duplicate_drop_off": ("同一次投放报告了两次", "the same drop-off was told of twice"),
    "hold.unknown_rule": ("规则版本或系数平台不认得", "rule version or factors unknown to the platform"),
    "hold.over_drop_cap": ("一次超过上限", "heavier than one drop-off may be"),
    "hold.certificate_expired": ("秤的检定证书过期", "the scale's certificate had ended"),
    "hold.scale_check_failed": ("秤的上一次检查没有通过", "the scale's newest check had failed"),
    "hold.taken_out": ("箱里有东西被拿走", "something was missing from the container"),
    "hold.unknown_hold": ("回收亭要求复核，原因不认得", "the kiosk asks for a review in an unknown word"),
    "hold.implausible_rate": ("一小时内次数太多", "more in an hour than one scale can weigh"),
    "hold.unknown_resident": ("居民当时还没有登记", "the resident was not registered"),
    "hold.unknown_pass": ("平台没有发过这个码", "no such pass was issued"),
    "hold.revoked": ("居民、手机、卡或工牌已停用", "the resident, phone, card or badge was revoked"),
    "hold.pass_used_elsewhere": ("同一张码在别处先用过", "the same picture of a pass was used elsewhere first"),
    "hold.two_places": ("一分钟内在两个网点", "at two points within a minute"),
    "hold.over_card_cap": ("刷卡一天超过上限", "more in one day than cards are good for"),
    "hold.over_day_cap": ("一天超过上限", "more in one day than is credited unreviewed"),
    "hold.epoch_unexplained": ("新的一段记录接不上", "a new epoch that does not fit the one before"),
    "hold.revoked_kiosk": ("回收亭已停用", "the kiosk is revoked"),
    "hold.unknown_staff": ("工牌不是平台发的", "a badge that was never issued"),
    "hold.period_mismatch": ("期次或应有重量对不上", "period or expected weight does not match"),
    "hold.seal_reused": ("新封签以前用过", "the new seal had been used before"),
    "hold.unknown_container": ("并入的箱体不认得", "put into an unknown container"),
    "hold.unexplained_difference": ("差额没有解释", "an unexplained difference"),
    "hold.not_supervisor": ("更正不是主管做的", "a correction by somebody who is no supervisor"),
    "hold.needs_second": ("更正缺第二个人", "a correction that lacks a second person"),
    "hold.unknown_entry": ("被更正的记录不存在", "a correction of an unknown entry"),
    "hold.over_correction": ("更正的数字对不上", "a correction whose numbers do not follow"),
    "hold.order_unknown": ("上门订单不认得", "an unknown home-pickup order"),
    "hold.order_closed": ("上门订单已经结束", "a home-pickup order that was closed already"),
    "hold.order_resident": ("不是下单的居民", "not the resident of the order"),
}


def _named(prefix: str, known: Mapping[str, Pair]) -> Mapping[str, Pair]:
    return {f"{prefix}.{name}": pair for name, pair in known.items()}


WORDS: Mapping[str, Pair] = {
    **_PAGES,
    **_LOGIN,
    **_POINTS,
    **_ROUTE,
    **_COLLECTIONS,
    **_REVIEW,
    **_ORDERS,
    **_STAFF,
    **_AUDIT,
    **_ERRORS,
    **_NEEDS,
    **_HELD,
    **_named("material", MATERIALS),
    **_named("why", REASONS),
    **_named("seal", SEALS),
}
"""Name → the sentence in Chinese and in English."""


@dataclass(frozen=True, slots=True)
class Words:
    """The sentences in one language."""

    language: Language

    def __call__(self, name: str, /, **values: Any) -> str:
        """The sentence ``name``. Raises ``KeyError``: a page asks for what is not written."""
        text = WORDS[name][self.language == "en"]
        return text.format(**values) if values else text

    def known(self, prefix: str, name: str | None) -> str:
        """What ``name`` is called; itself when it has no words, nothing for None."""
        if not name:
            return ""
        pair = WORDS.get(f"{prefix}.{name}")
        return name if pair is None else pair[self.language == "en"]

    def of(self, pair: tuple[str, str] | None, otherwise: str) -> str:
        """A name that comes in both languages."""
        return otherwise if pair is None else pair[self.language == "en"] or pair[0] or otherwise

    def error(self, error: CentralError) -> str:
        """What went wrong, to whoever can mend it."""
        name = f"error.{error}"
        if name not in WORDS:
            return self("error.other", detail=str(error))
        return self(name, seconds=getattr(error, "seconds", 0)) if name == "error.wait" else self(name)

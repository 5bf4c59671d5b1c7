"""Accounts worth looking at: of a new resident, a usual one, a rich one, and one whose last drop-offs went awry."""

from datetime import date

from kiosk.core.account import Account, Act, ActVerdict, Month, last_months

_MONTHS = last_months(date(2026, 11, 22))
_RATES = {"clothing": (1280, 30), "books": (250, 8)}


def _account(
    months_g: tuple[int, ...], acts: tuple[Act, ...], books_g: int, *, drop_offs: int, held: tuple[int, int] = (0, 0)
) -> Account:
    """``months_g``: net grams of each of the last months, the oldest first; ``books_g`` of them in books."""
    net_g = sum(months_g)
    shares = (("books", books_g), ("clothing", net_g - books_g))
    return Account(
        drop_offs=drop_offs,
        net_g=net_g,
        reduction_g=sum(grams * _RATES[kind][0] // 1000 for kind, grams in shares),
        points=sum(grams * _RATES[kind][1] // 1000 for kind, grams in shares),
        held=held[0],
        held_g=held[1],
        materials=tuple((kind, grams) for kind, grams in shares if grams),
        months=tuple(Month(month, grams) for month, grams in zip(_MONTHS, months_g, strict=True)),
        acts=acts,
    )


def _act(
    day: str, material: str, net_g: int, verdict: ActVerdict = ActVerdict.ACCEPTED, *, corrected: bool = False
) -> Act:
    g_per_kg, points_per_kg = _RATES[material]
    return Act(day, material, net_g, net_g * g_per_kg // 1000, net_g * points_per_kg // 1000, verdict, corrected)


_NOTHING = _account((0,) * 12, (), 0, drop_offs=0)
_USUAL = _account(
    (0, 0, 0, 0, 0, 0, 2_100, 0, 4_360, 3_980, 0, 5_600),
    (_act("2026-11-22", "clothing", 3_250, ActVerdict.PENDING), _act("2026-11-03", "books", 2_350)),
    2_350,
    drop_offs=5,
)
_RICH = _account(
    (9_100, 14_250, 8_800, 12_040, 19_900, 6_330, 0, 31_700, 88_450, 104_900, 61_200, 158_330),
    (
        _act("2026-11-22", "clothing", 19_980, ActVerdict.PENDING),
        _act("2026-11-22", "books", 12_640, ActVerdict.PENDING),
        _act("2026-11-20", "clothing", 19_980, ActVerdict.HELD),
        _act("2026-11-18", "clothing", 9_900, corrected=True),
        _act("2026-11-17", "clothing", 0, ActVerdict.VOID, corrected=True),
        _act("2026-11-11", "books", 9_860),
        _act("2026-11-05", "clothing", 640, ActVerdict.REFUSED),
        _act("2026-10-30", "clothing", 11_340),
    ),
    64_200,
    drop_offs=148,
    held=(1, 19_980),
)
_AWRY = _account(
    (0,) * 12,
    (
        _act("2026-11-21", "clothing", 12_500, ActVerdict.HELD),
        _act("2026-11-21", "clothing", 12_500, ActVerdict.HELD),
        _act("2026-11-19", "books", 900, ActVerdict.REFUSED),
    ),
    0,
    drop_offs=0,
    held=(2, 25_000),
)
_OLD = _account((3_250, 4_100, 1_200, 6_400, 0, 0, 0, 0, 0, 0, 0, 0), (), 0, drop_offs=6)

ACCOUNTS: dict[str, tuple[Account | None, str]] = {
    "": (_USUAL, "sum months acts badges"),
    "-empty": (_NOTHING, "sum months badges"),
    "-rich": (_RICH, "sum months acts badges"),
    "-awry": (_AWRY, "sum acts"),
    "-old": (_OLD, "sum acts"),
    "-waiting": (None, "sum"),
}
"""By the end of their sample's name: the account (None: it is on its way), and the parts worth looking at."""

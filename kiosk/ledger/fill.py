"""Realistic demo drop-offs through the ordinary append path, for benchmarks and trials."""

import random
from datetime import datetime, timedelta

from kiosk.core.acts import DropOff, Guest, Resident, Who
from kiosk.core.clock import ClockTrust, ManualClock
from kiosk.core.events import SettledWeight, WeighingEvidence
from kiosk.core.ids import CLAIM_ALPHABET
from kiosk.ledger.ledger import Ledger
from kiosk.methodology import Rulebook, quote

BATCH = 2000
"""Drop-offs per transaction: one durable commit each would measure the disk, not the software."""
_MEAN_GAP_S = 420
_SPAN_S = 365 * 86_400
"""A large fill is a busy year, not a longer one: rules are dated and do not reach back for ever."""


def demo_clock(until: datetime, count: int) -> ManualClock:
    """A clock that starts early enough for ``count`` drop-offs to end about ``until``."""
    return ManualClock(
        wall=until - timedelta(seconds=count * _mean_gap_s(count)), boot="boot-demo", trusted=ClockTrust.HOLDOVER
    )


def _mean_gap_s(count: int) -> float:
    return min(_MEAN_GAP_S, _SPAN_S / max(count, 1))


def fill(ledger: Ledger, clock: ManualClock, rules: Rulebook, count: int, seed: int) -> None:
    """Append ``count`` drop-offs. ``clock`` is the ledger's own and moves on between them.

    The same seed gives the same acts in a new ledger (not the same keys, so not the same hashes), and other acts in one
    that already holds some.
    """
    source = random.Random(f"{seed}/{ledger.totals().entries}")  # noqa: S311 - a reproducible demonstration, nothing secret
    done, rate = 0, 1 / _mean_gap_s(count)
    while done < count:
        acts = []
        for _ in range(min(BATCH, count - done)):
            clock.advance(int(source.expovariate(rate) * 1000))
            acts.append(_drop_off(source, clock, rules))
        ledger.append_drop_offs(acts)
        done += len(acts)


def _drop_off(source: random.Random, clock: ManualClock, rules: Rulebook) -> DropOff:
    material = "clothing" if source.random() < 0.7 else "books"
    rule = rules.in_force(material, clock.now().date())
    if rule is None:
        raise ValueError(f"no rule for {material} on {clock.now().date()}: fill fewer drop-offs")
    net_g = max(rule.min_g, min(rule.max_g, int(source.lognormvariate(8.0, 0.6)) // 10 * 10))
    earned = quote(rule, net_g)
    return DropOff(
        session=f"{source.getrandbits(128):032x}",
        line=1,
        who=_who(source),
        material=material,
        weight=_weight(source, clock, net_g),
        reduction_mg=earned.reduction_mg,
        reduction_g=earned.reduction_g,
        points=earned.points,
        rule=rule.ref,
    )


def _who(source: random.Random) -> Who:
    if source.random() < 0.25:
        return Guest("".join(source.choice(CLAIM_ALPHABET) for _ in range(16)))
    return Resident(f"r-{source.randrange(2000):020x}", f"{source.getrandbits(128):032x}")


def _weight(source: random.Random, clock: ManualClock, net_g: int) -> SettledWeight:
    body = f"+{net_g:06d}0"
    check = 0
    for letter in body.encode("ascii"):
        check ^= letter
    frame = b"\x02" + body.encode("ascii") + f"{check:02X}".encode("ascii") + b"\x03"
    now = clock.monotonic_ms()
    evidence = WeighingEvidence(
        protocol="yaohua-a9",
        scale_id="demo",
        frames=(frame.hex(),) * 4,
        started_ms=now,
        settled_ms=now + 1500,
        zero_g=0,
        stable_flag=False,
    )
    return SettledWeight(f"{source.getrandbits(128):032x}", net_g, 0, evidence)

"""Which of the candidates is it? A known weight decides where bytes alone cannot; nothing is decided by guess."""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from kiosk.cli.probe import grams_of
from kiosk.core.errors import KioskError
from kiosk.core.plate import tolerance_in_service_g
from kiosk.scale.probe import DIRECTIONS, Candidate, WeightTrial
from kiosk.scale.prober import PortProber
from kiosk.scale.settings import ScaleSettings

LEAST_WEIGHT = 10
"""A known weight of fewer tolerances than this could be taken for an empty scale."""


class Undecided(KioskError):
    """There is no single answer. The message says what a person can do about it."""


@dataclass(frozen=True, slots=True)
class KnownWeight:
    """What the person at the scale can help with. ``weight_g`` None: not said, ask if ``may_ask``."""

    weight_g: int | None
    wait_ms: int
    may_ask: bool


def choose(
    finalists: Sequence[Candidate], prober: PortProber, settings: ScaleSettings, known: KnownWeight
) -> Candidate:
    """The one of ``finalists``, which read the same bytes, that is right. Raises ``Undecided``, or ``DeviceFault``."""
    in_question = any(each.format.protocol in DIRECTIONS for each in finalists)
    if known.weight_g is None and not in_question:
        return _only(finalists)
    weight_g = known.weight_g or _ask(may_ask=known.may_ask)
    fitting = _weighed(finalists, prober, settings, weight_g, known.wait_ms)
    if len(fitting) > 1 and in_question:
        raise Undecided(
            f"{_kilograms(weight_g)} reads the same in both directions of the = format: take another known weight, "
            "such as 5 kg"
        )
    return _only(fitting)


def _only(candidates: Sequence[Candidate]) -> Candidate:
    if len(candidates) == 1:
        return candidates[0]
    names = " and ".join(sorted(str(each.format) for each in candidates))
    raise Undecided(f"{names} read the same bytes equally well: look into the indicator's manual, and give --protocol")


def _ask(*, may_ask: bool) -> int:
    if not may_ask:
        raise Undecided(
            "the two directions of the = format cannot be told apart by looking: put a known weight on and give it in "
            "kilograms, like --weight 5"
        )
    print("Which known weight can you put on the scale, in kilograms? ", end="", file=sys.stderr, flush=True)
    try:
        return grams_of(sys.stdin.readline().strip())
    except argparse.ArgumentTypeError as error:
        raise Undecided(str(error)) from error


def _weighed(
    finalists: Sequence[Candidate], prober: PortProber, settings: ScaleSettings, weight_g: int, wait_ms: int
) -> list[Candidate]:
    tolerance_g = tolerance_in_service_g(weight_g, settings.interval_g)
    if weight_g < LEAST_WEIGHT * tolerance_g:
        raise Undecided(f"{_kilograms(weight_g)} is too light to tell: take at least {LEAST_WEIGHT * tolerance_g} g")
    print(f"Put {_kilograms(weight_g)} on the scale, and nothing else ...", file=sys.stderr, flush=True)
    trial = WeightTrial([each.format for each in finalists], weight_g, tolerance_g, settings.unit)
    fitting = prober.try_weight(finalists, trial, wait_ms)
    if not fitting:
        shown = ", ".join(f"{tried} {_reads(shown_g)}" for tried, shown_g in trial.shown.items())
        word = "neither" if len(finalists) == 2 else "nothing"
        raise Undecided(f"{word} reads {_kilograms(weight_g)} held for a second: {shown}")
    return [each for each in finalists if each.format in fitting]


def _reads(shown_g: int | None) -> str:
    return "reads nothing" if shown_g is None else f"reads {_kilograms(shown_g)}"


def _kilograms(weight_g: int) -> str:
    return f"{Decimal(weight_g).scaleb(-3)} kg"

"""What can be heard, how loud, and how the loudspeaker is. Nothing that counts is ever said by sound alone.

The value of a ``Prompt`` is for good: it is the name of its recording in ``assets/sounds``.
"""

from dataclasses import dataclass
from enum import StrEnum


class Volume(StrEnum):
    """How loud, in the order in which a touch goes through them."""

    LOUD = "loud"
    SOFT = "soft"
    OFF = "off"

    @property
    def next(self) -> "Volume":
        """What a touch makes of it."""
        steps = list(Volume)
        return steps[(steps.index(self) + 1) % len(steps)]


class SoundStatus(StrEnum):
    """What the loudspeaker needs, as one word."""

    UNKNOWN = "unknown"  # not looked at yet
    READY = "ready"
    OFF = "off"  # the configuration wants none
    NONE = "none"  # no loudspeaker was found when the kiosk began
    GONE = "gone"  # there was one: unplugged, or another program holds it
    NO_FILE = "no_file"  # a recording is missing or cannot be read


@dataclass(frozen=True, slots=True)
class SoundView:
    """How the sound is. ``figure``: the recording that is missing, where one is."""

    status: SoundStatus = SoundStatus.UNKNOWN
    figure: str = ""


class Earcon(StrEnum):
    """A short sound that says what kind of thing has happened, in any language."""

    SEEN = "seen"  # a code was accepted
    SETTLED = "settled"  # the weight stands
    CREDITED = "credited"  # it is durable
    PLEASE_LOOK = "please_look"  # something on the screen wants to be read


class Prompt(StrEnum):
    """A sentence that is spoken: word for word what stands on the screen, without its numbers."""

    IDENTIFY = "identify"
    PRIVACY_NOTICE = "privacy_notice"
    CHOOSE_MATERIAL = "choose_material"
    PLACE = "place"
    MOVING = "moving"
    CLEAR_FIRST = "clear_first"
    TOO_LIGHT = "too_light"
    TOO_HEAVY = "too_heavy"
    OVER_DROP_CAP = "over_drop_cap"
    BELOW_ZERO = "below_zero"
    STEP_BACK = "step_back"
    BIN_PLACE = "bin_place"
    BIN_CLEAR_FIRST = "bin_clear_first"
    BIN_TOO_LIGHT = "bin_too_light"
    BIN_TOO_HEAVY = "bin_too_heavy"
    BIN_OVER_DROP_CAP = "bin_over_drop_cap"
    BIN_BELOW_ZERO = "bin_below_zero"
    BIN_STEP_BACK = "bin_step_back"
    BIN_TAKEN_OUT = "bin_taken_out"
    CONFIRM = "confirm"
    CONFIRM_CERTIFICATE_EXPIRED = "confirm_certificate_expired"
    CONFIRM_SCALE_CHECK_FAILED = "confirm_scale_check_failed"
    CONFIRM_TAKEN_OUT = "confirm_taken_out"
    SAVING = "saving"
    CREDITED = "credited"
    CREDITED_HELD = "credited_held"
    FINISHED = "finished"
    FINISHED_CLAIM = "finished_claim"
    FINISHED_NOTHING = "finished_nothing"
    STILL_THERE = "still_there"
    SCALE_SILENT = "scale_silent"
    SCALE_UNUSABLE = "scale_unusable"
    OUT_OF_SERVICE = "out_of_service"
    OUT_OF_SERVICE_KEPT = "out_of_service_kept"
    OUT_OF_SERVICE_STAFF = "out_of_service_staff"
    OUT_OF_SERVICE_FAILING = "out_of_service_failing"
    RECOVERED_CLOTHING = "recovered_clothing"
    RECOVERED_BOOKS = "recovered_books"
    RECOVERED_BOTH = "recovered_both"
    RECOVERED_NOTHING = "recovered_nothing"
    READING_HELP = "reading_help"
    BIN_READING_HELP = "bin_reading_help"
    READING_PRIVACY = "reading_privacy"
    READING_METHODOLOGY_CLOTHING = "reading_methodology_clothing"
    READING_METHODOLOGY_BOOKS = "reading_methodology_books"
    REFUSED_NOT_A_PASS = "refused_not_a_pass"  # noqa: S105 - a sentence; not a password
    REFUSED_FORGED = "refused_forged"
    REFUSED_EXPIRED = "refused_expired"
    REFUSED_NOT_YET_VALID = "refused_not_yet_valid"
    REFUSED_FOREIGN = "refused_foreign"
    REFUSED_OVERSIZE = "refused_oversize"
    REFUSED_REPLAYED = "refused_replayed"
    REFUSED_REVOKED = "refused_revoked"
    REFUSED_NO_KEYS = "refused_no_keys"
    REFUSED_NO_RULE = "refused_no_rule"
    BUSY = "busy"
    SAVE_FAILED = "save_failed"
    FULL = "full"


HEARD = {SoundStatus.UNKNOWN, SoundStatus.READY, SoundStatus.NO_FILE}
"""Somebody may hear something, as far as is known."""

Cue = Earcon | Prompt


def recording(cue: Cue, language: str) -> str:
    """The name under which ``cue`` lies in ``assets/sounds``, in ``language`` ("zh" or "en") where it has one."""
    return cue.value if isinstance(cue, Earcon) else f"{language}/{cue.value}"

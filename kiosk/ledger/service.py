"""What staff have set on this kiosk, kept in its ledger: in service or not, and the language of the resting screen."""

import json

from kiosk.core.condition import PreferencesSeen, ServiceSeen
from kiosk.core.events import StaffRole
from kiosk.ledger.bodies import staff_action_body
from kiosk.ledger.ledger import Ledger

OUT_OF_SERVICE = "out_of_service"
IN_SERVICE = "in_service"
_SERVICE = "service"
_PREFERENCES = "preferences"


def service_seen(ledger: Ledger) -> ServiceSeen:
    """Whether staff have taken this kiosk out of service. Raises ``StoreFault``."""
    return ServiceSeen(ledger.read_document(_SERVICE) == OUT_OF_SERVICE.encode("ascii"))


def record_service(ledger: Ledger, badge: str, role: StaffRole, *, out: bool) -> int | None:
    """Take it out of service, or put it back: entry and document, both or neither. Returns the ``seq``, None when it
    was so before. Raises ``StoreFault``.
    """
    if service_seen(ledger).out == out:
        return None
    action = OUT_OF_SERVICE if out else IN_SERVICE
    with ledger.appending() as connection:
        seq = ledger.append(connection, "staff_action", staff_action_body(badge, role, action)).seq
        ledger.keep_document(connection, _SERVICE, action.encode("ascii"))
    return seq


def preferences_seen(ledger: Ledger) -> PreferencesSeen:
    """What staff have set. Raises ``StoreFault``."""
    document = ledger.read_document(_PREFERENCES)
    return PreferencesSeen() if document is None else PreferencesSeen(**json.loads(document))


def keep_preferences(ledger: Ledger, preferences: PreferencesSeen) -> None:
    """Keep them. Raises ``StoreFault``."""
    ledger.write_document(_PREFERENCES, json.dumps({"language": preferences.language}).encode("ascii"))

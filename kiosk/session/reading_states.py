"""What there is to read at a kiosk."""

from enum import StrEnum


class ReadingPage(StrEnum):
    """One page to read; the visit waits behind it."""

    HELP = "help"  # how it works, and whom to call
    ACCEPTED = "accepted"  # what may go in, and what may not
    METHODOLOGY = "methodology"  # how the figures of the bag at hand were computed
    PRIVACY = "privacy"  # what is kept about a person
    ACCOUNT = "account"  # the resident's own carbon ledger

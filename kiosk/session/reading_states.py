"""What there is to read at a kiosk."""

from enum import StrEnum


class ReadingPage(StrEnum):
    """One page to read; the visit waits behind it."""

    HELP = "help"  # how it works, and whom to call
    ACCEPTED = "accepted"  # what may go in, and what may not
    METHODOLOGY = "methodology"  # how the figures of the bag at hand were computed
    PRIVACY = "privacy"  # what is kept about a person
    ACCOUNT = "account"  # the resident's own carbon ledger


class AccountPart(StrEnum):
    """The parts of the account, in the order of their tabs."""

    SUM = "sum"  # all of it, and the tree
    MONTHS = "months"
    ACTS = "acts"  # the last drop-offs, and what became of them
    BADGES = "badges"

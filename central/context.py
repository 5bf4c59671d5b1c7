"""What every call needs, built once at start."""

from dataclasses import dataclass, field

from central import directory
from central.clock import Now
from central.contacts import ContactSafe
from central.directory import SignedDirectory
from central.keys import PlatformKeys
from central.meters import Meters
from central.rules import RuleBook
from central.store import Store


@dataclass(frozen=True, slots=True)
class Platform:
    """The platform at work: its database, keys, rules and clock, and the key of what is known of people."""

    store: Store
    keys: PlatformKeys
    rules: RuleBook
    now: Now
    contacts: ContactSafe = field(default=ContactSafe(None), compare=False)
    meters: Meters = field(default_factory=Meters, compare=False)

    @property
    def directory(self) -> SignedDirectory:
        """The newest published directory, read anew each time: the command line publishes beside the service."""
        return directory.newest(self.store)

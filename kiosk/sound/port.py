"""What the rest of the house may ask of the sound, what stands where there is none, and the fake that remembers."""

from typing import Protocol

from kiosk.core.sounds import Volume


class Sound(Protocol):
    """A loudspeaker. Every call returns at once and never fails; from any thread."""

    def play(self, *names: str) -> None:
        """Let these recordings sound one after the other; whatever sounds now ends first."""

    def hush(self) -> None:
        """Whatever sounds now ends."""

    def set_volume(self, volume: Volume) -> None:
        """Be so loud from now on, also in the middle of a recording."""


class Silence:
    """No loudspeaker is wanted here."""

    def play(self, *names: str) -> None:
        """Nothing."""

    def hush(self) -> None:
        """Nothing."""

    def set_volume(self, volume: Volume) -> None:
        """Nothing."""


class RecordedSound:
    """Remembers what it was asked for: ``played`` one tuple a call, ``hushed`` how often, ``volume`` the last."""

    def __init__(self) -> None:
        self.played: list[tuple[str, ...]] = []
        self.hushed = 0
        self.volume: Volume | None = None

    def play(self, *names: str) -> None:
        """Remember it."""
        self.played.append(names)

    def hush(self) -> None:
        """Count it."""
        self.hushed += 1

    def set_volume(self, volume: Volume) -> None:
        """Remember it."""
        self.volume = volume

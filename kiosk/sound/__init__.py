"""What can be heard: recordings from ``assets/sounds`` on the loudspeaker, by a thread that nobody waits for."""

from kiosk.sound.port import RecordedSound, Silence, Sound
from kiosk.sound.worker import SoundWorker

__all__ = ["RecordedSound", "Silence", "Sound", "SoundWorker"]

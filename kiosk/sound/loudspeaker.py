"""Opening the machine's loudspeaker. What it draws from is a generator of samples."""

import os
import sys
from pathlib import Path
from typing import Protocol

from kiosk.core.errors import WorldFault
from kiosk.sound.shelf import RATE
from kiosk.sound.tape import Source

PERIOD_MS = 60
"""How far ahead the device draws: short enough that a touch is answered at once, long enough for a busy machine."""


class NoLoudspeaker(WorldFault):
    """There is nothing to play on now."""


class Device(Protocol):
    """An open loudspeaker."""

    def start(self, source: Source) -> None:
        """Begin to draw from ``source``. Raises ``NoLoudspeaker``."""

    def stop(self) -> None:
        """Draw no more, until it is started again."""

    def close(self) -> None:
        """Give it back."""


def open_loudspeaker() -> Device:
    """The loudspeaker that the machine offers first. Raises ``NoLoudspeaker``."""
    servers = sound_servers()
    if not servers:
        raise NoLoudspeaker("no loudspeaker is found: nothing will be heard")
    return MiniaudioDevice(servers)


class MiniaudioDevice:
    """A device of miniaudio's, on the first of ``servers`` that works. Raises ``NoLoudspeaker``."""

    def __init__(self, servers: list[str]) -> None:
        import miniaudio  # noqa: PLC0415 - a kiosk that is silent needs it not

        self._fault = miniaudio.MiniaudioError
        try:
            self._device = miniaudio.PlaybackDevice(
                output_format=miniaudio.SampleFormat.SIGNED16,
                nchannels=1,
                sample_rate=RATE,
                buffersize_msec=PERIOD_MS,
                backends=[miniaudio.Backend[server] for server in servers],
                app_name="greensprout-kiosk",
            )
        except self._fault as fault:
            raise NoLoudspeaker(f"the loudspeaker does not open ({fault}): is it switched on?") from fault

    def start(self, source: Source) -> None:
        """Begin to draw. Raises ``NoLoudspeaker``."""
        next(source)
        try:
            self._device.start(source)
        except self._fault as fault:
            raise NoLoudspeaker(f"the loudspeaker does not start ({fault}): is it plugged in?") from fault

    def stop(self) -> None:
        """Draw no more. One that is gone is not to be stopped, and that is all right."""
        try:
            self._device.stop()
        except self._fault as fault:
            raise NoLoudspeaker(f"the loudspeaker does not stop ({fault}): is it plugged in?") from fault

    def close(self) -> None:
        """Give it back."""
        self._device.close()


def sound_servers(root: Path = Path("/")) -> list[str]:
    """By whom sound can be played here, the best first. On Linux nothing is asked that is not there: ALSA writes pages
    of complaints to the terminal when no card is.
    """
    if not sys.platform.startswith("linux"):
        return ["WASAPI", "COREAUDIO"]
    runtime = Path(f"/run/user/{os.getuid()}", os.environ.get("XDG_RUNTIME_DIR", ""))  # which may be there and empty
    pulse = bool(os.environ.get("PULSE_SERVER")) or (root / runtime.relative_to("/") / "pulse/native").exists()
    cards = any((root / "dev/snd").glob("pcmC*p"))
    return [*(["PULSEAUDIO"] if pulse else []), *(["ALSA"] if cards else [])]

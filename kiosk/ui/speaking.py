"""What the window says aloud: the cues of the conversation, in its language, and as loud as people want them."""

from dataclasses import dataclass

from kiosk.core.clock import Clock
from kiosk.core.sounds import HEARD, Cue, Earcon, Prompt, Volume, recording
from kiosk.session.cues import asked, cues, sentence
from kiosk.session.states import SessionState
from kiosk.sound import Sound

GUARD_MS = 400
"""A trembling hand touches twice; that is one touch."""


@dataclass(frozen=True, slots=True)
class SoundControls:
    """What the buttons show. ``heard``: there is a loudspeaker, as far as is known."""

    heard: bool = True
    volume: str = Volume.LOUD.value
    repeatable: bool = False


class Speaking:
    """Follows the states of the conversation. ``volume`` and ``voice`` are the place's; ``container``: the bin stands
    on the scale. GUI thread only; nothing here waits.
    """

    def __init__(self, sound: Sound, clock: Clock, *, volume: Volume, voice: bool, container: bool) -> None:
        self._sound = sound
        self._clock = clock
        self._resting = volume
        self._voice = voice
        self._container = container
        self._volume = volume
        self._open_from_ms = clock.monotonic_ms()
        self._sound.set_volume(volume)

    def follow(self, before: SessionState, after: SessionState, language: str) -> None:
        """Say what has changed. A sentence that does not stand there any more is not said to its end."""
        heard = self._audible(cues(before, after, container=self._container))
        if heard:
            self._play(heard, language)
        elif self._sentence(before) is not self._sentence(after):
            self._sound.hush()

    def again(self, state: SessionState, language: str) -> None:
        """Say once more what the screen says."""
        if self._is_open():
            self.repeat(state, language)

    def repeat(self, state: SessionState, language: str) -> None:
        """Say what the screen says, in a language that was just chosen."""
        prompt = self._asked(state)
        if prompt is not None:
            self._play((prompt,), language)

    def step(self, state: SessionState, language: str) -> None:
        """Louder or softer by one step; whoever switches the sound on hears that it is on."""
        if not self._is_open():
            return
        was = self._volume
        self._set(was.next)
        if was is Volume.OFF:
            self._play((self._asked(state) or Earcon.SEEN,), language)

    def try_out(self, language: str) -> None:
        """Let staff hear how loud it is at rest: a sound and a sentence."""
        if self._is_open():
            self._set(self._resting)
            self._play(self._audible((Earcon.CREDITED, Prompt.CREDITED)), language)

    def rest(self, *, night: bool = False) -> None:
        """Nobody is here: as loud as the place wants it, and at night soft at most, because neighbours sleep."""
        self._set(Volume.SOFT if night and self._resting is Volume.LOUD else self._resting)

    def controls(self, state: SessionState) -> SoundControls:
        """What the buttons show in ``state``."""
        heard = state.sound.status in HEARD
        repeatable = heard and self._volume is not Volume.OFF and self._asked(state) is not None
        return SoundControls(heard, self._volume.value, repeatable)

    def _set(self, volume: Volume) -> None:
        if volume is not self._volume:
            self._volume = volume
            self._sound.set_volume(volume)

    def _is_open(self) -> bool:
        now_ms = self._clock.monotonic_ms()
        if now_ms < self._open_from_ms:
            return False
        self._open_from_ms = now_ms + GUARD_MS
        return True

    def _play(self, heard: tuple[Cue, ...], language: str) -> None:
        self._sound.play(*(recording(cue, language) for cue in heard))

    def _audible(self, heard: tuple[Cue, ...]) -> tuple[Cue, ...]:
        return tuple(cue for cue in heard if self._voice or isinstance(cue, Earcon))

    def _asked(self, state: SessionState) -> Prompt | None:
        return asked(state, container=self._container) if self._voice else None

    def _sentence(self, state: SessionState) -> Prompt | None:
        return sentence(state, container=self._container)

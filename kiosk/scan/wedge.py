"""A keyboard-wedge scanner types its code like a very fast person. This puts the characters together again.

What a scanner types is told from what a person types by speed: a code arrives with at most ``GAP_MS`` between
characters and ends with Enter or Tab. Anything slower is forgotten. Only printable ASCII is taken, so control
characters in a code reach nothing.
"""

from dataclasses import dataclass, field

GAP_MS = 100
MAX_CHARACTERS = 1024
MIN_CHARACTERS = 4
_TERMINATORS = frozenset("\r\n\t")


@dataclass
class WedgeAssembler:
    """Feed it every key as text with its time; it answers with the whole code at the terminator."""

    _characters: list[str] = field(default_factory=list)
    _last_ms: int = 0
    _overflow: bool = False

    def key(self, text: str, now_ms: int) -> str | None:
        """Take one key press. Returns the code when ``text`` ends one, otherwise None."""
        if now_ms - self._last_ms > GAP_MS:
            self._forget()
        self._last_ms = now_ms
        if text in _TERMINATORS:
            return self._finish()
        if len(text) == 1 and text.isascii() and text.isprintable():
            self._overflow = self._overflow or len(self._characters) >= MAX_CHARACTERS
            if not self._overflow:
                self._characters.append(text)
        return None

    def _finish(self) -> str | None:
        # An over-long code is handed on one character too long, so that it is refused as oversize and not as garbage.
        code = "".join(self._characters) + ("…" if self._overflow else "")
        self._forget()
        return code if len(code) >= MIN_CHARACTERS else None

    def _forget(self) -> None:
        self._characters.clear()
        self._overflow = False

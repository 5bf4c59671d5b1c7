"""Bytes of a weighing indicator → settled weights. Knows only ``kiosk.core``, the standard library and pyserial.

``frames`` (what an indicator says) ← ``protocols`` (one file per indicator) → ``settle`` (when a reading may become a
record) → ``reader`` (the thread that owns the port). ``simulator`` plays an indicator on a pseudo-terminal.
"""

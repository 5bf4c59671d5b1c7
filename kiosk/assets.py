"""Where the shipped files are."""

from pathlib import Path

ASSETS = Path(__file__).resolve().parent.parent / "assets"
METHODOLOGY = ASSETS / "methodology"
SOUNDS = ASSETS / "sounds"

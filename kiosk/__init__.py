"""Greensprout Kiosk (绿芽回收亭): weighs used clothes and books, credits carbon reduction grams and points."""

__version__ = "0.1.0"

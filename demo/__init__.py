"""A tour for strangers: platform, phones, simulated scale and scanner, and the real kiosk; run by ``./dev run``."""

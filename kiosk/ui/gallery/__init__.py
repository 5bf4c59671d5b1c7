"""Every screen as a picture, to be looked at and to be compared with: see ``kiosk.ui.gallery.__main__``."""

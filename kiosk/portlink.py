"""A stable name for a simulated port, like those in ``/dev/serial/by-id``. Never touches anything but such a link."""

from pathlib import Path

from kiosk.core.errors import UsageFault


def point(link: Path, target: str) -> None:
    """Make ``link`` point to ``target`` in one step, so no reader ever finds it half made.

    Raises ``UsageFault`` when something else has that name or the folder cannot be written.
    """
    if link.exists() and not link.is_symlink():
        raise UsageFault(f"{link} exists and is not a link: give another name; nothing was changed")
    fresh = link.with_name(link.name + ".new")
    try:
        fresh.unlink(missing_ok=True)
        fresh.symlink_to(target)
        fresh.replace(link)
    except OSError as error:
        raise UsageFault(f"the link {link} cannot be made: {error.strerror}") from error


def remove(link: Path) -> None:
    """Take the link away, if it is one."""
    if link.is_symlink():
        link.unlink(missing_ok=True)

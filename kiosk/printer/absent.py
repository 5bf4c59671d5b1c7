"""What stands where a kiosk has no printer."""

from kiosk.core.printing import PrintJob


class NoPrinter:
    """Takes every job and prints none."""

    def print(self, job: PrintJob) -> None:
        """Nothing."""

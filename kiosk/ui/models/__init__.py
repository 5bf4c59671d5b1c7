"""The typed view models of the screen. QML sees them as the module ``Kiosk.models``; see ``kiosk.ui.lint``."""

from kiosk.ui.models.account import AccountModel
from kiosk.ui.models.camera import CameraModel
from kiosk.ui.models.check import CheckModel
from kiosk.ui.models.collect import CollectModel
from kiosk.ui.models.console import ConsoleModel
from kiosk.ui.models.containers import ContainersModel
from kiosk.ui.models.correct import CorrectModel
from kiosk.ui.models.credit import CreditModel
from kiosk.ui.models.look import LookModel
from kiosk.ui.models.reading import ReadingModel
from kiosk.ui.models.round import RoundModel
from kiosk.ui.models.session import SessionModel
from kiosk.ui.models.sound import SoundModel
from kiosk.ui.models.staff import StaffModel
from kiosk.ui.models.status import StatusModel
from kiosk.ui.models.visit import VisitModel
from kiosk.ui.models.weigh import WeighModel

__all__ = [
    "AccountModel",
    "CameraModel",
    "CheckModel",
    "CollectModel",
    "ConsoleModel",
    "ContainersModel",
    "CorrectModel",
    "CreditModel",
    "LookModel",
    "ReadingModel",
    "RoundModel",
    "SessionModel",
    "SoundModel",
    "StaffModel",
    "StatusModel",
    "VisitModel",
    "WeighModel",
]

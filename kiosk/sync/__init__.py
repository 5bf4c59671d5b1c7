"""The journal on its way to the platform, and the directory on its way back. The only room that speaks HTTP."""

from kiosk.sync.client import Client
from kiosk.sync.enrolment import Enrolment, enrol, load_enrolment
from kiosk.sync.exchange import Exchange, Outcome
from kiosk.sync.worker import SyncWorker

__all__ = ["Client", "Enrolment", "Exchange", "Outcome", "SyncWorker", "enrol", "load_enrolment"]

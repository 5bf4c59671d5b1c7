"""The journal on its way to the platform, and the directory on its way back. The only room that speaks HTTP."""

from kiosk.sync.client import Client
from kiosk.sync.directory import load_directory
from kiosk.sync.enrolment import Enrolment, enrol, load_enrolment
from kiosk.sync.exchange import Exchange, Outcome, left_epochs
from kiosk.sync.lastfault import LastFault, load_last_fault, remember_fault
from kiosk.sync.metrics import MetricsFile
from kiosk.sync.pace import Pace
from kiosk.sync.tls import verifying_context
from kiosk.sync.worker import SyncWorker

__all__ = [
    "Client",
    "Enrolment",
    "Exchange",
    "LastFault",
    "MetricsFile",
    "Outcome",
    "Pace",
    "SyncWorker",
    "enrol",
    "left_epochs",
    "load_directory",
    "load_enrolment",
    "load_last_fault",
    "remember_fault",
    "verifying_context",
]

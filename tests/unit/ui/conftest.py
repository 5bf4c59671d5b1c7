"""Offscreen and without a GPU, like the headless mode; chosen before Qt is loaded."""

import os

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")


@pytest.fixture(scope="session")
def qapp_cls():
    from PySide6.QtGui import QGuiApplication  # noqa: PLC0415 - after the platform is chosen

    return QGuiApplication

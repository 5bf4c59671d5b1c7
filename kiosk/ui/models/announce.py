"""Emit the change signals of a view model for exactly the fields that changed."""

from dataclasses import fields
from functools import cache
from typing import Any

from PySide6.QtCore import QObject


@cache
def camel(name: str) -> str:
    """``net_text`` → ``netText``."""
    head, *tail = name.split("_")
    return head + "".join(part.title() for part in tail)


def announce(model: QObject, before: Any, after: Any) -> None:
    """For each field of the frozen views that differs, emit ``model.<fieldName>Changed``."""
    for field in fields(after):
        if getattr(before, field.name) != getattr(after, field.name):
            getattr(model, f"{camel(field.name)}Changed").emit()

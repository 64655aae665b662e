"""The names of authorities that are offered while one is typed, so that each is written in one way."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtWidgets import QLineEdit, QWidget

from tracker.gui.context.context import WorkContext
from tracker.gui.kit.offers import Offers
from tracker.operations import casework

_FIELDS = ("lead_authority", "authority")


def offer_authorities(context: WorkContext, fields: Mapping[str, QWidget]) -> None:
    """Offer the names that are used for the Member State in scope in those of these fields that hold an authority."""
    for name in _FIELDS:
        if isinstance(field := fields.get(name), QLineEdit):
            Offers(field, partial(_names, context))


def _names(context: WorkContext) -> list[str]:
    return casework.authorities(context.workspace, context.scope)

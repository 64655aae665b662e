"""Fields of a form for what is declared of a measure or a piece of evidence."""

from collections.abc import Iterable
from typing import Any

from PySide6.QtWidgets import QWidget

from tracker.domain.casework.fields import Field, Kind, fields_of
from tracker.domain.text.text import too_long
from tracker.gui.kit.form_page import FormPage, choice, date_field, line, text, words_of
from tracker.gui.kit.i18n import tr


def add_fields(page: FormPage, held: object, names: Iterable[str] = ()) -> dict[str, QWidget]:
    """Add a line to the form for each declared field of a dataclass, or for those with these `names`, and show what is
    held; returns the fields by name. Those that are kept in tables of their own are left out."""
    declared = fields_of(type(held))
    chosen = [declared[name] for name in names] if names else [*declared.values()]
    return {
        one.name: page.add(tr(one.question), _field(one, getattr(held, one.name)))
        for one in chosen
        if one.kind is not Kind.PARTS
    }


def typed(kind: type, fields: dict[str, QWidget]) -> tuple[dict[str, Any], dict[str, str]]:
    """What stands in the fields, by name, and what is wrong with it; a day that can't be read is none."""
    values: dict[str, Any] = {}
    wrong: dict[str, str] = {}
    for name, field in fields.items():
        try:
            values[name] = _value(fields_of(kind)[name], field)
        except ValueError as fault:
            values[name], wrong[name] = None, str(fault)
        if isinstance(values[name], str) and (fault_of_text := too_long(values[name])):
            wrong[name] = str(fault_of_text)
    return values, wrong


def _field(one: Field, value: Any) -> QWidget:
    if one.choices:
        return choice(one.choices, value)
    if one.kind is Kind.DAY:
        return date_field(value)
    return text(value) if one.kind is Kind.TEXT else line(value, tr(one.example) if one.example else "")


def _value(one: Field, field: Any) -> Any:
    if one.choices:
        return one.choices(field.currentData())
    return field.value if one.kind is Kind.DAY else words_of(field)

"""Form fields for the declared fields of a measure or a piece of evidence (`domain/casework/fields`)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Any

from PySide6.QtWidgets import QComboBox, QWidget

from tracker.domain.casework.fields import Field, Kind, fields_of
from tracker.domain.casework.levels import Level
from tracker.domain.text.text import too_long
from tracker.gui.context.level_words import level_word
from tracker.gui.kit.fields import Choice, DateText, GrowingText
from tracker.gui.kit.form_page import FormPage, choice, date_field, line, text, words_of
from tracker.gui.kit.i18n import day, tr

LEVELS = ("law", "practice", "level")
"""The levels of an assessment in the order in which they are asked for: the last one follows from the others."""


def add_fields(page: FormPage, instance: object, names: Iterable[str] = ()) -> dict[str, QWidget]:
    """Add a form line for each declared field of a dataclass instance, or only for `names`, filled with its values.
    Returns the input widgets by field name. Fields stored in tables of their own (Kind.PARTS) are left out."""
    declared = fields_of(type(instance))
    chosen = [declared[name] for name in names] if names else [*declared.values()]
    return {
        field.name: page.add(tr(field.question), _field(field, getattr(instance, field.name)))
        for field in chosen
        if field.kind is not Kind.PARTS
    }


def add_blank_fields(page: FormPage, kind: type) -> dict[str, QWidget]:
    """Add a form line for each declared field of a dataclass that users fill in, levels first, empty: to fill in what
    is set for several rows at once. Returns the input widgets by field name."""
    declared = [field for field in fields_of(kind).values() if field.returnable and field.kind is not Kind.PARTS]
    declared.sort(key=lambda field: LEVELS.index(field.name) if field.name in LEVELS else len(LEVELS))
    return {field.name: page.add(tr(field.question), _blank(field)) for field in declared}


def filled_in(kind: type, fields: dict[str, QWidget]) -> tuple[dict[str, Any], dict[str, str]]:
    """Like `typed`, of the fields that are not empty."""
    values, faults = typed(kind, fields)
    return {name: value for name, value in values.items() if value is not None and str(value).strip()}, faults


def empty(fields: Iterable[QWidget]) -> None:
    """Empty blank fields again."""
    for field in fields:
        if isinstance(field, QComboBox):
            field.setCurrentIndex(0)
        else:
            field.clear()  # type: ignore[attr-defined]


def typed(kind: type, fields: dict[str, QWidget]) -> tuple[dict[str, Any], dict[str, str]]:
    """The values in the input widgets by field name, and what is wrong with them, by field name; a date that can't be
    parsed is None."""
    values: dict[str, Any] = {}
    faults: dict[str, str] = {}
    for name, field in fields.items():
        try:
            values[name] = _value(fields_of(kind)[name], field)
        except ValueError as fault:
            values[name], faults[name] = None, str(fault)
        if isinstance(values[name], str) and (fault_of_text := too_long(values[name])):
            faults[name] = str(fault_of_text)
    return values, faults


def _field(field: Field, value: object) -> QWidget:
    if isinstance(value, StrEnum):
        return choice(type(value), value)
    if field.kind is Kind.DAY:
        return date_field(value)
    words = str(value)
    return text(words) if field.kind is Kind.TEXT else line(words, tr(field.example) if field.example else "")


def _blank(field: Field) -> QWidget:
    if field.kind is Kind.LEVEL:
        made = Choice()
        made.addItem(tr("stays as it is"), "")
        for level in Level:
            made.addItem(level_word(level), level.value)
        return made
    if field.kind is Kind.DAY:
        return date_field(None)
    if field.kind is Kind.TEXT:
        return GrowingText(1, 10)
    return line("", tr(field.example) if field.example else "")


def _value(field: Field, widget: QWidget) -> object:
    if field.kind is Kind.LEVEL and isinstance(widget, QComboBox):
        return Level(widget.currentData()) if widget.currentData() else None
    if field.choices and isinstance(widget, QComboBox):
        return field.choices(widget.currentData())
    return widget.value if isinstance(widget, DateText) else words_of(widget)


def tell_conflicts(page: FormPage, inputs: Mapping[str, QWidget], stored: object, names: Sequence[str]) -> None:
    """Say below each field of these names that it was changed meanwhile, and to what; what was typed stays. Saving once
    more puts it in the place of that, which History keeps."""
    for name in names:
        if name in inputs:
            value = _shown(getattr(stored, name)) or tr("nothing")
            page.remark(inputs[name], tr("Changed meanwhile to “{value}”").format(value=value), wrong=True)
    page.refuse(tr("This was changed somewhere else meanwhile. Compare, then save once more to keep what stands here."))


def _shown(value: object) -> str:
    if isinstance(value, date):
        return day(value)
    return tr(value.value) if isinstance(value, StrEnum) else str(value or "")

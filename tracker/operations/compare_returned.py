"""Compares returned workbooks with the workspace: what importing them would change. Nothing is written here."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from tracker.domain.casework import state_names
from tracker.domain.casework.assessments import Stage
from tracker.domain.casework.evidence import Evidence
from tracker.domain.casework.measures import Measure, faults
from tracker.domain.casework.registers import Register
from tracker.domain.casework.three_way import Verdict
from tracker.domain.instruments.paragraph_ref import ParagraphRef, parse
from tracker.domain.reports.comparison import (
    About,
    Change,
    Comparison,
    NewRow,
    Origin,
    Place,
    Problem,
    Returned,
    ReturnedRow,
    Unread,
    Value,
    compare_row,
    is_similar,
    together,
)
from tracker.domain.text.folding import folded
from tracker.domain.text.text import says_something
from tracker.i18n import QT_TR_NOOP, Message, tr
from tracker.operations.stored_values import (
    Stored,
    in_order,
    new_row_key,
    row_values,
    stored_assessment,
    stored_row,
    what_of,
)
from tracker.operations.workspaces import state_aliases
from tracker.progress import GoOn, Progress, unwatched
from tracker.store.workspace import Workspace

_REMOVED = tr("It was imported from this workbook before, and is not in the register any more")
_EARLIER = QT_TR_NOOP(
    "{file} was sent by an earlier version of tracker, of which there is no record. Its rows are known by their hidden"
    " keys: look at what it would change."
)
_UNRECORDED = QT_TR_NOOP(
    "There is no record here of what was sent in {file}: it comes from a copy of this workspace, or this one was"
    " restored from a backup. Everything that differs is shown, and nothing of it is ticked."
)
_PROBLEMS = 1_000  # most problems of a workbook reported one by one
_NAMED = 80  # most characters of an unknown name quoted from a workbook


def look(workspace: Workspace, paths: Sequence[Path], progress: Progress = unwatched) -> Comparison:
    """What importing the workbooks would do. `progress(done, total)` starts again with each workbook and may raise to
    cancel.

    Raises TrackerError for a file that can't be read as a returned workbook.
    """
    from tracker.excel import returned_workbook

    stored = Stored(workspace)
    return together(
        [compare(stored, returned_workbook.read(path, progress, stored.record), progress) for path in paths]
    )


def compare(stored: Stored, book: Returned, go_on: GoOn = unwatched) -> Comparison:
    """What one workbook would change. `go_on` is called for each row and may raise to cancel."""
    collected = _Found(stored, book)
    for row in sorted(
        book.rows, key=lambda returned: (returned.about.state, returned.about.cycle == "", returned.about.cycle)
    ):
        go_on()
        collected.take(row)
    for added, filled in book.new:
        go_on()
        collected.take_new(added, filled)
    return collected.comparison()


class _Found:
    """Collects what one workbook would change, row by row."""

    def __init__(self, stored: Stored, book: Returned) -> None:
        self._stored = stored
        self._symbols = {row.about.symbol for row in book.rows if row.about.symbol}
        self._reported: set[str] = set()
        self._changes: list[Change] = []
        self._new: list[NewRow] = []
        self._problems = list(book.problems)
        self._notices: dict[Message, None] = {}
        self._written = book.written
        self._counts: Counter[Verdict] = Counter()

    def comparison(self) -> Comparison:
        return Comparison(
            tuple(change for change in self._changes if not change.why),
            tuple(change for change in self._changes if change.why),
            tuple(self._new),
            _some(self._problems),
            self._counts,
            tuple(self._notices),
            self._written,
        )

    def take(self, row: ReturnedRow) -> None:
        about = row.about
        if self._foreign(row.origin, row.place):
            return
        if about.state not in self._stored.states:
            self._say_once(
                row.place,
                tr(
                    "There is no Member State {state} in this workspace.",
                    code="state-unknown",
                    state=about.state[:_NAMED],
                ),
            )
            return
        if about.cycle and about.cycle not in self._stored.cycles:
            self._say_once(
                row.place,
                tr("There is no cycle “{cycle}” in this workspace.", code="cycle-unknown", cycle=about.cycle[:_NAMED]),
            )
            return
        if not row.sent_key:
            unrecorded = _UNRECORDED if row.origin.uid else _EARLIER
            self._notices[tr(unrecorded, file=row.place.book)] = None
        if about.register:
            self._take_row(row)
        else:
            self._take_paragraph(row)

    def _foreign(self, origin: Origin, place: Place) -> bool:
        is_foreign = bool(self._stored.identity) and origin.workspace != self._stored.identity
        if is_foreign:
            self._say_once(
                place,
                tr("This was sent from another workspace; nothing of it is imported here.", code="other-workspace"),
            )
        return is_foreign

    def _take_paragraph(self, row: ReturnedRow) -> None:
        about = row.about
        paragraph = self._stored.paragraphs(about.state, about.cycle).get((about.symbol, about.label))
        if paragraph is None:
            self._say(row.place, _no_paragraph(about))
            return
        settled = paragraph.assessment.stage in (Stage.SUBMITTED, Stage.ACCEPTED)
        values = stored_assessment(paragraph.assessment, row.origin.scale)
        self._keep(compare_row(row, values, paragraph.fingerprint, settled=settled))

    def _take_row(self, row: ReturnedRow) -> None:
        about = row.about
        assert about.register
        stored = self._stored.row(about)
        if stored is None:
            sent_title = row.fields["title"].sent if "title" in row.fields else ""
            self._say(row.place, _gone_row(about.register, str(sent_title)))
            return
        if not about.uid and row.fields.get("title"):
            row = self._known_by_title(row, str(stored_row(stored)["title"]))
        row = replace(row, about=replace(about, row_id=stored.id, uid=""))
        row_fields = dict(row.fields)
        if (listed := row_fields.get("paragraphs")) and listed.sent != listed.returned:
            row_fields["paragraphs"] = listed._replace(
                sent=self._paragraphs(listed.sent), returned=self._paragraphs(listed.returned)
            )
        elif listed:
            same_as_sent = in_order(listed.sent) if isinstance(listed.sent, tuple) else listed.sent
            row_fields["paragraphs"] = listed._replace(sent=same_as_sent, returned=same_as_sent)
        values = stored_row(stored)
        compared = compare_row(replace(row, fields=row_fields), values, row.fingerprint, title=str(values["title"]))
        changes, problems = _keepable(what_of(stored), compared[0])
        self._keep((changes, [*compared[1], *problems], compared[2]))

    def _known_by_title(self, row: ReturnedRow, title: str) -> ReturnedRow:
        """A row of an earlier version, which has no uid: a number alone may be that of another row in a workspace that
        was copied or restored, so the title as sent must be the same; else all of it is asked about."""
        sent = row.fields["title"].sent
        if folded(str(sent)).split() == folded(title).split():
            return row
        doubt = tr(
            "It was sent as “{sent}”, and is “{title}” here.", code="conflict.other-title", sent=sent, title=title
        )
        return replace(row, fields={name: given._replace(doubt=doubt) for name, given in row.fields.items()})

    def take_new(self, new: NewRow, filled: Mapping[str, str]) -> None:
        """Take a row that was added in the workbook. It is a new row, unless the register has one like it: then what it
        adds becomes changes of that row."""
        if self._foreign(new.origin, new.place):
            return
        states = state_names.named(list(self._stored.states.values()), state_aliases(), new.state)
        if not states:
            self._say(
                new.place,
                tr(
                    "There is no Member State {state} in this workspace.",
                    code="state-unknown",
                    state=f"“{new.state[:_NAMED]}”",
                ),
            )
            return
        paragraphs = self._paragraphs(new.paragraphs)
        if isinstance(paragraphs, Unread):
            self._problems.append(Problem(new.place, paragraphs.why, f"“{new.what.title}”"))
            new, paragraphs = replace(new, doubt=paragraphs.why), ()
        new = replace(new, state=states[0].code, paragraphs=paragraphs)
        stored_rows = self._stored.rows(new.state, new.register).values()
        similar = next((row for row in stored_rows if is_similar(what_of(row), new.what)), None)
        if similar is None:
            self._new.append(replace(new, doubt=_REMOVED) if self._was_imported(new) else new)
            return
        values = stored_row(similar)
        changes, problems = _keepable(what_of(similar), self._further(new, similar.id, values, filled))
        self._problems += problems
        if changes:
            self._new.append(replace(new, match=(similar.id, str(values["title"]))))
            self._changes += changes

    def _was_imported(self, new: NewRow) -> bool:
        workbook = self._stored.record(new.origin.uid) if new.origin.uid else None
        return bool(workbook and workbook.row(new_row_key(new)))

    def _further(
        self, new: NewRow, row_id: int, stored: Mapping[str, Value], filled: Mapping[str, str]
    ) -> list[Change]:
        """What an added row says beyond the stored row that is like it, as changes of that row; a conflict where
        something else is recorded."""
        about = About(new.state, register=new.register, row_id=row_id)
        values = row_values(new.what) | {"paragraphs": new.paragraphs}
        changes, title = [], str(stored["title"])
        for name, cell in filled.items():
            stored_value, value, sent, why = stored[name], values[name], stored[name], None
            if isinstance(stored_value, tuple) and isinstance(value, tuple):  # lists are extended
                value = (*stored_value, *(item for item in value if item not in stored_value))
            else:
                sent = "" if type(value) is str else None
                why = tr("Something else is recorded of it here.", code="recorded-otherwise") if stored_value else None
            if name != "title" and value != stored_value:
                place = replace(new.place, cell=cell)
                changes.append(Change(about, name, sent, value, stored_value, place, new.origin, why, title))
        return changes

    def _paragraphs(self, words: Value | Unread) -> tuple[str, ...] | Unread:
        """Paragraphs as the workspace names them. A number without a symbol counts for the instrument of the workbook,
        if it has only one. Unread if a paragraph is unknown."""
        if not isinstance(words, tuple):
            return words if isinstance(words, Unread) else ()
        refs = []
        for ref in map(parse, words):
            if not ref.symbol and len(self._symbols) != 1:
                return Unread(
                    tr(
                        "Say of which resolution paragraph {label} is, such as A/RES/74/178: 19.",
                        code="resolution-unnamed",
                        label=ref.label[:_NAMED],
                    )
                )
            complete = replace(ref, symbol=ref.symbol or next(iter(self._symbols)))
            labels = self._stored.labels
            paragraph = labels.get(complete.key) or labels.get(replace(complete, symbol=f"A/RES/{complete.symbol}").key)
            if paragraph is None:
                return Unread(_unknown(ref))
            refs.append(str(ParagraphRef(*paragraph[:2])))
        return in_order(refs)

    def _keep(self, compared: tuple[list[Change], list[Problem], Counter[Verdict]]) -> None:
        changes, problems, counts = compared
        self._changes += changes
        self._problems += problems
        self._counts.update(counts)

    def _say(self, place: Place, what: Message) -> None:
        self._problems.append(Problem(place, what))

    def _say_once(self, place: Place, what: Message) -> None:
        if str(what) not in self._reported:
            self._reported.add(str(what))
            self._say(place, what)


def _keepable(what: Measure | Evidence, changes: Sequence[Change]) -> tuple[list[Change], list[Problem]]:
    """The changes with which a row of a register is valid, and the problems of the others: one invalid change must not
    prevent the rest of a workbook from being accepted."""
    valid, problems = list(changes), []
    while row_faults := _faults(what, valid):
        dates = (change for change in valid if change.field.endswith("_on") and not change.why)
        invalid = [change for change in valid if change.field in row_faults] or list(dates)
        if not invalid:
            break  # the stored row was invalid before
        any_fault = next(iter(row_faults.values()))
        problems += [Problem(change.place, row_faults.get(change.field, any_fault)) for change in invalid]
        valid = [change for change in valid if change not in invalid]
    return valid, problems


def _faults(what: Measure | Evidence, changes: Sequence[Change]) -> dict[str, Message]:
    """Why a row is not valid with the changes that are no conflicts: one sentence by field."""
    emptied = [change.field for change in changes if change.returned is None and isinstance(change.stored, StrEnum)]
    if emptied:
        return dict.fromkeys(emptied, tr("This can't be empty. Choose one of the list.", code="choice-missing"))
    values: dict[str, Any] = {
        change.field: change.returned for change in changes if change.field != "paragraphs" and not change.why
    }
    changed = replace(what, **values)
    if isinstance(changed, Measure):
        return faults(changed)
    return (
        {}
        if says_something(changed.title)
        else {"title": tr("A piece of evidence needs a title.", code="title-missing")}
    )


def _no_paragraph(about: About) -> Message:
    return tr(
        "There is no paragraph {label} of {symbol} in this workspace any more.",
        code="paragraph-gone",
        label=about.label[:_NAMED],
        symbol=about.symbol[:_NAMED],
    )


def _unknown(ref: ParagraphRef) -> Message:
    label, symbol = ref.label[:_NAMED], ref.symbol[:_NAMED]
    if symbol:
        return tr(
            "There is no paragraph {label} of {symbol} in this workspace.",
            code="paragraph-unknown",
            label=label,
            symbol=symbol,
        )
    return tr("There is no paragraph {label} in this workspace.", code="paragraph-unknown", label=label)


def _gone_row(register: Register, title: str) -> Message:
    if register is Register.MEASURE:
        return tr("The measure “{title}” is not in the register any more.", code="row-gone", title=title)
    return tr("The piece of evidence “{title}” is not in the register any more.", code="row-gone", title=title)


def _some(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """The first `_PROBLEMS` problems, and one that says how many more there are."""
    if len(problems) <= _PROBLEMS:
        return tuple(problems)
    more = tr("There is/are %n further cell(s) like these.", "", len(problems) - _PROBLEMS, code="further")
    return (*problems[:_PROBLEMS], replace(problems[_PROBLEMS], what=more))

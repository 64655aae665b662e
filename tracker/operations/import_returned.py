"""Import the changes in returned workbooks: one action, which one undo reverts."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from tracker.domain.casework.actions import action
from tracker.domain.casework.change_sets import ChangeSet
from tracker.domain.casework.evidence import Evidence, Excerpt
from tracker.domain.casework.measures import Measure, faults
from tracker.domain.casework.registers import Register
from tracker.domain.instruments.paragraph_ref import parse
from tracker.domain.reports.comparison import NO_RECORD, About, Change, Comparison, NewRow, Written
from tracker.domain.text.text import says_something
from tracker.errors import TrackerError
from tracker.i18n import Message, joined, tr
from tracker.operations import backups
from tracker.operations.casework import WorkScope, write_assessment
from tracker.operations.registers import cleaned
from tracker.operations.stored_values import Stored, new_row_key, stored_assessment, stored_row, what_of
from tracker.progress import Progress, unwatched
from tracker.store.workspace import Workspace, Write
from tracker.store.write import casework, sent_workbooks


def without_conflicts(
    comparison: Comparison, unrecorded: bool = False
) -> tuple[tuple[Change, ...], tuple[NewRow, ...]]:
    """What can be accepted without review: changes of values not changed here, and rows that are new beyond doubt;
    with `unrecorded` also what differs in workbooks of which there is no record."""
    further = (one for one in comparison.conflicts if unrecorded and one.why and one.why.code == NO_RECORD)
    new = tuple(row for row in comparison.new if not (row.match or row.duplicate or row.doubt))
    return (*comparison.changes, *further), new


def accept(
    workspace: Workspace,
    changes: Sequence[Change],
    new: Sequence[NewRow],
    progress: Progress = unwatched,
    written: Sequence[Written] = (),
) -> ChangeSet | None:
    """Write the changes, add the new rows, and keep what is `written` where nothing is read as comments on their
    paragraphs, in one action; None when there is nothing to write. `progress(done, total)` counts rows and may raise to
    cancel; then nothing is written.

    Raises TrackerError, and writes nothing, if stored values have changed since the comparison.
    """
    if not changes and not new and not written:
        return None
    by_row: dict[About, list[Change]] = defaultdict(list)
    for change in changes:
        by_row[change.about].append(change)
    states = {change.about.state for change in changes} | {row.state for row in new}
    states |= {item.about.state for item in written if item.about}
    state = next(iter(states)) if len(states) == 1 else ""
    backups.make_before(workspace, lambda *_: progress())
    with workspace.write(_label(changes, new, written), state=state, lengthy=True) as write:
        stored = Stored(workspace)
        total = len(by_row) + len(new)
        for done, about in enumerate(sorted(by_row, key=lambda item: (item.state, item.cycle))):
            progress(done, total)
            if about.register:
                _write_row(write, stored, about, by_row[about])
            else:
                _write_assessment(write, stored, about, by_row[about])
        for done, row in enumerate(new, len(by_row)):
            progress(done, total)
            _add(write, stored, row)
        for item in written:
            _comment(write, stored, item)
        _keep_imported(write, stored, changes, new)
        progress(total, total)
    return write.change_set


def _comment(write: Write, stored: Stored, item: Written) -> None:
    """Keep what is written beside the open cells as a comment on the paragraph."""
    about = item.about
    row = stored.paragraphs(about.state, about.cycle).get((about.symbol, about.label)) if about else None
    if about is None or row is None:
        raise _gone(tr("Paragraph {label}", label=about.label if about else ""))
    place = f"{item.place.book}, {item.place.sheet} {item.place.cell}"
    words = str(tr("{words}\n(Written in {place}, {where}.)", words=item.words, place=place, where=item.where))
    signed = (write.who, write.at)
    casework.add_comment(write.session, about.state, stored.cycles[about.cycle], row.id, signed, words)


def _keep_imported(write: Write, stored: Stored, changes: Sequence[Change], new: Sequence[NewRow]) -> None:
    """From now on what was imported counts as sent: the same workbook, imported again, brings nothing back that was
    changed here since."""
    texts: dict[str, dict[str, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
    for change in changes:
        if change.sent_key:
            words = change.words(change.returned, change.origin.language)
            texts[change.origin.uid][change.sent_key][change.field] = words
    for row in new:
        if row.origin.uid and stored.record(row.origin.uid):
            texts[row.origin.uid][new_row_key(row)] = {}
    for uid, by_key in texts.items():
        sent_workbooks.set_imported(write.session, uid, by_key)


def _write_assessment(write: Write, stored: Stored, about: About, changes: Sequence[Change]) -> None:
    row = stored.paragraphs(about.state, about.cycle).get((about.symbol, about.label))
    if row is None:
        raise _gone(tr("Paragraph {label} of {symbol}", label=about.label, symbol=about.symbol))
    for change in changes:  # one by one: they may come from workbooks on different scales
        _check(
            stored_assessment(row.assessment, change.origin.scale), [change], tr("Paragraph {label}", label=about.label)
        )
    values: dict[str, Any] = {change.field: change.returned for change in changes}
    scope = WorkScope(about.state, stored.cycles[about.cycle])
    write_assessment(write, scope, row, row.assessment.to_write(row.fingerprint, **values))


def _write_row(write: Write, stored: Stored, about: About, changes: Sequence[Change]) -> None:
    assert about.register
    row = stored.row(about)
    if row is None:
        raise _gone(tr("A measure") if about.register is Register.MEASURE else tr("A piece of evidence"))
    values = stored_row(row)
    _check(values, changes, tr("“{title}”", title=values["title"]))
    new_values: dict[str, Any] = {change.field: change.returned for change in changes}
    listed, excerpts = new_values.pop("paragraphs", None), new_values.pop("excerpts", None)
    what = _kept(replace(what_of(row), **new_values))
    if isinstance(what, Evidence) and excerpts:
        stored_texts = {item.text for item in what.excerpts}
        added = (Excerpt(text) for text in excerpts if text not in stored_texts)
        what = replace(what, excerpts=(*what.excerpts, *added))
    if isinstance(what, Measure):
        casework.set_measure(write.session, about.row_id, what)
    else:
        casework.set_evidence(write.session, about.row_id, what)
    if listed is not None:
        linked = {item.words: item.id for item in row.paragraphs}
        for text in set(linked) - set(listed):
            casework.unlink(write.session, about.register, about.row_id, linked[text])
        _link(write, stored, about.register, about.row_id, [item for item in listed if item not in linked])


def _add(write: Write, stored: Stored, row: NewRow) -> None:
    what = _kept(row.what)
    if isinstance(what, Measure):
        row_id = casework.add_measure(write.session, row.state, what)
    else:
        row_id = casework.add_evidence(write.session, row.state, what)
    _link(write, stored, row.register, row_id, row.paragraphs)


def _link(write: Write, stored: Stored, register: Register, row_id: int, paragraphs: Sequence[str]) -> None:
    for ref in paragraphs:
        if (paragraph := stored.labels.get(parse(ref).key)) is None:
            raise _gone(tr("Paragraph {label}", label=ref))
        casework.link(write.session, register, row_id, paragraph[2])


def _kept(what: Measure | Evidence) -> Measure | Evidence:
    """A measure or evidence with cleaned texts. Raises TrackerError if it is not valid, as the editors do."""
    what = cleaned(what)
    fault_messages = faults(what).values() if isinstance(what, Measure) else ()
    for fault in fault_messages:
        raise TrackerError(
            tr("“{title}”: {fault}", title=what.title, fault=fault),
            tr("Correct it in the workbook, or leave that change out."),
        )
    if not says_something(what.title):
        raise TrackerError(tr("What has a title can't lose it."), tr("Leave that change out."))
    return what


def _check(stored: Mapping[str, object], changes: Sequence[Change], what: Message) -> None:
    if any(stored[change.field] != change.stored for change in changes):
        raise TrackerError(
            tr("{what} has changed meanwhile; nothing was imported.", what=what), tr("Look at the workbook again.")
        )


def _gone(what: Message) -> TrackerError:
    return TrackerError(
        tr("{what} is not there any more; nothing was imported.", what=what), tr("Look at the workbook again.")
    )


def _label(changes: Sequence[Change], new: Sequence[NewRow], written: Sequence[Written]) -> Message:
    places = [*(item.place for item in changes), *(item.place for item in new), *(item.place for item in written)]
    books = list(dict.fromkeys(place.book for place in places))
    source = books[0] if len(books) == 1 else action("books", len(books))
    measures = sum(row.register is Register.MEASURE for row in new)
    evidence = len(new) - measures
    drafts = len({change.about for change in changes if change.drafts})
    counts = {"changes": len(changes), "new-measures": measures, "new-evidence": evidence, "comments": len(written),
              "now-draft": drafts}  # fmt: skip
    parts = [action(code, count) for code, count in counts.items() if count]
    return action("import", books=source, parts=joined(", ", parts))

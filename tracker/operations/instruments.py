"""Read resolutions, correct the reading, add it to a workspace, and list the instruments there."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tracker.domain.casework.actions import action
from tracker.domain.casework.change_sets import ChangeSet
from tracker.domain.instruments import corrections_json
from tracker.domain.instruments.alignment import Effect, Row, StoredEdition, effect, matched, rows
from tracker.domain.instruments.corrections import Correction, correct
from tracker.domain.instruments.instrument import Instrument, Reading
from tracker.domain.instruments.outline import Line
from tracker.domain.instruments.summaries import StoredInstrument
from tracker.domain.text.text import clean
from tracker.errors import TrackerError, reason
from tracker.i18n import Message, tr
from tracker.instruments import addressees, asks, doubts, reader
from tracker.instruments.analysis import analyse
from tracker.instruments.library import Bundled
from tracker.leftovers import temporary_folder
from tracker.operations import attachments
from tracker.progress import GoOn, unwatched
from tracker.store.read import checklist
from tracker.store.workspace import Workspace
from tracker.store.write import instruments


@dataclass(frozen=True, slots=True)
class Source:
    """A file and how it was read. `path` is None for the file that a workspace stores with an instrument."""

    name: str
    path: Path | None
    sha256: str
    reading: Reading


@dataclass(frozen=True, slots=True)
class Preview:
    """A corrected reading, and what adding it would do. `lost`: the corrections that no longer found their line.
    `effect` is None for an instrument that is not in the workspace."""

    source: Source
    corrections: tuple[Correction, ...]
    instrument: Instrument
    lines: tuple[Line, ...]
    lost: tuple[Correction, ...]
    effect: Effect | None


def read(path: Path, go_on: GoOn = unwatched) -> Source:
    """Read a resolution's file. `go_on` is called regularly and may raise to cancel. Raises TrackerError if it can't be
    read as a resolution."""
    reading = reader.read_file(path, go_on)
    try:
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as fault:
        raise TrackerError(
            tr("{path} can't be read: {reason}.", path=path, reason=reason(fault)), tr("Check the name and try again.")
        ) from fault
    return Source(clean(path.name), path, digest, reading)


def read_again(workspace: Workspace, symbol: str, go_on: GoOn = unwatched) -> Source:
    """Like `read`, for the file stored with an instrument. Raises TrackerError if there is none."""
    with workspace.read() as connection, temporary_folder() as folder:
        edition = checklist.edition(connection, symbol)
        if edition is None or edition.source_id is None:
            raise TrackerError(
                tr("The workspace keeps no file of {symbol}.", symbol=symbol),
                tr("Add the resolution from its file again."),
            )
        path = folder / "source"
        attachments.save_as(workspace, edition.source_id, path)
        return replace(read(path, go_on), name=edition.provenance, path=None)


def stored_corrections(workspace: Workspace, symbol: str) -> tuple[Correction, ...]:
    """The corrections stored with an instrument; none if it is not in the workspace."""
    with workspace.read() as connection:
        edition = checklist.edition(connection, symbol)
    return corrections_json.from_text(edition.corrections, symbol) if edition else ()


def preview(
    workspace: Workspace,
    source: Source,
    corrections: Sequence[Correction] | None = None,
    go_on: GoOn = unwatched,
) -> Preview:
    """A corrected reading, and what adding it would do; writes nothing. Without `corrections` those stored with the
    instrument are applied. `go_on` may raise to cancel."""
    if corrections is None:
        corrections = stored_corrections(workspace, source.reading.instrument.symbol)
    instrument = source.reading.instrument
    names = addressees.mentions(" ".join(paragraph.text for paragraph in instrument.body()))
    corrected = correct(
        instrument, corrections, lambda paragraph, asking: analyse(paragraph, instrument.organ, asking, names)
    )
    go_on()
    reading_doubts = [doubt for doubt in corrected.instrument.doubts if doubt not in doubts.doubts(instrument)]
    checked = replace(corrected.instrument, doubts=(*reading_doubts, *doubts.doubts(corrected.instrument)))
    go_on()
    with workspace.read() as connection:
        edition = checklist.edition(connection, checked.symbol)
    change_effect = effect(edition.rows, rows(checked)) if edition else None
    return Preview(source, tuple(corrections), checked, corrected.lines, corrected.lost, change_effect)


def accept(workspace: Workspace, preview: Preview, go_on: GoOn = unwatched) -> ChangeSet:
    """Add a reading to the workspace, with its corrections and its file; an instrument that is there already is updated
    to this edition. Work stays with its paragraph; if the text has changed, the assessment becomes suspect. `go_on` is
    called regularly and may raise to cancel; then nothing is added.

    Raises TrackerError if it has no symbol or no operative paragraph, if work would be lost, and if nothing would
    change.
    """
    symbol = preview.instrument.symbol
    with workspace.read() as connection:
        code = "instrument-update" if checklist.edition(connection, symbol) else "instrument-add"
    change_set = _put(
        workspace, preview, action(code, symbol=symbol), f"Added from the file {preview.source.name}.", go_on=go_on
    )
    if change_set is None:
        raise TrackerError(tr("{symbol} is in the workspace already.", symbol=symbol), tr("There is nothing to add."))
    return change_set


def add_instrument(
    workspace: Workspace, path: Path, corrections: Sequence[Correction] | None = None
) -> tuple[Preview, ChangeSet]:
    """Read a resolution's file and add it, as `accept` does."""
    previewed = preview(workspace, read(path), corrections)
    return previewed, accept(workspace, previewed)


def add_bundled(workspace: Workspace, text: Bundled, go_on: GoOn = unwatched) -> ChangeSet | None:
    """Add one of the bundled texts to a new workspace. `go_on` may raise to cancel."""
    previewed = preview(workspace, read(text.path, go_on))
    return _put(
        workspace, previewed, action("instrument-add", symbol=text.symbol), text.provenance, undoable=False, go_on=go_on
    )


def list_instruments(workspace: Workspace) -> list[StoredInstrument]:
    """The instruments in the workspace, newest first."""
    with workspace.read() as connection:
        return checklist.instruments(connection)


def to_member_states(names: Sequence[str]) -> bool:
    """Whether one of these addressees is Member States, or a term that includes them."""
    return asks.to_member_states(tuple(names))


def _put(
    workspace: Workspace,
    preview: Preview,
    label: Message,
    provenance: str,
    undoable: bool = True,
    go_on: GoOn = unwatched,
) -> ChangeSet | None:
    instrument, source = preview.instrument, preview.source
    if not instrument.symbol:
        raise TrackerError(
            tr("No symbol such as A/RES/74/178 was found in {name}.", name=source.name),
            tr("Type it above the paragraphs, or add the line with the symbol to the file."),
        )
    if not instrument.operative:
        raise TrackerError(tr("No operative paragraph is left."), tr("Undo the last corrections."))
    files = [source.path.resolve()] if source.path else []
    staging = attachments.staged(workspace, files, lambda *_: go_on())
    with staging as staged, workspace.write(label, undoable=undoable, lengthy=True) as write:
        edition = checklist.edition(write.session.connection(), instrument.symbol)
        new_rows = rows(instrument)
        matches = _matches(instrument, edition, new_rows)
        source_id = edition.source_id if edition else None
        for file in staged:
            if file.sha256 != source.sha256:
                raise TrackerError(
                    tr("{name} is another file than was read.", name=source.name), tr("Choose it again.")
                )
            source_id = attachments.settle(write, file)
        if edition and edition.source_id == source_id:
            provenance = edition.provenance
        corrections = corrections_json.to_text(preview.corrections)
        instruments.put(write.session, instrument, matches, provenance, source_id, corrections, go_on)
    return write.change_set


def _matches(instrument: Instrument, edition: StoredEdition | None, new_rows: Sequence[Row]) -> list[int | None]:
    """For each new paragraph the id of the stored one that it corresponds to, None for none. Raises TrackerError if a
    stored paragraph with work would be left without one."""
    if edition is None:
        return [None] * len(new_rows)
    if losses := effect(edition.rows, new_rows).losses:
        raise TrackerError(
            tr(
                "This edition of {symbol} has no paragraph for the work on {value}.",
                symbol=instrument.symbol,
                value=", ".join(losses),
            ),
            tr("Join, split, number or type its paragraphs so that they are found again, or move the work first."),
        )
    return [row.id if row else None for row in matched(edition.rows, new_rows)]

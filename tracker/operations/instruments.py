"""Read resolutions, correct the reading, take it into a workspace, and list those that are there."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

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
from tracker.operations import attachments
from tracker.progress import GoOn, unwatched
from tracker.store.read import checklist
from tracker.store.workspace import Workspace
from tracker.store.write import instruments


@dataclass(frozen=True, slots=True)
class Source:
    """A file and how it was read. `path` is None for the one that a workspace keeps with an instrument."""

    name: str
    path: Path | None
    sha256: str
    reading: Reading


@dataclass(frozen=True, slots=True)
class Preview:
    """A reading as corrected, and what taking it in would do; `effect` is None for an instrument that is not held."""

    source: Source
    corrections: tuple[Correction, ...]
    instrument: Instrument
    lines: tuple[Line, ...]
    lost: tuple[Correction, ...]
    effect: Effect | None


def read(path: Path, go_on: GoOn = unwatched) -> Source:
    """Read a resolution's file. `go_on` is called now and then and may raise to give up. Raises TrackerError when it
    can't be read as one."""
    reading = reader.read_file(path, go_on)
    try:
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as fault:
        raise TrackerError(
            tr("{path} can't be read: {reason}.", path=path, reason=reason(fault)), tr("Check the name and try again.")
        ) from fault
    return Source(clean(path.name), path, digest, reading)


def read_again(workspace: Workspace, symbol: str, go_on: GoOn = unwatched) -> Source:
    """As `read`, the file that is kept with an instrument. Raises TrackerError when there is none."""
    with workspace.read() as connection, TemporaryDirectory() as folder:
        held = checklist.edition(connection, symbol)
        if held is None or held.source_id is None:
            raise TrackerError(
                tr("The workspace keeps no file of {symbol}.", symbol=symbol),
                tr("Add the resolution from its file again."),
            )
        path = Path(folder) / "source"
        attachments.save_as(workspace, held.source_id, path)
        return replace(read(path, go_on), name=held.provenance, path=None)


def stored_corrections(workspace: Workspace, symbol: str) -> tuple[Correction, ...]:
    """The corrections that are kept with an instrument; none where it is not held."""
    with workspace.read() as connection:
        held = checklist.edition(connection, symbol)
    return corrections_json.from_text(held.corrections, symbol) if held else ()


def preview(
    workspace: Workspace,
    source: Source,
    corrections: Sequence[Correction] | None = None,
    go_on: GoOn = unwatched,
) -> Preview:
    """A reading as corrected, and what taking it in would do; touches nothing. Without `corrections` those that are
    kept with the instrument are made again. `go_on` may raise to give up."""
    if corrections is None:
        corrections = stored_corrections(workspace, source.reading.instrument.symbol)
    instrument = source.reading.instrument
    names = addressees.mentions(" ".join(one.text for one in instrument.body()))
    corrected = correct(instrument, corrections, lambda one, asking: analyse(one, instrument.organ, asking, names))
    go_on()
    told = [doubt for doubt in corrected.instrument.doubts if doubt not in doubts.doubts(instrument)]
    checked = replace(corrected.instrument, doubts=(*told, *doubts.doubts(corrected.instrument)))
    go_on()
    with workspace.read() as connection:
        held = checklist.edition(connection, checked.symbol)
    would = effect(held.rows, rows(checked)) if held else None
    return Preview(source, tuple(corrections), checked, corrected.lines, corrected.lost, would)


def accept(workspace: Workspace, preview: Preview, go_on: GoOn = unwatched) -> ChangeSet:
    """Take a reading into the workspace, with its corrections and its file; one that is held already becomes this
    edition. Work stays with the paragraph it was done on; where its words are others, assessments become suspect.
    `go_on` is called now and then and may raise to give up; then nothing is taken in.

    Raises TrackerError when it has no symbol or no operative paragraph, when work would be lost, and when the workspace
    has all of it already.
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
    """Read a resolution's file and take it in, as `accept` does."""
    seen = preview(workspace, read(path), corrections)
    return seen, accept(workspace, seen)


def add_bundled(workspace: Workspace, text: Bundled, go_on: GoOn = unwatched) -> ChangeSet | None:
    """Add one of the bundled texts to a new workspace. `go_on` may raise to give up."""
    seen = preview(workspace, read(text.path, go_on))
    return _put(
        workspace, seen, action("instrument-add", symbol=text.symbol), text.provenance, undoable=False, go_on=go_on
    )


def list_instruments(workspace: Workspace) -> list[StoredInstrument]:
    """The instruments in the workspace, newest first."""
    with workspace.read() as connection:
        return checklist.instruments(connection)


def to_member_states(names: Sequence[str]) -> bool:
    """Whether one of these addressees is Member States, or stands for them."""
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
    coming = attachments.staged(workspace, files, lambda *_: go_on())
    with coming as staged, workspace.write(label, undoable=undoable) as write:
        held = checklist.edition(write.session.connection(), instrument.symbol)
        new = rows(instrument)
        matches = _matches(instrument, held, new)
        source_id = held.source_id if held else None
        for file in staged:
            if file.sha256 != source.sha256:
                raise TrackerError(
                    tr("{name} is another file than was read.", name=source.name), tr("Choose it again.")
                )
            source_id = attachments.settle(write, file)
        if held and held.source_id == source_id:
            provenance = held.provenance
        corrections = corrections_json.to_text(preview.corrections)
        instruments.put(write.session, instrument, matches, provenance, source_id, corrections, go_on)
    return write.change_set


def _matches(instrument: Instrument, held: StoredEdition | None, new: Sequence[Row]) -> list[int | None]:
    """The held row that each paragraph is. Raises TrackerError where work hangs on one that none is."""
    if held is None:
        return [None] * len(new)
    if losses := effect(held.rows, new).losses:
        raise TrackerError(
            tr(
                "This edition of {symbol} has no paragraph for the work on {value}.",
                symbol=instrument.symbol,
                value=", ".join(losses),
            ),
            tr("Join, split, number or type its paragraphs so that they are found again, or move the work first."),
        )
    return [row.id if row else None for row in matched(held.rows, new)]

"""Add resolutions and list them."""

from pathlib import Path

from tracker.domain.changes import ChangeSet
from tracker.domain.instrument import Instrument
from tracker.domain.instruments import HeldInstrument
from tracker.domain.words import clean
from tracker.errors import TrackerError
from tracker.instruments import reader
from tracker.instruments.library import Bundled
from tracker.store import attachments, instruments, queries
from tracker.store.workspace import Workspace


def add_instrument(workspace: Workspace, path: Path) -> tuple[Instrument, ChangeSet | None]:
    """Read a resolution's file and add it, with the file itself as its source.

    Raises TrackerError when it can't be read, has no symbol, or is in the workspace already.
    """
    return _add(workspace, reader.read_file(path).instrument, f"Added from the file {clean(path.name)}.", path)


def add_bundled(workspace: Workspace, text: Bundled) -> ChangeSet | None:
    """Add one of the bundled texts to a new workspace."""
    return _add(workspace, reader.read_file(text.path).instrument, text.provenance, text.path, undoable=False)[1]


def _add(
    workspace: Workspace, instrument: Instrument, provenance: str, source: Path, undoable: bool = True
) -> tuple[Instrument, ChangeSet | None]:
    if not instrument.symbol:
        raise TrackerError(
            f"No symbol such as A/RES/74/178 was found in {source.name}.", "Add the line with the symbol to the file."
        )
    with workspace.write(f"Add {instrument.symbol}", undoable=undoable) as write:
        if instruments.held(write.session, instrument.symbol) is not None:
            raise TrackerError(f"{instrument.symbol} is in the workspace already.", "There is nothing to add.")
        source_id = attachments.add_file(write.session, source)
        instruments.add_instrument(write.session, instrument, provenance, source_id)
    return instrument, write.change_set


def list_instruments(workspace: Workspace) -> list[HeldInstrument]:
    """The instruments in the workspace, newest first."""
    with workspace.read() as connection:
        return queries.instruments(connection)

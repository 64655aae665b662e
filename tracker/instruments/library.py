"""The bundled instruments: the texts as received, each with its provenance in resources/instruments/sources.toml."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from tracker import paths


@dataclass(frozen=True, slots=True)
class Bundled:
    symbol: str
    path: Path
    sha256: str
    provenance: str


def bundled() -> list[Bundled]:
    """The bundled texts, newest first."""
    folder = paths.resources() / "instruments"
    with (folder / "sources.toml").open("rb") as file:
        rows = tomllib.load(file)["instrument"]
    return [Bundled(row["symbol"], folder / row["file"], row["sha256"], row["provenance"]) for row in rows]

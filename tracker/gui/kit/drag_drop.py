"""What is dropped on the window."""

from pathlib import Path

from PySide6.QtCore import QMimeData


def dropped_workbooks(data: QMimeData) -> list[Path]:
    """The workbooks that are dropped, where all that is dropped are some."""
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return paths if len(paths) == len(data.urls()) and all(one.suffix.lower() == ".xlsx" for one in paths) else []


def dropped_file(data: QMimeData) -> Path | None:
    """The one file that is dropped; None for anything else."""
    urls = data.urls()
    return Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None

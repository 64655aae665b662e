"""Files dropped on the window."""

from pathlib import Path

from PySide6.QtCore import QMimeData


def dropped_workbooks(data: QMimeData) -> list[Path]:
    """The dropped workbooks; none if anything else is among the files."""
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return paths if len(paths) == len(data.urls()) and all(one.suffix.lower() == ".xlsx" for one in paths) else []


def dropped_file(data: QMimeData) -> Path | None:
    """The dropped file, if it is a single local one; else None."""
    urls = data.urls()
    return Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None

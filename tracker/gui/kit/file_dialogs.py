"""Ask for files. Every dialog begins in the folder where the last one of its purpose ended, else where the user keeps
documents; never in the program's own folder or a hidden one."""

from pathlib import Path

from PySide6.QtCore import QSettings, QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

_USUAL = "folder"  # of dialogs without a purpose of their own


def place_to_save(
    parent: QWidget, title: str, name: str, kinds: str = "", ending: str = "", purpose: str = _USUAL
) -> Path | None:
    """Where to save a file, `name` being suggested; None if the user cancels. A name that was typed without `ending`
    gets it."""
    chosen, _ = QFileDialog.getSaveFileName(parent, title, str(_folder(purpose) / name), kinds)
    if not chosen:
        return None
    path = Path(_kept(chosen, purpose))
    return path if path.name.lower().endswith(ending) else path.with_name(path.name + ending)


def file_to_open(parent: QWidget, title: str, kinds: str = "") -> Path | None:
    """The file that the user chooses; None if the user cancels."""
    chosen, _ = QFileDialog.getOpenFileName(parent, title, str(_folder()), kinds)
    return Path(_kept(chosen)) if chosen else None


def files_to_open(parent: QWidget, title: str, kinds: str = "") -> list[Path]:
    """The files that the user chooses; none if the user cancels."""
    chosen, _ = QFileDialog.getOpenFileNames(parent, title, str(_folder()), kinds)
    return [Path(_kept(name)) for name in chosen]


def _folder(purpose: str = _USUAL) -> Path:
    last = str(QSettings().value(f"desk/{purpose}", ""))
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    folders = (Path(name) for name in (last, documents) if name)
    return next((folder for folder in folders if folder.is_dir()), Path.home())


def _kept(chosen: str, purpose: str = _USUAL) -> str:
    folder = Path(chosen).parent
    if not any(part.startswith(".") for part in folder.parts):
        QSettings().setValue(f"desk/{purpose}", str(folder))
    return chosen

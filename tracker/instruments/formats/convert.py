"""Word 97-2003 → .docx by LibreOffice, where it is installed: the old format has no well-kept reader of its own."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from tracker.errors import TrackerError
from tracker.i18n import tr
from tracker.instruments import worker
from tracker.progress import GoOn, unwatched

_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
)
_MOST_SECONDS = 120.0  # of processor time; a first start takes about five
_MOST_BYTES = 50_000_000  # of a result; a resolution has below ten million


def to_docx(data: bytes, name: str, go_on: GoOn = unwatched) -> bytes:
    """The .docx that LibreOffice makes of a .doc file. `go_on` is called meanwhile and may raise to give up. Raises
    TrackerError where there is none or it can't."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise TrackerError(
            tr("{name} is protected by a password.", name=name), tr("Save a copy without the password and add that.")
        )
    if "WordDocument".encode("utf-16-le") not in data:
        raise TrackerError(tr("{name} is no Word document.", name=name), tr("Choose the file of a resolution."))
    program = _converter()
    if program is None:
        raise TrackerError(
            tr("{name} is a Word 97-2003 file, and no program that can convert it was found.", name=name),
            tr("Install LibreOffice, or open the file in Word and save it as .docx."),
        )
    # A user's own LibreOffice may be open: a profile of its own lets this one start beside it.
    with tempfile.TemporaryDirectory(prefix="tracker-", ignore_cleanup_errors=True) as folder:
        place = Path(folder)
        (place / "in.doc").write_bytes(data)
        profile = f"-env:UserInstallation={(place / 'profile').as_uri()}"
        command = [program, profile, "--headless", "--norestore", "--convert-to", "docx", "in.doc"]
        try:
            _run(command, place, go_on)
        except worker.TooMuch as fault:
            what = f"{name} holds more than LibreOffice could convert."
            raise TrackerError(what, tr("Open it in Word and save it as .docx.")) from fault
        result = place / "in.docx"
        if not result.is_file() or result.stat().st_size > _MOST_BYTES:
            raise TrackerError(
                tr("LibreOffice could not convert {name}.", name=name),
                tr("It may be damaged or protected: open it in Word and save it as .docx."),
            )
        return result.read_bytes()


def _run(command: list[str], folder: Path, go_on: GoOn) -> None:
    """Run the command, and end whatever it started: soffice is a script, and its child does the work."""
    nothing = subprocess.DEVNULL
    own = {**os.environ, "TMPDIR": str(folder)}
    with worker.started(command, cwd=folder, env=own, stdin=nothing, stdout=nothing, stderr=nothing) as process:
        worker.watch(process, lambda: None, _MOST_SECONDS, go_on)


def _converter() -> str | None:
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return found or next((place for place in _PLACES if Path(place).exists()), None)

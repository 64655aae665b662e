"""Word 97-2003 → .docx by LibreOffice, where it is installed: the old format has no well-kept reader of its own."""

import shutil
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

from tracker.errors import TrackerError

_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
)
_PATIENCE = 60  # seconds; a first start on a slow disk takes about ten


def to_docx(data: bytes, name: str) -> bytes:
    """The .docx that LibreOffice makes of a .doc file. Raises TrackerError where there is none or it can't."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise TrackerError(f"{name} is protected by a password.", "Save a copy without the password and add that.")
    if "WordDocument".encode("utf-16-le") not in data:
        raise TrackerError(f"{name} is no Word document.", "Choose the file of a resolution.")
    program = _converter()
    if program is None:
        raise TrackerError(
            f"{name} is a Word 97-2003 file, and no program that can convert it was found.",
            "Install LibreOffice, or open the file in Word and save it as .docx.",
        )
    # A user's own LibreOffice may be open: a profile of its own lets this one start beside it.
    with tempfile.TemporaryDirectory(prefix="tracker-") as folder:
        place = Path(folder)
        (place / "in.doc").write_bytes(data)
        profile = f"-env:UserInstallation={(place / 'profile').as_uri()}"
        command = [program, profile, "--headless", "--norestore", "--convert-to", "docx", "in.doc"]
        with suppress(OSError, subprocess.TimeoutExpired):  # told below, by the missing result
            subprocess.run(command, cwd=place, timeout=_PATIENCE, capture_output=True)
        result = place / "in.docx"
        if not result.exists():
            raise TrackerError(
                f"LibreOffice could not convert {name}.",
                "It may be damaged or protected: open it in Word and save it as .docx.",
            )
        return result.read_bytes()


def _converter() -> str | None:
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return found or next((place for place in _PLACES if Path(place).exists()), None)

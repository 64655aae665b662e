"""Word 97-2003 → .docx by LibreOffice, if it is installed: the old format has no well-maintained reader of its own.

LibreOffice fetches the pictures and documents that a document links. Here it has a profile of its own, whose proxy
leads nowhere, and it ends when tracker does.
"""

import shutil
import subprocess
from pathlib import Path
from xml.sax.saxutils import quoteattr

from tracker.errors import TrackerError
from tracker.i18n import tr
from tracker.instruments import worker
from tracker.leftovers import temporary_folder
from tracker.progress import GoOn, unwatched

_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
)
_SETTINGS = {
    "/org.openoffice.Inet/Settings": {
        "ooInetProxyType": "1",  # as said here, not as the system says
        "ooInetHTTPProxyName": "127.0.0.1",
        "ooInetHTTPProxyPort": "9",  # of the discard protocol, which nobody serves
        "ooInetHTTPSProxyName": "127.0.0.1",
        "ooInetHTTPSProxyPort": "9",
        "ooInetNoProxy": "",
    },
    "/org.openoffice.Office.Common/Security/Scripting": {
        "BlockUntrustedRefererLinks": "true",
        "DisableActiveContent": "true",
        "DisableMacrosExecution": "true",
    },
}
"""Settings of LibreOffice's profile, by node of its registry (its officecfg schemas name them)."""
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>
"""
_ITEM = '<item oor:path={node}><prop oor:name={name} oor:op="fuse"><value>{value}</value></prop></item>'
_MOST_SECONDS = 120.0  # of processor time; a first start takes about five
_MOST_BYTES = 50_000_000  # of a result; a resolution has less than ten million


def to_docx(data: bytes, name: str, go_on: GoOn = unwatched) -> bytes:
    """Convert a .doc file to .docx with LibreOffice. `go_on` is called meanwhile and may raise to cancel. Raises
    TrackerError if LibreOffice is missing or can't convert the file."""
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
    # The user's own LibreOffice may be open: with a separate profile this one starts beside it.
    with temporary_folder() as place:
        (place / "in.doc").write_bytes(data)
        _make_profile(place / "profile")
        profile = f"-env:UserInstallation={(place / 'profile').as_uri()}"
        command = [program, profile, "--headless", "--norestore", "--convert-to", "docx", "in.doc"]
        try:
            _run(command, place, go_on)
        except worker.TooMuch as fault:
            message = tr("{name} holds more than LibreOffice could convert.", name=name)
            raise TrackerError(message, tr("Open it in Word and save it as .docx.")) from fault
        result = place / "in.docx"
        if not result.is_file() or result.stat().st_size > _MOST_BYTES:
            raise TrackerError(
                tr("LibreOffice could not convert {name}.", name=name),
                tr("It may be damaged or protected: open it in Word and save it as .docx."),
            )
        return result.read_bytes()


def _make_profile(folder: Path) -> None:
    items = (
        _ITEM.format(node=quoteattr(node), name=quoteattr(name), value=value)
        for node, settings in _SETTINGS.items()
        for name, value in settings.items()
    )
    (folder / "user").mkdir(parents=True)
    (folder / "user" / "registrymodifications.xcu").write_text(_PROFILE.format(items="".join(items)), "utf-8")


def _run(command: list[str], folder: Path, go_on: GoOn) -> None:
    """Run the command, and end all processes that it started: soffice is a script whose child does the work."""
    devnull = subprocess.DEVNULL
    environment = {**worker.environment(), "TMPDIR": str(folder)}
    with worker.started(
        worker.guarded(command), cwd=folder, env=environment, stdin=devnull, stdout=devnull, stderr=devnull
    ) as process:
        worker.watch(process, lambda: None, _MOST_SECONDS, go_on)


def _converter() -> str | None:
    program = shutil.which("soffice") or shutil.which("libreoffice")
    return program or next((place for place in _PLACES if Path(place).exists()), None)

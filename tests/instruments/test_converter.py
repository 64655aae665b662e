"""Word 97-2003 files are converted by LibreOffice: it contacts nobody, leaves nothing, and ends with the program."""

import http.server
import io
import os
import shutil
import subprocess
import sys
import threading
import time
import zipfile
from typing import ClassVar

import pytest

from tests.instruments.test_hostile import word
from tests.processes import ended
from tracker.errors import TrackerError
from tracker.instruments import worker
from tracker.instruments.formats import convert
from tracker.instruments.reader import read_bytes

OLD = b"\xd0\xcf\x11\xe0" + "WordDocument".encode("utf-16-le")


@pytest.fixture
def soffice(tmp_path, monkeypatch):
    """A LibreOffice that does what it is told; its temporary folder is `tmp_path`/t."""
    (tmp_path / "t").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "t"))
    monkeypatch.setattr(worker, "_LOOKS_A_STEP", 2)
    monkeypatch.setattr(worker, "_STEPS_STILL", 3)

    def does(script: str) -> None:
        program = tmp_path / "soffice"
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o755)
        monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")

    return does


@pytest.mark.parametrize(
    "script", ["exit 1", "true", "sleep 60", "kill -9 $$", "mkdir in.docx", "sleep 60 & echo $! > ../child; wait"]
)
def test_a_converter_that_fails_leaves_nothing(script, soffice, tmp_path):
    soffice(script)
    with pytest.raises(TrackerError, match="stood still" if "sleep" in script else "could not convert"):
        read_bytes(OLD, "old.doc")
    left = [path.name for path in (tmp_path / "t").iterdir()]
    if "child" in left:
        left.remove("child")
        assert ended(int((tmp_path / "t" / "child").read_text()))
    assert not left


def test_a_converter_ends_with_the_program_that_started_it(soffice, tmp_path):
    soffice(f"echo $$ > {tmp_path}/pid; sleep 60 & wait")
    (tmp_path / "old.doc").write_bytes(OLD)
    command = [sys.executable, "-m", "tracker", "read", str(tmp_path / "old.doc")]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as program:
        while not (tmp_path / "pid").exists() or not (tmp_path / "pid").read_text():
            assert program.poll() is None
            time.sleep(0.05)
        program.kill()
    assert ended(int((tmp_path / "pid").read_text()))


class _Asked(http.server.BaseHTTPRequestHandler):
    """Notes whoever asks for anything."""

    asked: ClassVar[list[str]] = []

    def do_GET(self):
        self.asked.append(self.path)
        self.send_error(404)

    do_HEAD = do_OPTIONS = do_PROPFIND = do_GET

    def log_message(self, *_given):
        pass


@pytest.fixture
def asked():
    """The address of a server on this computer, and what it was asked for."""
    _Asked.asked.clear()
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Asked) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/linked.png", _Asked.asked
        server.shutdown()


def linking(address: str) -> bytes:
    """A .docx with a picture that is a link."""
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    drawing = "http://schemas.openxmlformats.org/drawingml/2006"
    package = "http://schemas.openxmlformats.org/package/2006"
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    picture = f"""<w:p><w:r><w:drawing>
        <wp:inline xmlns:wp="{drawing}/wordprocessingDrawing"><wp:extent cx="99000" cy="99000"/>
        <wp:docPr id="1" name="p"/>
        <a:graphic xmlns:a="{drawing}/main"><a:graphicData uri="{drawing}/picture">
        <pic:pic xmlns:pic="{drawing}/picture"><pic:nvPicPr><pic:cNvPr id="0" name="p"/><pic:cNvPicPr/></pic:nvPicPr>
        <pic:blipFill><a:blip r:link="rId1" xmlns:r="{office}"/></pic:blipFill><pic:spPr><a:prstGeom prst="rect"/>
        </pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"""
    relation = (
        '<Relationships xmlns="{}/relationships"><Relationship Id="rId1" Type="{}" Target="{}"{}/></Relationships>'
    )
    file = io.BytesIO(word(picture))
    with zipfile.ZipFile(file, "a") as out:
        link = relation.format(package, f"{office}/image", address, ' TargetMode="External"')
        out.writestr("word/_rels/document.xml.rels", link)
        out.writestr("_rels/.rels", relation.format(package, f"{office}/officeDocument", "word/document.xml", ""))
        out.writestr(
            "[Content_Types].xml",
            f"""<Types xmlns="{package}/content-types"><Default Extension="rels"
            ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override
            PartName="/word/document.xml" ContentType="{main}"/></Types>""",
        )
    return file.getvalue()


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not here")
def test_converting_contacts_nobody(asked, tmp_path):
    address, requests = asked
    (tmp_path / "in.docx").write_bytes(linking(address))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "doc", "--outdir", str(tmp_path), "in.docx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    assert requests, "LibreOffice by itself fetches the picture, so this would be seen"
    requests.clear()
    assert read_bytes((tmp_path / "in.doc").read_bytes(), "in.doc").instrument.operative
    assert requests == []


def test_without_a_converter_the_user_is_told(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(convert, "_PLACES", ())
    with pytest.raises(TrackerError, match="Install LibreOffice"):
        read_bytes(OLD, "old.doc")

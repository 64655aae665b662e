"""Speed beside its floor, measured in the same run: `make bench`. Nothing here passes or fails."""

import hashlib
import itertools
import os
import random
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from contextlib import closing
from functools import partial
from io import BytesIO
from pathlib import Path

from tests import bench_export, bench_gaps
from tests.instruments.rendering import made
from tests.official import MISSING, SAMPLES
from tests.scale import fill
from tracker.domain.casework.evidence import Evidence
from tracker.domain.casework.levels import Level
from tracker.instruments.library import bundled
from tracker.instruments.reader import read_file
from tracker.operations import attachments, casework, registers
from tracker.operations.casework import WorkScope
from tracker.operations.demo import make_sample
from tracker.operations.export import ExportRequest, export
from tracker.operations.registers import NewFile, Parts
from tracker.operations.search import read_files, search
from tracker.operations.workspaces import new_workspace
from tracker.store.workspace import open_workspace

TYPED = ("national drug control", "border health report", "survey 12", "alternative development", "Ministry of Health")
"""What is searched for, letter by letter."""
_SAMPLED = 100  # titles
ROWS: list[tuple[str, str, str, str]] = []
LEFT_OUT: list[str] = []


def times(work: Callable[[], object], runs: int) -> tuple[float, float]:
    """Median and 99th percentile of a call, in milliseconds."""
    taken = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        taken.append((time.perf_counter() - start) * 1000)
    taken.sort()
    return statistics.median(taken), taken[min(len(taken) - 1, int(len(taken) * 0.99))]


def say(what: str, measured: tuple[float, float], aim: str, floor: tuple[float, float] | None = None) -> None:
    unit = "MB" if what.endswith("in MB") else "ms"
    beside = f"{floor[0]:.2f} {unit} (×{measured[0] / floor[0]:.2f})" if floor else ""
    ROWS.append((what, f"{measured[0]:.2f} / {measured[1]:.2f} {unit}", aim, beside))


def reading() -> None:
    for text in bundled():
        read_file(text.path)
        words = text.path.read_text(encoding="utf-8")
        aim = "≤ 50 ms" if len(words) > 60_000 else ""
        say(f"read {text.symbol}", times(partial(read_file, text.path), 20), aim, times(words.split, 20))
    for name in ("75-198.akn.xml", "73-6.pdf"):
        if SAMPLES.is_dir():
            say(f"read {name}", times(partial(read_file, SAMPLES / name), 5), "")
        else:
            LEFT_OUT.append(f"read {name}")
    with tempfile.TemporaryDirectory() as folder:
        long = Path(folder) / "long.docx"
        long.write_bytes(pages_of_word(2))
        say("read a .docx of 46 pages", times(lambda: read_file(long), 5), "≤ 1000 ms")
        for name, size in (("long.txt", 10_000_000), ("long.xml", 10_000_000)):
            (Path(folder) / name).write_bytes(large(name, size))
            say(f"memory for {name} of {size // 1_000_000} MB, in MB", memory(Path(folder) / name), "≤ 150 MB")


def pages_of_word(times_over: int) -> bytes:
    """The 23 pages of A/RES/74/178 so many times over, in one file."""
    out, once = BytesIO(), BytesIO(made("A-RES-74-178.docx"))
    with zipfile.ZipFile(once) as given, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name in given.namelist():
            data = given.read(name)
            if name == "word/document.xml":
                head, start, rest = data.partition(b"<w:body>")
                body, end, tail = rest.rpartition(b"<w:sectPr")
                data = head + start + body * times_over + end + tail
            package.writestr(name, data)
    return out.getvalue()


def large(name: str, size: int) -> bytes:
    """A resolution of `size` bytes: a bundled text, or its Akoma Ntoso with its paragraphs over and over."""
    if name.endswith(".xml"):
        data = made("A-RES-74-178.published.xml")
        body = data[data.index(b"<mainBody>") + 10 : data.index(b"</mainBody>")]
        return data.replace(b"</mainBody>", body * (size // len(body)) + b"</mainBody>")
    words = bundled()[0].path.read_bytes()
    paragraph = b"\n\n(a) " + b"Words without end, " * 40 + b"and more;"
    return words + paragraph * ((size - len(words)) // len(paragraph))


def memory(path: Path) -> tuple[float, float]:
    """The most memory that reading a file takes a process, in megabytes. (What getrusage says of a process counts from
    before it was one of its own.)"""
    code = (
        "from pathlib import Path; from tracker.instruments.reader import read_file;"
        f"read_file(Path({str(path)!r}));"
        "print(next(line for line in open('/proc/self/status') if line.startswith('VmHWM')).split()[1])"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    return float(done.stdout) / 1024, float(done.stdout) / 1024


def starting(workspace: Path, where: str = "", aim: str = "≤ 1,500 ms") -> None:
    bare = "from PySide6.QtWidgets import *; a = QApplication([]); w = QMainWindow(); w.show(); a.processEvents()"
    ours = (
        "from pathlib import Path; from tracker.gui.shell.app import *; a = application();"
        f"w = show_window(open_or_make(Path({str(workspace)!r}), True)); a.processEvents()"
    )
    usable = "; import time; print(time.time())"

    def start(code: str) -> float:
        """Milliseconds from the start of the process to the window that answers."""
        began = time.time()
        done = subprocess.run([sys.executable, "-c", code + usable], check=True, capture_output=True, text=True)
        return (float(done.stdout) - began) * 1000

    for code in (bare, ours):
        start(code)
    measured, floor = (sorted(start(code) for _ in range(7)) for code in (ours, bare))
    say(f"start → window usable{where}", (measured[3], measured[-1]), aim, (floor[3], floor[-1]))


def window(workspace: Path, where: str = "") -> None:
    """What an analyst does all day, in a window on `workspace`; `where` is said of each figure."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    from tests.gui.hands import filter_line, press_filter
    from tracker.gui.shell.app import application, show_window

    app = application()
    shown = show_window(open_workspace(workspace, check_later=True))
    shown.context.switch_scope(state="KEN")
    for group in ("addressee", "instrument"):
        press_filter(shown, group, "")
    view = shown.checklist.view
    view.choose(shown.model.row_at(30).id)
    keys = [Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4, Qt.Key.Key_5]
    turn = iter(range(100_000))

    def set_level() -> None:
        QTest.keyClick(view, keys[next(turn) % 5])
        app.processEvents()

    say(f"level by key, stored and repainted{where}", times(set_level, 200), "≤ 20 ms", commit_floor())

    def open_paragraph() -> None:
        view.choose(shown.model.row_at(next(turn) % 160).id)
        app.processEvents()

    say(f"open a paragraph{where}", times(open_paragraph, 150), "≤ 50 ms")
    words = ["", "d", "dr", "dru", "drug", "drug p", "drug po", "drug pol"]

    def search() -> None:
        shown.screens.current.page.find_field.setText(words[next(turn) % len(words)])
        app.processEvents()

    say(f"search keystroke → repaint{where}", times(search, 200), "≤ 16 ms")
    shown.screens.current.page.find_field.setText("")
    shown.found.focus()
    typed = [words[:end] for words in TYPED for end in range(1, len(words) + 1)]

    def search_everything() -> None:
        shown.header.search.setText(typed[next(turn) % len(typed)])
        app.processEvents()

    say(f"search everything, keystroke → repaint{where}", times(search_everything, 2 * len(typed)), "≤ 50 ms")
    shown.found.focus(everywhere=True)
    say(f"the same, of all Member States{where}", times(search_everything, 2 * len(typed)), "≤ 50 ms")
    shown.header.search.clear()
    themes = [filter_line(shown, "theme", choice.key) for choice in shown.model.groups[2].choices]

    def choose_theme() -> None:
        themes[next(turn) % len(themes)].click()
        app.processEvents()

    say(f"filter → repaint{where}", times(choose_theme, 200), "≤ 16 ms")
    for screen in ("measure", "evidence"):
        shown.show_screen(screen)
        app.processEvents()
        say(f"search keystroke in the register of {screen}{where}", times(search, 100), "≤ 16 ms")
        shown.screens.current.page.find_field.setText("")
    shown.show_screen("quality")

    def find() -> None:
        shown.screens.quality.reload()
        app.processEvents()

    say(f"quality of one State{where}", times(find, 30), "≤ 100 ms")
    shown.show_screen("checklist")
    states = ["CHE", "KEN"]

    def switch() -> None:
        shown.switch_state(states[next(turn) % 2])
        app.processEvents()

    say(f"another Member State{where}", times(switch, 10), "")
    shown.close()


def finding_titles(full: Path) -> None:
    """Of how many measures the title, typed, comes first of all that is found; and how long that takes."""
    with open_workspace(full, check_later=True) as workspace:
        with workspace.read() as connection:
            rows = connection.exec_driver_sql("SELECT title, state_code FROM measure").all()
        sampled = random.Random(11).sample(rows, _SAMPLED)
        for whose, everywhere in (("of their State", False), ("of all Member States", True)):
            found = [search(workspace, title, "" if everywhere else state)[0].hits[0] for title, state in sampled]
            titles = ["".join(piece.text for piece in hit.title) for hit in found]
            right = sum(title == first for (title, _), first in zip(sampled, titles, strict=True))
            what = f"right title first among {len(rows):,} measures, {whose}"
            ROWS.append((what, f"{right} of {_SAMPLED}", f"{_SAMPLED} of {_SAMPLED}", ""))
        typed = itertools.cycle(sampled)
        say(
            "search for a whole title, of all Member States",
            times(lambda: search(workspace, next(typed)[0]), _SAMPLED),
            "",
        )


def finding_text(folder: Path) -> None:
    """From a file of ten pages that is dropped to its words being found, in the background of a window."""
    import pypdfium2  # type: ignore[import-untyped]

    ten = pypdfium2.PdfDocument.new()
    with closing(pypdfium2.PdfDocument(made("A-RES-68-197.pdf"))) as twelve:
        ten.import_pages(twelve, range(10))
    ten.save(folder / "ten.pdf")
    with new_workspace(folder / "texts.tracker") as workspace:
        scope = WorkScope("KEN", 1)

        def found() -> None:
            with (folder / "ten.pdf").open("ab") as file:
                file.write(b"\n%other bytes")
            registers.save_evidence(
                workspace, scope, Evidence("Report"), None, Parts(files=[NewFile(folder / "ten.pdf")])
            )
            read_files(workspace, lambda: None)
            assert search(workspace, "increasing sophistication", "KEN")

        say("text of a PDF of ten pages is found after", times(found, 10), "≤ 5,000 ms")


def commit_floor() -> tuple[float, float]:
    """One cell committed by sqlite3 alone."""
    with tempfile.TemporaryDirectory() as folder, closing(sqlite3.connect(f"{folder}/raw.db")) as raw:
        raw.isolation_level = None
        raw.execute("PRAGMA journal_mode = WAL")
        raw.execute("PRAGMA synchronous = FULL")
        raw.execute("CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT)")
        raw.execute("INSERT INTO t VALUES (1, '')")
        return times(lambda: raw.execute("UPDATE t SET b = ? WHERE a = 1", (str(time.time()),)), 200)


def exporting(folder: Path) -> None:
    with new_workspace(folder / "export.tracker") as workspace:
        scope = WorkScope("KEN", 1)
        for row in casework.checklist(workspace, scope):
            casework.set_level(workspace, scope, row, Level.LARGELY)
        done = times(lambda: export(workspace, folder / "m.xlsx", ExportRequest(("KEN",))), 5)
    say("export of one State", done, "≤ 1,500 ms")
    with open_workspace(make_sample(folder / "sample.tracker")) as workspace:
        done = times(lambda: export(workspace, folder / "m.xlsx", ExportRequest(("XXS",))), 5)
    say("export of the sample, all sheets", done, "≤ 1,500 ms")
    (ours, megabytes), (floor, least) = bench_export.measured(folder)
    say("export of 193 States and 32,000 measures", (ours * 1000,) * 2, "≤ ×1.3", (floor * 1000,) * 2)
    say("memory for that, in MB", (megabytes,) * 2, "≤ ×1.5", (least,) * 2)
    (ours, megabytes), (floor, _) = bench_export.taken_back(folder)
    say("look at it when it came back, with 32,000 measures", (ours * 1000,) * 2, "≤ ×1.3", (floor * 1000,) * 2)
    say("memory for that, in MB", (megabytes,) * 2, "≤ 500 MB")


def attaching(folder: Path) -> None:
    """A file of 50 million bytes into the workspace and out of it, beside a copy with digest and fsync."""
    source, target = folder / "large.bin", folder / "out.bin"
    source.write_bytes(os.urandom(50_000_000))

    def copy() -> None:
        digest = hashlib.sha256()
        with source.open("rb") as file, target.open("wb") as out:
            while part := file.read(1024 * 1024):
                out.write(part)
                digest.update(part)
            out.flush()
            os.fsync(out.fileno())

    def attach() -> None:
        with source.open("r+b") as file:
            file.write(os.urandom(8))  # other bytes, or they are known
        registers.save_evidence(workspace, scope, Evidence("Report"), None, Parts(files=[NewFile(source)]))

    floor = times(copy, 5)
    with new_workspace(folder / "attach.tracker") as workspace:
        scope = WorkScope("KEN", 1)
        say("a file of 50 million bytes comes in", times(attach, 5), "", floor)
        file = registers.evidence(workspace, scope)[0].files[0]
        say("and goes out", times(lambda: attachments.save_as(workspace, file.attachment_id, target), 5), "", floor)


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["TRACKER_HOME"] = name
        made = folder / "bench.tracker"
        say("make a new workspace", times(lambda: new_workspace(made).close() if not made.exists() else None, 1), "")
        reading()
        starting(made)
        window(made)
        exporting(folder)
        attaching(folder)
        finding_text(folder)
        full = fill(folder / "full.tracker")
        say(
            "open 193 States, 100,000 measures, 300,000 pieces of evidence",
            times(lambda: open_workspace(full, check_later=True).close(), 3),
            "≤ 2,000 ms",
        )
        finding_titles(full)
        for what, gap in bench_gaps.measured(full):
            say(f"longest gap of the window: {what}", (gap, gap), "≤ 100 ms")
        starting(full, ", full workspace", "≤ 2,000 ms")
        window(full, ", full workspace")
    print(f"{'':64} {'median / p99':>22} {'aim':>12}   floor beside it")
    for what, measured, aim, floor in ROWS:
        print(f"{what:64} {measured:>22} {aim:>12}   {floor}")
    if LEFT_OUT:
        print(f"Left out: {', '.join(LEFT_OUT)}. {MISSING.capitalize()}.")


if __name__ == "__main__":
    main()

"""Speed beside its floor, measured in the same run: `make bench`. Nothing here passes or fails."""

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tracker.domain.levels import Level
from tracker.instruments.library import bundled
from tracker.instruments.reader import read_file
from tracker.operations import casework
from tracker.operations.casework import Desk
from tracker.operations.export import Wanted, export
from tracker.operations.workspaces import new_workspace

ROWS: list[tuple[str, str, str, str]] = []


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
    beside = f"{floor[0]:.2f} ms (×{measured[0] / floor[0]:.1f})" if floor else ""
    ROWS.append((what, f"{measured[0]:.2f} / {measured[1]:.2f} ms", aim, beside))


def reading() -> None:
    for text in bundled():
        read_file(text.path)
        words = text.path.read_text(encoding="utf-8")
        say(f"read {text.symbol}", times(lambda t=text: read_file(t.path), 20), "≤ 100 ms", times(words.split, 20))


def starting(workspace: Path) -> None:
    bare = "from PySide6.QtWidgets import *; a = QApplication([]); w = QMainWindow(); w.show(); a.processEvents()"
    ours = (
        "from pathlib import Path; from tracker.gui.app import *; a = application();"
        f"w = show_window(open_or_make(Path({str(workspace)!r}))); a.processEvents()"
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
    say("start → window usable", (measured[3], measured[-1]), "≤ 1,500 ms", (floor[3], floor[-1]))


def window(workspace: Path) -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    from tracker.gui.app import application
    from tracker.gui.main_window import MainWindow
    from tracker.gui.office import Office
    from tracker.store.workspace import open_workspace

    app = application()
    shown = MainWindow(Office(open_workspace(workspace), "KEN"))
    shown.show()
    shown.left._buttons["addressee", ""].click()
    shown.left._buttons["instrument", ""].click()
    view = shown.checklist.view
    view.choose(shown.model.row_at(30).id)
    keys = [Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4, Qt.Key.Key_5]
    turn = iter(range(10_000))

    def set_level() -> None:
        QTest.keyClick(view, keys[next(turn) % 5])
        app.processEvents()

    import sqlite3

    with tempfile.TemporaryDirectory() as folder:
        raw = sqlite3.connect(f"{folder}/raw.db", isolation_level=None)
        raw.execute("PRAGMA journal_mode = WAL")
        raw.execute("PRAGMA synchronous = FULL")
        raw.execute("CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT)")
        raw.execute("INSERT INTO t VALUES (1, '')")
        floor = times(lambda: raw.execute("UPDATE t SET b = ? WHERE a = 1", (str(time.time()),)), 200)
        raw.close()
    say("level by key, stored and repainted", times(set_level, 200), "≤ 20 ms", floor)

    words = ["", "d", "dr", "dru", "drug", "drug p", "drug po", "drug pol"]

    def search() -> None:
        shown.header.search.setText(words[next(turn) % len(words)])
        app.processEvents()

    say("search keystroke → repaint", times(search, 200), "≤ 16 ms")
    shown.header.search.setText("")
    themes = [key for key in shown.left._buttons if key[0] == "theme"]

    def choose_theme() -> None:
        shown.left._buttons[themes[next(turn) % len(themes)]].click()
        app.processEvents()

    say("filter → repaint", times(choose_theme, 200), "≤ 16 ms")
    shown.close()


def exporting(folder: Path) -> None:
    with new_workspace(folder / "export.tracker") as workspace:
        desk = Desk("KEN", 1)
        for row in casework.checklist(workspace, desk):
            casework.set_level(workspace, desk, row, Level.LARGELY)
        done = times(lambda: export(workspace, folder / "m.xlsx", Wanted(("KEN",))), 5)
    say("export of one State", done, "≤ 1,500 ms")


def main() -> None:
    import os

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["TRACKER_HOME"] = name
        made = folder / "bench.tracker"
        say("make a new workspace", times(lambda: new_workspace(made).close() if not made.exists() else None, 1), "")
        reading()
        starting(made)
        window(made)
        exporting(folder)
    print(f"{'':36} {'median / p99':>22} {'aim':>12}   floor beside it")
    for what, measured, aim, floor in ROWS:
        print(f"{what:36} {measured:>22} {aim:>12}   {floor}")


if __name__ == "__main__":
    main()

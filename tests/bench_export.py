"""The workbook of all Member States beside its floor: openpyxl in write-only mode, which writes the same cells with the
same styles and nothing else; and taking one back beside openpyxl reading it. Each runs in a process of its own, which
says what CPU time and what memory it took.

The floor reads its values from a file that holds the cells of the workbook we wrote, row by row; that reading counts as
its own. It has the program's modules loaded too (some 45 MB): what is compared is what writing takes.
"""

import pickle
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles.cell_style import StyleArray

from tests.scale import fill
from tracker.excel import styles, workbook
from tracker.excel.openpyxl_private import set_style, style_of
from tracker.operations.compare_returned import look
from tracker.operations.export import ExportRequest, export
from tracker.operations.workspaces import open_to_read, open_to_send
from tracker.store.read import checklist

RUNS = 1


def measured(folder: Path) -> tuple[tuple[float, float], tuple[float, float]]:
    """CPU seconds and peak memory in MB, of ours and of the floor: the least of some runs by turns."""
    path, ours, cells = (folder / name for name in ("many.tracker", "many.xlsx", "many.cells"))
    fill(path, measures=32_000, evidence=10_000, files=0)
    found: dict[str, list[tuple[float, float]]] = {"ours": [], "floor": []}
    for run in range(RUNS):
        found["ours"].append(_in_a_process("ours", path, ours))
        if run == 0:
            _in_a_process("cells", ours, cells)
        found["floor"].append(_in_a_process("floor", cells, folder / "floor.xlsx"))
    return _least(found["ours"]), _least(found["floor"])


def taken_back(folder: Path) -> tuple[tuple[float, float], tuple[float, float]]:
    """The same of looking at a returned workbook of all Member States, beside openpyxl's own reading of it."""
    path, sent = folder / "many.tracker", folder / "sent.xlsx"
    _in_a_process("sent", path, sent)
    found = [(_in_a_process("back", path, sent), _in_a_process("read", sent, sent)) for _ in range(RUNS)]
    return _least([ours for ours, _ in found]), _least([floor for _, floor in found])


def _least(runs: list[tuple[float, float]]) -> tuple[float, float]:
    return min(seconds for seconds, _ in runs), min(megabytes for _, megabytes in runs)


def _in_a_process(what: str, given: Path, out: Path) -> tuple[float, float]:
    code = [sys.executable, "-m", "tests.bench_export", what, str(given), str(out)]
    done = subprocess.run(code, check=True, capture_output=True, text=True)
    seconds, megabytes = map(float, done.stdout.split())
    return seconds, megabytes


def ours(path: Path, out: Path) -> None:
    with open_to_read(path) as workspace:
        with workspace.read() as connection:
            states = tuple(state.code for state in checklist.member_states(connection))
        export(workspace, out, ExportRequest(states))


def sent(path: Path, out: Path) -> None:
    with open_to_send(path) as workspace:
        with workspace.read() as connection:
            states = tuple(state.code for state in checklist.member_states(connection))
        export(workspace, out, ExportRequest(states, for_return=True))


def back(path: Path, returned: Path) -> None:
    with open_to_read(path) as workspace:
        found = look(workspace, [returned])
    assert not found.changes and not found.conflicts and not found.problems and not found.new and not found.written


def read(returned: Path, _out: Path) -> None:
    book: Any = openpyxl.load_workbook(returned, read_only=True)
    for sheet in book:
        for _ in sheet.iter_rows(values_only=True):
            pass


def cells(written: Path, out: Path) -> None:
    """The cells of a workbook: its sheets' names, and behind each its rows of (value, style)."""
    book: Any = openpyxl.load_workbook(written, read_only=True)
    names = book.named_styles
    with out.open("wb") as file:
        for sheet in book:
            pickle.dump(sheet.title, file)
            for row in sheet.iter_rows():
                pickle.dump([(c.value, names[c.style_array.xfId] if c.has_style else "") for c in row], file)


def floor(given: Path, out: Path) -> None:
    book = openpyxl.Workbook(write_only=True)
    sheet: Any = book.create_sheet("Cover")
    styles.Stylist(book)
    known = {name: _look(sheet, name) for name in book.named_styles if name.startswith("tracker ")}
    with given.open("rb") as file:
        while file.peek(1):
            row = pickle.load(file)
            if isinstance(row, str):
                sheet = book.create_sheet(row) if row != "Cover" else sheet
                continue
            line = []
            for value, style in row:
                cell: Any = WriteOnlyCell(sheet, value)
                if style in known:
                    set_style(cell, known[style])
                line.append(cell)
            sheet.append(line)
    book.save(out)


def _look(sheet: Any, style: str) -> StyleArray:
    """What a cell in this style holds: to set it costs less than to name it."""
    cell: Any = WriteOnlyCell(sheet)
    cell.style = style
    return style_of(cell)


def _most_memory() -> float:
    """In MB. What `resource` says counts what the process was before it became this one."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


if __name__ == "__main__":
    tasks: tuple[Callable[[Path, Path], None], ...] = (ours, cells, floor, sent, back, read)
    work = {one.__name__: one for one in tasks}
    assert workbook  # loaded in each process alike
    start = time.process_time()
    work[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3]))
    print(time.process_time() - start, _most_memory())

"""The process that reads what may be hostile: whatever happens to it ends in an answer or in one plain sentence."""

import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from tests.instruments import odd_worker
from tests.instruments.rendering import made, put
from tests.processes import ended, endless_pdf
from tracker.errors import TrackerError
from tracker.instruments import pdf_render, text_extraction, worker
from tracker.instruments.formats import pdf_lines
from tracker.instruments.reader import read_file

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="written for signals as POSIX has them")


@pytest.fixture
def nothing_left():
    """No process that a test starts is left running; others may be there from before."""
    before = set(psutil.Process().children())
    yield
    assert set(psutil.Process().children()) <= before


@pytest.fixture
def ask(monkeypatch, nothing_left):
    """Asks a worker that goes wrong in a way; it stands still after a third of a second."""
    monkeypatch.setattr(worker, "_LOOK", 0.05)
    monkeypatch.setattr(worker, "_LOOKS_A_STEP", 2)

    def asked(odd="", question=b"abc", seconds=30.0, go_on=lambda: None):
        monkeypatch.setenv("ODD", odd)
        return worker.ask(odd_worker.__name__, question, seconds, go_on)

    return asked


@pytest.mark.parametrize("odd", ["", "begins late"])
@pytest.mark.parametrize("size", [0, 3, 60_000, 300_000, 5_000_000])
def test_a_question_of_any_size_arrives_whole_however_late_the_worker_reads(ask, odd, size):
    found, rest = ask(odd, b"x" * size)
    assert (found, rest) == ({"size": size}, b"x" * min(size, 3))


@pytest.mark.parametrize(
    ("odd", "words"),
    [
        ("is killed", "was ended from outside before it was done. Try again."),
        ("is told to end", "was ended from outside before it was done. Try again."),
        ("is stopped", "stood still. Try again."),
        ("stands still at the start", "stood still. Try again."),
        ("fails to start", "The reading could not be started: its process ended with status 1."),
    ],
)
def test_what_is_no_fault_of_the_file_can_be_tried_again(ask, odd, words):
    with pytest.raises(worker.Failed) as fault:
        ask(odd)
    assert words in str(fault.value)
    assert ask() == ({"size": 3}, b"abc")


def test_a_program_that_is_not_there_is_a_worker_that_does_not_start(ask, monkeypatch):
    monkeypatch.setattr(sys, "executable", "/none/python")
    with pytest.raises(worker.Failed, match="could not be started: no such file"):
        ask()


@pytest.mark.parametrize("odd", ["never ends", "has no memory", "takes all memory", "never ends its answer"])
def test_too_much_is_told_from_damage(ask, odd, monkeypatch):
    monkeypatch.setattr(worker, "_LARGEST", 1_000_000)
    with pytest.raises(worker.TooMuch):
        ask(odd, seconds=1)


@pytest.mark.parametrize("odd", ["crashes", "ends", "nonsense", "a list", "nothing"])
def test_no_answer_and_nonsense_are_no_answer(ask, odd):
    with pytest.raises(worker.Broken):
        ask(odd)


def test_what_the_worker_finds_wrong_is_told_as_it_says(ask):
    with pytest.raises(TrackerError, match=r"It is locked. Unlock it."):
        ask("says what is wrong")


def test_the_clock_is_no_limit(ask, monkeypatch):
    monkeypatch.setattr(worker, "_STEPS_STILL", 1_000)
    assert ask("sleeps", seconds=1) == ({"size": 3}, b"abc")


class GivenUp(Exception):
    pass


@pytest.mark.parametrize("odd", ["waits for another", "leaves another behind"])
def test_what_it_has_started_ends_with_it(ask, odd, tmp_path, monkeypatch):
    child = tmp_path / "child"
    monkeypatch.setenv("ODD_CHILD", str(child))

    def go_on():
        if odd == "waits for another" and child.exists() and child.read_text():
            raise GivenUp

    monkeypatch.setattr(worker, "_STEPS_STILL", 100_000)
    with suppress(GivenUp):
        ask(odd, go_on=go_on)
    assert ended(int(child.read_text()))


def test_a_pdf_file_is_given_up_while_it_is_read(nothing_left):
    looks = []

    def go_on():
        looks.append(True)
        raise GivenUp

    with pytest.raises(GivenUp):
        pdf_lines.read(made("A-RES-74-178.pdf"), go_on)
    assert len(looks) == 1


@pytest.mark.parametrize("odd", ["never ends", "is stopped", "stands still at the start"])
def test_it_is_given_up_at_once_and_ends(ask, odd):
    looks = iter(range(3))

    def go_on():
        if next(looks, None) is None:
            raise GivenUp

    with pytest.raises(GivenUp):
        ask(odd, go_on=go_on)


def test_a_worker_that_stops_for_a_while_goes_on(ask, monkeypatch):
    """Stopped and continued, as a laptop that sleeps would do to it."""
    monkeypatch.setattr(worker, "_STEPS_STILL", 1_000)

    def go_on():
        for child in psutil.Process().children():
            if child.status() == psutil.STATUS_STOPPED:
                child.resume()

    assert ask("is stopped", go_on=go_on) == ({"size": 3}, b"abc")


@pytest.mark.parametrize("kind", ["resolution", "words", "picture"])
@pytest.mark.parametrize(
    ("odd", "words"),
    [("TooMuch", "holds (more|too much)"), ("Broken", "damaged"), ("Failed", "stood still")],
)
def test_each_reader_tells_the_four_faults_apart(kind, odd, words, tmp_path, monkeypatch):
    path = put(tmp_path, "A-RES-68-197.pdf")
    fault = worker.Failed("It stood still.") if odd == "Failed" else getattr(worker, odd)()

    def ask(*_arguments):
        raise fault

    monkeypatch.setattr(worker, "ask", ask)
    reads = {
        "resolution": lambda: pdf_lines.read(b""),
        "words": lambda: text_extraction.words(path),
        "picture": lambda: pdf_render.draw(path, 0, 100),
    }
    with pytest.raises(TrackerError, match=words):
        reads[kind]()


def test_a_page_that_draws_itself_for_ever_holds_too_much(tmp_path, monkeypatch):
    (tmp_path / "endless.pdf").write_bytes(endless_pdf())
    monkeypatch.setattr(pdf_render, "_MOST_SECONDS", 1.0)
    with pytest.raises(TrackerError, match="holds too much to be drawn"):
        pdf_render.draw(tmp_path / "endless.pdf", 0, 100)


def test_a_name_of_bytes_that_are_no_words_is_read(tmp_path):
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.pdf"))
    path.write_bytes(made("A-RES-68-197.pdf"))
    assert len(text_extraction.words(path).stretches) == 12


def test_many_at_once_are_answered(ask):
    found = []
    threads = [threading.Thread(target=lambda: found.append(ask(question=b"x" * 200_000)[0])) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [{"size": 200_000}] * 6


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM])
def test_a_worker_ends_with_the_program_that_asked_it(end, monkeypatch):
    monkeypatch.setenv("ODD", "never ends")
    code = f"from tracker.instruments import worker; worker.ask({odd_worker.__name__!r}, b'', 100)"
    with subprocess.Popen([sys.executable, "-c", code]) as asking:
        program = psutil.Process(asking.pid)
        while not (workers := program.children()) or workers[0].cpu_times().user < 0.3:
            time.sleep(0.05)
        asking.send_signal(end)
    assert ended(workers[0].pid)


def test_a_page_that_takes_all_memory_holds_too_much(tmp_path):
    """Within its real limits: pdfium aborts where it has no memory. What the workers took is asked of a process that
    has started no others."""
    path = tmp_path / "endless.pdf"
    path.write_bytes(endless_pdf())
    code = f"""
import resource
from pathlib import Path
from tracker.errors import TrackerError
from tracker.instruments import pdf_render, text_extraction
path = Path({str(path)!r})
for read in (lambda: pdf_render.draw(path, 0, 100), lambda: text_extraction.words(path)):
    try:
        read()
    except TrackerError as fault:
        print(fault)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    drawing, reading, most = done.stdout.splitlines()
    assert "holds too much to be drawn" in drawing
    assert "holds too much for its text" in reading
    assert int(most) < 500  # MB, as SECURITY.md promises


def test_a_text_of_the_longest_kind_that_is_read_fits_in_its_memory(tmp_path):
    """As JSON with escapes it was three times as large."""
    head = "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n"
    (tmp_path / "long.eml").write_text(head + "Государства обязаны соблюдать нормы;\n" * 500_000)
    assert sum(map(len, text_extraction.words(tmp_path / "long.eml").stretches)) > 18_000_000


def test_a_file_that_is_gone_is_not_damaged(tmp_path):
    with pytest.raises(worker.Failed, match="no such file"):
        text_extraction.words(tmp_path / "gone.pdf")


def test_a_converter_that_stands_still_is_no_fault_of_the_file(tmp_path, monkeypatch):
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\nkill -STOP $$\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(worker, "_LOOK", 0.01)
    (tmp_path / "old.doc").write_bytes(b"\xd0\xcf\x11\xe0" + "WordDocument".encode("utf-16-le"))
    with pytest.raises(worker.Failed, match="stood still"):
        read_file(tmp_path / "old.doc")
    with pytest.raises(TrackerError, match="of an old kind"):  # nobody asked for a converter
        text_extraction.words(tmp_path / "old.doc")

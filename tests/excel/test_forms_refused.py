"""Forms that can't be filled in are refused in plain words, and what was there before stays."""

import os
import re
import shutil
from pathlib import Path

import openpyxl
import pytest

from tests.excel.forms import add_part, make_form
from tests.excel.test_template import OLDER, filled, rewrite
from tracker.errors import TrackerError
from tracker.leftovers import ENDING
from tracker.operations.forms import fill_form

__all__ = ["filled"]


def refused(tmp_path):
    """Forms that can't be filled in, with words that say why."""
    form = make_form(tmp_path / "form.xlsx")
    yield tmp_path / "missing.xlsx", "There is no file"
    nothing = openpyxl.Workbook()
    nothing.active.append(["Level", "Meaning"])
    nothing.save(tmp_path / "nothing.xlsx")
    yield tmp_path / "nothing.xlsx", "Nothing in the form says what goes where.*at least three headings"
    (tmp_path / "no.xlsx").write_text("words")
    yield tmp_path / "no.xlsx", "is no Excel workbook.*Use a form that is"
    (tmp_path / "half.xlsx").write_bytes(form.read_bytes()[:4000])
    yield tmp_path / "half.xlsx", "damaged.*Use a form that is"
    (tmp_path / "old.xlsx").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    yield tmp_path / "old.xlsx", "of the old kind"
    macros = Path(shutil.copy(form, tmp_path / "macros.xlsx"))
    add_part(macros, "xl/vbaProject.bin", b"")
    yield macros, "holds macros"
    entities = shutil.copy(form, tmp_path / "entities.xlsx")
    rewrite(
        entities,
        "xl/charts/chart1.xml",
        lambda xml: '<!DOCTYPE x [<!ENTITY a "b">]>' + re.sub(r"^<\?.*?\?>", "", xml),
    )
    yield entities, "declares entities"
    broken = shutil.copy(form, tmp_path / "broken.xlsx")
    yield rewrite(broken, "xl/styles.xml", lambda xml: xml[:900]), "can't be read"
    huge = shutil.copy(form, tmp_path / "huge.xlsx")
    yield rewrite(huge, "xl/worksheets/sheet2.xml", lambda xml: xml + " " * 21_000_000), "too large for a form"
    words = shutil.copy(form, tmp_path / "words.xlsx")
    yield (
        rewrite(words, "xl/worksheets/sheet2.xml", lambda x: x.replace("LEN(D2)", 'INDIRECT("A9")')),
        "address in words",
    )
    several = shutil.copy(form, tmp_path / "several.xlsx")
    yield (
        rewrite(several, "xl/worksheets/sheet2.xml", lambda x: x.replace("LEN(D2)", "SUM(One:Two!A9)")),
        "several sheets",
    )
    pivot = shutil.copy(form, tmp_path / "pivot.xlsx")
    link = '<Relationship Id="rId99" Type="http://x/relationships/pivotTable" Target="/xl/theme/theme1.xml"/></Rel'
    yield rewrite(pivot, "xl/worksheets/_rels/sheet1.xml.rels", lambda x: x.replace("</Rel", link)), "can't follow"


def test_forms_that_cannot_be_filled_in_are_refused_in_plain_words(filled, tmp_path):
    out = tmp_path / "out.xlsx"
    out.write_bytes(b"the older file")
    for form, words in refused(tmp_path):
        with pytest.raises(TrackerError) as fault:
            fill_form(filled, out, form, OLDER)
        assert re.search(words, str(fault.value)), (form.name, str(fault.value))
        assert out.read_bytes() == b"the older file"
    assert not [path for path in tmp_path.iterdir() if path.name.endswith(ENDING)]


def test_the_form_itself_is_never_written(filled, tmp_path):
    form = make_form(tmp_path / "form.xlsx")
    before = form.read_bytes()
    os.link(form, tmp_path / "same.xlsx")
    for out in (form, tmp_path / "same.xlsx"):
        with pytest.raises(TrackerError, match="is the form itself"):
            fill_form(filled, out, form, OLDER)
    assert form.read_bytes() == before


def test_giving_up_leaves_the_older_file_whole(filled, tmp_path):
    class GivenUp(Exception):
        pass

    def progress(done=0, _whole=0):
        if done == 30:
            raise GivenUp

    (tmp_path / "out.xlsx").write_bytes(b"the older file")
    form = make_form(tmp_path / "form.xlsx")
    with pytest.raises(GivenUp):
        fill_form(filled, tmp_path / "out.xlsx", form, OLDER, progress=progress)
    assert (tmp_path / "out.xlsx").read_bytes() == b"the older file"
    assert not [path for path in tmp_path.iterdir() if path.name.endswith(ENDING)]

"""The official XML editions, rendered as plain text in any layout, read back as what they are."""

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import DATA
from tests.instruments.rendering import rendered
from tracker.domain.instruments.instrument import Instrument, Paragraph
from tracker.instruments import akn_writer
from tracker.instruments.reader import read_bytes, read_file

OFFICIAL = ["A-RES-74-178.official.akn.xml", "A-RES-75-198.akn.xml", "A-RES-78-131.akn.xml"]


@cache
def official(name: str) -> Instrument:
    return read_file(DATA / name).instrument


def content(instrument: Instrument) -> dict[str, object]:
    """What must be the same in every edition."""

    def shown(paragraph: Paragraph) -> tuple[object, ...]:
        marks = tuple((mark.number, mark.offset) for mark in paragraph.marks)
        return paragraph.label, paragraph.text, marks, tuple(map(shown, paragraph.paragraphs))

    return {
        "symbol": instrument.symbol,
        "title": instrument.title,
        "adopted": (instrument.adopted_on, instrument.meeting, instrument.report),
        "preamble": [shown(p) for p in instrument.preamble],
        "operative": [shown(p) for p in instrument.operative],
        "notes": [(note.number, note.text) for note in instrument.footnotes],
    }


@settings(max_examples=60, deadline=None)
@given(
    name=st.sampled_from(OFFICIAL),
    flattened=st.booleans(),
    width=st.one_of(st.none(), st.integers(60, 130)),
    page=st.one_of(st.none(), st.integers(15, 90)),
)
def test_any_layout_reads_back_equal(name, flattened, width, page):
    text = rendered(official(name), flattened, width, page)
    assert content(read_bytes(text.encode(), "text").instrument) == content(official(name))


@pytest.mark.parametrize("name", OFFICIAL)
def test_written_as_akoma_ntoso_it_reads_back_equal(name):
    assert content(read_bytes(akn_writer.write(official(name)), "xml").instrument) == content(official(name))

"""An instrument as the Akoma Ntoso that the United Nations publish, which differs from what `akn_writer` writes."""

from lxml import etree

from tracker.domain.instruments.instrument import Instrument
from tracker.instruments import akn_writer

_AKN = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"


def published(instrument: Instrument) -> bytes:
    """Sub-paragraphs are paragraphs like the others, their number part of the words; lines are indented."""
    root = etree.fromstring(akn_writer.write(instrument))
    for top in [*root.iter(f"{_AKN}paragraph")]:
        for below in reversed([*top.iter(f"{_AKN}subparagraph")]):
            number, words = below[0], below.find(f".//{_AKN}p")
            words.text = f"\t{number.text}\t{words.text or ''}"
            below.remove(number)
            below.tag = top.tag
            top.addnext(below)
    for intro in root.iter(f"{_AKN}intro"):
        intro.tag = f"{_AKN}content"
    for number in root.iter(f"{_AKN}num"):
        number.text = f"\t{number.text}"
    for element in root.iter(f"{_AKN}preamble", f"{_AKN}mainBody", f"{_AKN}paragraph", f"{_AKN}content"):
        element.text = "\n  "
        for child in element:
            child.tail = "\n  "
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")

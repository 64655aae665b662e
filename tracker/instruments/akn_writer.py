"""Instrument → Akoma Ntoso for the UN (AKN4UN), marked up like the official editions, but with nested sub-paragraphs.

The schema is that of OASIS LegalDocML 1.0 (akomantoso30.xsd); names and places of elements follow the official
resolutions of the General Assembly. formats/akn.py reads the file back as the same instrument.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Protocol, cast

from lxml import etree
from lxml.builder import ElementMaker  # type: ignore[import-not-found]  # the stubs lack it

from tracker.domain.instruments.instrument import Annex, Instrument, Paragraph
from tracker.domain.text.months import in_english
from tracker.errors import TrackerError, reason
from tracker.files import written_beside
from tracker.i18n import tr
from tracker.instruments import masthead

_NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"


class _Elements(Protocol):
    """Builds an element of any name."""

    def __getattr__(self, name: str) -> Callable[..., etree._Element]: ...

    def __call__(self, name: str, *parts: object, **attributes: str) -> etree._Element: ...


_E = cast(_Elements, ElementMaker(namespace=_NAMESPACE, nsmap={None: _NAMESPACE}))
_UNKNOWN = "0001-01-01"  # the schema requires a date


def write(instrument: Instrument) -> bytes:
    """The file's content: UTF-8 with an XML declaration."""
    writing = _Writing(instrument)
    parts = [writing.meta(""), _cover(instrument), _preface(instrument), writing.preamble()]
    parts += [_E.mainBody(*writing.body(instrument.operative)), writing.conclusions()]
    if instrument.annexes:
        parts.append(_E.attachments(*(writing.attachment(n, annex) for n, annex in enumerate(instrument.annexes, 1))))
    root = _E.akomaNtoso(_E.statement(*filter(len, parts), name="resolution"))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=False)


def save(instrument: Instrument, path: Path) -> None:
    """Write the file. Raises TrackerError if the system refuses; a previous file is then unchanged."""
    try:
        with written_beside(path) as temporary:
            temporary.write_bytes(write(instrument))
    except OSError as fault:
        raise TrackerError(
            tr("{path} can't be written: {reason}.", path=path, reason=reason(fault)),
            tr("Choose another name or folder."),
        ) from fault


def _cover(instrument: Instrument) -> etree._Element:
    """The masthead, with the fields that are known."""
    lines = [_E.p(_E.docAuthority("United Nations"))]
    if instrument.symbol:
        lines.append(_E.p(_E.docNumber(instrument.symbol)))
    lines.append(_E.p(_E.docAuthority(instrument.organ)))
    if instrument.session and (session_name := masthead.ordinal(instrument.session)):
        lines.append(_E.p(_E.session(f"{session_name} session", value=str(instrument.session))))
    if instrument.agenda_item:
        lines.append(_E.p(_E.inline(f"Agenda item {instrument.agenda_item}", name="agenda item")))
    if day := instrument.adopted_on:
        lines.append(_E.p(_E.docTitle(f"Resolution adopted by the {instrument.organ} on {in_english(day)}")))
    if instrument.report:
        lines.append(_E.p(_E.docProponent(f"[report ({instrument.report})]")))
    return _E.coverPage(*lines)


def _preface(instrument: Instrument) -> etree._Element:
    number = re.sub(r"^.*/RES/", "", instrument.symbol)
    if not (number and instrument.title):
        return _E.preface()
    return _E.preface(_E.p(_E.docNumber(f"{number}."), " ", _E.docTitle(instrument.title)))


class _Writing:
    """Keeps track of the notes written so far and numbers the elements."""

    def __init__(self, instrument: Instrument) -> None:
        self._instrument = instrument
        self._notes = {note.number: note.text for note in instrument.footnotes}
        self._count = 0

    def meta(self, component: str) -> etree._Element:
        """FRBR identification of the resolution or of one of its annexes."""
        instrument = self._instrument
        day = instrument.adopted_on.isoformat() if instrument.adopted_on else _UNKNOWN
        name = re.sub(r"[^\w-]+", "-", re.sub(r"^.*/RES/", "", instrument.symbol)).strip("-").lower() or "unknown"
        work = f"/akn/un/statement/deliberation/{name}/{day}"
        part = f"/!{component or 'main'}"

        def level(uri: str, kind: str, *extra: etree._Element) -> list[etree._Element]:
            author = _E.FRBRauthor(href="#author", **{"as": "#author"})
            return [
                _E.FRBRthis(value=uri + part),
                _E.FRBRuri(value=uri),
                _E.FRBRdate(date=day, name=kind),
                author,
                *extra,
            ]

        identification = _E.identification(
            _E.FRBRWork(*level(work, "adoption", _E.FRBRcountry(value="un"))),
            _E.FRBRExpression(*level(f"{work}/eng@", "adoption", _E.FRBRlanguage(language="eng"))),
            _E.FRBRManifestation(*level(f"{work}/eng@.xml", "adoption")),
            source="#tracker",
        )
        if component:
            return _E.meta(identification)
        bodies = [
            _E.TLCOrganization(eId="author", href="/ontology/organization/un", showAs=instrument.organ),
            _E.TLCOrganization(eId="tracker", href="/ontology/organization/tracker", showAs="tracker"),
        ]
        return _E.meta(identification, _E.references(*bodies, source="#tracker"))

    def preamble(self) -> etree._Element:
        formula = _E.p(f"The {self._instrument.organ},")
        preamble = _E.preamble(_E.formula(formula, name="enactingFormula", eId=self._identity("formula")))
        for paragraph in self._instrument.preamble:
            name = re.sub(r"\W+", "", paragraph.opening.partition(" ")[0]) or "recital"
            words = [self._words(paragraph), *self._numbered_words(paragraph)]
            preamble.append(_E.container(*words, name=name, eId=self._identity("container")))
        return preamble

    def _numbered_words(self, above: Paragraph) -> Iterator[etree._Element]:
        """A <p> for each sub-paragraph at any depth, its number in front: a container can't have paragraphs of its
        own."""
        for paragraph in above.paragraphs:
            element = self._words(paragraph)
            if number := _own_number(paragraph, above.label):
                element.text = f"{number} {element.text or ''}"
            yield element
            yield from self._numbered_words(paragraph)

    def body(self, paragraphs: Iterable[Paragraph]) -> list[etree._Element]:
        """Paragraphs in order, grouped into sections by their headings."""
        elements: list[etree._Element] = []
        for section, group in groupby(paragraphs, key=lambda paragraph: paragraph.section):
            children = [self._paragraph(paragraph, "paragraph", "") for paragraph in group]
            if section:
                children = [_E.section(_E.heading(section), *children, eId=self._identity("section"))]
            elements += children
        return elements

    def _paragraph(self, paragraph: Paragraph, name: str, above: str) -> etree._Element:
        own = _own_number(paragraph, above)
        element = _E(name, eId=self._identity("para"))
        if own:
            element.append(_E.num(f"{own}." if own.isdigit() else own))
        text_element = self._words(paragraph)
        if paragraph.paragraphs:
            element.append(_E.intro(text_element, eId=self._identity("intro")))
            for below in paragraph.paragraphs:
                element.append(self._paragraph(below, "subparagraph", paragraph.label))
        else:
            element.append(_E.content(text_element, eId=self._identity("content")))
        return element

    def _words(self, paragraph: Paragraph) -> etree._Element:
        """A <p> with the lead verb in italics, each note at its first mark, and <sup> for repeated marks."""
        text, start = paragraph.text, 0
        element = _E.p()
        last = None  # the last child; looking it up would be slow with thousands of children
        if paragraph.opening and text.startswith(paragraph.opening):
            start = len(paragraph.opening)
            start = min([start, *(mark.offset for mark in paragraph.marks)])
            last = _E.span(text[:start], **{"class": "italic"})
            element.append(last)
        for mark in paragraph.marks:
            _append(element, last, text[start : mark.offset])
            last = self._mark(mark.number)
            element.append(last)
            start = mark.offset
        _append(element, last, text[start:])
        return element

    def _mark(self, number: int) -> etree._Element:
        if number not in self._notes:
            return _E.sup(str(number))
        note = _E.authorialNote(_E.p(self._notes.pop(number)), marker=str(number), placement="bottom")
        note.set("eId", self._identity("authorialNote"))
        return note

    def conclusions(self) -> etree._Element:
        """Meeting and date of adoption."""
        instrument = self._instrument
        lines = _E.p()
        if instrument.meeting:
            lines.append(_E.inline(instrument.meeting, name="adoptionMeeting"))
            lines.append(_E.eol())
        if instrument.adopted_on:
            day = instrument.adopted_on
            lines.append(_E.docDate(f"{in_english(day)}", date=day.isoformat()))
        return _E.conclusions(lines, eId=self._identity("conclusions")) if len(lines) else _E.conclusions()

    def attachment(self, number: int, annex: Annex) -> etree._Element:
        name = f"annex_{number}"
        title = _E.preface(_E.p(annex.title))
        body = _E.mainBody(*self.body(annex.paragraphs))
        return _E.attachment(_E.doc(self.meta(name), title, body, name="annex"), eId=self._identity("attachment"))

    def _identity(self, name: str) -> str:
        self._count += 1
        return f"{name}_{self._count}"


def _own_number(paragraph: Paragraph, above: str) -> str:
    """What a label adds to the label `above`; "" for a paragraph that is only counted."""
    own = paragraph.label.removeprefix(above).strip()
    return "" if own.startswith("[") else own


def _append(element: etree._Element, last: etree._Element | None, text: str) -> None:
    """Append text to the content of `element`; `last` is its last child, None if it has none."""
    if last is not None:
        last.tail = text
    else:
        element.text = text

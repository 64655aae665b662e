"""PDF: the official A/RES/73/6, checked by eye against its pages; whole ones that are made, and small ones, by line."""

from collections import Counter
from pathlib import Path

import pytest

from tests.instruments.rendering import BUNDLED, made
from tests.instruments.rendering.pdf import INDENT, LEFT, at, file
from tests.official import samples, unlike_checked
from tracker.errors import TrackerError
from tracker.instruments.formats import pdf
from tracker.instruments.reader import read_bytes, read_file

MIDDLE = 300
WHOLE = made("A-RES-68-197.pdf")


def lines(y, *texts, size=10.0, first=INDENT, left=LEFT) -> bytes:
    """A paragraph: its lines from baseline `y` down."""
    return b"".join(at(left if i else first, y - 12 * i, text, size) for i, text in enumerate(texts))


FULL = "the quick brown fox jumps over the lazy dog and the other fox, then rests a while"
LONG = FULL[:-8]
BODY = lines(600, "The General Assembly,") + lines(580, f"Recalling {LONG}", FULL, "for all,")
NOTE = at(LEFT, 103, "1", 5) + at(LEFT + 6, 100, "Resolution 70/1.", 8)


def rows(blocks) -> list[tuple[str, str]]:
    """What each block is, and its words with marks as {1}."""
    found = []
    for block in blocks:
        words = block.text
        for mark in reversed(block.marks):
            words = f"{words[: mark.offset]}{{{mark.number}}}{words[mark.offset :]}"
        found.append((block.kind or (f"note {block.note}" if block.note else ""), words))
    return found


def shown(blocks) -> list[str]:
    return [f"[{kind}] {words}" if kind else words for kind, words in rows(blocks)]


def texts(*pages, **how) -> list[str]:
    return shown(pdf.read(file(*pages, **how)))


@pytest.mark.parametrize("path", samples("73-6.pdf"))
def test_official_resolution_reads_as_printed(path):
    assert unlike_checked("73-6.pdf.blocks.txt", rows(pdf.read(path.read_bytes()))) == []


@pytest.mark.parametrize("path", samples("73-6.pdf"))
def test_official_resolution_is_understood(path):
    read = read_file(path).instrument
    assert (read.symbol, read.session, read.agenda_item, read.format) == ("A/RES/73/6", 73, "30", "pdf")
    assert read.title.startswith("Fiftieth anniversary") and read.title.endswith("sustainable development")
    assert (read.adopted_on.isoformat(), read.meeting) == ("2018-10-26", "26th plenary meeting")
    assert len(read.preamble) == 25
    assert [p.label for p in read.operative] == [str(n) for n in range(1, 15)]
    assert [note.number for note in read.footnotes] == [1, 2, 3, 4, 5, 6]
    assert [mark.number for p in read.body() for mark in p.marks] == [1, 2, 3, 4, 5, 1, 6, 2, 2]
    # The print itself has the second mark 1 as "UNISPACE+50,1" in the size of the words.
    assert read.preamble[21].text.endswith("UNISPACE+50,")
    assert [doubt.where for doubt in read.doubts] == ["preambular 22"]


@pytest.mark.parametrize("path", [*(Path(f"{name}.pdf") for name in BUNDLED), *samples("73-6.pdf")], ids=str)
def test_nothing_of_the_page_is_lost(path):
    from pypdfium2 import PdfDocument  # type: ignore[import-untyped]

    data = path.read_bytes() if path.is_absolute() else made(path.name)
    with PdfDocument(data) as document:
        printed = "".join(page.get_textpage().get_text_range() for page in document)
    kept: Counter[str] = Counter()
    for block in pdf.read(data):
        kept.update(block.text + "".join(str(mark.number) for mark in block.marks) + str(block.note or ""))
    # pdfium gives a hyphen at the end of a line as a character of its own.
    expected = Counter(printed.replace("\x02", "-").replace("\ufffe", "-"))
    for counts in (kept, expected):
        for blank in [letter for letter in counts if letter.isspace()]:
            del counts[blank]
    assert kept == expected


def test_bytes_before_the_header_do_not_matter():
    read = read_bytes(b"\r\n\r\n" + WHOLE, "later.pdf").instrument
    assert (read.format, len(read.operative)) == ("pdf", 48)


def test_kerning_leaves_no_blank_in_a_word():
    def cut(gap):
        return b"BT /R 10 Tf 144 500 Td [(and the peopl) %d (e of the world) -%d (again)] TJ ET\n" % (-gap, 250)

    for gap, words in ((60, "people"), (120, "people"), (200, "peopl e")):
        assert texts(BODY + cut(gap))[-1] == f"and the {words} of the world again"


def test_a_paragraph_is_put_together_over_a_page_break():
    first = BODY + lines(140, f"Noting {LONG}", FULL) + NOTE + at(60, 40, "18-17962 (E)")
    second = lines(730, "for all,", first=LEFT) + lines(680, "1. Urges all.") + at(60, 40, "18-17962")
    assert texts(first, second)[2:] == [
        f"Noting {LONG} {FULL} for all,",
        "[note 1] Resolution 70/1.",
        "[furniture] 18-17962 (E)",
        "1. Urges all.",
        "[furniture] 18-17962",
    ]


def test_a_new_paragraph_at_the_head_of_a_page_is_not_put_to_the_last_one():
    first = BODY + lines(140, f"Noting {LONG}", FULL)
    assert texts(first, lines(700, "Noting also", FULL))[-2:] == [f"Noting {LONG} {FULL}", f"Noting also {FULL}"]
    short = BODY + lines(140, f"Noting {LONG}", "for all,")
    assert texts(short, lines(700, "Annexed", first=LEFT))[-1] == "Annexed"


@pytest.mark.parametrize(
    ("end", "start", "words"),
    [
        ("non-", "governmental", "non-governmental"),
        ("Secretary-", "General", "Secretary-General"),
        ("short-", "and long", "short- and long"),
        ("2015\u2013", "2030", "2015\u20132030"),
        ("peace \u2013", "and", "peace \u2013 and"),
        ("and/", "or", "and/or"),
    ],
)
def test_line_ends(end, start, words):
    rows = texts(BODY + lines(500, f"Noting {LONG} {end}", f"{start} so on"))
    assert rows[-1] == f"Noting {LONG} {words} so on"


def test_marks_are_raised_numbers_that_have_a_note():
    line = (
        at(INDENT, 500, "In bodies ") + at(183.5, 503.5, "1", 6) + at(187, 500, ", on the 21") + at(228, 503.5, "st", 6)
    )
    area = at(INDENT, 480, "of 5 m") + at(171, 483.5, "2", 6) + at(176, 480, "each,")
    rows = texts(BODY + line + area + NOTE)
    assert rows[-3:] == ["In bodies{1}, on the 21st", "of 5 m\u00b2 each,", "[note 1] Resolution 70/1."]


def test_notes_below_a_rule_and_over_a_page_break():
    rule = at(100, 120, "__________", 8)
    number_alone = at(100, 103, "1", 5) + at(LEFT + 30, 100, "See the documents of", 8)
    pages = [BODY + rule + number_alone, BODY + rule + at(LEFT, 100, "the first session.", 8)]
    rows = texts(*pages)
    assert "[note 1] See the documents of the first session." in rows
    assert rows.count("[furniture] __________") == 2
    small_print = at(LEFT, 100, "A small remark", 8)
    assert texts(BODY + NOTE, BODY + small_print)[-1] == "A small remark"
    large = at(LEFT, 103, "1", 6) + at(LEFT + 6, 100, "Resolution 70/1.")
    assert texts(BODY + rule + large)[-1] == "[note 1] Resolution 70/1."


def test_paragraphs_without_indent_are_told_by_their_distance():
    assert (
        texts(BODY + lines(500, FULL, FULL, first=LEFT) + lines(464, FULL, FULL, first=LEFT))[2:]
        == [f"{FULL} {FULL}"] * 2
    )


def test_running_heads_and_feet_are_told_by_place_and_repetition():
    title = at(100, 680, "99/1. Rights of the reader in the wide world", 12, "B")
    first = at(120, 735, "United Nations", 14) + at(490, 735, "A/RES/99/1") + title + BODY + at(60, 30, "*4412345*", 12)
    heads = at(60, 750, "A/RES/99/1", 8, "B") + at(350, 750, "Rights of the reader", 8, "B")
    heads += b"".join(at(350, 750 - 10 * row, f"{row}.", 8, "B") for row in range(1, 5))
    feet = [at(60, 40, "44-12345", 7) + at(550, 40, f"{number}/3", 8, "B") for number in (2, 3)]
    body = lines(700, "1. Urges all;") + lines(680, f"2. Asks {LONG}", "to do so;")
    rows = texts(first, heads + body + feet[0], heads + body + feet[1])
    assert rows[:3] == ["United Nations", "A/RES/99/1", "99/1. Rights of the reader in the wide world"]
    furniture = [row.removeprefix("[furniture] ") for row in rows if row.startswith("[furniture]")]
    later = ["A/RES/99/1", "Rights of the reader", *(f"{row}." for row in range(1, 5)), "44-12345"]
    assert furniture == ["*4412345*", *later, "2/3", *later, "3/3"]
    assert rows.count("1. Urges all;") == 2


def test_what_is_level_with_a_running_foot_belongs_to_it():
    first = BODY + at(60, 40, "44-12345 (E)")
    assert texts(first, BODY + at(60, 40, "2/2", 8) + at(500, 40, "44-12345", 7))[-2:] == [
        "[furniture] 2/2",
        "[furniture] 44-12345",
    ]


def test_masthead_headings_and_closing_lines():
    title = at(100, 680, "99/1.", 12, "B") + at(134, 680, "Rights of the reader", 12, "B")
    title += at(134, 666, "in the wide world", 12, "B")
    heading = at(LEFT, 500, "Part one", 12, "B") + at(262, 480, "Section A")
    closing = at(400, 400, "9th meeting") + at(380, 388, "18 December 2044")
    assert texts(title + BODY + heading + lines(460, FULL, FULL) + closing) == [
        "99/1. Rights of the reader in the wide world",
        "The General Assembly,",
        f"Recalling {LONG} {FULL} for all,",
        "[heading] Part one",
        "[heading] Section A",
        f"{FULL} {FULL}",
        "9th meeting",
        "18 December 2044",
    ]


def test_items_of_a_list_and_cells_of_a_table_stand_apart():
    items = lines(500, f"(a) {LONG}") + lines(488, f"(b) {LONG}")
    cells = at(LEFT, 400, "Country") + at(MIDDLE, 400, "Year") + at(LEFT, 388, "Kenya") + at(MIDDLE, 388, "2044")
    assert texts(BODY + items + cells)[2:] == [f"(a) {LONG}", f"(b) {LONG}", "Country", "Year", "Kenya", "2044"]


def test_scaled_and_turned_text_reads_alike():
    scaled = BODY.replace(b"/R 10 Tf", b"/R 1 Tf")
    for place in {line.split(b" Tf ")[1].split(b" Td")[0] for line in BODY.splitlines()}:
        scaled = scaled.replace(place + b" Td", b"10 0 0 10 " + place + b" Tm")
    turned = b"q 0 1 -1 0 612 0 cm " + BODY + b" Q"
    assert texts(scaled) == texts(BODY) == texts(turned, media="0 0 792 612", page="/Rotate 90")


def test_soft_hyphens_and_ligatures_are_no_characters_of_their_own():
    # Pulled from another program's font, where one glyph stands for two letters.
    font = (
        b"<</Type/Font/Subtype/Type1/BaseFont/Times-Roman/Encoding<</Type/Encoding/Differences[1/fi/ffl/sfthyphen]>>>>"
    )
    page = file(BODY + b"BT /L 10 Tf 144 500 Td (af\\001rm sou\\002e non\\003stop) Tj ET\n")
    page = page.replace(b"/Font<<", b"/Font<</L %s" % font)
    assert shown(pdf.read(page))[-1] == "affirm souffle nonstop"


DENSE = b"".join(at(72, 780 - 7 * row, f"{row} {FULL}", 6) for row in range(100))
SQUARE = b"0 0 100 100 re f\n"
LOCK = "/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<{0}>/U<{0}>>>".format("41" * 32)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"%PDF-1.7 ...", "damaged"),
        (WHOLE[:20_000], "damaged"),
        (WHOLE[:20_000] + b"%%EOF", "damaged"),
        (file(BODY).replace(b"/Kids[6 0 R]", b"/Kids[2 0 R]"), "damaged"),
        (file(BODY, DENSE).replace(b"-1.4\n", b"-1.4\ntrailer<</Size 10/Root 1 0 R>>\n")[:-4000], "damaged"),
        (file(), "damaged"),
        (file(BODY, trailer=LOCK), "protected by a password"),
        (file(SQUARE), "no text layer"),
        (file(b"", b""), "no text layer"),
        (file(*[SQUARE] * 501), "more than any resolution"),
        (file(*[DENSE] * 60, packed=True), "more than any resolution"),
        (file(*[b"BT /R 10 Tf 72 700 Td" + b"(a)Tj 6 0 Td" * 8001 + b"ET"], packed=True), "more than any resolution"),
        (file(*[SQUARE * 7999] * 20, packed=True), "more than any resolution"),
        (file(b" " * 30_000_000, packed=True), "more than any resolution"),
        (file(BODY, media="0 0 20000 20000"), "impossibly large"),
    ],
)
def test_unusable_files_are_refused_unread_and_in_plain_words(data, words):
    with pytest.raises(TrackerError, match=words) as refused:
        read_bytes(data, "file.pdf")
    assert refused.value.do
    assert refused.value.__cause__ is None, "before the worker has used up what it may use"


@pytest.mark.parametrize(
    "content",
    [
        b"BT /R 10 Tf 1e30 1e30 Td (far) Tj ET\n",
        b"BT /R 1e-9 Tf 70 700 Td (small) Tj ET\n",
        b"BT /R 1e30 Tf 70 700 Td (large) Tj ET\n",
        b"BT /R 10 Tf 0 0 0 0 0 0 Tm (flat) Tj ET\n",
        b"BT /R 10 Tf -1 0 0 1 300 400 Tm (mirrored) Tj ET\n",
        b"BT /R 10 Tf 0.7 0.7 -0.7 0.7 300 400 Tm (aslant) Tj ET\n",
    ],
)
def test_odd_text_does_not_disturb_the_rest(content):
    assert f"Recalling {LONG} {FULL} for all," in texts(BODY + content)


@pytest.mark.parametrize("media", ["0 0 0 0", "0 0 1e30 1e30", "100 100 50 50", "0 0 612 -792", "-50 -50 562 742"])
def test_odd_pages_are_read(media):
    assert texts(BODY, media=media) == texts(BODY)

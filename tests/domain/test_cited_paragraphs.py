"""Paragraphs as people cite them."""

import pytest

from tracker.domain.instruments.cited_paragraphs import NotUnderstood, cited

LABELS = {
    "18 (a) and (b)": ["18 (a)", "18 (b)"],
    "18 (a), (b) and (c)": ["18 (a)", "18 (b)", "18 (c)"],
    "18(a)": ["18 (a)"],
    "paras. 18 (a)–(c)": ["18 (a)", "18 (b)", "18 (c)"],
    "15 to 17": ["15", "16", "17"],
    "paras. 17 and 18 (b)": ["17", "18 (b)"],
    "8– 10": ["8", "9", "10"],
    "19, 20.": ["19", "20"],
    "37, 46, and 47": ["37", "46", "47"],
    "operative paragraph 19": ["19"],
    "paragraph 19 of resolution 68/197": ["19"],
    "A/RES/68/197, para. 19": ["19"],
    "19/20": ["19", "20"],
    "19 et 20": ["19", "20"],
    "19 and/or 20": ["19", "20"],
    "A/RES/68/197 19": ["19"],
    "OP19": ["19"],
    "OP 19 and OP 20": ["19", "20"],
    "58a": ["58 (a)"],
    "58 a)": ["58 (a)"],
    "18 (a) (i) and (ii)": ["18 (a) (i)", "18 (a) (ii)"],
    "18 (a) (i) and (b)": ["18 (a) (i)", "18 (b)"],
    "18 (h) to (j)": ["18 (h)", "18 (i)", "18 (j)"],
    "18 (a) to 18 (c)": ["18 (a)", "18 (b)", "18 (c)"],
    "annex II 4 (a)": ["annex II 4 (a)"],
    "S/RES/1454(2002): 3": ["3"],
    "§§ 3-5": ["3", "4", "5"],
    "paragraphs 3, 4 and 5 of A/RES/74/178; 7 of A/RES/68/197": ["3", "4", "5", "7"],
    "18/19/20": ["18", "19", "20"],
    "74/178: 19": ["19"],
    "resolution 74/178, paragraphs 19 and 20": ["19", "20"],
    "A/RES/74/178, 19; A/RES/68/197: para. 3 and 4": ["19", "3", "4"],
    "A/RES/S-30/1: 4": ["4"],
    "19\u200b, 20": ["19", "20"],
    "a/res/68/197: 4": ["4"],
    "paragraphs 1 through 3": ["1", "2", "3"],
    "19 (a)-(c), 21": ["19 (a)", "19 (b)", "19 (c)", "21"],
    "19, 20, 21-23 and 58 (a)": ["19", "20", "21", "22", "23", "58 (a)"],
    "19\n20": ["19", "20"],
    "sub-paragraph 18 (a)": ["18 (a)"],
    "paragraphes 3 à 5": ["3", "4", "5"],
    "párrafos 18 a 20": ["18", "19", "20"],
    "párrs. 18 y 20": ["18", "20"],
    "18 (a) y 20": ["18 (a)", "20"],
    "18 e 20": ["18", "20"],
    "18 a, 20": ["18 (a)", "20"],
}
NO_CITATIONS = [
    "see 19",
    "foo",
    "19 (see annex)",
    "Para 19 - law",
    "19 - ",
    "2.1",
    "Nos. 3 and 4",
    "preambular paragraph 3",
]


@pytest.mark.parametrize("words", LABELS)
def test_as_the_united_nations_and_ministries_write_them(words):
    assert [ref.label for ref in cited(words)] == LABELS[words]


@pytest.mark.parametrize("words", NO_CITATIONS)
def test_what_is_understood_only_in_part_is_refused(words):
    with pytest.raises(NotUnderstood):
        cited(words)


@pytest.mark.parametrize(
    ("words", "refs"),
    [
        ("paragraphs 3 and 4 of A/RES/74/178; 7 of 68/197", ["A/RES/74/178, 3", "A/RES/74/178, 4", "68/197, 7"]),
        ("A/RES/74/178: 19, 20\nA/RES/68/197: 3", ["A/RES/74/178, 19", "A/RES/74/178, 20", "A/RES/68/197, 3"]),
        ("resolution 68/197, paragraph 19", ["68/197, 19"]),
        ("19 of A/RES/68/197 and 20 of A/RES/74/178", ["A/RES/68/197, 19", "A/RES/74/178, 20"]),
        ("A/RES/68/197: 3, A/RES/74/178: 4", ["A/RES/68/197, 3", "A/RES/74/178, 4"]),
        ("19", [", 19"]),
    ],
)  # fmt: skip
def test_symbols_lead_or_follow(words, refs):
    assert list(map(str, cited(words))) == refs

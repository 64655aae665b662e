"""Letters that stand for one another, in all scripts, and those that make another word."""

import unicodedata

import pytest

from tracker.domain.text.folding import folded, folded_in_place, separated

SAME = [
    ("Чёрный", "черный"),
    ("Łódź", "lodz"),
    ("STRASSE", "straße"),
    ("ẞ", "ss"),
    ("Ærø Đurađ þing", "aero durad thing"),
    ("İstanbul DIŞ ılık", "istanbul dis ilik"),
    ("Νόμος ΝΌΜΟΣ", "νομοσ νομοσ"),
    ("ᾳ ῥ", "α ρ"),
    ("مُحَمَّد مـحـمـد", "محمد محمد"),
    ("أحمد إحمد آحمد ٱحمد", "احمد احمد احمد احمد"),
    ("وزارة على", "وزاره علي"),
    ("کتاب ایران", "كتاب ايران"),
    ("۱۲۳ ١٢٣ १२३ １２３", "123 123 123 123"),
    ("שָׁלוֹם", "שלום"),
    ("ＦＵＬＬ　ｗｉｄｔｈ", "full width"),
    ("ﾄﾞﾗｯｸﾞ", "ドラッグ"),
    ("ﬁne ㎏", "fine kg"),
    ("co\xadoperate می‌خواهم", "cooperate ميخواهم"),
    ("O’Brien OʼBrien O`Brien O´Brien O＇Brien", " ".join(["o'brien"] * 5)),
    ("co‑op co–op co−op", "co-op co-op co-op"),
    (unicodedata.normalize("NFD", "국가 й é が"), "국가 й e が"),
    ("Kɔnɛ Azərbaycan", "kone azerbaycan"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_letters_that_stand_for_one_another_are_the_same(one, other):
    assert folded(one) == folded(other)
    assert folded(folded(one)) == folded(one)


@pytest.mark.parametrize(
    ("one", "other"), [("мой", "мои"), ("か", "が"), ("कल", "कुल"), ("क", "क्"), ("ไม่", "ไม"), ("국", "구")]
)
def test_marks_and_letters_that_make_another_word_stay(one, other):
    assert folded(one) != folded(other)


@pytest.mark.parametrize("text", [one for one, _ in SAME])
def test_each_character_is_known_by_its_place(text):
    text = unicodedata.normalize("NFC", text)
    plain, places = folded_in_place(text)
    assert plain.split() == separated(folded(text)).split()
    assert len(places) == len(plain) + 1 and places == sorted(places) and places[-1] == len(text)

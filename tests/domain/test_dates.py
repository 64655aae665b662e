"""Dates as people and resolutions write them, on a desktop of any language."""

from datetime import date

import pytest
from babel.dates import get_month_names

from tracker.domain.text.dates import parse_date
from tracker.domain.text.months import in_english, named_day


@pytest.mark.parametrize(
    "words",
    [
        *("2025-06-30", "2025/06/30", "2025.6.30", "30.06.2025", "30.6.2025", "30/06/2025", "06/30/2025"),
        *(
            "30 June 2025",
            " 30  JUNE 2025",
            "30 Jun 2025",
            "30 Jun. 2025",
            "June 30, 2025",
            "June 30 2025",
            "Jun 30, 2025",
        ),
        *("30 juin 2025", "30 de junio de 2025", "30 июня 2025", "30 июня 2025 г.", "30 يونيو 2025", "2025年6月30日"),
        *(
            "30-06-2025",
            "06-30-2025",
            "30 / 06 / 2025",
            "30-Jun-2025",
            "30-June-2025",
            "30th June 2025",
            "June 30th, 2025",
        ),
        *("30th of June 2025", "30–06–2025", "٣٠/٠٦/٢٠٢٥", "۲۰۲۵/۰۶/۳۰", "३०.०६.२०२५", "30.06.2025\n"),
        *("٣٠ يونيو ٢٠٢٥", "2025 年 6 月 30 日", "30 June\u00a02025", "30\u200e June 2025"),
    ],
)
def test_dates_that_mean_one_day(words):
    assert parse_date(words) == date(2025, 6, 30)


@pytest.mark.parametrize(
    ("words", "day"), [("1er mars 2025", 1), ("1. March 2025", 1), ("15 Sept 2025", 15), ("3.4.2025", 3)]
)
def test_days_of_other_forms(words, day):
    found = parse_date(words)
    assert found and found.day == day


@pytest.mark.parametrize(
    "words",
    [
        "03/04/2025",
        "03-04-2025",
        "٠٣/٠٤/٢٠٢٥",
        "30.6.25",
        "06/30",
        "1403/04/10",
        "45838",
        "30-06-2025-01",
        "30 06 2025",
        "2025-06-30 2025-07-01",
        "June 2025",
        "31.02.2025",
        "31 June 2025",
        "0001-01-01",
        "soon",
        "30 Junx 2025",
        "3 4 2025",
        "1 J 2025",
    ],
)
def test_dates_that_do_not(words):
    with pytest.raises(ValueError, match=r"."):
        parse_date(words)


@pytest.mark.parametrize("language", ["en", "fr", "es", "ru", "ar"])
def test_months_are_those_of_unicode(language):
    for number, name in get_month_names("wide", "format", language).items():
        assert named_day(f"28 {name} 2025") == date(2025, number, 28)
        if language == "en":
            assert in_english(date(2025, number, 28)) == f"28 {name} 2025"

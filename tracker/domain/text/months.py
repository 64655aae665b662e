"""The names of months, whatever the locale of the process: Qt sets it to that of the desktop."""

import re
from datetime import date

ENGLISH = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_OTHERS = (
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
)
"""The other official languages of the United Nations, as a date has them. (Unicode CLDR has the same names.)"""
_NUMBERS = {
    name.casefold(): number for names in (ENGLISH, *map(str.split, _OTHERS)) for number, name in enumerate(names, 1)
}
_NUMBERS |= {name[:3].casefold(): number for number, name in enumerate(ENGLISH, 1)} | {"sept": 9}
_DAY_FIRST = re.compile(r"(\d{1,2})(?:er|st|nd|rd|th|\.)?(?: de| of)?[ -]([^\W\d_]+)\.?,?(?: de)?[ -](\d{4})(?: г\.?)?")
_MONTH_FIRST = re.compile(r"([^\W\d_]+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})")
_CHINESE = re.compile(r"(\d{4}) ?年 ?(\d{1,2}) ?月 ?(\d{1,2}) ?日")


def in_english(day: date) -> str:
    """The day as resolutions write it: "30 June 2025"."""
    return f"{day.day} {ENGLISH[day.month - 1]} {day.year}"


def named_day(words: str) -> date | None:
    """The day that is written with the name of its month, in an official language; None where it is none."""
    if match := _CHINESE.fullmatch(words):
        year, month, day = map(int, match.groups())
    elif match := _DAY_FIRST.fullmatch(words):
        day, month, year = int(match[1]), _NUMBERS.get(match[2].casefold(), 0), int(match[3])
    elif match := _MONTH_FIRST.fullmatch(words):
        day, month, year = int(match[2]), _NUMBERS.get(match[1].casefold(), 0), int(match[3])
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:  # no month of that name, no 31 June
        return None

"""Translated text, dates and times for the window."""

from datetime import date, datetime
from functools import lru_cache

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from tracker import i18n
from tracker.i18n import QT_TR_NOOP, Message

OF_QT = (
    QT_TR_NOOP("OK"),
    QT_TR_NOOP("Cancel"),
    QT_TR_NOOP("Discard"),
    QT_TR_NOOP("Don't Save"),
    QT_TR_NOOP("&Undo"),
    QT_TR_NOOP("&Redo"),
    QT_TR_NOOP("Cu&t"),
    QT_TR_NOOP("&Copy"),
    QT_TR_NOOP("&Paste"),
    QT_TR_NOOP("Delete"),
    QT_TR_NOOP("Select All"),
)
"""Texts of Qt's own widgets, for languages into which Qt is not translated."""


def install_translators(app: QCoreApplication) -> None:
    """Set the language of Qt's own texts and dates to the one in use."""
    here = QLocale(i18n.language())
    QLocale.setDefault(here)
    if i18n.language() == i18n.ENGLISH:
        return  # Qt's texts are in English
    app.installTranslator(_Translator(app))
    qt = QTranslator(app)  # the last one installed is asked first
    if qt.load(here, "qtbase", "_", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(qt)


class _Translator(QTranslator):
    """Looks Qt's own texts up in our translation."""

    def translate(self, _context: str, text: str, _comment: str | None = None, _n: int = -1) -> str:
        return str(i18n.tr(text))

    def isEmpty(self) -> bool:
        return False


def tr(text: str, comment: str = "", n: int | None = None, **arguments: object) -> str:
    """The translated text of a message (`tracker.i18n.tr`) as a string, which Qt needs."""
    return str(Message(text, comment, n, arguments=arguments))


@lru_cache(maxsize=10_000)
def day(value: date | None) -> str:
    """A date in words: "30 June 2025"; "" for None."""
    return "" if value is None else f"{value.day} {QLocale().monthName(value.month)} {value.year}"


def moment(value: datetime) -> str:
    """A local time: "30 Jun 2025, 14:05"."""
    here = value.astimezone()
    month = QLocale().monthName(here.month, QLocale.FormatType.ShortFormat)
    return f"{here.day} {month} {here.year}, {here:%H:%M}"


def signed(who: str, at: datetime | None) -> str:
    """Who did something and when: "by Ann on 30 June 2025"; "" if unknown."""
    if not who or at is None:
        return ""
    return tr("by {who} on {day}").format(who=who, day=day(at.astimezone().date()))


def short(words: str, most: int = 60) -> str:
    """`words` on one line, shortened with … to at most `most` characters."""
    line = " ".join(words[: 2 * most].split())
    return line if len(line) <= most else f"{line[: most - 1]}…"

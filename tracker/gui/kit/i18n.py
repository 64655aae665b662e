"""The words of the window, in the user's language."""

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
"""What Qt's own widgets say in this window, for languages that Qt itself is not translated to."""


def speak(app: QCoreApplication) -> None:
    """Have Qt say its own words, and write dates, in the language that is in use."""
    here = QLocale(i18n.language())
    QLocale.setDefault(here)
    if i18n.language() == i18n.ENGLISH:
        return  # Qt says it as it is
    app.installTranslator(_Translator(app))
    qt = QTranslator(app)  # the one installed last is asked first
    if qt.load(here, "qtbase", "_", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(qt)


class _Translator(QTranslator):
    """Qt's own words from our translation, where it has them."""

    def translate(self, _context: str, text: str, _comment: str | None = None, _n: int = -1) -> str:
        return str(i18n.tr(text))

    def isEmpty(self) -> bool:
        return False


def tr(text: str, comment: str = "", n: int | None = None, **arguments: object) -> str:
    """The words of a message (`tracker.i18n.tr`) at once, since Qt takes no other value."""
    return str(Message(text, comment, n, arguments=arguments))


@lru_cache(maxsize=10_000)
def day(value: date | None) -> str:
    """A date as people write it: "30 June 2025"; "" for none."""
    return "" if value is None else f"{value.day} {QLocale().monthName(value.month)} {value.year}"


def moment(value: datetime) -> str:
    """A time of this place as people write it: "30 Jun 2025, 14:05"."""
    here = value.astimezone()
    month = QLocale().monthName(here.month, QLocale.FormatType.ShortFormat)
    return f"{here.day} {month} {here.year}, {here:%H:%M}"


def signed(who: str, at: datetime | None) -> str:
    """Who did something, and when: "by Ann on 30 June 2025"; "" where that is not known."""
    if not who or at is None:
        return ""
    return tr("by {who} on {day}").format(who=who, day=day(at.astimezone().date()))


def short(words: str, most: int = 60) -> str:
    """`words` on one line, with … where they are longer than `most`."""
    line = " ".join(words[: 2 * most].split())
    return line if len(line) <= most else f"{line[: most - 1]}…"

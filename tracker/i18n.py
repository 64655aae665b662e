"""The words that a user reads, in the user's language.

Code says them in English, through `tr()`; `make translations` (Qt's lupdate) collects them into
resources/i18n/tracker_<language>.ts, which translators edit with Qt Linguist and which are read as they are. The
English one has plurals only.
"""

import locale
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache, reduce
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from tracker.paths import resources

ENGLISH = "en"
_FEW = range(2, 5)
_PLURALS: Mapping[str, Callable[[int], int]] = {
    "ar": lambda n: n if n < 3 else 3 if 3 <= n % 100 <= 10 else 4 if n % 100 >= 11 else 5,
    "es": lambda n: int(n != 1),
    "fr": lambda n: int(n > 1),
    "ru": lambda n: 0 if n % 10 == 1 and n % 100 != 11 else 1 if n % 10 in _FEW and n % 100 // 10 != 1 else 2,
    "zh": lambda _n: 0,
}
"""Which of its plural forms a number takes in a language, in the order of Qt Linguist (the rules of the CLDR); any
other language has those of English."""

_ODD_BRACES = (LookupError, ValueError, AttributeError, TypeError)
"""What comes of filling in a translation whose braces are not those of the text."""

Key = tuple[str, str]
Forms = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Message:
    """Something to tell the user: `str()` gives the words in the language of that moment.

    `text` is English, with the names of `arguments` in braces and %n for the number `n`, by which its plural form is
    chosen; a `comment` tells equal texts apart that are not translated alike. `code` names the message to other
    programs and never changes; where it is "", no program is told. Arguments may be messages.
    """

    text: str
    comment: str = ""
    n: int | None = None
    code: str = ""
    arguments: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self._translate(_in_use[0])

    def in_language(self, wanted: str) -> str:
        """The words in a language; "" is the one in use. In English where nobody has translated them."""
        return self._translate(_in_use[0] if wanted in ("", language()) else _installed(wanted))

    def _translate(self, catalogue: "_Catalogue") -> str:
        words = _translated(self.text, self.comment, self.n, catalogue)
        try:
            return self._filled(words, catalogue)
        except _ODD_BRACES:
            return self._filled(self.text, catalogue)

    def _filled(self, words: str, catalogue: "_Catalogue") -> str:
        if self.n is not None:
            words = words.replace("%n", f"{self.n:,}")
        if not self.arguments:
            return words
        arguments = {
            name: value._translate(catalogue) if isinstance(value, Message) else value
            for name, value in self.arguments.items()
        }
        return words.format(**arguments)

    def __hash__(self) -> int:
        return hash((self.text, self.comment, self.n, *self.arguments))

    def as_json(self) -> dict[str, object]:
        """The message as JSON values, from which `from_json` rebuilds it in another process."""
        arguments = {
            name: value.as_json() if isinstance(value, Message) else _plain(value)
            for name, value in self.arguments.items()
        }
        return {
            "text": self.text,
            "comment": self.comment,
            "n": self.n,
            "code": self.code,
            "arguments": arguments,
        }

    def for_programs(self, name: str = "what") -> dict[str, object]:
        """What JSON of the command line says: the words under `name`, the code that programs know the message by, and
        what fills it in, the number as "n"; code and arguments are the same in every language."""
        number = {} if self.n is None else {"n": self.n}
        arguments = number | {name: _plain(value) for name, value in self.arguments.items()}
        return {name: str(self), "code": self.code, "arguments": arguments}

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> "Message":
        """The message of `as_json`."""
        arguments = {
            name: cls.from_json(value) if isinstance(value, dict) else value
            for name, value in values["arguments"].items()
        }
        return cls(values["text"], values["comment"], values["n"], values["code"], arguments)


def _plain(value: object) -> str | int | float | None:
    """An argument as JSON holds it, the same in every language."""
    if isinstance(value, Message):
        return value.in_language(ENGLISH)
    return value if value is None or isinstance(value, str | int | float) else str(value)


def tr(text: str, comment: str = "", n: int | None = None, *, code: str = "", **arguments: object) -> Message:
    """A message of the program, as in `Message`. lupdate finds the text where it is a plain string; `comment` and `n`
    are the second and third argument for its sake, as in Qt."""
    return Message(text, comment, n, code, arguments)


_JOINS = {
    ", ": tr("{before}, {next}"),
    "; ": tr("{before}; {next}"),
    " or ": tr("{before} or {next}"),
    " ": tr("{before} {next}"),
    "\n": Message("{before}\n{next}"),
}


def joined(between: str, parts: Iterable[Message]) -> Message:
    """One or more messages in a row, with a comma, a semicolon, a blank or the end of a line between them."""
    return reduce(lambda before, next: replace(_JOINS[between], arguments={"before": before, "next": next}), parts)


def QT_TR_NOOP(text: str) -> str:
    """Marks a text of a table for translators. Who shows it says `tr(text)`."""
    return text


def capital(words: str) -> str:
    """`words` with a capital letter at their beginning, the others as they are."""
    return words[:1].upper() + words[1:]


@dataclass(frozen=True, slots=True)
class _Catalogue:
    """The translations of a language."""

    language: str
    forms: Mapping[Key, Forms]


_in_use = [_Catalogue(ENGLISH, {})]


def language() -> str:
    """The code of the language that words are in, such as "fr"."""
    return _in_use[0].language


def use(wanted: str) -> None:
    """Say everything in a language from now on: "fr", "pt_BR", or the path of a .ts file, as translators try theirs.
    English where there is no such file. Raises ParseError where it is no XML, OSError where it can't be read."""
    _in_use[0] = _read(Path(wanted) if wanted.endswith(".ts") else _file(wanted))


def use_system_language() -> None:
    """Use the language that TRACKER_LANGUAGE names, else that of the system."""
    use(os.environ.get("TRACKER_LANGUAGE") or _of_system())


def _of_system() -> str:
    if sys.platform == "win32":  # there the environment does not say it
        return locale.getlocale()[0] or ENGLISH
    named = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return next(filter(None, named), ENGLISH).partition(".")[0]


def _file(wanted: str) -> Path:
    paths_of = (resources() / "i18n" / f"tracker_{name}.ts" for name in (wanted, wanted.partition("_")[0]))
    return next(filter(Path.is_file, paths_of), resources() / "i18n" / f"tracker_{ENGLISH}.ts")


def _read(path: Path) -> _Catalogue:
    root = ElementTree.parse(path).getroot()
    return _Catalogue(root.get("language") or path.stem.partition("_")[2] or ENGLISH, dict(_forms(root)))


@cache
def _english() -> _Catalogue:
    return _read(_file(ENGLISH))


@lru_cache(maxsize=16)
def _installed(wanted: str) -> _Catalogue:
    return _read(_file(wanted))


def _forms(root: ElementTree.Element) -> Iterator[tuple[Key, Forms]]:
    """The translations that are finished. Contexts, the classes that texts stand in, tell nothing apart: a translation
    stays when code moves."""
    for message in root.iter("message"):
        found = message.find("translation")
        if found is None or found.get("type") in ("unfinished", "vanished", "obsolete"):
            continue
        forms = tuple(one.text or "" for one in found.iter("numerusform")) or (found.text or "",)
        if all(forms):
            yield (message.findtext("source", ""), message.findtext("comment", "")), forms


def _translated(text: str, comment: str, n: int | None, catalogue: _Catalogue) -> str:
    forms = catalogue.forms.get((text, comment))
    if forms is None and n is not None:
        catalogue = _english()
        forms = catalogue.forms.get((text, comment))
    if forms is None:
        return text
    plural = _PLURALS.get(catalogue.language.partition("_")[0], _PLURALS["es"])
    return forms[min(plural(n), len(forms) - 1)] if n is not None else forms[0]

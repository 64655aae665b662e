"""A language that nobody speaks: what Qt's lupdate finds, in other letters. Whatever is still English on a screen, in a
workbook or at the command line was never offered to translators."""

import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from xml.etree import ElementTree

import PySide6

ROOT = Path(__file__).resolve().parent.parent
LUPDATE = Path(PySide6.__file__).parent / ("lupdate.exe" if sys.platform == "win32" else "lupdate")
_LATIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_OTHER = str.maketrans(_LATIN, "абцдефгхийклмнопярстувшжызАБЦДЕФГХИЙКЛМНОПЯРСТУВШЖЫЗ")
_KEPT = re.compile(r"\{[^{}]*\}|%n|%\(\w+\)[sr]|%[sr]")


def made_up(text: str) -> str:
    """A text in the language: every Latin letter replaced, but for the names of what is filled in."""
    kept = _KEPT.findall(text)
    parts = _KEPT.split(text)
    return "".join(part.translate(_OTHER) + filled for part, filled in zip(parts, [*kept, ""], strict=True))


def write_translation(path: Path, language: str = "xx") -> Path:
    """The .ts file of the language, with all that lupdate finds in the program."""
    sources = sorted(str(one) for one in (ROOT / "tracker").rglob("*.py"))
    command = [str(LUPDATE), "-silent", "-no-obsolete", *sources, "-ts", str(path)]
    subprocess.run(command, check=True, capture_output=True)
    tree = ElementTree.parse(path)
    tree.getroot().set("language", language)
    for message in tree.getroot().iter("message"):
        translation = message.find("translation")
        assert translation is not None
        translation.attrib.clear()
        words = made_up(message.findtext("source", ""))
        forms = translation.findall("numerusform")
        for form in forms or [translation]:
            form.text = words
    tree.write(path, encoding="utf-8", xml_declaration=True)
    return path


_RUN = re.compile(r"[^\u0400-\u04ff\n…]*[A-Za-z]{2}[^\u0400-\u04ff\n…]*")
_TAG = re.compile(r"</?\w+>")
_WORDS = re.compile(r"[^\W\d_]{2,}")


class Known:
    """What may be English: `texts` of the United Nations and of the user as a whole or cut; `names` also alone."""

    def __init__(self, texts: Iterable[str], names: Iterable[str]) -> None:
        self._texts = " \n ".join(_plain(one) for one in texts)
        self._names = sorted({_plain(one) for one in names if one}, key=len, reverse=True)

    def english(self, words: str) -> list[str]:
        """What else is English in `words`."""
        return [run.strip() for run in _RUN.findall(_TAG.sub(" ", words)) if not self._is_known(_plain(run))]

    def _is_known(self, run: str) -> bool:
        if len(run.split()) > 3 and run in self._texts:
            return True
        run = f" {run} "
        for name in self._names:
            run = run.replace(f" {name} ", "  ")
        return not re.search(r"[a-z]{2}", run) or (len(run.split()) > 3 and _plain(run) in self._texts)


def _plain(words: str) -> str:
    return " ".join(_WORDS.findall(_TAG.sub(" ", words.casefold())))

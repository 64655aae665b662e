"""What was dropped on the paragraph or on the form of evidence: files, or a link with its title."""

from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QMimeData, QUrl

_MOZILLA = "text/x-moz-url"


class Drop(NamedTuple):
    """Local files, or without any a link as the browser gave it, to the letter, and the title of its page."""

    files: list[Path]
    link: str = ""
    title: str = ""


def can_be_dropped(data: QMimeData) -> bool:
    """Whether there are files, or what may be a link."""
    return data.hasUrls() or data.hasFormat(_MOZILLA) or data.hasHtml() or data.hasText()


def dropped(data: QMimeData) -> Drop:
    """What was dropped. A file: URL that names a host counts as a link: opening it would contact that computer, which
    may be what the author of the link wants."""
    files = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile() and not url.host()]
    if files:
        return Drop(files)
    link, title = _of_mozilla(data)
    anchor = _Anchor()
    anchor.feed(data.html())
    link = link or _as_given(data, anchor.link) or anchor.link or data.text().strip()
    return Drop([], link, title or (" ".join(anchor.words.split()) if anchor.words.strip() != link else ""))


def _of_mozilla(data: QMimeData) -> tuple[str, str]:
    """The link and the title that Firefox gives, in UTF-16."""
    words = bytes(data.data(_MOZILLA).data()).decode("utf-16-le", "replace").strip("\0\ufeff")
    link, _, title = words.partition("\n")
    return link.strip(), " ".join(title.split())


def _as_given(data: QMimeData, linked: str) -> str:
    """The first link of a list of URIs, as it stands in what came with it, the text or the page (`linked`): Qt writes
    those of the list in its own way."""
    first = next((url for url in data.urls() if url.scheme()), None)  # comments in the list have none
    if first is None:
        return ""
    texts = (data.text().strip() if data.hasFormat("text/plain") else "", linked)
    return next((text for text in texts if text and QUrl(text) == first), bytes(first.toEncoded().data()).decode())


class _Anchor(HTMLParser):
    """The first link in HTML, and its words."""

    def __init__(self) -> None:
        super().__init__()
        self.link = self.words = ""
        self._inside = False

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag == "a" and not self.link:
            self.link = (dict(attributes).get("href") or "").strip()
            self._inside = bool(self.link)

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "a"

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.words += data

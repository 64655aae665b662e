"""The theme: one type scale and two sets of colours, from which everything else is derived. Sizes are those at 100 %
(`sizes`): type 11 caption, 12 small, 13 body, 14 full text, 15 title.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from string import Template

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from tracker import paths
from tracker.gui.kit import sizes

CAPTION, SMALL, BODY, FULL_TEXT, TITLE = 11, 12, 13, 14, 15
FULL_TEXT_LINE, NOTE_LINE = 22, 17  # pixels from line to line: 1.55 and 1.4 of the size
CORNER = 6
_PIXELS = re.compile(r"\b([3-9]|[1-9][0-9]+)px")
_FAMILIES = ["Inter", "Segoe UI", "SF Pro Text", "Noto Sans", "Helvetica Neue", "DejaVu Sans"]


@dataclass(frozen=True, slots=True)
class Colours:
    """Every text colour has a contrast of at least 4.5 : 1 on every background colour."""

    ground: str
    surface: str
    line: str
    text: str
    quiet: str
    accent: str
    on_accent: str
    warning: str
    chosen: str
    hover: str
    edge: str
    """Around fields and buttons, 3 : 1 on the grounds of panes."""


LIGHT = Colours(
    "#F4F6F8",
    "#FFFFFF",
    "#E3E6EB",
    "#1B1F24",
    "#5B6470",
    "#1F6FB2",
    "#FFFFFF",
    "#A4432D",
    "#E6F0F8",
    "#EDF1F5",
    "#858E99",
)
DARK = Colours(
    "#171B20",
    "#1F242B",
    "#363E48",
    "#E8EBEF",
    "#A9B2BD",
    "#6CB2EA",
    "#0E1A26",
    "#F2A08C",
    "#26384A",
    "#2A313A",
    "#717D8B",
)


_chosen = "system"


def colours() -> Colours:
    """The colours in use: dark or light as chosen by the user, else as the system."""
    if _chosen != "system":
        return DARK if _chosen == "dark" else LIGHT
    return DARK if QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark else LIGHT


def font(size: int = BODY, weight: int = 400, italic: bool = False) -> QFont:
    """A font of the type scale, in the size of text in use."""
    made = QFont()
    made.setFamilies(_FAMILIES)
    made.setPixelSize(sizes.px(size))
    made.setWeight(QFont.Weight(weight))
    made.setItalic(italic)
    return made


def set_scheme(name: str) -> None:
    """Choose "light", "dark" or "system"; call `apply` afterwards."""
    global _chosen
    _chosen = name
    schemes = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
    QGuiApplication.styleHints().setColorScheme(schemes.get(name, Qt.ColorScheme.Unknown))


def apply(app: QApplication) -> None:
    """Set the application's font, palette and style sheet for the current scheme."""
    sheet = style_sheet(colours())
    if app.styleSheet() == sheet:  # Qt would style all widgets again
        return
    app.setStyle("Fusion")
    app.setFont(font())
    app.setPalette(palette(colours()))
    app.setStyleSheet(sheet)


@contextmanager
def styled_when_built() -> Iterator[None]:
    """A window that is made in the block gets the style sheet at its end: with one, Qt looks at all widgets below each
    widget that is put into another, which takes more time than all the rest of a window."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    app.setStyleSheet("")
    try:
        yield
    finally:
        app.setStyleSheet(style_sheet(colours()))


def palette(c: Colours) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for name, colour in (
        (role.Window, c.ground),
        (role.Base, c.surface),
        (role.AlternateBase, c.ground),
        (role.Button, c.surface),
        (role.ToolTipBase, c.surface),
        (role.WindowText, c.text),
        (role.Text, c.text),
        (role.ButtonText, c.text),
        (role.ToolTipText, c.text),
        (role.PlaceholderText, c.quiet),
        (role.Highlight, c.accent),
        (role.HighlightedText, c.on_accent),
        (role.Link, c.accent),
        (role.Mid, c.line),
    ):
        palette.setColor(name, QColor(colour))
    for name in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, QColor(c.quiet))
    return palette


def style_sheet(c: Colours) -> str:
    """The style sheet of the window in these colours and in the size of text in use. Lines of a pixel or two stay thin;
    what is primary keeps its size when its border grows."""
    scale = {"body": BODY, "small": SMALL, "caption": CAPTION, "title": TITLE, "corner": CORNER}
    inner = {"inner_height": sizes.px(6) - 1, "inner_width": sizes.px(14) - 1}
    icons, scheme = (paths.resources() / "icons").as_posix(), "dark" if c is DARK else "light"
    sheet = (paths.resources() / "window.qss").read_text(encoding="utf-8")
    template = Template(_PIXELS.sub(lambda found: f"{sizes.px(int(found[1]))}px", sheet))
    ring = c.on_accent if c is DARK else c.text
    return template.substitute(
        asdict(c),
        **{name: sizes.px(size) for name, size in scale.items()},
        **inner,
        icons=icons,
        scheme=scheme,
        focus_on_accent=ring,
    )

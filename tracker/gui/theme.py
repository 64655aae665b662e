"""How the window looks: one spacing unit, one type scale, two sets of colours; all else is worked out from these.

The tokens are those of the design: unit 4 px; type 11 caption, 13 body, 14 full text, 15 title.
"""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from tracker import paths

UNIT = 4
CAPTION, BODY, FULL_TEXT, TITLE = 11, 13, 14, 15
FULL_TEXT_LINE, NOTE_LINE = 22, 17  # pixels from line to line: 1.55 and 1.4 of the size
CORNER = 6
_FAMILIES = ["Inter", "Segoe UI", "SF Pro Text", "Noto Sans", "Helvetica Neue", "DejaVu Sans"]


@dataclass(frozen=True, slots=True)
class Colours:
    """Each text colour has a contrast of 4.5 : 1 or more on each ground."""

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
    """Around fields and buttons."""


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
    "#D3D8DF",
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
    "#535E6B",
)


_chosen = "system"


def colours() -> Colours:
    """The colours in use: dark or light as the user chose, else as the system is."""
    if _chosen != "system":
        return DARK if _chosen == "dark" else LIGHT
    return DARK if QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark else LIGHT


def font(size: int = BODY, weight: int = 400, italic: bool = False) -> QFont:
    """A font of the type scale, in pixels."""
    made = QFont()
    made.setFamilies(_FAMILIES)
    made.setPixelSize(size)
    made.setWeight(QFont.Weight(weight))
    made.setItalic(italic)
    return made


def set_scheme(name: str) -> None:
    """Choose "light", "dark" or "system"; `apply` puts it on."""
    global _chosen
    _chosen = name
    schemes = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
    QGuiApplication.styleHints().setColorScheme(schemes.get(name, Qt.ColorScheme.Unknown))


def apply(app: QApplication) -> None:
    """Put font, palette and style sheet of the current scheme on the application."""
    app.setStyle("Fusion")
    app.setFont(font())
    app.setPalette(_palette(colours()))
    app.setStyleSheet(_sheet(colours()))


def _palette(c: Colours) -> QPalette:
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


def _sheet(c: Colours) -> str:
    icons, scheme = (paths.resources() / "icons").as_posix(), "dark" if c is DARK else "light"
    return f"""
    QWidget {{ font-size: {BODY}px; }}
    QMainWindow, QDialog, QMenuBar, QStatusBar {{ background: {c.ground}; color: {c.text}; }}
    QMenuBar {{ border-bottom: 1px solid {c.line}; padding: 2px 8px; }}
    QMenuBar::item {{ padding: 4px 8px; border-radius: 4px; background: transparent; }}
    QMenuBar::item:selected {{ background: {c.chosen}; }}
    QMenu {{ background: {c.surface}; border: 1px solid {c.line}; padding: 4px; }}
    QMenu::item {{ padding: 6px 24px 6px 24px; border-radius: 4px; }}
    QMenu::item:selected {{ background: {c.chosen}; color: {c.text}; }}
    QMenu::item:disabled {{ color: {c.quiet}; }}
    QMenu::separator {{ height: 1px; background: {c.line}; margin: 4px 8px; }}
    QStatusBar {{ border-top: 1px solid {c.line}; color: {c.quiet}; }}
    QStatusBar::item {{ border: none; }}
    QStatusBar QLabel {{ color: {c.quiet}; font-size: 12px; }}
    QToolTip {{ background: {c.surface}; color: {c.text}; border: 1px solid {c.line}; padding: 4px 8px; }}
    QSplitter::handle {{ background: {c.line}; }}
    QScrollArea, QAbstractScrollArea {{ border: none; }}
    QTableView, QTextEdit {{ border: 1px solid transparent; }}
    QTableView:focus, QTextEdit:focus {{ border: 1px solid {c.accent}; }}
    QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0; }}
    QScrollBar::handle:vertical {{ background: {c.line}; border-radius: 4px; min-height: 32px; margin: 2px; }}
    QScrollBar::handle:vertical:hover {{ background: {c.quiet}; }}
    QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 0; }}
    QScrollBar::handle:horizontal {{ background: {c.line}; border-radius: 4px; min-width: 32px; margin: 2px; }}
    QAbstractScrollArea::corner {{ background: transparent; border: none; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}

    #header {{ background: {c.surface}; border-bottom: 1px solid {c.line}; }}
    #left {{ background: {c.ground}; }}
    #middle, #right, #page {{ background: {c.surface}; }}
    #tools {{ background: {c.ground}; border-top: 1px solid {c.line}; }}
    #source {{ border: 1px solid transparent; border-radius: 0; padding: 0; }}
    #source:focus {{ border: 1px solid {c.accent}; }}
    #pageHead {{ background: {c.surface}; border-bottom: 1px solid {c.line}; }}
    QLabel {{ background: transparent; color: {c.text}; }}
    QLabel:focus {{ border: 1px solid {c.accent}; border-radius: 4px; }}
    QLabel[role="quiet"] {{ color: {c.quiet}; }}
    QLabel[role="caption"] {{ color: {c.quiet}; font-size: {CAPTION}px; }}
    QLabel[role="section"] {{ font-weight: 600; }}
    QLabel[role="title"] {{ font-size: {TITLE}px; font-weight: 600; }}
    QLabel[role="warning"] {{ color: {c.warning}; }}
    QLabel[role="strong"] {{ font-weight: 600; }}
    QLabel[role="chip"] {{ border: 1px solid {c.line}; border-radius: 9px; padding: 1px 9px; color: {c.text};
        font-size: 12px; background: {c.ground}; }}
    QFrame[role="card"] {{ background: {c.surface}; border: 1px solid {c.line}; border-radius: {CORNER}px; }}
    QFrame[role="rule"] {{ background: {c.line}; border: none; max-height: 1px; min-height: 1px; }}
    QFrame[role="strip"] {{ background: {c.chosen}; border: none; border-bottom: 1px solid {c.line}; }}
    QFrame[role="message"] {{ background: {c.surface}; border: 1px solid {c.warning}; border-radius: {CORNER}px; }}

    QLineEdit, QPlainTextEdit, QComboBox, QDateEdit {{ background: {c.surface}; color: {c.text};
        border: 1px solid {c.edge}; border-radius: {CORNER}px; padding: 5px 8px;
        selection-background-color: {c.accent}; selection-color: {c.on_accent}; }}
    QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus {{ border: 1px solid {c.accent}; }}
    QComboBox QLineEdit, QComboBox QLineEdit:focus {{ border: none; padding: 0; background: transparent; }}
    QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"] {{ border: 1px solid {c.warning}; }}
    QComboBox::drop-down {{ border: none; width: 24px; }}
    QComboBox::down-arrow {{ image: url("{icons}/chevron-{scheme}.svg"); width: 12px; height: 12px; }}
    QComboBox QAbstractItemView {{ background: {c.surface}; color: {c.text}; border: 1px solid {c.line};
        selection-background-color: {c.chosen}; selection-color: {c.text}; outline: none; }}
    #popup {{ background: {c.surface}; border: 1px solid {c.quiet}; padding: 4px; }}
    #popup::item {{ padding: 4px 8px; }}
    #popup::item:selected {{ background: {c.chosen}; color: {c.text}; }}
    QPushButton {{ background: {c.surface}; color: {c.text}; border: 1px solid {c.edge};
        border-radius: {CORNER}px; padding: 6px 14px; font-weight: 500; }}
    QPushButton:hover {{ background: {c.hover}; }}
    QPushButton:focus {{ border: 1px solid {c.accent}; }}
    QPushButton:disabled {{ color: {c.quiet}; background: {c.ground}; }}
    QPushButton[role="primary"] {{ background: {c.accent}; color: {c.on_accent}; border: 1px solid {c.accent}; }}
    QPushButton[role="primary"]:disabled {{ background: {c.ground}; color: {c.quiet}; border: 1px solid {c.line}; }}
    QPushButton[role="primary"]:focus {{ border: 2px solid {c.on_accent if c is DARK else c.text}; padding: 5px 13px; }}
    QPushButton[role="link"] {{ background: transparent; border: 1px solid transparent; color: {c.accent};
        padding: 2px 4px; font-weight: 500; }}
    QPushButton[role="link"]:hover {{ text-decoration: underline; }}
    QPushButton[role="link"]:focus {{ border: 1px solid {c.accent}; }}
    QPushButton[role="link"]:disabled {{ color: {c.quiet}; }}
    QPushButton[role="nav"] {{ background: transparent; border: 1px solid transparent; text-align: left;
        padding: 6px 10px; font-weight: 400; }}
    QPushButton[role="nav"]:hover {{ background: {c.hover}; }}
    QPushButton[role="nav"]:checked {{ background: {c.chosen}; font-weight: 600; color: {c.accent}; }}
    QPushButton[role="nav"]:focus {{ border: 1px solid {c.accent}; }}
    QCheckBox, QRadioButton {{ color: {c.text}; spacing: 8px; background: transparent; padding: 2px; }}
    QCheckBox:focus {{ border: 1px solid {c.accent}; border-radius: 4px; }}
    QCheckBox::indicator, QListView::indicator, QTableView::indicator {{ width: 14px; height: 14px;
        border: 1px solid {c.quiet}; border-radius: 3px; background: {c.surface}; }}
    QCheckBox::indicator:checked, QListView::indicator:checked, QTableView::indicator:checked {{ background: {c.accent};
        border: 1px solid {c.accent}; image: url("{icons}/check-{scheme}.svg"); }}
    QTableView {{ background: {c.surface}; alternate-background-color: {c.ground}; color: {c.text};
        gridline-color: {c.line}; selection-background-color: {c.chosen}; selection-color: {c.text}; outline: none; }}
    QTableView::item {{ padding: 3px 7px; border: 1px solid transparent; border-bottom: 1px solid {c.line}; }}
    QTableView::item:focus {{ border: 1px solid {c.accent}; }}
    #framed {{ border: 1px solid {c.line}; border-radius: {CORNER}px; }}
    #framed:focus {{ border: 1px solid {c.accent}; }}
    #framed QLineEdit {{ border-radius: 0; padding: 0 7px; }}
    QHeaderView::section {{ background: {c.ground}; color: {c.quiet}; border: none; border-bottom: 1px solid {c.line};
        padding: 6px 8px 6px 11px; font-weight: 600; font-size: 12px; text-align: left; }}
    QListView {{ background: {c.surface}; color: {c.text}; outline: none; }}
    QListWidget, QListView[role="list"] {{ border: 1px solid {c.line}; border-radius: {CORNER}px; padding: 4px; }}
    QListWidget:focus, QListView[role="list"]:focus {{ border: 1px solid {c.accent}; }}
    QListWidget::item, QListView[role="list"]::item {{ padding: 4px; }}
    #doubts {{ border: 1px solid transparent; padding: 0; }}
    #doubts:focus {{ border: 1px solid {c.accent}; padding: 0; }}
    #doubts::item {{ height: {6 * UNIT}px; padding: 0; color: {c.warning}; border-radius: 4px; }}
    #doubts::item:selected {{ color: {c.warning}; }}
    QListWidget::item:selected, QListView[role="list"]::item:selected {{ background: {c.chosen}; color: {c.text}; }}
    QProgressBar {{ border: 1px solid {c.line}; border-radius: 4px; background: {c.ground}; text-align: center;
        color: {c.text}; font-size: {CAPTION}px; max-height: 16px; }}
    QProgressBar::chunk {{ background: {c.accent}; border-radius: 3px; }}
    """

"""Words and the focus can be seen: contrasts as WCAG 2 reckons them, worked out from the theme, light and dark."""

import re

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from tracker.domain.casework.levels import Level
from tracker.gui.kit import theme
from tracker.gui.shell.app import application

SCHEMES = pytest.mark.parametrize("colours", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
TEXT, RING = 4.5, 3.0
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
HEX = re.compile(r"#[0-9A-Fa-f]{6}\b")


def contrast(one: str, other: str) -> float:
    """From 1 to 21."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    shown = QColor(colour)
    parts = shown.redF(), shown.greenF(), shown.blueF()
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_contrast_is_reckoned_as_wcag_does():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@SCHEMES
def test_every_text_on_every_ground(colours):
    grounds = (colours.ground, colours.surface, colours.chosen, colours.hover)
    for text in (colours.text, colours.quiet, colours.accent, colours.warning):
        for ground in grounds:
            assert contrast(text, ground) >= TEXT, (text, ground)
    assert contrast(colours.on_accent, colours.accent) >= TEXT


@SCHEMES
def test_the_focus_ring_on_every_ground(colours):
    for ground in (colours.ground, colours.surface, colours.chosen, colours.hover):
        assert contrast(colours.accent, ground) >= RING, ground
    (ring,) = re.findall(r'"primary"\]:focus \{ border: 2px solid (#\w+)', theme.style_sheet(colours))
    assert contrast(ring, colours.accent) >= RING


@SCHEMES
def test_the_edges_of_fields_on_the_grounds_of_panes(colours):
    for ground in (colours.ground, colours.surface):
        assert contrast(colours.edge, ground) >= RING, ground
    for selector, body in RULE.findall(theme.style_sheet(colours)):
        if re.fullmatch(r"QLineEdit, .*|QListWidget, .*|#framed", selector.strip()):
            assert colours.edge in body, selector


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("field", [QLineEdit, QPlainTextEdit])
def test_a_placeholder_is_read(qtbot, field, scheme):
    app = application()
    theme.set_scheme(scheme)
    theme.apply(app)
    line = field()
    qtbot.addWidget(line)
    line.ensurePolished()
    words = line.palette().color(QPalette.ColorRole.PlaceholderText)
    assert words.alpha() == 255
    assert contrast(words.name(), theme.colours().surface) >= TEXT


@SCHEMES
def test_every_rule_of_the_style_sheet(colours):
    """A rule that sets words and ground has both; one that sets the words alone may stand on any ground of panes."""
    looked_at = 0
    for selector, body in RULE.findall(theme.style_sheet(colours)):
        if ":disabled" in selector:
            continue
        props = dict(part.strip().split(": ", 1) for part in body.split(";") if ": " in part)
        for words, ground in (("color", "background"), ("selection-color", "selection-background-color")):
            if not (colour := HEX.fullmatch(props.get(words, ""))):
                continue
            behind = HEX.findall(props.get(ground, "")) or [colours.ground, colours.surface]
            for one in behind:
                looked_at += 1
                assert contrast(colour[0], one) >= TEXT, (selector.strip(), colour[0], one)
    assert looked_at > 30


@SCHEMES
def test_every_pair_of_the_palette(colours):
    palette, role = theme.palette(colours), QPalette.ColorRole
    for words, ground in (
        (role.WindowText, role.Window),
        (role.Text, role.Base),
        (role.Text, role.AlternateBase),
        (role.ButtonText, role.Button),
        (role.ToolTipText, role.ToolTipBase),
        (role.PlaceholderText, role.Base),
        (role.HighlightedText, role.Highlight),
        (role.Link, role.Window),
    ):
        assert contrast(palette.color(words).name(), palette.color(ground).name()) >= TEXT, (words, ground)


@pytest.mark.parametrize("level", list(Level))
def test_the_chip_of_every_level(level):
    ground, words = level.colours
    assert contrast(f"#{ground}", f"#{words}") >= TEXT

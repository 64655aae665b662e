"""How a sheet is printed."""

from typing import Any


def set_page(sheet: Any, orientation: str) -> None:
    """A4, as wide as the paper, with page numbers. `orientation`: portrait or landscape."""
    sheet.page_setup.orientation = orientation
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_margins.left = sheet.page_margins.right = 0.3
    sheet.page_margins.top, sheet.page_margins.bottom, sheet.page_margins.footer = 0.4, 0.6, 0.3
    sheet.oddFooter.left.text, sheet.oddFooter.right.text = "&A", "Page &P of &N"

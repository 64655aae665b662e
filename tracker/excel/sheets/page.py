"""How a sheet is printed."""

from typing import Any


def set_page(sheet: Any, orientation: str) -> None:
    """A4, as wide as the paper, with page numbers. `orientation`: portrait or landscape."""
    sheet.page_setup.orientation = orientation
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddFooter.right.text = "Page &P of &N"

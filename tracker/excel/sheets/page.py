"""Print settings of a sheet."""

from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from tracker.i18n import tr

_PAGE = tr("Page {page} of {pages}", page="&P", pages="&N")


def set_page(sheet: Worksheet, wide: int = 1, high: int = 0) -> None:
    """Print on A4 landscape with page numbers, `wide` pages across and `high` down (0: as many as needed); pages of the
    same rows follow each other."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = wide, high
    sheet.page_setup.pageOrder = "overThenDown"
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins.left = sheet.page_margins.right = 0.3
    sheet.page_margins.top, sheet.page_margins.bottom, sheet.page_margins.footer = 0.4, 0.6, 0.3
    footer = sheet.oddFooter
    assert footer is not None
    footer.left.text, footer.right.text = "&A", str(_PAGE)

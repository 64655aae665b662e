"""The compliance workbook. Rows come in, a file goes out; openpyxl stays in here."""

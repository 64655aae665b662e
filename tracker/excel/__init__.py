"""The compliance workbook: rows in, a file out. Only this package imports openpyxl."""

"""Exchange of workbooks: the page that exports one, and the page that imports returned ones."""

"""Plain frozen values and the rules between them: no Qt, no SQL, no file format."""

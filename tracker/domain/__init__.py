"""Plain frozen values and the rules that hold between them: no Qt, no SQL, no file format."""

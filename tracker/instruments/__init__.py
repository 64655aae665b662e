"""A resolution's file → Instrument: format → blocks → structure → footnotes, clauses, citations, themes."""

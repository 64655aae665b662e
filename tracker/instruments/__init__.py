"""From a resolution's file to an Instrument: format → blocks → structure → footnotes, clauses, citations, themes."""

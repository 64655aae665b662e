"""The registers: tables of all measures, and of all evidence, of a Member State."""

"""The registers: all measures, or all evidence, of a Member State."""

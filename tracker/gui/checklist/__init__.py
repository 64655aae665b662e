"""The list of paragraphs: model, filters, how a row is painted."""

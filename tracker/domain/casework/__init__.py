"""What an analyst records: assessments, measures, evidence, review, and the rules between them."""

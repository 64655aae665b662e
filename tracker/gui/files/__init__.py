"""Files of evidence: shown, opened, copied in and out."""

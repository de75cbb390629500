"""Files of spreadsheets, of every kind, as the sheets that somebody sees."""

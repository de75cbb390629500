"""Care agreements: documents with sections, their validity, what has changed, and how they are searched."""

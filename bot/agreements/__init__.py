"""Importing agreements, letters about them, and the region's own synonyms."""

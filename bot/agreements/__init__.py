"""Agreements on their way in, and what the region adds to their search."""

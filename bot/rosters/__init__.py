"""Rosters: reading and publishing them, the letters about them, and their jobs."""

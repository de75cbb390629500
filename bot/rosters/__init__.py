"""Rosters on their way in, what is told of them, and what is due."""

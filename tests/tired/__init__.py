"""Whole questions as tired people type them, and a judge of the first line that they are shown."""

"""Sheets of every layout, read into rows."""

"""Lookups, misses and contact failures, as they are counted."""

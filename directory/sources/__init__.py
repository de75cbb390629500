"""Reads and writes files: regions (docs/region-files.md), rosters and agreements."""

"""Importing the region's files, with letters about what changes."""

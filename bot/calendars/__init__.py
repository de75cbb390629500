"""Shifts as a calendar program reads them."""

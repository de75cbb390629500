"""Shifts that people offer, take over and exchange."""

"""Consultation hours: what specialists offer beside the on-call chain, and who has booked it."""

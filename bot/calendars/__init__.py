"""Shifts, consultation hours and bookings as a calendar program reads them."""

"""Calendars (iCalendar, RFC 5545), read into rows."""

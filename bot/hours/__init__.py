"""Consultation hours as they are told of: reminders, what is released, offers to those who wait."""

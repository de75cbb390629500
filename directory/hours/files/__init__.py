"""Consultation hours as the region's files hold them: read, compared with the stored, written."""

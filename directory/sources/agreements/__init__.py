"""Reads agreement documents in Markdown, DOCX, PDF and HTML as the same value."""

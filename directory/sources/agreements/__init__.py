"""Agreement documents in: Markdown, DOCX, PDF and HTML, read as the same value."""

"""The files of a region: read, checked, compared and written."""

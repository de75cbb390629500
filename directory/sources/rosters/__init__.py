"""Rosters as other programs keep them: calendars, lists and month matrices, read into rows."""

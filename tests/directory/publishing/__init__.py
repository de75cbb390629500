"""Publishing rosters."""

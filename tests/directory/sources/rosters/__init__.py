"""Stories about rosters as other programs keep them."""

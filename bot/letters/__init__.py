"""Letters as they are read, the inbox, and what can be followed."""

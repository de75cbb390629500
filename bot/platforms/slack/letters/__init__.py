"""Letters as direct messages."""

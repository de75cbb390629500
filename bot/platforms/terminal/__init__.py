"""The terminal: cards as aligned text."""

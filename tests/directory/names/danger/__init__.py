"""Words that mean danger to life."""

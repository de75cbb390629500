"""Care agreements: their sections, whether they hold, what has changed, how they are searched."""

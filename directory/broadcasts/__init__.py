"""Broadcasts: to whom, why exactly so many, and what has become of each recipient."""

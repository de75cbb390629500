"""A roster on its way in: what it would change, and the drafts that wait."""

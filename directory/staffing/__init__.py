"""Whether those on duty are there."""

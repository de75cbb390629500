"""Identities on platforms, and what they have chosen for themselves."""

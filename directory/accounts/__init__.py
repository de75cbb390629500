"""Identities on platforms, with the settings that people have chosen."""

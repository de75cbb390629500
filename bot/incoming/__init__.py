"""Reads what comes from outside: addresses over HTTP, and documents in their own process."""

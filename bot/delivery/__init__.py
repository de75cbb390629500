"""Sends the letters in the outbox: the worker, and the port that each channel implements."""

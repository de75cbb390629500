"""How long a test waits for what must come.

A guard against a run without an end on a machine that is busy with other things, and never what is tested:
what comes sooner is no better.
"""

PATIENCE = 120.0
"""Seconds."""

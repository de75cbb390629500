"""Slack's Web API: one kind of call, one kind of answer, and how the line to it is."""

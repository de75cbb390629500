"""Slack: Bolt in, Card → Block Kit, Form → modal."""

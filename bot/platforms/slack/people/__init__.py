"""Who somebody in Slack is, and how they are reached."""

"""What Slack is shown: cards, letters and forms as its blocks, and presses as they come back."""

"""What Slack sends: commands, messages, presses and forms, over HTTP and Socket Mode."""

"""How an answer reaches the asker: its ways, modals, and answers that Slack may not have heard."""

"""What the words of a question mean, whatever the command, and what is said where nothing does."""

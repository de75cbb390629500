"""What the words of a question mean, for any command, and the answer if they mean nothing."""

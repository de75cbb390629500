"""What is set in the environment."""

"""What is set in the environment and in `.env`, and what is wrong with it; never a value."""

"""What runs in the background, and how it starts and stops."""

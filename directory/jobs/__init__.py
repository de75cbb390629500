"""What processes must know of each other's jobs."""

"""What is asked of medicines that may be short: counts by substance and day, and when they rise."""

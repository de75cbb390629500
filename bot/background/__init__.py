"""What runs beside the answers, and how it begins and ends."""

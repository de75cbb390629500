"""What is written in rosters: names, roles, dates, times, and the words that are left."""

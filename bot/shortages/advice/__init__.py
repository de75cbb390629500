"""What is told of advice of specialist groups: to the group that answers for it, and to those who
follow what it is about."""

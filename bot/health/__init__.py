"""How konsult is, seen from outside: each line in and out, and how fast answers come."""

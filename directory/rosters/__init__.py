"""Who is on duty: shifts, overrides, rotations, and the chains that lead to them."""

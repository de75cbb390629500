"""Who follows which medicines, and what of their shortages is news to each of them."""

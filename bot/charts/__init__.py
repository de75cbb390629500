"""Numbers as pictures: what a chart shows is a value, and matplotlib is known in one file."""

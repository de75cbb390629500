"""Each item apart: one that fails is noted, counted and tried again later, and the others go on."""

"""Where the directory is kept: in a database or in memory. The only package that knows SQL."""

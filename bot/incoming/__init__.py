"""What comes from outside: addresses that are read, files that are read apart."""

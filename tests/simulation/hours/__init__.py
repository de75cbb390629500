"""A year of consultation hours, played through the commands and held against an oracle."""

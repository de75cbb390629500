"""What is kept of misses: counted and never held, and taken away where no meaning would help."""

from directory.counting.misses import MissedWords
from directory.kinds import Kind

MISSED_WORDS = Kind(MissedWords)

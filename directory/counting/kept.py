"""What is kept of misses: counted and never held, and taken away where no meaning would help."""

from directory.kinds import Kind
from directory.misses import MissedWords

MISSED_WORDS = Kind(MissedWords)

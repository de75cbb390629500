"""What is stored of misses: counts, not held in memory, removed when a word is dismissed."""

from directory.counting.misses import MissedWords
from directory.kinds import Kind

MISSED_WORDS = Kind(MissedWords)

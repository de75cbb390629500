"""What is stored of misses: counts, not held in memory, removed when a word is dismissed.

The words are forgotten after ninety days; the audit, which is not, has never had them.
"""

from directory.counting.misses import MissedWords
from directory.kinds import Kind

MISSED_WORDS = Kind(MissedWords, audited_by="command", unaudited=("words",))

"""What people ask: 500 different questions, always the same, none of them tuned to the answer."""

import random

from directory.catalogue.specialties import official_lexicon
from directory.region import Region

COUNT = 500
TIMES = ("", "", "", "", "", "i natt", "imorgon", "lör 23", "fre kväll", "24/12 08:00")
NONSENSE = ("pizza", "wifi", "parkering", "tack så mycket", "astrologi", "lunch", "skrivare trasig")
PHRASES = ("vem kan jag ringa om {}", "{} akut", "bakjour {}", "hjälp med {}", "{}")


def questions(region: Region) -> list[str]:
    """Official and everyday names, conditions, misspellings, phrases, places, times, nonsense."""
    chance = random.Random(1)
    hospitals = [unit.name for unit in region.units if unit.id == unit.hospital] or [""]
    asked: dict[str, None] = {}
    while len(asked) < COUNT:
        place = chance.choice(hospitals) if chance.random() < 0.15 else ""
        words = (_subject(chance), place, chance.choice(TIMES))
        asked[" ".join(word for word in words if word)] = None
    return list(asked)


def _subject(chance: random.Random) -> str:
    specialty = chance.choice(official_lexicon().specialties)
    kind = chance.random()
    if kind < 0.35:
        return specialty.name
    if kind < 0.55:
        return chance.choice((*specialty.lay_terms, *specialty.titles, specialty.name))
    if kind < 0.75:
        return chance.choice((*specialty.conditions, specialty.name))
    if kind < 0.85:
        return _misspelt(specialty.name, chance)
    if kind < 0.95:
        return chance.choice(PHRASES).format(chance.choice((*specialty.conditions, specialty.name)))
    return f"{chance.choice(NONSENSE)} {chance.randrange(100)}"


def _misspelt(word: str, chance: random.Random) -> str:
    place = chance.randrange(1, len(word) - 1)
    return word[:place] + word[place + 1 :]

"""Demand in words: ”14 frågor om estradiol på två dagar, inget råd finns”."""

from bot.shortages.demand.asked_for import AskedFor


def demand_words(asked: AskedFor) -> str:
    """How much was asked for in two days, and whether advice is in force."""
    times = asked.demand.times
    noun = "fråga" if times == 1 else "frågor"
    advice = "råd finns" if asked.has_advice else "inget råd finns"
    return f"{times} {noun} om {substance_words(asked.name)} på två dagar, {advice}"


def usual_words(asked: AskedFor) -> str:
    """How much is usual, as far as that is known."""
    usual = asked.demand.usual
    if usual is None:
        return "Frågorna har räknats för kort tid för att säga vad som är vanligt."
    if round(usual) == 0:
        return "Annars brukar det knappt komma några."
    return f"Vanligt är {round(usual)} på två dagar."


def substance_words(name: str) -> str:
    """A substance inside a sentence: ”estradiol”; an abbreviation stays as it is."""
    first, rest = name[:1], name[1:]
    return f"{first.lower()}{rest}" if rest and rest[0].islower() else name

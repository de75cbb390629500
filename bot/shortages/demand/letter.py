"""The letter to the members of a group: more is asked of a medicine of theirs than usual."""

from bot import links
from bot.letters.card import letter_button
from bot.shortages.advice.letters import ADVICE_NEWS
from bot.shortages.demand.asked_for import AskedFor
from bot.shortages.demand.matters import of_missing_advice
from bot.shortages.demand.words import demand_words, usual_words
from directory.letters.outbox import Letter, LetterButton
from directory.shortages.groups.group import MedicineGroup


def demand_letter(asked: AskedFor, group: MedicineGroup) -> Letter:
    """It counts questions and knows nothing of who asked."""
    write = () if asked.has_advice else (_write(asked),)
    see = letter_button("Visa restnoteringen", links.see_medicine(asked.substance))
    return Letter(
        topic=ADVICE_NEWS,
        title=demand_words(asked),
        lines=(
            usual_words(asked),
            f"Läkemedlet står på listan för {group.name}. Bara antalet frågor räknas, inte vem "
            "som frågar.",
        ),
        buttons=(*write, see),
        matter="" if asked.has_advice else of_missing_advice(asked.substance),
    )


def _write(asked: AskedFor) -> LetterButton:
    return letter_button("Skriv ett råd", links.write_advice(asked.substance))

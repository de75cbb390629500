"""The topic that is asked for: a few words, never of a patient."""

from bot.cards import Card, Form, Part, Press, Text, TextField
from bot.commands.tid.case import HourCase
from bot.commands.tid.words import purpose_words
from bot.questions.request import Reply
from directory.hours.offered import ConsultationHour

TOPIC = "ämne"
LONGEST = 100
HINT = "Några ord, aldrig något om patienten. Till exempel ”insättning av kalciumblockerare”."
_NONE = "Skriv med några ord vad du vill fråga om."
_TOO_LONG = f"Skriv högst {LONGEST} tecken."


def topic_of(case: HourCase) -> str:
    """What was written, in one line."""
    return " ".join(case.get(TOPIC).split())


def asks_topic(
    title: str, to: Press, hour: ConsultationHour, case: HourCase, submit: str
) -> Reply | None:
    """The form that is sent `to`, until it holds a topic that can be kept; None where it does."""
    topic, error = topic_of(case), ""
    if TOPIC in case.request.data:
        error = _NONE if not topic else _TOO_LONG if len(topic) > LONGEST else ""
        if not error:
            return None
    field = TextField(
        TOPIC, "Vad vill du fråga om?", topic[:LONGEST], HINT, error, max_length=LONGEST
    )
    purpose = purpose_words(hour)
    above: tuple[Part, ...] = (Text(purpose),) if purpose else ()
    return Reply(Card(above, Form(title, (field,), to, submit)))

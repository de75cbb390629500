"""Sentences that ask for a slot: ”boka tid hos geriatriken”, ”finns det lediga konsulttider”."""

from bot.questions.sentences import Sentences
from bot.questions.services import tells_of_patient
from bot.questions.understanding import understand
from directory.hours.kept import OFFERED
from directory.snapshot import Snapshot

_AT = r"(?: (?:hos|i|på|inom|för|till|med|vid))?"
_SLOTS = r"konsulttid(?:en|er|erna)?"
_MINE = Sentences(
    r"(?:(?:av)?boka(?: av)?|flytta|ändra)(?: om)? (?:min|mina)"
    rf" (?:tid(?:er)?|bokning(?:ar)?|{_SLOTS})",
    r"(?:vilka |vad är |när är )?(?:min|mina) (?:bokning(?:en|ar)?|bokade (?:konsult)?tid(?:er)?)",
    rf"(?:vilka |vad |när )(?:{_SLOTS} )?har jag bokat(?: in)?",
)
_OWN = Sentences(rf"(?:vilka |när är )?(?:min|mina) {_SLOTS}")
_NAMED = Sentences(
    rf"(?:boka|få|ha|hitta)(?: in)?(?: en| ny| någon| nästa)* {_SLOTS}{_AT}(?P<rest>.*)",
    rf"(?:finns|har)(?: det| ni| vi)?(?: några| någon| nån)? (?:lediga? |öppna? )?{_SLOTS}"
    rf"{_AT}(?P<rest>.*)",
    rf"(?:vilka |nästa )?(?:lediga? |öppna? )?{_SLOTS}(?: (?:finns|är lediga?)(?: det)?)?"
    rf"{_AT}(?P<rest>.*)",
    rf"när (?:är|har|öppnar) (?P<rest>.+?)s? {_SLOTS}(?: öppet| öppen| öppna)?",
)
_ONLY_WITH_HOURS = Sentences(
    rf"boka(?: in)?(?: en| ny)? (?:tid|tider){_AT} (?P<rest>.+)",
    rf"(?:finns|har)(?: det| ni| vi)?(?: några| någon| nån)? lediga? tid(?:er)?{_AT} (?P<rest>.+)",
    rf"lediga? tid(?:er)?{_AT} (?P<rest>.+)",
    rf"ställ mig (?:i kön?|på väntelistan?){_AT} (?P<rest>.+)",
)
"""A time is booked for patients too: these are asked of a service that has hours."""


def meant_of_slots(sentence: str, snapshot: Snapshot) -> str | None:
    """The service and the day that are asked about; ”” for all of the asker's."""
    if tells_of_patient(sentence):
        return None
    if _MINE.rest(sentence) is not None:
        return "mina bokningar"
    if _OWN.rest(sentence) is not None:
        return ""
    named = _NAMED.rest(sentence)
    if named is not None:
        return named
    rest = _ONLY_WITH_HOURS.rest(sentence)
    return rest if rest is not None and _has_hours(rest, snapshot) else None


def _has_hours(words: str, snapshot: Snapshot) -> bool:
    services = understand(words, snapshot).services(snapshot)
    return any(snapshot.of(OFFERED).of_service(service.id) for service in services)

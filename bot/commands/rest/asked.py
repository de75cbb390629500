"""Sentences about shortages: ”finns östradiol?”, ”är Alvedon slut?”, ”när kommer Concerta åter”."""

from bot.questions.sentences import TELL_ME, Sentences
from bot.questions.services import tells_of_patient
from directory.shortages.kept import MEDICINES
from directory.snapshot import Snapshot

MOST_WORDS = 5
"""A medicine with its strength and form; a longer sentence is about something else as well."""
_OUT = r"(?:rest(?:ad|at|ade)?|restnotera[dt]e?|restnoterade)"
_ALL = Sentences(
    rf"(?:vad|vilka|vilket)(?: läkemedel| mediciner?| preparat)? är {_OUT}(?: just nu| nu)?",
    r"(?:visa )?(?:nya |aktuella )?restnotering(?:ar|arna)?",
)
_NAMED = Sentences(
    rf"(?:är |finns )?(?P<rest>.+) (?:är )?{_OUT}(?: just nu| nu)?",
    r"restnotering(?:ar|en|arna)?(?: (?:för|av|på|om))? (?P<rest>.+)",
)
"""What speaks of nothing else."""
_PERHAPS = Sentences(
    r"(?:var|varför|när) (?:finns|saknas)(?: det)?(?: inte| inget| ingen)? (?P<rest>.+)",
    r"finns(?: det)?(?: inte| någon| något)? (?P<rest>.+?)(?: i lager| att få| på apoteket)?",
    r"är (?P<rest>.+) (?:slut|på väg att ta slut)(?: i lager| på apoteket| just nu| nu)?",
    r"(?P<rest>.+) är (?:slut|på väg att ta slut)(?: i lager| på apoteket| just nu| nu)?",
    r"när (?:kommer|är) (?P<rest>.+) (?:tillbaka|åter|igen)",
    r"rest (?P<rest>.+)",
)
"""What may be asked of anything: meant for /rest only where a medicine is named, rightly spelt."""


_LATER = Sentences(rf"{TELL_ME} .+")
"""To be told when it happens is to follow it."""


def meant(sentence: str, snapshot: Snapshot) -> str | None:
    """What is asked, as it would be typed after the command."""
    if tells_of_patient(sentence) or _LATER.rest(sentence) is not None:
        return None
    if _ALL.rest(sentence) is not None:
        return ""
    named = _NAMED.rest(sentence)
    if named is not None:
        return named
    perhaps = _PERHAPS.rest(sentence)
    return perhaps if perhaps and _is_medicine(perhaps, snapshot) else None


def _is_medicine(words: str, snapshot: Snapshot) -> bool:
    if len(words.split()) > MOST_WORDS:
        return False
    found = snapshot.of(MEDICINES).find(words)
    return bool(found.substances) and not found.corrected

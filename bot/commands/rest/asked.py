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
    r"(?P<rest>förval(?:en)?(?: .+)?)",
    rf"(?:är |finns )?(?P<rest>.+) (?:är )?{_OUT}(?: just nu| nu)?",
    r"restnotering(?:ar|en|arna)?(?: (?:för|av|på|om))? (?P<rest>.+)",
)
"""What speaks of nothing else."""
_MAY = r"(?:ska|kan|bör|får|skulle|finns|ges|gör|tar|ger)"
_GIVE = r"(?:kunna )?(?:ta|ge|använda|välja|skriva ut|sätta in|ordinera)"
_PERHAPS = Sentences(
    r"(?:var|varför|när) (?:finns|saknas)(?: det)?(?: inte| inget| ingen)? (?P<rest>.+)",
    r"finns(?: det)?(?: inte| någon| något)? (?P<rest>.+?)"
    r"(?: i lager| att få(?: tag på)?| på apoteket| igen| kvar| någonstans| nånstans)?",
    r"är (?P<rest>.+) (?:slut|på väg att ta slut)(?: i lager| på apoteket| just nu| nu)?",
    r"(?P<rest>.+) är (?:slut|på väg att ta slut)(?: i lager| på apoteket| just nu| nu)?",
    r"när (?:kommer|är) (?P<rest>.+) (?:tillbaka|åter|igen)",
    r"(?:har (?:ni|vi|de|apoteket) |är det |det är )?(?:slut|brist) på (?P<rest>.+)",
    r"(?:saknas|utgår|upphör) (?P<rest>.+)",
    rf"(?:vad|vilket) (?:{_MAY} )?(?:man |jag |vi |en )?(?:{_GIVE} )?i ?stället för (?P<rest>.+)",
    r"(?:vad finns det |finns det )?(?:någon |något |några |nåt |nån )?(?:bra )?"
    r"(?:ersättning|ersättare|alternativ|utbyte|råd) (?:till|för|om) (?P<rest>.+)",
    r"(?:hur länge|varför|sedan när) är (?P<rest>.+) slut",
    r"(?:var|hur) (?:får|kan) (?:man|jag|vi) (?:få )?tag (?:på|i) (?P<rest>.+)",
    r"kan man få tag (?:på|i) (?P<rest>.+?)(?: någonstans| nånstans| igen)?",
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
    return bool(found.substances) and not found.is_guessed

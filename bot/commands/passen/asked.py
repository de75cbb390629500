"""Sentences about the asker's own shifts: ”när jobbar jag”, ”vad har jag för jour i helgen”."""

import re

from bot.commands.passen.people_found import named
from bot.questions.past import TENSE, split_time
from bot.questions.sentences import CALENDARS, Sentences
from bot.questions.services import names_services, tells_of_patient
from bot.questions.understanding import understand
from directory.snapshot import Snapshot
from directory.walltime.moment_past import past_words, split_past

_SHIFT = (
    r"(?:\w*pass(?:et|en)?|\w*jour(?:en|er|erna|pass|passet|passen)?"
    r"|\w*beredskap(?:en|er|erna|spass)?|helg(?:er|erna)|i tjänst)"
)
_OUT_OF_HERE = rf"(?:{CALENDARS}|\bi (?:min )?(?:mobil|telefon)\w*)"
_OWN = Sentences(
    rf"(?:mina|mitt) (?:nästa |kommande |egna |eget )?(?:{_SHIFT}|(?:jour)?schema(?:t)?)"
    rf"(?! .*{_OUT_OF_HERE})(?: .*)?",
    r"(?:när|vilka dagar|vilka tider|vad|hur) (?:jobbar|arbetar|jobbade|arbetade) jag(?: .*)?",
    r"(?:jobbar|jobbade|arbetade) jag(?: .*)?",
    r"(?:när|vad|vilka dagar) (?:har|är|går|hade|var|gick) jag (?:för |på )?(?:nästa )?"
    rf"(?:{_SHIFT}|ledig)(?: .*)?",
    rf"när (?:är|börjar|slutar) (?:mitt|min) (?:nästa )?(?:{_SHIFT})(?: .*)?",
    rf"(?:vilka|vilket|vilken) (?:nästa )?(?:{_SHIFT})"
    r" (?:har|går|jobbar|hade|gick|jobbade) jag(?: .*)?",
    rf"(?:har|är|går|hade|var|gick) jag (?:på )?(?:något |nåt |någon |nån )?(?:{_SHIFT})"
    r"(?: (?:i|på|nästa|kommande|den|till|under|förra|för|igår|idag|imorgon|ikväll|nu) ?.*)?",
    r"(?:har|går|jobbar) jag (?:natt|kväll|helg)(?: (?:i|på|nästa|kommande|den|under) .*)?",
)
_OWN_ANYWHERE = Sentences(
    rf"(?:.* )?(?:min|mitt|mina) (?:\w+ )?(?:{_SHIFT}|(?:jour)?schema(?:t)?)"
    rf"(?! .*{_OUT_OF_HERE})(?: .*)?",
    r"(?:.* )?går jag (?:på|av|hem)(?: .*)?",
    r"(?:.* )?jag (?:kan |ska |får )?(?:inte )?(?:jobba|arbeta)(?: .*)?",
    r"(?:.* )?(?:är|har) jag ledig(?:t)?(?: .*)?",
)
_CHANGE = Sentences(
    rf"(?:hur )?(?:byt(?:a|er)?|lämna|erbjud(?:a)?|bli av med)(?: (?:jag|bort|ifrån mig|mig))*"
    rf" (?:ett |mitt |mina |av )*(?:{_SHIFT})(?: .*)?",
    rf"(?:kan|vill) (?:någon|nån) (?:annan )?ta (?:över )?(?:mitt |mina )(?:{_SHIFT})(?: .*)?",
)
_TAKE = Sentences(rf"(?:hur )?ta(?:r)?(?: jag)?(?: över)? (?:ett |något )(?:{_SHIFT})(?: .*)?")
_BUSY = Sentences(
    r"jag (?:är|blir|sitter) (?P<rest>upptagen(?: (?:till|tills|i) .+)?)",
    r"(?:sätt|markera|visa) mig som (?P<rest>upptagen(?: (?:till|tills|i) .+)?)",
)
_NAMED = re.compile(r"pass (?P<rest>(?P<first>\w+).*)", re.IGNORECASE)
WORDS = frozenset(
    {"ta", "tar", "upptagen", "upptaget", "erbjud", "byt", "byta"}
    | {"lämna", "stämmer", "tillbaka", "bekräfta"}
)
"""What can be done with shifts, as it is typed after the command."""


def meant(sentence: str, snapshot: Snapshot) -> str | None:
    """What is asked of the asker's shifts; after ”pass” it must be an act, a service or a name."""
    after_name = _NAMED.fullmatch(sentence)
    if after_name is not None:
        return after_name["rest"] if _fits(after_name, snapshot) else None
    for sentences, asked in ((_CHANGE, "byt"), (_TAKE, "ta"), (_OWN, "")):
        if sentences.rest(sentence) is not None:
            return asked or _time_of(sentence)
    if _OWN_ANYWHERE.rest(sentence) is not None and not _is_a_question(sentence, snapshot):
        return _time_of(sentence)
    return _BUSY.rest(sentence)


def _time_of(sentence: str) -> str:
    """The words for a time that has been; what is to come is in the list of the asker's shifts."""
    time, _ = split_time(sentence, sentence)
    is_past = time.startswith(TENSE) or split_past(sentence)[0]
    return time if is_past else " ".join(past_words(sentence))


def _is_a_question(sentence: str, snapshot: Snapshot) -> bool:
    """Whether it names whom to ask or what is wrong: ”min bakjour vill att jag ringer urologen”."""
    understood = understand(sentence, snapshot)
    subject = understood.subject.claimed or bool(understood.places)
    return subject or tells_of_patient(sentence)


def _fits(said: re.Match[str], snapshot: Snapshot) -> bool:
    return (
        said["first"].casefold() in WORDS
        or names_services(said["rest"], snapshot)
        or bool(named(said["rest"], snapshot.colleagues))
    )

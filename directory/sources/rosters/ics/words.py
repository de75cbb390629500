"""Whom and what role the words of an event name: ”Bakjour: AA”, ”Bakjour kardiologi – Anna Asp”."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from directory.catalogue.roles import Role
from directory.lazy.values import dataclass
from directory.rosters.somebody import Somebody
from directory.sources.rosters.ics.event import Event
from directory.sources.rosters.ics.lines import Property
from directory.sources.rosters.ics.subject import SubjectKind, subject_in
from directory.sources.rosters.row import RosterContext
from directory.sources.rosters.words.day_parts import NO_PARTS, DayParts, parts_of
from directory.sources.rosters.words.duty_words import SEVERAL_ROLES
from directory.sources.rosters.words.folding import folded
from directory.sources.rosters.words.left_over import (
    is_passed_word,
    kinds_of,
    left_over,
    prose_fault,
    words_fault,
)
from directory.sources.rosters.words.other_specialty import not_ours, other_specialty, own_words
from directory.sources.rosters.words.role_words import only_role, roles_in
from directory.sources.rosters.words.who import SEVERAL, Who, is_nobody
from directory.sources.rosters.words.word_lists import Telling
from directory.sources.rosters.words.written_times import ClockSpan, read_span
from directory.sources.text_file import clean

_APART = re.compile(r"\s*[:;|()\[\]]\s*|\s+[-–—−]\s+|^[-–—−]\s+|\s+[-–—−]$|\n")
_CLOCK = r"(?:[0-9]{1,2}(?:[:.][0-9]{2})?|[0-9]{4})"
_CLOCKS = re.compile(rf"(?<![\w:.])(?:kl\.?\s*)?{_CLOCK}\s*[-–—]\s*{_CLOCK}(?!\w)")
_EMPTY = re.compile(r"\(\s*\)|\[\s*\]")
_LONE_DASH = re.compile(r"[\s:]*[-–—−]+\s*")
_INITIALS_OR_NAME = re.compile(r"[A-ZÅÄÖÉÜ]{2,4}|[A-ZÅÄÖÉÜ][\w'-]+(?:\s+[A-ZÅÄÖÉÜ][\w'-]+)+")
_HOUSE = re.compile(
    r"\w{3,}(?:klinik|mottagning|sjukhus)(?:en|et)?|sjukhus|lasarett|(?:vård|hälso)central(?:en)?"
)
_ROOM = re.compile(r"akut\w*|mottagning\w*|avd|avdelning\w*|klinik(?:en)?|sjukhuset|lasarettet")
_NAME_WORD = re.compile(r"[A-ZÅÄÖÉÜ][a-zà-öø-ÿ'’-]+")

_NO_SHIFT = "Händelsen är inställd, och det går inte att se vilket pass. Ta bort den ur kalendern."
_TENTATIVE = "Händelsen är preliminär. Bekräfta den i kalendern, eller ta bort den."


@dataclass(frozen=True, slots=True)
class EventWords:
    """The role and the person as the event has them, and what is wrong with that.

    `nobody`: nobody has the shift, for the event is cancelled or declined; `why`: that, in Swedish.
    `span`, `parts`: the hours that the words give, for an event that has none itself.
    """

    role: Role | None
    written: str
    problem: str = ""
    nobody: bool = False
    why: str = ""
    span: ClockSpan | None = None
    parts: DayParts = NO_PARTS


def words_of(event: Event, context: RosterContext, who: Who) -> EventWords:
    """The role of the summary, else of the categories, else of the description, else the usual one;
    the person of the summary, and of those invited only where the summary names nobody.

    Any other word of the summary is a question.
    """
    subject, summary = subject_in(event.summary)
    roles, rest = roles_in(summary)
    if not folded(rest) and who.find(summary).person:
        roles, rest = (), summary  # ”PJ” is Pia Juhl, where they are known
    role = roles[0] if roles else _role_elsewhere(event, context)
    own = own_words(context.service)
    plain, span = _without_clocks(rest)
    written, several = _person(plain, own, who)
    parts, others = parts_of(_others(plain, written, own, who))
    if not written and not several:
        written, several = _invited(event.attendees, who)
    problem = (
        _elsewhere(summary, written, context, who)
        or (SEVERAL_ROLES if len(roles) > 1 else several)
        or words_fault(others)
        or prose_fault(f"{event.categories} {event.description}")
        or _place_fault(event.location, own, context)
        or (_TENTATIVE if event.tentative or subject is SubjectKind.TENTATIVE else "")
    )
    words = EventWords(role, written, problem, span=span, parts=parts)
    is_off = subject or event.cancelled
    if is_off and not problem and not (roles or who.find(written).person):
        return replace(words, problem=_NO_SHIFT)
    return words if problem else _standing(words, subject, event, who)


def _standing(words: EventWords, subject: SubjectKind | None, event: Event, who: Who) -> EventWords:
    """The words of an event that is cancelled or declined: nobody has the shift."""
    why = "Händelsen är inställd enligt rubriken." if subject is SubjectKind.CANCELLED else ""
    if subject is SubjectKind.DECLINED:
        why = "Händelsen är avböjd enligt rubriken."
    if event.cancelled and not why:
        why = "Händelsen är inställd i kalendern."
    refused = [one for one in event.declined if _is_of(one, words.written, who)]
    if refused or (event.declined and not words.written):
        why = f"{_called((refused or event.declined)[0])} har tackat nej."
    if why:
        return replace(words, nobody=True, why=f"{why} Ingen har passet.")
    strangers = [one for one in event.declined if _known(one, who) is None]
    if strangers and not any(_is_of(one, words.written, who) for one in event.attendees):
        says = (
            f"{_called(strangers[0])} har tackat nej. Skriv vem som har passet, eller - för ingen."
        )
        return replace(words, problem=says)
    return words


def _role_elsewhere(event: Event, context: RosterContext) -> Role | None:
    """The role that the categories name; that of the description only where nobody has said one."""
    if role := only_role((event.categories,)):
        return role
    if context.role and context.role_is_said:
        return context.role
    _, rest = roles_in(event.description)
    is_prose = bool(left_over(rest, own_words(context.service)))
    described = only_role((event.description,))
    return described if described and not (is_prose and context.role) else context.role


def _without_clocks(rest: str) -> tuple[str, ClockSpan | None]:
    """The words without clock times and empty brackets, and the only times among them."""
    spans = _CLOCKS.findall(rest)
    plain = " ".join(_EMPTY.sub(" ", _CLOCKS.sub(" ", rest.replace("\n", " | "))).split())
    try:
        return plain, read_span(spans[0]) if len(spans) == 1 else None
    except ValueError:
        return plain, None


def _person(plain: str, own: frozenset[str], who: Who) -> tuple[str, str]:
    """What the summary writes of a person, without role, service and clock times; and a problem."""
    if _LONE_DASH.fullmatch(plain) or is_nobody(plain):
        return plain.strip(" :"), ""
    whole = plain.strip(" :;|=–—-")
    if who.find(whole).person:
        return whole, ""
    parts = _parts(plain, own)
    known = {person: part for part in parts if (person := who.find(part).person)}
    gaps = [part for part in parts if is_nobody(part)]
    if len(known) > 1 or (known and gaps) or any(map(who.are_several, parts)):
        return whole, SEVERAL
    if known:
        return _only_known(next(iter(known.values())), parts)
    return _likeliest(gaps or parts), ""


def _only_known(known: str, parts: Sequence[str]) -> tuple[str, str]:
    """A known person beside somebody who looks like another is a question, not an answer."""
    alike = [part for part in parts if _INITIALS_OR_NAME.fullmatch(part) and not kinds_of(part)]
    others = [part for part in alike if part != known]
    return (" – ".join(parts), SEVERAL) if others else (known, "")


def _others(plain: str, written: str, own: frozenset[str], who: Who) -> tuple[str, ...]:
    """The words of a summary beside the person; none where the text is in pieces."""
    if not written or is_nobody(written) or written in plain:
        rest = plain.replace(written, " ", 1) if written else plain
        return left_over(rest, own)
    return ()


def _elsewhere(summary: str, written: str, context: RosterContext, who: Who) -> str:
    is_known = bool(who.find(written).person)
    unnamed = summary.replace(written, " ") if is_known else summary
    other = other_specialty(unnamed, context.service)
    return not_ours(other, context.service) if other else ""


def _place_fault(location: str, own: frozenset[str], context: RosterContext) -> str:
    """Why the place of an event may be another one than the service's: a room of it is none."""
    elsewhere = [word for word in left_over(location, own) if _is_elsewhere(word)]
    if elsewhere:
        return words_fault(elsewhere)
    other = other_specialty(location, context.service)
    return not_ours(other, context.service) if other else ""


def _is_elsewhere(word: str) -> bool:
    """”Södra”, ”Ortopedkliniken”: the name of a place; every house has an ”akuten”."""
    if _ROOM.fullmatch(folded(word)):
        return False
    return Telling.ELSEWHERE in kinds_of(word) or _HOUSE.fullmatch(folded(word)) is not None


def _parts(plain: str, own: frozenset[str]) -> list[str]:
    """The pieces between separators, without words at their ends that say nothing of a person."""
    pieces = (_without(piece, own) for piece in _APART.split(plain))
    return [piece for piece in pieces if folded(piece) or is_nobody(piece)]


def _without(piece: str, own: frozenset[str]) -> str:
    words = piece.strip(" =").split()
    while words and _says_nothing(words[0], own, is_in_name=_is_name(words)):
        words.pop(0)
    while words and _says_nothing(words[-1], own, is_in_name=_is_name(words[-1:])):
        words.pop()
    return " ".join(words).strip(" ,")


def _says_nothing(word: str, own: frozenset[str], *, is_in_name: bool) -> bool:
    return folded(word) in own or (is_passed_word(word, own) and not is_in_name)


def _is_name(words: Sequence[str]) -> bool:
    """”Dag Norrby” is a name; ”Natt AA” is not."""
    return len(words) <= 2 and all(map(_NAME_WORD.fullmatch, words))


def _likeliest(parts: Sequence[str]) -> str:
    """The only part that looks like a name, else all of them as they stand."""
    alike = [part for part in parts if _INITIALS_OR_NAME.fullmatch(part)]
    return alike[0] if len(alike) == 1 else " – ".join(parts)


def _invited(attendees: Iterable[Property], who: Who) -> tuple[str, str]:
    """The address of the only one who is invited, or their name where only that is known."""
    people = list(attendees)
    if len(people) > 1:
        return ", ".join(map(_address, people)), SEVERAL
    for person in people:
        name = clean(person.param("CN"))
        if not who.find(_address(person)).person and who.find(name).person:
            return name, ""
        return _address(person) or name, ""
    return "", ""


def _is_of(one: Property, written: str, who: Who) -> bool:
    """Whether somebody who was asked is the person that the event names."""
    known = _known(one, who)
    return known is not None and known == who.find(written).person


def _known(one: Property, who: Who) -> Somebody | None:
    return who.find(_address(one)).person or who.find(clean(one.param("CN"))).person


def _called(one: Property) -> str:
    return clean(one.param("CN")) or _address(one)


def _address(one: Property) -> str:
    return re.sub("^mailto:", "", clean(one.value), flags=re.IGNORECASE)

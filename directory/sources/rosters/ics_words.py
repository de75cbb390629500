"""Whom and what role the words of an event name: ”Bakjour: AA”, ”Bakjour kardiologi – Anna Asp”."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from directory.catalogue.roles import Role
from directory.catalogue.services import Service
from directory.rosters.somebody import Somebody
from directory.sources.rosters.duty_words import SEVERAL_ROLES
from directory.sources.rosters.folding import folded
from directory.sources.rosters.ics_event import Event
from directory.sources.rosters.ics_lines import Property
from directory.sources.rosters.other_specialty import not_ours, other_specialty
from directory.sources.rosters.role_words import only_role, roles_in
from directory.sources.rosters.who import SEVERAL, Who, is_nobody, is_title
from directory.sources.text_file import clean

_APART = re.compile(r"\s*[:;|()\[\]]\s*|\s+[-–—−]\s+|^[-–—−]\s+|\s+[-–—−]$|\n")
_CLOCK = r"(?:[0-9]{1,2}(?:[:.][0-9]{2})?|[0-9]{4})"
_CLOCKS = re.compile(rf"(?<![\w:.])(?:kl\.?\s*)?{_CLOCK}\s*[-–—]\s*{_CLOCK}(?!\w)")
_EMPTY = re.compile(r"\(\s*\)|\[\s*\]")
_BRACKETS = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_LONE_DASH = re.compile(r"[\s:]*[-–—−]+\s*")
_INITIALS_OR_NAME = re.compile(r"[A-ZÅÄÖÉÜ]{2,4}|[A-ZÅÄÖÉÜ][\w'-]+(?:\s+[A-ZÅÄÖÉÜ][\w'-]+)+")


_NO_DUTY = (
    "Det går inte att se om händelsen är ett pass. Skriv rollen i rubriken, till exempel "
    "”Bakjour: AA”, eller bara vem det är."
)


@dataclass(frozen=True, slots=True)
class EventWords:
    """The role and the person as the event has them, and what is wrong with that."""

    role: Role | None
    written: str
    problem: str = ""


def words_of(event: Event, service: Service, usual: Role | None, who: Who) -> EventWords:
    """The role of the summary, else of the categories, else of the description, else the usual one;
    the person of the summary, and of those invited only where the summary names nobody."""
    roles, rest = roles_in(event.summary)
    if not folded(rest) and who.find(event.summary).person:
        roles, rest = (), event.summary  # ”PJ” is Pia Juhl, where they are known
    role = roles[0] if roles else only_role((event.categories, event.description)) or usual
    problem = SEVERAL_ROLES if len(roles) > 1 else ""
    written, several = _person(rest, service, who, has_role=bool(roles))
    if not written and not several:
        written, several = _invited(event.attendees, who)
    is_known = bool(who.find(written).person)
    unnamed = event.summary.replace(written, " ") if is_known else event.summary
    other = other_specialty(unnamed, service)
    return EventWords(role, written, not_ours(other, service) if other else problem or several)


def _person(rest: str, service: Service, who: Who, *, has_role: bool) -> tuple[str, str]:
    """What the summary writes of a person, without role, service and clock times; and a problem."""
    plain = _EMPTY.sub(" ", _CLOCKS.sub(" ", rest)).strip()
    if _LONE_DASH.fullmatch(plain) or is_nobody(plain):
        return plain.strip(" :"), ""
    whole = plain.strip(" :;|–—-")
    person = who.find(whole).person
    if person and (has_role or not _says_more(whole, person, _words(service), who)):
        return whole, ""
    parts = [part for part in _parts(plain, _words(service)) if part]
    known = {person: part for part in parts if (person := who.find(part).person)}
    if len(known) > 1 or any(map(who.are_several, parts)):
        return whole, SEVERAL
    if known:
        return _only_known(next(iter(known.values())), parts, has_role=has_role)
    gaps = [part for part in parts if is_nobody(part)]
    return _likeliest(gaps or parts), ""


def _only_known(known: str, parts: Sequence[str], *, has_role: bool) -> tuple[str, str]:
    """A known person beside somebody who looks like another is a question, not an answer.

    So is a known person beside other words in a summary without a role: ”Semester: AA”.
    """
    if not has_role and len(parts) > 1:
        return known, _NO_DUTY
    others = [part for part in parts if part != known and _INITIALS_OR_NAME.fullmatch(part)]
    gap = any(map(is_nobody, parts))
    return (known, "") if not others and not gap else (" – ".join(parts), SEVERAL)


def _says_more(whole: str, person: Somebody, ignored: frozenset[str], who: Who) -> bool:
    """Whether brackets beside a name hold something else than them: ”Anna Asp (semester)”."""
    inside = (_without(found, ignored) for found in _BRACKETS.findall(whole))
    return any(
        folded(word) and not is_title(word) and who.find(word).person != person for word in inside
    )


def _parts(plain: str, ignored: frozenset[str]) -> list[str]:
    """The pieces between separators, without the words of the service at their ends."""
    pieces = (_without(piece, ignored) for piece in _APART.split(plain))
    return [piece for piece in pieces if folded(piece) or is_nobody(piece)]


def _without(piece: str, ignored: frozenset[str]) -> str:
    words = piece.split()
    while words and folded(words[0]) in ignored:
        words.pop(0)
    while words and folded(words[-1]) in ignored:
        words.pop()
    return " ".join(words).strip(" ,")


def _words(service: Service) -> frozenset[str]:
    names = (service.name, service.specialty, *service.aliases, service.unit, service.hospital)
    own = {folded(word) for name in names for word in re.split(r"[\s-]+", name)}
    return frozenset({*own, *map(folded, names), "jour", "jouren", "för", "på"} - {""})


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


def _address(one: Property) -> str:
    return re.sub("^mailto:", "", clean(one.value), flags=re.IGNORECASE)

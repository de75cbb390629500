"""Whom a written name means. Exact matches only: a wrong doctor is worse than a question."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from directory.catalogue.people import Person
from directory.lazy.values import dataclass
from directory.rosters.somebody import Outsider, Somebody
from directory.sources.faults import one_line
from directory.sources.rosters.words.folding import folded
from directory.sources.rosters.words.left_over import (
    initials_among,
    kinds_of,
    left_over,
    marks_in,
    words_fault,
)
from directory.sources.text_file import clean

_NOBODY = frozenset(
    {"vakant", "vakans", "obemannad", "obemannat", "ej bemannad", "ej bemannat"}
    | {"obesatt", "obesatt pass", "vakant pass", "ingen", "vacant", "unfilled", "nobody"}
)
_DASH = re.compile(r"[-–—−]+")
_MAIL = re.compile(r"(?:[^<>@]*<)?\s*(?:mailto:)?([^\s<>@;,:]+@[^\s<>@;,]+?)>?", re.IGNORECASE)
_BRACKETS = re.compile(r"\(([^()]*)\)")
_DOTTED = re.compile(r"(?:[^\W\d_]\.\s?){2,5}")
_TITLE = re.compile(
    r"(?<![\w-])(?:(?:bitr(?:ädande|\.)?\s+)?(?:öl|överläk(?:are|\.)?)|dr|doktor"
    r"|(?:leg(?:\.|itimerad)?\s+)?läk(?:are|\.)?|(?:st|at|bt)-läk(?:are|\.)?|st|at|bt"
    r"|(?:specialist|under|distrikts)läk(?:are|\.)?|docent|doc|prof(?:essor)?|med\.?\s*dr"
    r"|(?:leg(?:\.|itimerad)?\s+)?(?:ssk|sjuksköterska))(?![\w-])\.?",
    re.IGNORECASE,
)
_JOINED = re.compile(r"[/+&\n;→⇒⟶↔]|[-=]+>|(?<!\w)(?:och|samt)(?!\w)", re.IGNORECASE)
_CAPITALS = re.compile(r"[^\W\d_a-zåäöéü]{2,4}")
_PIECES = re.compile(r"[,;:()\[\]]|\s[-–—−]\s")
_SHORT_NAME = re.compile(r"[^\W\d_]{2,4}")
_COUNTS = ("Noll", "En", "Två", "Tre", "Fyra", "Fem", "Sex", "Sju", "Åtta", "Nio", "Tio")

SEVERAL = "Det står flera personer i ett pass. Dela upp det i ett pass för var och en."


@dataclass(frozen=True, slots=True)
class PersonMatch:
    """Who it is, or why there is nobody: a Swedish sentence. `unknown`: nobody has that name."""

    person: Somebody | None = None
    problem: str = ""
    unknown: bool = False


def is_nobody(written: str) -> bool:
    """Whether the source says explicitly that nobody is on: a lone dash, vakant, obemannad."""
    plain = clean(written)
    return bool(_DASH.fullmatch(plain)) or folded(plain) in _NOBODY


def is_short(written: str) -> bool:
    """Whether it may be initials and cannot be a full name: two to four letters."""
    return bool(_SHORT_NAME.fullmatch(_undotted(clean(written))))


def without_titles(written: str) -> str:
    """The name without titles: ”Dr Anna Asp, överläkare” is ”Anna Asp”."""
    return _TITLE.sub(" ", clean(written))


def is_title(written: str) -> bool:
    """Whether it is a title and no name: ”Överläkare”."""
    return not folded(without_titles(written))


class Who:
    """Looks people up for a service. Its answers never change; each is worked out once.

    What a human has said before goes first. HSA-id and e-mail are looked for among everybody;
    names and initials among the people of the service's own unit first, then among everybody, and
    must be unique where they are found; a person's id is tried last.
    """

    __slots__ = ("_everybody", "_exact", "_found", "_ids", "_own", "_remembered", "_several")

    def __init__(
        self, people: Sequence[Person], unit: str, remembered: Mapping[str, Somebody]
    ) -> None:
        self._ids = frozenset(person.id for person in people)
        self._remembered = dict(remembered)
        self._exact = _index(people, lambda person: (person.hsa_id, person.email))
        self._own = _index([p for p in people if p.unit == unit], _names)
        self._everybody = _index(people, _names)
        self._found: dict[str, PersonMatch] = {}
        self._several: dict[str, bool] = {}

    def find(self, written: str) -> PersonMatch:
        """The person that is meant; a name of several people says how many there are."""
        if written not in self._found:
            self._found[written] = self._find(written)
        return self._found[written]

    def are_several(self, written: str) -> bool:
        """Whether the text names more than one person: ”AA/BB”, ”Anna Asp och Bo Björn”."""
        if written not in self._several:
            self._several[written] = self._are_several(written)
        return self._several[written]

    def _find(self, written: str) -> PersonMatch:
        key = folded(written)
        said = self._remembered.get(key) if key else None
        if isinstance(said, Outsider) or said in self._ids:
            return PersonMatch(said)
        plain = clean(written)
        mail = _MAIL.fullmatch(plain)
        if mail or folded(plain) in self._exact:
            return _judged(self._exact.get(folded(mail[1] if mail else plain), ()), plain)
        if folded(plain) and (marks := marks_in(plain)):
            return PersonMatch(problem=words_fault(marks))
        for names in (self._own, self._everybody):
            for spelling in _spellings(plain):
                if found := names.get(spelling):
                    return self._with_brackets(found, plain)
        person = plain.casefold()
        return PersonMatch(person) if person in self._ids else self._unknown(plain)

    def _unknown(self, plain: str) -> PersonMatch:
        """A stranger, unless somebody known stands there with words beside them."""
        pieces = _pieces(_PIECES.split(plain))
        known = [piece for piece in pieces if len(pieces) > 1 and self.find(piece).person]
        if not known and (initials := initials_among(plain, self._is_known)):
            known, pieces = [initials], plain.split()
        if len(known) != 1:
            return _judged((), plain)
        others = left_over(" ".join(piece for piece in pieces if piece != known[0]))
        return PersonMatch(problem=words_fault(others)) if others else self.find(known[0])

    def _is_known(self, initials: str) -> bool:
        key = folded(initials)
        return len(self._own.get(key, self._everybody.get(key, ()))) == 1

    def _are_several(self, written: str) -> bool:
        plain = clean(written)
        if self.find(plain).person or _MAIL.fullmatch(plain):
            return False
        if sum(any(map(str.isalpha, piece)) for piece in _pieces(_JOINED.split(plain))) > 1:
            return True
        listed, words = _pieces(plain.split(",")), plain.split()
        is_told = any(map(kinds_of, words))  # ”AA ersätts av BB” is a question of its own
        initials = [word for word in words if _CAPITALS.fullmatch(word) and not is_told]
        known = {person for part in [*listed, *initials] if (person := self.find(part).person)}
        side_by_side = all(map(_CAPITALS.fullmatch, words)) and any(
            self.find(w).person for w in words
        )
        return len(known) > 1 or (len(words) > 1 and side_by_side)

    def _with_brackets(self, found: Sequence[str], plain: str) -> PersonMatch:
        """”Anna Asp (AA)”: brackets choose among namesakes, and must not contradict the name.

        Words there that are no name of theirs, and not harmless, are a question: ”Anna Asp (sjuk)”.
        """
        match = _judged(found, plain)
        for inside in _BRACKETS.findall(plain):
            others = self._called(inside)
            agreed = [person for person in found if person in others]
            if others and not agreed:
                why = f"Namn och initialer hör till olika personer i ”{one_line(plain)}”."
                return PersonMatch(problem=f"{why} Skriv e-postadress eller HSA-id.")
            if not others and not is_title(inside) and (words := left_over(inside)):
                return PersonMatch(problem=words_fault(words))
            match = _judged(agreed, plain) if agreed else match
        return match

    def _called(self, written: str) -> frozenset[str]:
        """All whose name, initials, address or HSA-id it is."""
        keys = (_undotted(clean(written)), folded(written))
        indexes = (self._own, self._everybody, self._exact)
        return frozenset(
            person for index in indexes for key in keys for person in index.get(key, ())
        )


def _pieces(parts: Iterable[str]) -> list[str]:
    return [part for part in parts if folded(part)]


def _index(
    people: Iterable[Person], keys: Callable[[Person], tuple[str, ...]]
) -> dict[str, tuple[str, ...]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for person in people:
        for key in dict.fromkeys(folded(key) for key in keys(person)):
            if key:
                found[key].append(person.id)
    return {key: tuple(ids) for key, ids in found.items()}


def _names(person: Person) -> tuple[str, ...]:
    return person.name, _undotted(person.initials)


def _spellings(plain: str) -> Iterator[str]:
    """The ways in which a name may stand in the directory, the most literal first."""
    yield _undotted(plain)
    bare = _BRACKETS.sub(" ", plain)
    yield _undotted(bare)
    parts = [folded(_TITLE.sub(" ", part)) for part in bare.split(",")]
    named = [part for part in parts if part]
    if len(named) == 1:
        yield _undotted(named[0])
    elif len(named) == 2:
        yield f"{named[1]} {named[0]}"


def _undotted(initials: str) -> str:
    """The key of a name; ”A.A.” and ”A. A.” are the initials AA."""
    plain = initials.strip()
    spaced = plain if plain.endswith(".") else f"{plain}."
    if _DOTTED.fullmatch(spaced) and "." in plain:
        return folded(re.sub(r"[.\s]", "", plain))
    return folded(plain)


def _judged(found: Sequence[str], plain: str) -> PersonMatch:
    if len(found) == 1:
        return PersonMatch(found[0])
    shown = one_line(plain)
    if not found:
        has = "har adressen" if "@" in plain else "heter"
        accept = "Välj vem det är, eller godta namnet som det står."
        return PersonMatch(problem=f"Ingen i katalogen {has} ”{shown}”. {accept}", unknown=True)
    count = _COUNTS[len(found)] if len(found) < len(_COUNTS) else str(len(found))
    if is_short(plain):
        better = f"har initialerna ”{shown}”. Skriv hela namnet, e-postadressen eller HSA-id."
    else:
        better = f"heter ”{shown}”. Skriv e-postadress eller HSA-id."
    return PersonMatch(problem=f"{count} personer {better}")

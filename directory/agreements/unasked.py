"""Which section may be shown to somebody who did not ask for an agreement: stricter than a search.

On the card of /konsult a section stands beside the number to call. There nothing is better than
something beside the point, so that it must answer the words typed with its own text.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from directory.agreements.care import afterwards, groups, is_acute, is_frame
from directory.agreements.document import Agreement, Section, Validity
from directory.agreements.excerpt import excerpt
from directory.agreements.found import SectionHit, Strength
from directory.agreements.measured import has_limit, names_direction, plainly, signs_asked_for
from directory.agreements.sentences import statements
from directory.agreements.stems import stems
from directory.agreements.words import is_filler, is_weak, query_tokens, tokens
from directory.agreements.worth import Worth, value, worth_of
from directory.lazy.values import dataclass

if TYPE_CHECKING:
    from directory.agreements.asking import Need
    from directory.agreements.index import AgreementIndex

SAID = 0.75
"""From here a text says a word itself or a synonym of it; a part of a compound alone is less."""
ABOUT = 0.55
"""From here a title is about a word."""
CLEARLY = 1.1
"""How much better than the next a section must be, where both answer."""
MANY_SECTIONS = 3
"""A word that so many sections of a document say is what the document is about."""


def unasked(
    index: "AgreementIndex", query: str, today: date, specialty: Collection[str] = ()
) -> SectionHit | None:
    """The section that answers the words with its own text and holds; None if none surely does.

    `specialty`: the stems of what the specialty is called. They ask for nothing, and a document
    with one of them in its title is about all of the specialty.

    - Each subject of the words is said in the text, or is what the document is about. Where all
      are what the document is about, the heading must be about them as well.
    - A document about something else is not shown for a mention in it, unless it is about all of
      the specialty. A heading that says the words and no more needs no other evidence.
    - Care afterwards (körkort, uppföljning, rehabilitering) is only shown to somebody who names
      it, what frames a document (bakgrund, kontakt) to nobody.
    - A value (”högt PSA”) is answered by a limit in that direction beside the word.
    - The section whose heading says most goes first, then an acute one. Where several answer
      alike, none is shown.
    """
    asked = _Asked.of(index, plainly(query), specialty)
    if not asked.subjects:
        return None
    hits = [hit for hit in index.search(asked.query, today=today).hits if _is_sure(hit)]
    found = [_Found.of(hit, asked, specialty) for hit in hits]
    best = _clearest([one for one in found if _fits(one, asked) and _answers(one, asked)])
    return replace(best, excerpt=excerpt(best.section, asked.worth)) if best else None


@dataclass(frozen=True)
class _Asked:
    """What the words ask for: `subjects`; `signs` before the limit of a value that is asked for."""

    query: str
    subjects: frozenset[str]
    masses: Mapping[str, float]
    worth: Worth
    signs: frozenset[str]

    @staticmethod
    def of(index: "AgreementIndex", query: str, specialty: Collection[str]) -> "_Asked":
        needs = [need for need in index.reader.needs(query) if need.mass > 0]
        subjects = frozenset(need.said for need in needs if _is_subject(need, specialty))
        masses = {need.said: need.mass for need in needs}
        return _Asked(
            query, subjects, masses, worth_of(index.reader, needs), signs_asked_for(query)
        )

    def said_by(self, text: str) -> Mapping[str, float]:
        """How fully a text says each word."""
        values = value(text, self.worth)
        return {said: values.get(said, 0.0) / mass for said, mass in self.masses.items()}

    def subjects_in(self, text: str, title: str) -> frozenset[str]:
        """The subjects that a text says; of a phrase a word may be left to the title."""
        own, whole = self.said_by(text), self.said_by(f"{title} {text}")
        return frozenset(
            subject
            for subject in self.subjects
            if own[subject] >= SAID
            or (
                any(own.get(word, 0.0) >= SAID for word in _words_of(subject))
                and all(whole.get(word, 0.0) >= SAID for word in _words_of(subject))
            )
        )

    def is_subject(self, word: str) -> bool:
        """Whether a word of a text is one of the subjects."""
        worth = self.worth(word)
        return any(worth.get(said, 0.0) >= SAID * self.masses[said] for said in self.subjects)


def _is_subject(need: "Need", specialty: Collection[str]) -> bool:
    if need.weak or need.kind or need.claim <= 0 or is_acute(need.said):
        return False
    return not _is_of(specialty, need.said)


def _is_of(specialty: Collection[str], words: str) -> bool:
    return set(stems(tokens(words))) <= set(specialty)


def _words_of(phrase: str) -> list[str]:
    return [word for word in phrase.split() if not is_weak(word) and not is_filler(word)]


@dataclass(frozen=True)
class _Found:
    """A section: the subjects in its text, in its headings, and those of its document.

    `is_near`: the words name what the document is about, or it is about all of the specialty.
    """

    hit: SectionHit
    in_text: frozenset[str]
    in_heading: frozenset[str]
    about: frozenset[str]
    is_near: bool

    @staticmethod
    def of(hit: SectionHit, asked: _Asked, specialty: Collection[str]) -> "_Found":
        section, agreement = hit.section, hit.agreement
        named = _named(agreement, asked, specialty)
        headings = " ".join((*section.path, section.heading))
        is_general = not set(specialty).isdisjoint(stems(tokens(agreement.head.title)))
        return _Found(
            hit,
            in_text=asked.subjects_in(section.text, agreement.head.title),
            in_heading=asked.subjects_in(headings, agreement.head.title),
            about=asked.subjects & named,
            is_near=bool(named) or is_general,
        )

    def rank(self) -> tuple[int, bool, float]:
        """The greatest is shown."""
        return len(self.in_heading), is_acute(self.hit.section.heading), self.hit.score


def _named(agreement: Agreement, asked: _Asked, specialty: Collection[str]) -> frozenset[str]:
    """The words in the title, and those that many sections say; no group of patients alone."""
    title = asked.said_by(agreement.head.title)
    sections = [asked.said_by(f"{one.heading} {one.text}") for one in agreement.sections]
    words = {*asked.subjects, *query_tokens(asked.query)} & set(title)
    return frozenset(
        word
        for word in words
        if not is_weak(word)
        and not groups(word)
        and not _is_of(specialty, word)
        and (title[word] >= ABOUT or sum(s[word] >= SAID for s in sections) >= MANY_SECTIONS)
    )


def _is_sure(hit: SectionHit) -> bool:
    return hit.strength is Strength.STRONG and hit.standing is Validity.VALID


def _fits(one: _Found, asked: _Asked) -> bool:
    """Whether it is care of the kind and for the group that the words are about."""
    section = one.hit.section
    later = afterwards(section.heading).split()
    if later and not any(asked.worth(word) or word in query_tokens(asked.query) for word in later):
        return False
    wanted, headed = groups(asked.query), groups(section.heading)
    if not wanted <= headed | groups(section.text):
        return False
    return not is_frame(section.heading) and (headed <= wanted or asked.subjects <= one.in_heading)


def _answers(one: _Found, asked: _Asked) -> bool:
    heading = one.hit.section.heading
    if asked.subjects <= one.in_heading and _says_no_more(heading, asked.worth):
        return not asked.subjects <= one.about or asked.subjects <= one.in_text
    if asked.subjects <= one.about - one.in_heading:
        return _is_acutely_asked(heading, asked) or _states_limit(one.hit.section, asked)
    if not asked.subjects <= one.in_text | one.in_heading | one.about:
        return False
    if not one.in_text or not (one.is_near or _is_its_topic(one)):
        return False
    return not asked.signs or (
        names_direction(heading, asked.signs) or _states_limit(one.hit.section, asked)
    )


def _is_its_topic(one: _Found) -> bool:
    """Whether the section is about the words: several meet there, or its heading says one."""
    return len(one.in_text) > 1 or bool(one.in_heading)


def _is_acutely_asked(heading: str, asked: _Asked) -> bool:
    """”KOL akut”: the acute section of a document about the subject."""
    return is_acute(heading) and is_acute(asked.query)


def _says_no_more(heading: str, worth: Worth) -> bool:
    words = [word for word in tokens(heading) if not is_filler(word) and not is_weak(word)]
    return all(worth(word) for word in words)


def _states_limit(section: Section, asked: _Asked) -> bool:
    said = statements(section) if asked.signs else ()
    return any(has_limit(one.text, asked.signs, asked.is_subject) for one in said)


def _clearest(fit: Sequence[_Found]) -> SectionHit | None:
    """The one whose heading says most, an acute one, else by score; None if that is close."""
    ordered = sorted(fit, key=_Found.rank, reverse=True)
    if not ordered:
        return None
    best, *others = ordered
    alike = [one for one in others if one.rank()[:2] == best.rank()[:2]]
    close = alike and best.hit.score < CLEARLY * alike[0].hit.score
    return None if close else best.hit

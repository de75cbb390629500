"""The entry to this package: what a clinician typed → what they mean."""

from collections.abc import Sequence

from directory.catalogue.services import Service
from directory.catalogue.specialties import Lexicon
from directory.catalogue.terms import Term
from directory.catalogue.units import Unit, UnitKind
from directory.names.entries import Weight
from directory.names.evidence import PhraseReading
from directory.names.examinations import is_only_examined
from directory.names.found import NOTHING, ParsedPhrase, Recognised, suggested
from directory.names.normalise import words
from directory.names.own_words import own_words
from directory.names.passed_over import PassedOver
from directory.names.patient import patient
from directory.names.phrases import ONLY_BESIDE_A_SUBJECT, kind_said, role_said
from directory.names.places import CLINIC_ENDINGS, Places, PlaceSaid
from directory.names.reading import PhraseReader
from directory.names.several import clauses, each_first, joined, matters
from directory.names.vocabulary import vocabulary
from directory.names.words_known import KnownWords

MOST_QUERIES = 2000


class Names:
    """The words of the lexicon and of one region. Reads 300 characters and 40 words at most.

    Never raises on any text, and the same text always gives the same answer.
    """

    def __init__(
        self,
        lexicon: Lexicon,
        services: Sequence[Service],
        units: Sequence[Unit],
        terms: Sequence[Term],
    ) -> None:
        lexicon_words = vocabulary(lexicon)
        self._vocabulary = lexicon_words
        self._fillers = lexicon_words.fillers
        self._known = KnownWords(lexicon_words, own_words(lexicon_words, services, terms))
        self._reader = PhraseReader(self._known)
        self._places = Places(units, terms)
        self._passed_over = PassedOver(self._known, self._places)
        self._queries: dict[str, ParsedPhrase] = {}

    def subject(self, text: str) -> Recognised:
        """The specialties and services that a text is about."""
        return self._reader.read(words(text)).found

    def is_official(self, text: str) -> bool:
        """Whether the text is an official name, which never means anything else."""
        return self._vocabulary.is_official_name("".join(words(text)))

    def is_condition(self, word: str) -> bool:
        """Whether a word of the vocabulary says what is wrong with a patient, not whom to ask."""
        match = self._known.exact("".join(words(word)))
        return match is not None and match.entry.sort is Weight.CONDITION

    def unit(self, text: str) -> Recognised:
        """The units that a text names: by current or former name, nickname or municipality."""
        return self._places.named(words(text))

    def telling(self, text: str) -> list[str]:
        """The words of a text that are not said in any question."""
        return [word for word in words(text) if word not in self._fillers]

    def strange(self, text: str) -> list[str]:
        """The words of a text that mean nothing here, in any form."""
        return [
            word
            for word in self.telling(text)
            if len(word) > 2 and not word.isdigit() and not self._known.is_ordinary(word)
            if self._known.word(word) is None
        ]

    def query(self, text: str) -> ParsedPhrase:
        """A whole phrase taken apart: role, kind of service and place, then the subject.

        Up to two thousand phrases are remembered: most people ask for the same few words.
        """
        parsed = self._queries.get(text)
        if parsed is None:
            if len(self._queries) >= MOST_QUERIES:
                self._queries.clear()
            parsed = self._queries[text] = self._several(text, self._query(text))
        return parsed

    def _query(self, text: str) -> ParsedPhrase:
        tokens = words(text)
        whole = self._known.exact("".join(tokens))
        if whole and whole.entry.sort is Weight.NAME:
            reading = self._reader.read(tokens)
            role, _ = role_said(tokens)
            return ParsedPhrase(
                reading.found, role=role, subject_words=" ".join(tokens), named=reading.named
            )
        return self._parts(text, tokens)

    def _several(self, text: str, whole: ParsedPhrase) -> ParsedPhrase:
        """What each clause is about too; the patient of the whole is that of each that has no own.

        What is said to be another matter may be another patient's.
        """
        apart = matters(text)
        if len(apart) > 1:
            return each_first(whole, [self._query(part).subject for part in apart])
        parts, tokens = clauses(text), words(text)
        whom = " ".join(tokens[place] for place in sorted(patient(tokens).positions))
        read = [
            self._query(part if patient(words(part)).groups else f"{whom} {part}").subject
            for part in parts
            if len(parts) > 1
        ]
        return joined(whole, [one for one in read if not is_only_examined(one)])

    def _parts(self, text: str, tokens: list[str]) -> ParsedPhrase:
        role, role_places = role_said(tokens)
        kind, kind_words = kind_said(tokens)
        place = self._place(tokens, role_places | kind_words.positions)
        used = role_places | kind_words.positions | _positions(place)
        rest = [number for number in range(len(tokens)) if number not in used]
        reading = self._reader.read([tokens[number] for number in rest])
        if kind_words.words in ONLY_BESIDE_A_SUBJECT and not reading.found.claimed:
            kind = None
            rest = sorted({*rest, *kind_words.positions})
            reading = self._reader.read([tokens[number] for number in rest])
        place = place or self._misspelt_place(tokens, rest, reading)
        unread = self._unread(text, tokens, rest, reading) if reading.found.claimed else ()
        rest = [number for number in rest if number not in _positions(place)]
        return ParsedPhrase(
            subject=reading.found,
            place=place.found if place else NOTHING,
            place_words=" ".join(tokens[place.start : place.end]) if place else "",
            role=role,
            kind=kind,
            subject_words=" ".join(self._trimmed([tokens[number] for number in rest])),
            unread=() if place else unread,
            named=reading.named,
        )

    def _unread(
        self, text: str, tokens: list[str], rest: list[int], reading: PhraseReading
    ) -> tuple[str, ...]:
        of_patient = patient(tokens).positions
        left = [
            number
            for position, number in enumerate(rest)
            if position not in reading.used and number not in of_patient
        ]
        return self._passed_over.worth_saying(text, tokens, left, reading)

    def _place(self, tokens: list[str], used: frozenset[int]) -> PlaceSaid | None:
        def allowed(start: int, end: int) -> bool:
            span = tokens[start:end]
            free = used.isdisjoint(range(start, end))
            return free and not self._is_subject(span) and not self._is_subject_at_place(span)

        return self._places.said(tokens, allowed)

    def _is_subject(self, span: list[str]) -> bool:
        """Whether a span means something in itself, so that no place may take it."""
        if len(span) == 1 and span[0] in self._fillers:
            return True
        match = self._known.exact("".join(span))
        return bool(match and match.entry.targets and not match.entry.whole_only)

    def _is_subject_at_place(self, span: list[str]) -> bool:
        """Whether a clinic's nickname says a field and a hospital: ”kirurgen norra”.

        A clinic called a clinic (”hjärtkliniken norra”) is that clinic and nothing else, and so is
        an emergency department.
        """
        at_hospital = any(
            self._is_subject(span[:cut])
            and not span[cut - 1].endswith(CLINIC_ENDINGS)
            and self._places.is_kind("".join(span[cut:]), UnitKind.HOSPITAL)
            for cut in range(1, len(span))
        )
        emergency = UnitKind.EMERGENCY_DEPARTMENT
        return at_hospital and not self._places.is_kind("".join(span), emergency)

    def _misspelt_place(
        self, tokens: list[str], rest: list[int], reading: PhraseReading
    ) -> PlaceSaid | None:
        """A misspelt place, never in the subject's own words; only suggested without a subject."""
        for position, number in enumerate(rest):
            if position not in reading.used and tokens[number] not in self._fillers:
                near = self._places.misspelt(tokens[number])
                if near.claimed and reading.found.claimed:
                    return PlaceSaid(number, number + 1, near)
                if near.hits and len(rest) == 1:
                    return PlaceSaid(number, number + 1, suggested(list(near.hits)))
        return None

    def _trimmed(self, tokens: list[str]) -> list[str]:
        while tokens and tokens[0] in self._fillers:
            tokens = tokens[1:]
        while tokens and tokens[-1] in self._fillers:
            tokens = tokens[:-1]
        return tokens


def _positions(place: PlaceSaid | None) -> frozenset[int]:
    return frozenset(range(place.start, place.end)) if place else frozenset()

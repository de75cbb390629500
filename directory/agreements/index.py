"""The index of all agreements: a question in, the sections that answer it out.

See docs/search.md for how it works, what else was measured, and how good it is.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from directory.agreements.asking import Need, QuestionReader
from directory.agreements.document import Agreement, Section
from directory.agreements.excerpt import Excerpt, excerpt
from directory.agreements.found import Filters, SearchResult, SectionHit, Strength
from directory.agreements.indexing import Headings, Indexing
from directory.agreements.matching import Layout, Matched, top
from directory.agreements.postings import Floats, Postings
from directory.agreements.stems import stems
from directory.agreements.synonyms import Synonyms, medical_synonyms
from directory.agreements.words import query_tokens
from directory.agreements.worth import worth_of
from directory.lazy.values import dataclass

MOST_HITS = 10
WITH_EXCERPT = 4
MOST_WORDS = 120
EXACT_HEADING = 10.0
AT_LEAST = 0.3
STRONG_COVER = 0.62
NEAR_COVER = 0.4

NO_FILTERS = Filters()


@dataclass(frozen=True)
class AgreementIndex:
    """Immutable. Build it in a thread: fifty thousand sections take some ten seconds."""

    sections: tuple[tuple[Agreement, Section], ...]
    postings: Postings
    titles: Postings
    reader: QuestionReader
    layout: Layout
    headings: Headings

    @staticmethod
    def build(
        agreements: Sequence[Agreement], synonyms: Synonyms | None = None
    ) -> "AgreementIndex":
        """The index of these versions; `synonyms` instead of the packaged dictionary."""
        indexing = Indexing(medical_synonyms() if synonyms is None else synonyms)
        for agreement in agreements:
            indexing.read(agreement)
        sections = tuple(
            (agreement, section) for agreement in agreements for section in agreement.sections
        )
        return AgreementIndex(sections, *indexing.finished())

    def search(self, query: str, *, today: date, only: Filters = NO_FILTERS) -> SearchResult:
        """The sections that answer, best first, at most ten. Never raises on any text."""
        needs = self.reader.needs(query)
        if not needs or not self.sections:
            return SearchResult()
        matched = Matched(self.postings, self.titles, self.layout, needs)
        scores = matched.scores()
        for number in self.headings.get(stems(query_tokens(query)), ()):
            scores[number] += EXACT_HEADING
        self._leave_out(scores, today, only)
        return SearchResult(tuple(self._hits(matched, scores, needs, today)))

    def _leave_out(self, scores: Floats, today: date, only: Filters) -> None:
        if only == NO_FILTERS:
            return
        for number, (agreement, _) in enumerate(self.sections):
            if not only.admits(agreement, agreement.standing(today)):
                scores[number] = 0.0

    def _hits(
        self, matched: Matched, scores: Floats, needs: Sequence[Need], today: date
    ) -> Iterator[SectionHit]:
        places = top(scores, MOST_HITS)
        best = max((float(scores[n]) % EXACT_HEADING for n in places), default=0.0)
        worth = worth_of(self.reader, needs)
        says = any(not need.weak and not need.kind for need in needs)
        shown = 0
        for number in places:
            score = float(scores[number])
            cover = 1.0 if score >= EXACT_HEADING else matched.cover(number) if says else 0.0
            if cover < NEAR_COVER or score < AT_LEAST * best:
                continue
            agreement, section = self.sections[number]
            yield SectionHit(
                agreement=agreement,
                section=section,
                score=score,
                strength=Strength.STRONG if cover >= STRONG_COVER else Strength.NEAR,
                standing=agreement.standing(today),
                excerpt=excerpt(section, worth, MOST_WORDS)
                if shown < WITH_EXCERPT
                else Excerpt(section, ()),
            )
            shown += 1

"""The answer to a question: the section that fits best, whether it holds, and up to three more."""

from collections.abc import Iterator, Sequence

from bot import links
from bot.cards import (
    Actions,
    Button,
    Card,
    Choices,
    Heading,
    Notice,
    Option,
    Part,
    Source,
    Text,
    Tone,
)
from bot.commands.avtal.following import follow_button
from bot.commands.avtal.places import SectionPlace, document_button, section_button
from bot.commands.avtal.unclear import unclear_button
from bot.commands.avtal.words import (
    COMMAND,
    day_of,
    name_words,
    press,
    section_words,
    source_link,
    source_words,
    standing_notice,
    standing_words,
)
from bot.questions.counted import counted, missed
from bot.questions.fallback import default_entry
from bot.questions.request import Reply, Request
from bot.questions.understanding import understand
from bot.texts import quoted
from directory.agreements.document import AgreementKind
from directory.agreements.found import Filters, SearchResult, SectionHit, Strength
from directory.agreements.in_force import Agreements
from directory.agreements.words import query_tokens
from directory.counting.lookups import ANSWERED, Outcome
from directory.snapshot import Snapshot

MOST_MORE = 3
NEAR: Outcome = "near"
MISS: Outcome = "miss"

_KINDS = {
    "hök": AgreementKind.HOK,
    "rmr": AgreementKind.RMR,
    "svf": AgreementKind.CANCER_PATHWAY,
    "behandlingslinje": AgreementKind.CARE_PATHWAY,
    "ansvarsdokument": AgreementKind.RESPONSIBILITY,
}


def answered(question: str, request: Request, snapshot: Snapshot, agreements: Agreements) -> Reply:
    """The card for a question in words, counted without them."""
    result = search(question, request, agreements)
    best = result.best
    if best is None:
        return _nothing(question, request, snapshot)
    strong = best.strength is Strength.STRONG
    place = _place(best, agreements)
    shown = f"{place.version.document}#{place.section.heading}"
    outcome: Outcome = ANSWERED if strong else NEAR
    return Reply(
        Card((*_best(best, place, request, snapshot), *_more(result, agreements, request))),
        lookup=counted(request, outcome, shown, command=COMMAND),
    )


def search(question: str, request: Request, agreements: Agreements) -> SearchResult:
    """What fits; among documents of the kind that the words name, if any of them does."""
    today = day_of(request.now)
    kinds = frozenset(_KINDS[word] for word in query_tokens(question) if word in _KINDS)
    if kinds:
        result = agreements.index.search(question, today=today, only=Filters(kinds=kinds))
        if result.hits:
            return result
    return agreements.index.search(question, today=today)


def _place(hit: SectionHit, agreements: Agreements) -> SectionPlace:
    version = agreements.versions[hit.agreement.head.id]
    return SectionPlace(version, hit.section, hit.excerpt)


def _best(
    hit: SectionHit, place: SectionPlace, request: Request, snapshot: Snapshot
) -> Iterator[Part]:
    head, near = hit.agreement.head, hit.strength is Strength.NEAR
    heading = section_words(hit.section, hit.agreement)
    yield Heading(f"Närmast: {heading}" if near else heading, name_words(head))
    yield from standing_notice(hit.agreement, day_of(request.now))
    if near:
        yield Notice("Inget säkert svar. Det här ligger närmast.")
    yield from map(Text, hit.excerpt.lines)
    yield Source(source_words(head, snapshot))
    yield from source_link(head)
    yield Actions(
        (
            section_button(place),
            unclear_button(place),
            follow_button(place.version, request.who, snapshot),
            document_button(place.version),
        )
    )


def _more(result: SearchResult, agreements: Agreements, request: Request) -> list[Part]:
    others = result.hits[1 : 1 + MOST_MORE]
    return [Choices("Fler träffar", tuple(_options(others, agreements, request)))] if others else []


def _options(
    hits: Sequence[SectionHit], agreements: Agreements, request: Request
) -> Iterator[Option]:
    for hit in hits:
        near = "närmast" if hit.strength is Strength.NEAR else ""
        standing = standing_words(hit.agreement, day_of(request.now))
        reason = ", ".join(word for word in (near, standing) if word)
        label = f"{section_words(hit.section, hit.agreement)} · {hit.agreement.head.title}"
        yield Option(label, press("avsnitt", _place(hit, agreements).data), reason)


def _nothing(question: str, request: Request, snapshot: Snapshot) -> Reply:
    """Nothing fits: say so, offer somebody to ask, and record the words for those who write."""
    parts: list[Part] = [
        Notice(f"Ingen överenskommelse svarar på {quoted(question)}.", Tone.WARNING),
        *_ask_somebody(question, request, snapshot),
    ]
    return Reply(
        Card(tuple(parts)),
        lookup=counted(request, MISS, command=COMMAND),
        miss=missed(request, question, command=COMMAND),
    )


def _ask_somebody(question: str, request: Request, snapshot: Snapshot) -> list[Part]:
    understood = understand(question, snapshot)
    if understood.subject.claimed or understood.only_place:
        button = Button("Fråga konsulten", links.ask(question), keep=True)
        return [Actions((button,))]
    return list(default_entry(request, snapshot))

"""”/avtal läge”: how the agreements are doing, and what there is to do, for coordinators."""

from collections.abc import Iterator, Sequence
from datetime import date

from bot import links
from bot.cards import (
    Actions,
    Button,
    Card,
    Choices,
    Heading,
    More,
    Notice,
    Option,
    Part,
    Press,
    Text,
    Tone,
    notice,
)
from bot.commands.avtal.words import COMMAND, NONE_READ_IN
from bot.questions.request import Reply, Request, refused
from bot.texts import and_more, day_words, quoted, show_more, times_words
from directory.agreements.document import Head
from directory.agreements.in_force import Agreements
from directory.agreements.kept import AGREEMENTS
from directory.agreements.overview import Overview, Passage, UnansweredQuestion, Unread, overview
from directory.agreements.queries import SectionsAsked
from directory.agreements.version import AgreementVersion
from directory.catalogue.people import Access
from directory.counting.queries import MissedLately
from directory.lazy.values import dataclass
from directory.query import UnreadError
from directory.snapshot import Snapshot
from directory.walltime.days import local

WORD = "läge"
FIRST = 5
MOST = 25

_UNREAD = (
    "Vad som har frågats, och vad som inte gav någon träff, kan inte läsas just nu. "
    "Det andra står nedan."
)
_QUEUE = Button("Visa kön", Press(COMMAND, "kö"), keep=True)


@dataclass(frozen=True, slots=True)
class Concern:
    """One thing to see to: what it is, what to do about it, and what it is true of."""

    title: str
    to_do: str
    rows: Sequence[Option]


def state_page(request: Request, snapshot: Snapshot) -> Reply:
    """What a coordinator has to see to, each with what to do; the documents one tap away.

    Others than coordinators and administrators are refused.
    """
    if not request.who.has(Access.COORDINATOR, Access.ADMIN):
        return refused("”/avtal läge” är bara för samordnare.")
    agreements = snapshot.of(AGREEMENTS)
    if agreements is None or not agreements.versions:
        return Reply(notice(NONE_READ_IN))
    day = local(request.now).date()
    try:
        asked = request.ask(SectionsAsked(request.now))
        misses = request.ask(MissedLately(request.now))
    except UnreadError:
        figures = overview(agreements, snapshot, day, asked={}, misses=())
        return Reply(Card((Notice(_UNREAD, Tone.WARNING), *_parts(figures, agreements, day))))
    figures = overview(agreements, snapshot, day, asked=asked, misses=misses)
    return Reply(Card(tuple(_parts(figures, agreements, day))))


def _parts(figures: Overview, agreements: Agreements, day: date) -> Iterator[Part]:
    yield Heading("Överenskommelser: läget", f"{len(agreements.versions)} i bruk")
    wrong = [section for section in _to_see_to(figures, day) if section.rows]
    if not wrong:
        yield Notice("Inget behöver göras: alla har ägare och giltighet, och ingen går ut snart.")
    for section in (*wrong, *(section for section in _to_know(figures) if section.rows)):
        yield from _shown(section)
    yield Actions((_QUEUE,))


def _to_see_to(figures: Overview, day: date) -> Iterator[Concern]:
    yield Concern(
        "Har gått ut",
        "Läs in en ny version, eller öppna dokumentet och skriv en ny sista dag.",
        [_row(version, _expired(version.agreement.head, day)) for version in figures.expired],
    )
    yield Concern(
        "Går ut inom 90 dagar",
        "Ägaren påminns. Hör med ägaren hur det går.",
        [_row(version, _expires(version.agreement.head, day)) for version in figures.expiring],
    )
    yield Concern(
        "Utan ägare",
        "Öppna dokumentet. Ange en person, eller en enhet med samordnare eller chef, som ägare.",
        [_row(version, _owner(version.agreement.head)) for version in figures.without_owner],
    )
    yield Concern(
        "Utan giltighet",
        "Öppna dokumentet och skriv från och till när det gäller.",
        [_row(version) for version in figures.without_validity],
    )
    yield Concern(
        "Oftast kallat otydligt eller fel",
        "Svara i kön, och skriv om texten i nästa version.",
        [_passage(passage, _unclear(passage)) for passage in figures.unclear],
    )
    yield Concern(
        "Inte kvitterat",
        "De som inte har kvitterat påminns en gång, efter två veckor.",
        [_row(unread.version, _unread(unread)) for unread in figures.unread],
    )
    yield Concern(
        "Frågor utan bra träff, 90 dagar",
        "Tryck på en fråga för att se vad som är närmast. Be en ägare skriva det som saknas.",
        [_question(question) for question in figures.unanswered],
    )


def _to_know(figures: Overview) -> Iterator[Concern]:
    yield Concern(
        "Mest frågat, 90 dagar",
        "Håll de här aktuella först.",
        [_passage(passage, times_words(passage.times)) for passage in figures.asked],
    )


def _shown(section: Concern) -> Iterator[Part]:
    rows = section.rows
    yield Choices(f"{section.title} ({len(rows)})", tuple(rows[:FIRST]))
    if rest := rows[FIRST:MOST]:
        yield More((Choices(section.title, tuple(rest)),), show_more(len(rest)))
    if rows[MOST:]:
        yield Text(f"{and_more(len(rows) - MOST)}. De visas när de första är åtgärdade.")
    yield Text(section.to_do)


def _row(version: AgreementVersion, reason: str = "", heading: str = "") -> Option:
    title = version.agreement.head.title
    label = f"{title}: {heading}" if heading else title
    return Option(label, links.see_document(version.document), reason)


def _passage(passage: Passage, reason: str) -> Option:
    return _row(passage.version, reason, passage.heading)


def _question(question: UnansweredQuestion) -> Option:
    return Option(question.words, Press(COMMAND, question.words), times_words(question.times))


def _expired(head: Head, day: date) -> str:
    if head.valid_to is None:
        return ""
    return f"gick ut för {_days((day - head.valid_to).days)} sedan, {day_words(head.valid_to)}"


def _expires(head: Head, day: date) -> str:
    if head.valid_to is None:
        return ""
    left = (head.valid_to - day).days
    return f"{day_words(head.valid_to)}, {f'om {_days(left)}' if left else 'i dag'}"


def _owner(head: Head) -> str:
    return f"{quoted(head.owner)} leder inte till någon person" if head.owner else "ägare saknas"


def _unclear(passage: Passage) -> str:
    return f"{times_words(passage.times)}, {passage.waiting} väntar på svar"


def _unread(unread: Unread) -> str:
    return f"{unread.missing} av {unread.asked} har inte kvitterat"


def _days(count: int) -> str:
    return f"{count} dag" if count == 1 else f"{count} dagar"

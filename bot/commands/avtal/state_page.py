"""”/avtal läge”: how the agreements are doing, and what there is to do, for coordinators."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
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
    notice,
)
from bot.commands.avtal.words import COMMAND, NONE_READ_IN
from bot.questions.request import Reply, Request, refused
from bot.texts import and_more, day_words, quoted, show_more
from directory.agreements.document import Head
from directory.agreements.kept import AGREEMENTS
from directory.agreements.overview import Overview, Passage, UnansweredQuestion, Unread, overview
from directory.agreements.queries import SectionsAsked
from directory.agreements.shelf import Agreements
from directory.agreements.version import AgreementVersion
from directory.catalogue.people import Access
from directory.counting.queries import MissedLately
from directory.snapshot import Snapshot
from directory.walltime.days import local

WORD = "läge"
FIRST = 5
MOST = 25

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
    shelf = snapshot.of(AGREEMENTS)
    if shelf is None or not shelf.versions:
        return Reply(notice(NONE_READ_IN))
    day = local(request.now).date()
    asked, misses = request.ask(SectionsAsked(request.now)), request.ask(MissedLately(request.now))
    figures = overview(shelf, snapshot, day, asked=asked, misses=misses)
    return Reply(Card(tuple(_parts(figures, shelf, day))))


def _parts(figures: Overview, shelf: Agreements, day: date) -> Iterator[Part]:
    yield Heading("Överenskommelser: läget", f"{len(shelf.versions)} i bruk")
    wrong = [one for one in _to_see_to(figures, day) if one.rows]
    if not wrong:
        yield Notice("Inget behöver göras: alla har ägare och giltighet, och ingen går ut snart.")
    for section in (*wrong, *(one for one in _to_know(figures) if one.rows)):
        yield from _shown(section)
    yield Actions((_QUEUE,))


def _to_see_to(figures: Overview, day: date) -> Iterator[Concern]:
    yield Concern(
        "Har gått ut",
        "Läs in en ny version, eller samma text med en ny sista dag.",
        [_row(one, _expired(one.agreement.head, day)) for one in figures.expired],
    )
    yield Concern(
        "Går ut inom 90 dagar",
        "Ägaren påminns. Hör med ägaren hur det går.",
        [_row(one, _expires(one.agreement.head, day)) for one in figures.expiring],
    )
    yield Concern(
        "Utan ägare",
        "Skriv en person, eller en enhet med samordnare eller chef, som ägare. Läs in det igen.",
        [_row(one, _owner(one.agreement.head)) for one in figures.without_owner],
    )
    yield Concern(
        "Utan giltighet",
        "Skriv gäller_från och gäller_till i dokumentet eller i en sidfil.",
        [_row(one) for one in figures.without_validity],
    )
    yield Concern(
        "Oftast kallat otydligt eller fel",
        "Svara i kön, och skriv om texten i nästa version.",
        [_passage(one, _unclear(one)) for one in figures.unclear],
    )
    yield Concern(
        "Inte kvitterat",
        "De som inte har kvitterat påminns en gång, efter två veckor.",
        [_row(one.version, _unread(one)) for one in figures.unread],
    )
    yield Concern(
        "Frågor utan bra träff, 90 dagar",
        "Tryck på en fråga för att se vad som är närmast. Be en ägare skriva det som saknas.",
        [_question(one) for one in figures.unanswered],
    )


def _to_know(figures: Overview) -> Iterator[Concern]:
    yield Concern(
        "Mest frågat, 90 dagar",
        "Håll de här aktuella först.",
        [_passage(one, _times(one.times)) for one in figures.asked],
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


def _passage(one: Passage, reason: str) -> Option:
    return _row(one.version, reason, one.heading)


def _question(one: UnansweredQuestion) -> Option:
    return Option(one.words, Press(COMMAND, one.words), _times(one.times))


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


def _unclear(one: Passage) -> str:
    return f"{_times(one.times)}, {one.waiting} väntar på svar"


def _unread(one: Unread) -> str:
    return f"{one.missing} av {one.asked} har inte kvitterat"


def _times(count: int) -> str:
    return f"{count} gång" if count == 1 else f"{count} gånger"


def _days(count: int) -> str:
    return f"{count} dag" if count == 1 else f"{count} dagar"

"""/avtal nytt: what has come and what has lapsed in the last ninety days, the latest first."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from bot.cards import Actions, Button, Card, Heading, More, Part, Text, notice
from bot.commands.avtal.changes_page import changes_button
from bot.commands.avtal.places import document_button
from bot.commands.avtal.receipt import receipt_button
from bot.commands.avtal.words import day_of, name_words
from bot.questions.request import Reply, Request
from bot.texts import and_more, day_words, show_more
from directory.agreements.in_force import Agreements
from directory.agreements.kept import AGREEMENTS
from directory.agreements.queries import Versions, VersionsOf
from directory.agreements.version import AgreementVersion
from directory.lazy.values import dataclass
from directory.query import UnreadError
from directory.snapshot import Snapshot

LATELY = timedelta(days=90)
AT_ONCE = 6
MOST = 24


@dataclass(frozen=True, slots=True)
class _News:
    """Something that has happened to a document on a day."""

    day: date
    version: AgreementVersion
    lapsed: bool = False


def news_page(request: Request, snapshot: Snapshot) -> Reply:
    """Each document with what happened, when, and what it changed."""
    agreements = snapshot.of(AGREEMENTS)
    news = _news(agreements, request) if agreements else []
    if not news:
        return Reply(
            notice("Inga överenskommelser har kommit eller gått ut de senaste 90 dagarna.")
        )
    shown = news[:MOST]
    documents = tuple({item.version.document: None for item in shown if not item.lapsed})
    try:
        versions: Versions | None = request.ask(VersionsOf(documents))
    except UnreadError:
        versions = None
    parts: list[Part] = [Heading("Nytt om överenskommelser", "90 dagar")]
    parts += _listed(shown[:AT_ONCE], versions, request, snapshot)
    rest = tuple(_listed(shown[AT_ONCE:], versions, request, snapshot))
    parts += [More(rest, show_more(len(shown) - AT_ONCE))] if rest else []
    left = len(news) - len(shown)
    parts += [Text(f"{and_more(left)} som inte visas här.")] if left else []
    return Reply(Card(tuple(parts)))


def _news(agreements: Agreements, request: Request) -> list[_News]:
    today, since = day_of(request.now), request.now - LATELY
    new = [_News(day_of(version.added), version) for version in agreements.changed_since(since)]
    lapsed = [
        _News(version.agreement.head.valid_to + timedelta(days=1), version, lapsed=True)
        for version in agreements.expired(today)
        if version.agreement.head.valid_to and version.agreement.head.valid_to >= day_of(since)
    ]
    return sorted([*new, *lapsed], key=lambda item: (item.day, item.version.added), reverse=True)


def _listed(
    news: Sequence[_News], versions: Versions | None, request: Request, snapshot: Snapshot
) -> Iterator[Part]:
    """`versions`: None where the older ones cannot be read just now."""
    for item in news:
        had_another = None if versions is None else _has_more(versions, item)
        yield Text(
            f"{_happened(item, had_another)} {day_words(item.day)}",
            name_words(item.version.agreement.head),
        )
        yield Actions(tuple(_buttons(item, had_another, request, snapshot)))


def _has_more(versions: Versions, item: _News) -> bool:
    return len(versions.get(item.version.document, ())) > 1


def _happened(item: _News, had_another: bool | None) -> str:
    """`had_another`: whether it had another version before; None where that is not known."""
    if item.lapsed:
        return "slutade gälla"
    if had_another is None:
        return "inlagd"
    return "ny version" if had_another else "första versionen"


def _buttons(
    item: _News, had_another: bool | None, request: Request, snapshot: Snapshot
) -> Iterator[Button]:
    if not item.lapsed and had_another:
        yield changes_button(item.version)
    yield document_button(item.version)
    if not item.lapsed:
        yield from receipt_button(item.version, request, snapshot)

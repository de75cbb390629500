"""What is new of medicines: of those that the asker follows on bare `/rest`, and of all of them."""

from collections.abc import Iterator, Sequence

from bot import links
from bot.cards import Actions, Button, Card, Heading, Notice, Part, Text, Tone
from bot.commands.rest.case import (
    NOTHING_READ,
    UNREAD,
    RestCase,
    press,
    refused,
)
from bot.commands.rest.news.of_all import news_of_all
from bot.commands.rest.news.of_followed import news_of_followed
from bot.commands.rest.news.week import NOTHING_NEW, folded, paged
from bot.questions.doing import Doing
from bot.questions.request import Reply
from bot.shortages.cautions import NATIONAL
from directory.query import UnreadError
from directory.shortages.following.followers import ShortageFollower, follower

PAGE = "sida"
_HOW = "Skriv ”/rest östradiol”, eller ett läkemedel, en ATC-kod eller ett varunummer."
_FOLLOWED = "Nytt den senaste veckan av det du bevakar"
_ALL = "Ändrat den senaste veckan"
_NOTHING_FOLLOWED = (
    "Du bevakar inga läkemedel. Skriv ”/bevaka rest G03”, ”/bevaka rest östradiol” eller välj en "
    "lista, så visas här vad som är nytt av dem, och du får det i ett besked om dagen."
)
_NONE = "Inget av det du bevakar har ändrats den senaste veckan."
_WEEK = Button("Visa allt som ändrats i veckan", press("veckan", {}), keep=True)
_FOLLOW = Button("Välj vad du vill bevaka", links.follow_shortages(), keep=True)


def _shown(case: RestCase) -> Sequence[Part]:
    if case.feed.created is None:
        return [Notice(NOTHING_READ, Tone.WARNING)]
    follows = follower(case.me, case.request.who.home, case.snapshot)
    try:
        parts = list(_of_followed(follows, case) if follows else _of_nothing(case))
    except UnreadError:
        return [Notice(UNREAD, Tone.WARNING)]
    return [*case.cautions, *parts, Text(_HOW), Text(NATIONAL), case.source]


def _of_followed(follows: ShortageFollower, case: RestCase) -> Iterator[Part]:
    options = news_of_followed(follows, case)
    yield from folded(_FOLLOWED, options) if options else (Text(_NONE),)
    yield Actions((_WEEK, Button("Visa vad du bevakar", links.see_following(), keep=True)))


def _of_nothing(case: RestCase) -> Iterator[Part]:
    options = news_of_all(case)
    yield Text(_NOTHING_FOLLOWED)
    yield Actions((_FOLLOW,))
    yield from folded(_ALL, options) if options else (Text(NOTHING_NEW),)


def _week(case: RestCase) -> Reply:
    """All that has changed in the week, a page at a time."""
    if case.feed.created is None:
        return refused(NOTHING_READ)
    try:
        options = news_of_all(case)
    except UnreadError:
        return refused(UNREAD)
    page = int(case.get(PAGE)) if case.get(PAGE).isdecimal() else 0
    shown = paged(_ALL, options, page, lambda number: press("veckan", {PAGE: str(number)}))
    parts = [*case.cautions, *shown, Text(NATIONAL), case.source]
    return Reply(Card((Heading("Restnoteringar"), *parts)))


NEWS = Doing(shown=_shown, actions={"veckan": _week})

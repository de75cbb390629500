"""Shifts, people and hours as short Swedish words."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from bot.access import Asker
from bot.texts import capitalised, line_words
from directory.catalogue.people import Access
from directory.rosters.duty import Duty
from directory.rosters.line import Line
from directory.rosters.somebody import Replaceable, Somebody
from directory.snapshot import Snapshot
from directory.swaps.offer import Offer, OfferKind
from directory.walltime.hours import Hours
from directory.walltime.said import moment_words, until_words

Span = Callable[[Hours, datetime], str]

_TITLES = (
    (Access.COORDINATOR, "samordnare"),
    (Access.SWITCHBOARD, "växeln"),
    (Access.ADMIN, "administratör"),
)


def span_words(hours: Hours, now: datetime) -> str:
    """”tis 16:00–07:30”; of what has begun ”nu, till 07:30”."""
    if hours.covers(now):
        return f"nu, till {until_words(hours.end, now)}"
    return begun_words(hours, now)


def begun_words(hours: Hours, now: datetime) -> str:
    """The same of what has begun and is another's now: ”tis 24 nov 16:00–07:30”."""
    return f"{moment_words(hours.start, now)}–{until_words(hours.end, hours.start)}"


def line_title(line: Line, snapshot: Snapshot) -> str:
    """”Bakjour, Kardiologi · Norra sjukhuset”."""
    words = line_words(line, snapshot)
    return capitalised(words)


def shift_words(
    line: Line, hours: Hours, snapshot: Snapshot, now: datetime, span: Span = span_words
) -> str:
    """”bakjour, Kardiologi Granvik, tis 16:00–07:30”; in a letter with `span=dated_span`."""
    return f"{line_words(line, snapshot)}, {span(hours, now)}"


def name_of(person: Replaceable | None, snapshot: Snapshot) -> str:
    """The name, if it may be shown: ”en kollega” where it may not, ”ingen” for nobody."""
    known = snapshot.colleague(person)
    if known is None:
        return "ingen"
    return known.shown_as("en kollega")


def full_name(person: Somebody | None, snapshot: Snapshot) -> str:
    """The name, also of those who hide theirs: for who has the shift, or plans."""
    known = snapshot.colleague(person)
    return known.name if known else "obemannat"


def who_words(duty: Duty, snapshot: Snapshot) -> str:
    """Who has the duty, and whether they can answer."""
    if not duty.person:
        return "obemannat"
    return name_of(duty.person, snapshot) + (" (upptagen)" if duty.busy else "")


def row_words(duties: Iterable[Duty], hours: Hours, snapshot: Snapshot, now: datetime) -> str:
    """Who has the hours one after another: ”Anna Asp nu, till 16:00; Bo Björn tis 16:00–07:30”."""
    rows = []
    for duty in duties:
        shown = hours.common(duty)
        if shown:
            rows.append(f"{who_words(duty, snapshot)} {span_words(shown, now)}")
    return "; ".join(rows) or "ingen är inlagd"


def names(people: Sequence[Somebody | None], snapshot: Snapshot) -> str:
    """”Anna Asp, Bo Björn och en kollega”."""
    shown = [name_of(person, snapshot) for person in dict.fromkeys(people)]
    return " och ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)


def author_words(who: Asker) -> str:
    """Who has acted for somebody else: ”Birgit Sandelöv (samordnare)”, ”samordnaren”."""
    title = next((words for access, words in _TITLES if access in who.access), "kollega")
    name = who.person.shown_as("") if who.person else ""
    if name:
        return f"{name} ({title})"
    return "Växeln" if title == "växeln" else f"En {title}"


def overlap_words(duties: Sequence[Duty], snapshot: Snapshot, now: datetime) -> str:
    """”bakjour, Kardiologi Granvik, tis 16:00–07:30” for each duty at the same time."""
    return "; ".join(shift_words(duty.line, duty.hours, snapshot, now) for duty in duties)


def offer_words(offer: Offer, snapshot: Snapshot, now: datetime, span: Span = span_words) -> str:
    """What is offered, and for what; in a letter with `span=dated_span`."""
    what = shift_words(offer.line, offer.hours, snapshot, now, span)
    if offer.kind is OfferKind.GIVE_AWAY:
        return what
    back = offer.return_hours
    if back is None:
        return f"{what}, i byte mot ett annat pass"
    returned = f"{offer.return_line.role.value} {span(back, now)}"
    return f"{what}, i byte mot {returned}"

"""What somebody should look at before rosters change, in words for every way in."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from bot.rosters.publishers import address_words
from bot.rosters.unstaffed_words import unstaffed_lines, unstaffed_sentence
from bot.texts import line_words
from directory.lazy.values import dataclass
from directory.publishing.warnings import AlsoSaid, Lost, RosterWarnings
from directory.rosters.changes import Replaced
from directory.rosters.override import Override
from directory.rosters.somebody import Outsider, Replaceable
from directory.snapshot import Snapshot
from directory.walltime.said import full_span, full_words

MOST_LINES = 200
WHAT_OF_CONFLICTS = "De gäller fortfarande. Prata med dem som berörs."
WHAT_OF_DOUBLED = "Båda visas som jour. Är det inte meningen: rätta schemat."
WHAT_OF_ALSO_SAID = (
    "Säger de olika blir det två jour samtidigt. Den som sköter konsult kan ta bort ett av dem "
    "(konsult roster remove)."
)


@dataclass(frozen=True, slots=True)
class Listing:
    """Lines of one kind under their heading; `rest` more are not shown, `hint` says what to do."""

    title: str
    lines: tuple[str, ...]
    rest: int = 0
    hint: str = ""


def listing(title: str, words: Iterable[str], hint: str = "") -> Listing:
    """At most MOST_LINES of the lines, under a heading with how many there are."""
    lines = tuple(words)
    rest = max(0, len(lines) - MOST_LINES)
    return Listing(f"{title} ({len(lines)})", lines[:MOST_LINES], rest, hint)


def emptied(warnings: RosterWarnings, snapshot: Snapshot, now: datetime) -> Listing:
    """The shifts that nobody would have, under the sentence that counts them; all of them."""
    lines = tuple(unstaffed_lines(warnings.unstaffed, snapshot, now))
    return Listing(unstaffed_sentence(warnings.unstaffed, now), lines)


def to_look_at(warnings: RosterWarnings, snapshot: Snapshot, now: datetime) -> list[Listing]:
    """All but the emptied shifts, those without a line left out."""
    listings = [
        listing("Blir av med pass", (_lost(one, snapshot, now) for one in warnings.lost)),
        listing(
            "Två jour samtidigt",
            (instead_words(one, snapshot, now) for one in warnings.doubled),
            WHAT_OF_DOUBLED,
        ),
        listing(
            "Ett annat schema gäller också",
            _also_said(warnings.also_said, now),
            WHAT_OF_ALSO_SAID,
        ),
        listing(
            "Byten som inte längre passar schemat",
            (_conflict(one, snapshot, now) for one in warnings.conflicts),
            WHAT_OF_CONFLICTS,
        ),
    ]
    return [one for one in listings if one.lines]


def instead_words(change: Replaced, snapshot: Snapshot, now: datetime) -> str:
    """”Bakjour tor 26 nov 16:00–07:30: Bo Björn → obemannat”, from all rosters."""
    was, then = (
        ", ".join(name_in(person, snapshot) for person in side) or "obemannat"
        for side in (change.before, change.after)
    )
    return f"{change.line.role.heading} {full_span(change, now)}: {was} → {then}"


def name_in(who: Replaceable | None, snapshot: Snapshot) -> str:
    """The name, also of those who hide theirs; an id that no longer exists as it is."""
    match who:
        case Outsider():
            return who.name
        case str():
            return snapshot.people[who].name if who in snapshot.people else who
        case _:
            return "ingen"


def _lost(one: Lost, snapshot: Snapshot, now: datetime) -> str:
    who, what = name_in(one.person, snapshot), line_words(one.line, snapshot)
    return f"{who}: {what}, {full_span(one, now)}"


def _also_said(others: Iterable[AlsoSaid], now: datetime) -> Iterator[str]:
    for other in others:
        since = full_words(other.reach.start, now)
        until = full_words(other.reach.until, now) if other.reach.until else ""
        how_long = f"från {since} till {until}" if until else f"från {since} tills vidare"
        yield f"{other.reach.role.heading}: ”{address_words(other.source.address)}” {how_long}"


def _conflict(override: Override, snapshot: Snapshot, now: datetime) -> str:
    span = full_span(override, now)
    instead = name_in(override.instead_of, snapshot)
    who = name_in(override.person, snapshot)
    return f"{override.role.heading} {span}: {who} i stället för {instead}, som inte har passet."

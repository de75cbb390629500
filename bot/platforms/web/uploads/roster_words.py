"""What an uploaded roster would change, in words for its page."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.rosters.unstaffed_words import COUNTED_AHEAD, unstaffed_lines, unstaffed_sentence
from bot.rosters.uploads import MOST_NAMES, RosterUpload
from directory.catalogue.people import Person
from directory.rosters.changes import replaced
from directory.rosters.override import Override
from directory.rosters.shift import Shift
from directory.rosters.somebody import Outsider, Replaceable, Somebody, as_written
from directory.sources.rosters.row import RosterRow
from directory.walltime.said import full_span, full_words

MOST_LINES = 200

People = Mapping[str, Person]


@dataclass(frozen=True, slots=True)
class Listing:
    """Lines of one kind under their heading; `rest` more are not shown."""

    title: str
    lines: tuple[str, ...]
    rest: int = 0


def summary(upload: RosterUpload) -> str:
    """”3 nya pass, 1 ändrat, 2 borttagna, 10 som förut.”"""
    plan = upload.preview.plan
    new, edited, removed = len(plan.new), len(plan.edited), len(plan.removed)
    return (
        f"{new} {'nytt' if new == 1 else 'nya'} pass, "
        f"{edited} {'ändrat' if edited == 1 else 'ändrade'}, "
        f"{removed} {'borttaget' if removed == 1 else 'borttagna'}, {plan.unchanged} som förut."
    )


def hindrances(upload: RosterUpload) -> list[str]:
    """What stops it from being published, each with what to do."""
    plan = upload.preview.plan
    sentences = list(plan.reading.faults)
    if plan.unknown:
        count = len(plan.unknown)
        sentences.append(
            f"{count} namn finns inte i katalogen. Välj vem det är, eller godta namnet."
        )
    if len(plan.unknown) > MOST_NAMES:
        sentences.append(
            f"Så många namn kan inte väljas här (högst {MOST_NAMES}). Är det rätt fil?"
        )
    if plan.stops and not plan.leave_out:
        sentences.append("Rader går inte att förstå. Rätta filen, eller läs in utan dem.")
    if plan.publication is None and not sentences:
        sentences.append("Inget pass i schemat ligger framåt i tiden. Det finns inget att läsa in.")
    return sentences


def empties(upload: RosterUpload, now: datetime) -> Listing:
    """The shifts that nobody would have, under the sentence that counts them; all of them."""
    shifts, snapshot = upload.preview.unstaffed, upload.snapshot
    lines = tuple(unstaffed_lines(shifts, snapshot, now))
    return Listing(unstaffed_sentence(shifts, now), lines)


def holds(upload: RosterUpload, now: datetime) -> str:
    """For which roles and from when until when this roster alone will hold."""
    publication = upload.preview.plan.publication
    if publication is None or not publication.shifts:
        return ""
    roles = ", ".join(sorted(publication.roles))
    since = full_words(min(shift.start for shift in publication.shifts), now)
    last = max(shift.end for shift in publication.shifts)
    end = full_words(last, now)
    after = "därefter gäller det som gällde förut."
    if any(one.start >= last for one in upload.preview.unstaffed):
        after = "därefter blir pass utan jour."
    if upload.choices.replaces_all:
        after = "därefter är ingen inlagd förrän nästa schema har lästs in. " + COUNTED_AHEAD
    return (
        f"Från {since} säger schemat ensamt vem som är {roles}. Sista passet slutar {end}; {after}"
    )


def wrong_rows(upload: RosterUpload, now: datetime) -> Listing:
    """The rows that could not be understood, with the reason."""
    stops = upload.preview.plan.stops
    return _listing("Rader som inte går att förstå", (_row_words(row, now) for row in stops))


def noted(upload: RosterUpload, now: datetime) -> Listing:
    """What a human is to see though the file can be read: comments, struck words, hidden sheets."""
    plan = upload.preview.plan
    return _listing(
        "Att känna till", [*(_row_words(row, now) for row in plan.noted), *plan.reading.notes]
    )


def changes(upload: RosterUpload, now: datetime) -> list[Listing]:
    """New, changed and removed shifts, faulty rows of the past, and who was recognised."""
    plan, people = upload.preview.plan, upload.snapshot.people
    edited = (
        f"{_shift_words(change.before, people, now)} → {_shift_words(change.after, people, now)}"
        for change in plan.edited
    )
    listings = [
        _listing("Så ändras vem som har jouren", _replaced(upload, now)),
        _listing("Nya pass", (_shift_words(shift, people, now) for shift in plan.new)),
        _listing("Ändrade pass", edited),
        _listing("Borttagna pass", (_shift_words(shift, people, now) for shift in plan.removed)),
        _listing("Rader om dagar som har varit", (_row_words(row, now) for row in plan.passed)),
        _listing("Personer i schemat", _matched(plan.reading.rows, people)),
    ]
    return [listing for listing in listings if listing.lines]


def conflicts(upload: RosterUpload, now: datetime) -> Listing:
    """The overrides that would no longer fit."""
    people = upload.snapshot.people
    words = (_override_words(override, people, now) for override in upload.preview.conflicts)
    return _listing("Byten som inte längre passar schemat", words)


def _listing(title: str, words: Iterable[str]) -> Listing:
    lines = tuple(words)
    rest = max(0, len(lines) - MOST_LINES)
    return Listing(f"{title} ({len(lines)})", lines[:MOST_LINES], rest)


def _replaced(upload: RosterUpload, now: datetime) -> Iterator[str]:
    """Who is on duty before and after, from all rosters: ”…: Anna Berg → obemannat”."""
    for change in replaced(upload.preview.before, upload.preview.after, now):
        span = full_span(change, now)
        was, then = (
            ", ".join(_name(person, upload.snapshot.people) for person in side) or "obemannat"
            for side in (change.before, change.after)
        )
        yield f"{change.line.role.heading} {span}: {was} → {then}"


def _matched(rows: Sequence[RosterRow], people: People) -> list[str]:
    """Which person each name was read as: ”AB: Anna Berg, 4 pass”."""
    read = [(row.written, row.person) for row in rows if row.person and not row.problem]
    return [
        f"{written}: {_name(person, people)}, {count} pass"
        for (written, person), count in sorted(Counter(read).items(), key=_in_order)
    ]


def _in_order(match: tuple[tuple[str, Somebody], int]) -> tuple[str, str]:
    (written, person), _ = match
    return written, as_written(person)


def _row_words(row: RosterRow, now: datetime) -> str:
    """”rad 4 (lör 2 jan 2027 16:00), ”…”: …”: the time as it was read, where it could be."""
    read_as = f" ({full_words(row.start, now)})" if row.start else ""
    return f"{row.place}{read_as}, ”{row.summary}”: {_says(row)}"


def _says(row: RosterRow) -> str:
    return " ".join(filter(None, (row.problem, row.note)))


def _shift_words(shift: Shift, people: People, now: datetime) -> str:
    span = full_span(shift, now)
    return f"{shift.role.heading} {span}, {_name(shift.person, people)}"


def _override_words(override: Override, people: People, now: datetime) -> str:
    span = full_span(override, now)
    instead = _name(override.instead_of, people)
    who = _name(override.person, people)
    return f"{override.role.heading} {span}: {who} i stället för {instead}, som inte har passet."


def _name(who: Replaceable | None, people: People) -> str:
    match who:
        case Outsider():
            return who.name
        case str():
            return people[who].name if who in people else who
        case _:
            return "ingen"

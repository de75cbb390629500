"""What an uploaded roster would change, in words for its page."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime

from bot.rosters.unstaffed_words import COUNTED_AHEAD
from bot.rosters.uploads import MOST_NAMES, RosterUpload
from bot.rosters.warning_words import (
    Listing,
    emptied,
    instead_words,
    listing,
    name_in,
    to_look_at,
)
from directory.rosters.shift import Shift
from directory.rosters.somebody import Somebody, as_written
from directory.snapshot import Snapshot
from directory.sources.rosters.row import RosterRow
from directory.walltime.said import full_span, full_words


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
    if plan.unknown and not plan.leave_out:
        count = len(plan.unknown)
        sentences.append(
            f"{count} namn finns inte i katalogen. Välj vem det är, godta namnet, eller "
            "läs in utan det."
        )
    if len(plan.unknown) > MOST_NAMES and not plan.leave_out:
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
    return emptied(upload.preview.warnings, upload.snapshot, now)


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
    return listing("Rader som inte går att förstå", (_row_words(row, now) for row in stops))


def noted(upload: RosterUpload, now: datetime) -> Listing:
    """What a human is to see though the file can be read: comments, struck words, hidden sheets."""
    plan = upload.preview.plan
    return listing(
        "Att känna till", [*(_row_words(row, now) for row in plan.noted), *plan.reading.notes]
    )


def changes(upload: RosterUpload, now: datetime) -> list[Listing]:
    """New, changed and removed shifts, faulty rows of the past, and who was recognised."""
    plan, snapshot = upload.preview.plan, upload.snapshot
    edited = (
        " → ".join(_shift_words(shift, snapshot, now) for shift in (change.before, change.after))
        for change in plan.edited
    )
    listings = [
        listing("Så ändras vem som har jouren", _replaced(upload, now)),
        listing("Nya pass", (_shift_words(shift, snapshot, now) for shift in plan.new)),
        listing("Ändrade pass", edited),
        listing("Borttagna pass", (_shift_words(shift, snapshot, now) for shift in plan.removed)),
        listing("Rader om dagar som har varit", (_row_words(row, now) for row in plan.passed)),
        listing("Personer i schemat", _matched(plan.reading.rows, snapshot)),
    ]
    return [one for one in listings if one.lines]


def look_at(upload: RosterUpload, now: datetime) -> list[Listing]:
    """What else is to be looked at, the same as on every way in."""
    return to_look_at(upload.preview.warnings, upload.snapshot, now)


def _replaced(upload: RosterUpload, now: datetime) -> Iterator[str]:
    """Who is on duty before and after, from all rosters."""
    for change in upload.preview.warnings.replaced:
        yield instead_words(change, upload.snapshot, now)


def _matched(rows: Sequence[RosterRow], snapshot: Snapshot) -> list[str]:
    """Which person each name was read as: ”AB: Anna Berg, 4 pass”."""
    read = [(row.written, row.person) for row in rows if row.person and not row.problem]
    return [
        f"{written}: {name_in(person, snapshot)}, {count} pass"
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


def _shift_words(shift: Shift, snapshot: Snapshot, now: datetime) -> str:
    span = full_span(shift, now)
    return f"{shift.role.heading} {span}, {name_in(shift.person, snapshot)}"

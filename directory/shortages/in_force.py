"""What a new file, or a new day, makes of the rows that are known."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from directory.shortages.difference import FileDifference, carried_on
from directory.shortages.feed import ShortageFeed
from directory.shortages.pack_changes import pack_changes
from directory.shortages.port import FileInForce, RowEvent, ShortagePublication
from directory.shortages.row import ShortageFile, ShortageRow
from directory.shortages.state import situations
from directory.walltime.days import local


def put_in_force(
    file: ShortageFile,
    steps: FileDifference,
    feed: ShortageFeed,
    known: Sequence[ShortageRow],
    now: datetime,
) -> ShortagePublication:
    """What the file makes of it. `steps` are those from the listed rows to its own.

    `feed`: as it is to be after it, but still with the `created`, `rows` and `day` from before. Of
    the first file nothing is told as a change, since all that it says was so before, and nothing is
    carried on: what was known was an excerpt, if anything.
    """
    today = local(now).date()
    is_first = feed.created is None
    carried = () if is_first else known
    rows = carried_on(carried, file.rows, local(file.created).date())
    after = situations(rows, today)
    before = situations(known, feed.day or today)
    stored = {row.key: row for row in known}
    of_people = [one for one in after.values() if not one.product.is_veterinary]
    return ShortagePublication(
        feed=replace(
            feed, created=file.created, read=now, checked=now, day=today, rows=len(file.rows)
        ),
        written=tuple(row for row in rows if stored.get(row.key) != row),
        removed=tuple(sorted(stored.keys() - {row.key for row in rows})),
        events=() if is_first else tuple(RowEvent.of(one, file.created) for one in steps.told),
        changes=() if is_first else pack_changes(before, after, now),
        file=FileInForce(
            created=file.created,
            read=now,
            source=feed.source,
            rows=len(file.rows),
            packs=Counter(one.state for one in of_people),
        ),
    )


def new_day(
    feed: ShortageFeed, known: Sequence[ShortageRow], day: date, now: datetime
) -> ShortagePublication:
    """What a day makes of the same rows: what was coming is here, a forecast has passed."""
    before = situations(known, feed.day or day)
    changes = pack_changes(before, situations(known, day), now)
    return ShortagePublication(feed=replace(feed, day=day), changes=changes)

"""The keys of letters: what a letter is about and to whom, so that it is sent once.

The outbox holds the keys of the last ninety days, and a letter with a new key is sent again:
therefore the keys of reminders and gaps keep their colons.
"""

from datetime import date, datetime

from directory.rosters.line import Line


def _key(*parts: object) -> str:
    return "|".join(map(str, parts))


# -- rosters ---------------------------------------------------------------------------------


def week_before(day: date, to: str) -> str:
    """The shifts of a day, a week ahead."""
    return f"reminder:week:{to}:{day}"


def evening_before(day: date, to: str) -> str:
    """The shifts of a day, the evening before."""
    return f"reminder:eve:{to}:{day}"


def shift_begins(start: datetime, to: str) -> str:
    """The shifts that begin at an instant."""
    return f"reminder:start:{to}:{start.isoformat()}"


def fault_ahead(fault: str, to: str) -> str:
    """A fault of a roster, in a letter of its own."""
    return f"gaps:now:{to}:{fault}"


def faults_of_day(day: date, to: str) -> str:
    """All faults of rosters reported on a day."""
    return f"gaps:day:{to}:{day}"


def own_shifts_changed(batch: str, to: str) -> str:
    """Changes of own shifts that were decided together."""
    return _key("roster", batch, to)


def roster_changed(batch: str, service: str, to: str) -> str:
    """Changes of a service's roster that were decided together."""
    return _key("roster", batch, service, to)


def roster_stopped(source: str, version: str, to: str) -> str:
    """A version of a roster that could not be put in force."""
    return _key("roster-problem", source, version, to)


def roster_emptied(source: str, version: str, to: str) -> str:
    """A version of a roster that left shifts without anybody."""
    return _key("roster-tomt", source, version, to)


def roster_stale(source: str, day: date, to: str) -> str:
    """A roster that has gone unread for a day."""
    return _key("roster-gammalt", source, day, to)


# -- shortages -------------------------------------------------------------------------------


def shortages_stopped(version: str, day: date, to: str) -> str:
    """A problem with the authority's file, on a day."""
    return _key("restnotering-problem", version, day, to)


def shortage_digest(day: date, to: str) -> str:
    """What is new on a day of the medicines that somebody follows."""
    return _key("restnotering-nytt", day, to)


def medicine_asked_for(substance: str, group: str, day: date, to: str) -> str:
    """A medicine of a group that is asked for more than usual, told of on a day."""
    return _key("restnotering-frågor", substance, group, day, to)


# -- advice of specialist groups --------------------------------------------------------------


def advice_decided(what: str, version: str, at: datetime, to: str) -> str:
    """What somebody has decided of a version of advice, at a moment."""
    return _key("råd", what, version, at.isoformat(), to)


def advice_at_once(version: str, became: str, to: str) -> str:
    """What has become of a version of advice that is urgent: it begins or is withdrawn once."""
    return _key("råd", "brådskande", version, became, to)


def advice_ends(version: str, to: str) -> str:
    """A version of advice whose last day is near."""
    return _key("råd", "går ut", version, to)


def advice_ended(version: str, to: str) -> str:
    """A version of advice that has ended by itself."""
    return _key("råd", "gick ut", version, to)


def advice_runs_short(version: str, at: datetime, to: str) -> str:
    """What a version of advice names instead runs short, as was seen at a moment."""
    return _key("råd", "ersättning slut", version, at.isoformat(), to)


def advice_closed(version: str, to: str) -> str:
    """All that a version of advice is about is back."""
    return _key("råd", "avslutat", version, to)


def advice_unlisted(version: str, to: str) -> str:
    """Nothing that a version of advice is about is short, and nobody has said that it is back."""
    return _key("råd", "inte listat", version, to)


def advice_short_again(version: str, to: str) -> str:
    """What a closed version of advice is about runs short again."""
    return _key("råd", "igen", version, to)


# -- /pass -----------------------------------------------------------------------------------


PASS = "pass|"
"""What the keys of all these letters begin with."""


def offer(what: str, id_: str, to: str) -> str:
    """Something that has happened to an offer."""
    return _key("pass", what, id_, to)


def set_busy(override: str, to: str) -> str:
    """Somebody has been set as busy by another."""
    return _key("pass", "upptagen", override, to)


def shift_left(override: str, to: str) -> str:
    """A shift has been left without anybody to take it."""
    return _key("pass", "lämnat", override, to)


def wrong_number(line: Line, person: str, start: datetime, to: str) -> str:
    """The person on a shift says that the number is wrong."""
    return _key("pass", "nummer", line.service, line.role, person, start.isoformat(), to)


# -- consultation hours -----------------------------------------------------------------------


def hour_opened(hour: str, made: datetime, to: str) -> str:
    """An hour that a specialist has opened."""
    return _key("tid", "öppnad", hour, made.isoformat(), to)


def hour_changed(hour: str, made: datetime, to: str) -> str:
    """What a change of an hour means for somebody's bookings."""
    return _key("tid", "ändrad", hour, made.isoformat(), to)


def hour_closed(closed: str, to: str) -> str:
    """All that somebody loses by one decision to close."""
    return _key("tid", "stängd", closed, to)


def hour_reopened(closed: str, made: datetime, to: str) -> str:
    """What was closed is open again."""
    return _key("tid", "öppnad igen", closed, made.isoformat(), to)


def hour_late(sitting: str, until: datetime, to: str) -> str:
    """The specialist is late, until then."""
    return _key("tid", "försenad", sitting, until.isoformat(), to)


# -- numbers and agreements ------------------------------------------------------------------


def numbers_changed(batch: str, unit: str, to: str) -> str:
    """Changes of a unit's numbers by one import."""
    return _key("numbers", batch, unit, to)


def new_version(version: str, added: datetime, to: str) -> str:
    """A version of an agreement that came into force; one that comes back is news again."""
    return _key("avtal", "ny", version, added.isoformat(), to)


def agreement_ends(days: int, version: str, to: str) -> str:
    """A version expires in so many days, or has expired (0)."""
    return _key("avtal", "utgår", days, version, to)


def without_owner(version: str, to: str) -> str:
    """A version without an owner."""
    return _key("avtal", "utan ägare", version, to)


def unsearched(version: str, to: str) -> str:
    """A version that no search finds."""
    return _key("avtal", "osökbar", version, to)


def not_acknowledged(version: str, to: str) -> str:
    """A version that somebody was asked to acknowledge."""
    return _key("avtal", "kvittens", version, to)


def feedback(id_: str, to: str) -> str:
    """A passage that somebody called unclear or wrong."""
    return _key("avtal", "otydligt", id_, to)


def feedback_answered(id_: str, to: str) -> str:
    """The answer to such feedback."""
    return _key("avtal", "svar", id_, to)


# -- slots of consultation hours --------------------------------------------------------------


def slot_offered(hold: str, until: datetime, to: str) -> str:
    """A slot that is kept for somebody who waits, until then."""
    return _key("tid", "erbjuden", hold, until.isoformat(), to)


def slot_changed(booking: str, sequence: int, state: str, to: str) -> str:
    """A booking that was made, moved or cancelled: its so manieth change."""
    return _key("tid", "bokning", booking, sequence, state, to)


def line_called(place: str, at: datetime, to: str) -> str:
    """Somebody in a line is called."""
    return _key("tid", "kö ringer", place, at.isoformat(), to)


def line_closed(place: str, what: str, to: str) -> str:
    """What becomes of somebody who waited when the hour closed."""
    return _key("tid", "kö stänger", place, what, to)


# -- consultation hours, by the clock ---------------------------------------------------------


def slot_reminded(booking: str, sequence: int, number: int, to: str) -> str:
    """A booking as it was after so many changes: the first or the second reminder of it."""
    return _key("tid", "påminnelse", booking, sequence, number, to)


def hour_begins(hour: str, start: datetime, to: str) -> str:
    """The hour begins soon, with what is booked of it."""
    return _key("tid", "börjar", hour, start.isoformat(), to)


def slots_released(sitting: str, number: int, to: str) -> str:
    """Slots of a sitting that nobody has booked: the so manieth time that they are told of."""
    return _key("tid", "släppt", sitting, number, to)


def slot_given_back(hour: str, start: datetime, to: str) -> str:
    """A slot that the specialist has back."""
    return _key("tid", "åter", hour, start.isoformat(), to)


def pilot_ends(pilot: str, last: date, to: str) -> str:
    """A pilot whose last day is near."""
    return _key("tid", "försök", pilot, last, to)


# -- faults ----------------------------------------------------------------------------------


def failing(duty: str, item: str, day: date, to: str) -> str:
    """What konsult could not do for one item, on a day."""
    return _key("fel", duty, item, day, to)


# -- digests ---------------------------------------------------------------------------------


def digest(items: str, to: str) -> str:
    """One letter in place of several; `items` identifies them."""
    return f"digest:{to}:{items}"

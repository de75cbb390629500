"""The tables of consultation hours and what belongs to them: closures, pilots, bookings, lines."""

from sqlalchemy import Column, Date, Integer, String, Table, text

from directory.hours.bookings import BookingState
from directory.hours.closures import ClosureReason
from directory.hours.eligibility import Eligibility
from directory.hours.kept import (
    BOOKED,
    BOOKING,
    CLOSURE,
    HOLD,
    HOUR,
    OFFERED,
    PILOT,
    PLACE,
    QUEUED,
    WAITING,
)
from directory.hours.line import PlaceState
from directory.hours.offered import HourChannel, HourMode, Release, SlotPlan
from directory.hours.weeks import Weeks
from directory.store.columns import AsJson, Instant, JoinedWords, Word, WordSet, WorkingHoursText
from directory.store.kind_table import KindTable
from directory.store.schema import metadata, text_column
from directory.store.stored import Stored

consultation_hour = Table(
    "consultation_hour",
    metadata,
    Column("id", String, primary_key=True),
    text_column("service"),
    text_column("specialist"),
    Column("mode", Word(HourMode), nullable=False),
    Column("channel", Word(HourChannel), nullable=False),
    text_column("where"),
    Column("hours", WorkingHoursText, nullable=False),
    Column("first", Date, nullable=False),
    Column("last", Date),
    Column("made", Instant, nullable=False),
    text_column("made_by"),
    Column("slots", AsJson(SlotPlan)),
    text_column("about"),
    text_column("not_about"),
    Column("eligible", AsJson(Eligibility), nullable=False),
    Column("release", AsJson(Release), nullable=False),
    text_column("pilot"),
    Column("weeks", JoinedWords(Weeks), nullable=False, server_default=text("''")),
)

closure = Table(
    "hour_closure",
    metadata,
    Column("id", String, primary_key=True),
    text_column("specialist"),
    text_column("hour"),
    Column("start", Instant, nullable=False),
    Column("end", Instant, nullable=False, index=True),
    Column("reason", Word(ClosureReason), nullable=False),
    Column("made", Instant, nullable=False),
    text_column("made_by"),
    text_column("instead"),
)

booking = Table(
    "booking",
    metadata,
    Column("id", String, primary_key=True),
    text_column("hour"),
    text_column("specialist"),
    Column("start", Instant, nullable=False),
    Column("end", Instant, nullable=False, index=True),
    text_column("booked_by"),
    text_column("unit"),
    text_column("topic"),
    Column("made", Instant, nullable=False),
    Column("state", Word(BookingState), nullable=False),
    Column("sequence", Integer, nullable=False),
)

hold = Table(
    "slot_hold",
    metadata,
    Column("id", String, primary_key=True),
    text_column("hour"),
    text_column("specialist"),
    Column("start", Instant, nullable=False),
    Column("end", Instant, nullable=False),
    text_column("holder"),
    Column("until", Instant, nullable=False, index=True),
)

pilot = Table(
    "pilot",
    metadata,
    Column("id", String, primary_key=True),
    text_column("name"),
    text_column("purpose"),
    Column("first", Date, nullable=False),
    Column("last", Date, nullable=False),
    Column("eligible", AsJson(Eligibility), nullable=False),
    Column("owners", WordSet, nullable=False),
    Column("made", Instant, nullable=False),
    text_column("made_by"),
)

place = Table(
    "place_in_line",
    metadata,
    Column("id", String, primary_key=True),
    text_column("hour"),
    text_column("sitting"),
    text_column("waiting"),
    text_column("unit"),
    text_column("topic"),
    Column("joined", Instant, nullable=False),
    Column("end", Instant, nullable=False, index=True),
    Column("state", Word(PlaceState), nullable=False),
    text_column("called_by"),
    Column("over", Instant),
)

waiting = Table(
    "waiting",
    metadata,
    Column("id", String, primary_key=True),
    text_column("hour"),
    text_column("waiting"),
    text_column("unit"),
    text_column("topic"),
    Column("since", Instant, nullable=False),
    Column("end", Instant, nullable=False, index=True),
    Column("passed_on", WordSet, nullable=False),
)

STORED = Stored(
    (OFFERED, BOOKED, QUEUED),
    (
        KindTable(HOUR, consultation_hour),
        KindTable(CLOSURE, closure),
        KindTable(BOOKING, booking),
        KindTable(HOLD, hold),
        KindTable(PILOT, pilot),
        KindTable(PLACE, place),
        KindTable(WAITING, waiting),
    ),
)

"""A value of each kind that is kept, with the part that it belongs to."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from directory.accounts.account import ACCOUNTS, Account
from directory.agreements.feedback import Feedback, FeedbackKind, VersionRead
from directory.agreements.kept import ACKNOWLEDGEMENTS, READER_FEEDBACK
from directory.broadcasts.broadcast import Broadcast, BroadcastKind
from directory.broadcasts.kept import BROADCASTS
from directory.calendars.address import Feed
from directory.calendars.kept import FEEDS
from directory.catalogue.roles import Role
from directory.catalogue.units import UnitKind
from directory.counting.failures import CONTACT_FAILURES, ContactFailure
from directory.counting.wrong_numbers import WRONG_NUMBERS, WrongNumber
from directory.hours.kept import BOOKED, OFFERED, QUEUED
from directory.kinds import Kept
from directory.letters.kept import FOLLOWING
from directory.letters.subscriptions import Pace, Subscription, Topic
from directory.names.aliases import Alias
from directory.names.kept import ALIASES
from directory.parts import Part
from directory.rosters.kept import OVERRIDES, ROSTER_SOURCES
from directory.rosters.sources import RosterName, RosterSource
from directory.shortages.advice.kept import ADVICE
from directory.shortages.advice.told import ADVICE_TOLD, AdviceTold
from directory.shortages.demand.told import DEMAND_TOLD, DemandTold
from directory.shortages.feed import ShortageFeed
from directory.shortages.following.defaults import SHORTAGE_DEFAULTS, ShortageDefault
from directory.shortages.groups.kept import MEDICINE_GROUPS
from directory.shortages.kept import SHORTAGE_FEED
from directory.staffing.confirmation import Confirmation
from directory.staffing.kept import CONFIRMATIONS
from directory.swaps.kept import OFFERS
from directory.swaps.offer import Offer, OfferKind, OfferState
from tests.builders import at, override
from tests.contract.conftest import NOW
from tests.directory.hours.making import (
    a_booking,
    a_closure,
    a_hold,
    a_pilot,
    a_place,
    a_waiting,
    an_hour,
)
from tests.shortages import a_group, an_advice

BAKJOUR = {"service": "kardiologi", "role": Role.SENIOR_ON_CALL}
LATER = {"start": at("2026-11-27 16:00"), "end": at("2026-11-28 08:00")}
OFFER = Offer(id="o", kind=OfferKind.GIVE_AWAY, person="anna-a", to=None, state=OfferState.OPEN, made=NOW, made_by="test:a", **BAKJOUR, **LATER)  # type: ignore[arg-type]  # what several have in common  # fmt: skip

EVERY_KIND: Sequence[tuple[Kept, Part[object]]] = [
    (override(), OVERRIDES),
    (RosterSource(id="s", service="kardiologi", address="a.ics", roles=frozenset()), ROSTER_SOURCES),
    (RosterName(service="kardiologi", written="aa", person="anna-a"), ROSTER_SOURCES),
    (Alias.of("pumpis", "kardiologi"), ALIASES),
    (OFFER, OFFERS),
    (Confirmation(service="kardiologi", role=Role.SENIOR_ON_CALL, person="anna-a", start=NOW, at=NOW, by="test:a"), CONFIRMATIONS),
    (Subscription(follower="anna-a", topic=Topic("påminnelser"), target="", pace=Pace.OFF, made=NOW), FOLLOWING),
    (Feed(id="f", service="kardiologi", person="", contacts=True, made=NOW, made_by="test:a"), FEEDS),
    (Account("test:a", "bjorken"), ACCOUNTS),
    (ContactFailure(service="kardiologi", step=1, contact="Bakjour", asked_for=NOW, reported=NOW, reporter="test:a"), CONTACT_FAILURES),
    (WrongNumber(owner="bjorken", number="0980-319 230", label="Läkarlinje", verified=date(2026, 10, 3), reported=NOW, reporter="test:a"), WRONG_NUMBERS),
    (Feedback(id="f", document="d", version="v", heading="h", passage="p", kind=FeedbackKind.WRONG, comment="", reporter="test:a", unit="", at=NOW), READER_FEEDBACK),
    (VersionRead(document="d", version="v", reader="anna-a", at=NOW), ACKNOWLEDGEMENTS),
    (an_hour("tis 13–14"), OFFERED),
    (replace(a_closure(), start=LATER["start"], end=LATER["end"]), OFFERED),
    (a_booking(at("2026-12-01 13:00")), BOOKED),
    (a_hold(at("2026-12-01 14:00"), at("2026-12-01 12:00")), BOOKED),
    (a_pilot(), OFFERED),
    (a_place(at("2026-12-01 13:00")), QUEUED),
    (a_waiting(NOW), QUEUED),
    (ShortageFeed(), SHORTAGE_FEED),
    (ShortageDefault(unit_kind=UnitKind.HEALTH_CENTRE, target="atc:G03", made=NOW, made_by="test:a"), SHORTAGE_DEFAULTS),
    (a_group(), MEDICINE_GROUPS),
    (Broadcast(id="b", kind=BroadcastKind.NOTICE, title="t", lines=("l",), sender="anna-a", made=NOW, due=NOW, ends=LATER["end"], targeted=0, fingerprint="f"), BROADCASTS),
    (an_advice(), ADVICE),
    (AdviceTold(id="a", short=("1", "2"), done=("x",)), ADVICE_TOLD),
    (DemandTold(group="kvinnohalsa", substance="G03CA03", at=NOW, times=14), DEMAND_TOLD),
]  # fmt: skip
VALUES = [value for value, _ in EVERY_KIND]

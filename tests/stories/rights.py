"""A region with something of everybody's in it, for whoever tries to press what is not theirs."""

from collections.abc import Collection, Sequence
from dataclasses import field, replace
from datetime import date, datetime, timedelta
from typing import Any

from bot.live import Live
from bot.rosters.topics import ROSTER
from directory.agreements.feedback import Feedback, FeedbackKind
from directory.calendars.address import Feed, feed_id
from directory.catalogue.people import Profession
from directory.catalogue.phones import Audience
from directory.catalogue.roles import Role
from directory.catalogue.units import UnitKind
from directory.changes import Change, Keep
from directory.counting.failures import ContactFailure
from directory.counting.wrong_numbers import WrongNumber
from directory.hours.closures import Closure, ClosureReason
from directory.hours.eligibility import Eligibility
from directory.hours.pilots import Pilot
from directory.kinds import Kept
from directory.lazy.values import dataclass
from directory.letters.outbox import Delivery
from directory.letters.subscriptions import Pace, Subscription
from directory.names.aliases import Alias
from directory.parts import Revisions
from directory.region import Region
from directory.rosters.line import Line
from directory.rosters.somebody import as_written
from directory.shortages.advice.advice import AdviceState
from directory.store.memory import MemoryStore
from directory.swaps.offer import Offer, OfferKind, OfferState, overrides_of
from directory.transaction import WriteAttempt
from directory.walltime.hours import Hours
from tests.agreements import heart_failure, owned, publish, version
from tests.builders import (
    at,
    override,
    person,
    phone,
    role_phone,
    rotation,
    service,
    small_region,
    unit,
)
from tests.chat import Chat
from tests.clock import HandClock
from tests.shortages import a_group, an_advice
from tests.stories.tid import bookable
from tests.stories.tid_rights import hours_of_cecilia

NOW = at("2026-11-26 18:00")
"""Thursday evening: Bo has kardiologi's bakjour until 07:30, then Cecilia, David, Anna, Bo."""

NIGHT = timedelta(hours=15, minutes=30)
SECRET = "en hemlighet i en adress"

PEOPLE = {
    "nurse": "mona-m",
    "gp": "hanna-h",
    "emergency physician": "eskil-e",
    "specialist": "bo-b",
    "other specialist": "eva-e",
    "coordinator": "karin-k",
    "switchboard": "sofia-s",
    "unknown": "",
}
"""Who is who. The nurse works in a municipality; ”unknown” is verified and in no directory."""


def night(day: str) -> Hours:
    start = at(f"2026-{day} 16:00")
    return Hours(start, start + NIGHT)


def region() -> Region:
    """The small one with a service and a number for each kind of unit."""
    small = small_region()
    units = [
        replace(one, phones=(*one.phones, phone("0980-319 240", audience=Audience.EMERGENCY)))
        if one.id == "bjorken"
        else one
        for one in small.units
    ]
    kinds = (
        ("kommunjour", Audience.MUNICIPAL, "08-465 004 71"),
        ("alk", Audience.PRIMARY_CARE, "08-465 004 72"),
        ("akutlinje", Audience.EMERGENCY, "08-465 004 73"),
    )
    around_the_clock = {
        "start": at("2026-11-26 08:00").time(),
        "end": at("2026-11-26 08:00").time(),
    }
    return replace(
        small,
        units=(
            *units,
            unit("hemsjukvard", name="Hemsjukvården Åsbo", kind=UnitKind.MUNICIPAL_CARE, municipality="Åsbo"),
        ),
        people=(
            *small.people,
            person("eskil-e", unit="akuten"),
            person("mona-m", unit="hemsjukvard", profession=Profession.NURSE),
        ),
        services=(
            *small.services,
            *(
                service(id_, audience=audience, specialty="geriatrik", unit="medicinkliniken",
                        hospital="granviks-lasarett")
                for id_, audience, _ in kinds
            ),
        ),
        role_phones=(
            *small.role_phones,
            *(role_phone(id_, number=number) for id_, _, number in kinds),
        ),
        rotations=(
            *small.rotations,
            *(rotation(id_, "fredrik-f", **around_the_clock) for id_, _, _ in kinds),
        ),
    )  # fmt: skip


def offer(id_: str, giver: str, hours: Hours, to: str | None, **fields: Any) -> Offer:
    usual: dict[str, Any] = {
        "kind": OfferKind.GIVE_AWAY,
        "service": "kardiologi",
        "role": Role.SENIOR_ON_CALL,
        "state": OfferState.OPEN,
        "made": NOW - timedelta(hours=1),
        "made_by": f"test:{giver}",
    }
    return Offer(id=id_, person=giver, start=hours.start, end=hours.end, to=to, **usual | fields)


def done(id_: str, hours: Hours, **fields: Any) -> Offer:
    """Bo's, taken over by Cecilia a minute ago."""
    agreed: dict[str, Any] = {
        "state": OfferState.DONE,
        "accepted_by": "cecilia-c",
        "decided": NOW - timedelta(minutes=1),
    }
    return offer(id_, "bo-b", hours, "cecilia-c", **agreed | fields)


OFFERS = (
    offer("offer-to-bo", "cecilia-c", night("11-27"), "bo-b"),
    offer("offer-to-all", "cecilia-c", night("11-27"), None),
    offer("offer-to-a-stranger", "cecilia-c", night("11-27"), "eva-e"),
    offer("offer-of-bo", "bo-b", night("12-04"), "anna-a"),
    offer("offer-pending", "david-d", night("11-28"), "anna-a", state=OfferState.ACCEPTED, accepted_by="anna-a"),
    done("offer-done", night("12-08")),
    done("offer-regretted", night("12-12"), undo_asked_by="cecilia-c"),
)  # fmt: skip

FEEDBACK = Feedback(
    id="otydligt-1", document="ogon", version="1", heading="Remiss", passage="Remiss skrivs av läkare.",
    kind=FeedbackKind.UNCLEAR, comment="", reporter="julia-j", unit="eken", at=NOW - timedelta(days=1),
)  # fmt: skip
MISSED = ContactFailure(
    service="kardiologi", step=2, contact="Bakjour 08-465 004 13", asked_for=NOW - timedelta(days=2),
    reported=NOW - timedelta(days=2), reporter="test:julia-j",
)  # fmt: skip
WRONG = WrongNumber(
    owner="eken", number="0980-319 210", label="", verified=None, reported=NOW - timedelta(days=1),
    reporter="test:julia-j",
)  # fmt: skip


def feed(service_: str, person_: str) -> Feed:
    secret = feed_id(SECRET + service_)
    return Feed(id=secret, service=service_, person=person_, contacts=False, made=NOW, made_by="test:bo-b")  # fmt: skip


FEEDS = (feed("kardiologi", ""), feed("", "bo-b"))
TAKEN = override("taken-by-bo", "2026-11-29 20:00", hours=2, person="bo-b", made_by="test:bo-b")


CLOSED_DAY = Closure(
    id="stängd-dag", specialist="bo-b", hour="kard-1", start=at("2026-12-09 13:00"),
    end=at("2026-12-09 15:00"), reason=ClosureReason.CLOSED, made=NOW, made_by="test:bo-b",
)  # fmt: skip


ADVISING_GROUP = a_group("anna-a", "bo-b")
ADVICE = (
    an_advice(AdviceState.WAITING, now=NOW, advice="vantar"),
    an_advice(AdviceState.SIGNED, now=NOW, advice="godkant"),
)
"""Anna has written both; Bo is in her group."""

TRIED = Pilot(
    id="försök", name="Hjärta på video", purpose="", first=date(2026, 11, 1), last=date(2027, 1, 31),
    eligible=Eligibility(units=frozenset({"bjorken"})), owners=frozenset({"karin-k"}), made=NOW,
    made_by="test:karin-k",
)  # fmt: skip


def everything() -> list[Change]:
    kept: list[Kept] = [
        *OFFERS,
        *(made for one in OFFERS if one.state is OfferState.DONE for made in overrides_of(one, NOW, "test:bo-b")),
        TAKEN,
        FEEDBACK,
        MISSED,
        WRONG,
        *FEEDS,
        bookable(eligible=Eligibility(units=frozenset({"bjorken"}))),
        *hours_of_cecilia(),
        CLOSED_DAY,
        TRIED,
        ADVISING_GROUP,
        *ADVICE,
        Alias.of("hjärtmott", "kardiologi"),
        Subscription(follower="bo-b", topic=ROSTER.topic, target="kardiologi", pace=Pace.AT_ONCE, made=NOW),
    ]  # fmt: skip
    return [Keep(one) for one in kept]


@dataclass
class Written:
    """What one press has written."""

    changes: list[Change] = field(default_factory=list)
    deliveries: list[Delivery] = field(default_factory=list)


class Trying(Live):
    """A picture that notes what would be written and stays as it is: every press meets the same."""

    written = Written()

    async def write(
        self,
        changes: Sequence[Change],
        actor: str,
        *,
        deliveries: Sequence[Delivery] = (),
        expected: Revisions | None = None,
        attempt: WriteAttempt | None = None,
    ) -> None:
        self.written.changes += changes
        self.written.deliveries += deliveries

    async def has_written(self, deliveries: Collection[Delivery]) -> None:
        raise AssertionError("nothing is written here")


async def trying_chat(now: datetime = NOW) -> tuple[Chat, Trying]:
    """A chat on the region with everything in it, in which nothing is written for good."""
    clock, store = HandClock(now), MemoryStore()
    await store.import_region(region(), actor="test", now=now - timedelta(days=2))
    await store.apply(everything(), actor="test", now=now)
    live = Trying(store, clock)
    await live.refresh()
    chat = Chat(store, live, clock)
    await publish(chat, (version(heart_failure()), version(owned(owner="bo-b"))))
    return chat, live


def seen(chat: Chat, line: Line, hours: Hours) -> str:
    """What a preview shows of a line, as its button carries it."""
    duties = chat.snapshot.rosters.resolved(line, hours)
    return "|".join(f"{as_written(duty.person)}{int(duty.busy)}" for duty in duties)[:180] or "-"

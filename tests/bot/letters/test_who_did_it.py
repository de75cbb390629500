"""Every letter about something that somebody has done says who: every kind, by one table."""

import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from inspect import isfunction, signature

import pytest

from bot.agreements.publishing import AgreementPublishing
from bot.cards import Press
from bot.hours.topics import HOURS
from bot.letters import keys
from bot.letters.actors import OPERATIONS
from bot.region.importing import RegionImporting
from bot.region.number_topic import NUMBERS
from bot.rosters.topics import ROSTER
from bot.shortages.advice.urgent import urgent_advice
from directory.agreements.topic import AGREEMENT_NEWS
from directory.changes import Keep
from directory.hours.bookings import Booking
from directory.hours.naming import new_id
from directory.kinds import Kept
from directory.letters.subscriptions import Pace, Subscription, Topic
from directory.publishing.plan import RosterAnswers
from directory.shortages.advice.advice import AdviceState
from directory.shortages.following.topic import SHORTAGE_NEWS
from tests.agreements import agreement_chat
from tests.bot.shortages.advice.looking import jobs_of, runs
from tests.bot.shortages.stories import NOW
from tests.builders import at, phone, small_region
from tests.chat import Chat, User, open_chat
from tests.shortages import an_advice
from tests.stories import tid_told
from tests.stories.advice import advised
from tests.stories.advice import presses as presses_advice
from tests.stories.agreement_files import document, read_here
from tests.stories.rosters import published, roster, roster_chat, rostering, undoing
from tests.stories.shifts import EVENING, of_kardiologi, offered, offers, presses
from tests.stories.tid import MADE, bookable, lay

KARIN, BO, ANNA, HANNA = "Karin Kulle", "Bo Björn", "Anna Asp", "Hanna Hed"
ADDRESS = "https://schema.example/jour.csv"


async def follows(chat: Chat, topic: Topic, target: str, who: str = "hanna-h") -> None:
    wish = Subscription(follower=who, topic=topic, target=target, pace=Pace.AT_ONCE, made=EVENING)
    await chat.repository.apply([Keep(wish)], actor="test", now=EVENING)
    await chat.live.refresh()


# -- rosters ---------------------------------------------------------------------------------


async def rosters() -> Chat:
    """Three nights in force, which Hanna follows; nobody has been told of anything yet."""
    chat = await roster_chat()
    await follows(chat, ROSTER.topic, "kardiologi")
    await published(chat, roster("AA", "BB", "CC"))
    chat.forgets_letters()
    return chat


async def a_roster_is_published() -> Chat:
    chat = await rosters()
    await published(chat, roster("DD", "BB", "CC"))
    return chat


async def a_publication_is_undone() -> Chat:
    chat = await rosters()
    await chat.passes(chat.clock.now + timedelta(minutes=5))
    await published(chat, roster("DD", "BB", "CC"))
    chat.forgets_letters()
    latest = await undoing(chat).latest_of("kardiologi")
    assert latest is not None
    await undoing(chat).undo(latest.id, "web:karin-k")
    return chat


async def a_stopped_address_is_published_by_somebody() -> Chat:
    chat = await rosters()
    feed = roster("AA", "BB", "CC", name=ADDRESS, every_minutes=15)
    await published(chat, replace(feed, content=roster("DD", "AA", "BB").content))
    return chat


async def a_roster_is_published_at_the_command_line() -> Chat:
    chat = await rosters()
    answers = RosterAnswers(names={})
    await rostering(chat).publish(roster("DD", "BB", "CC"), answers, "konsult import roster")
    return chat


async def a_region_is_imported() -> Chat:
    """Without rotations nobody has the shifts that they gave; and Björken has another number."""
    chat = await open_chat(now=EVENING)
    await follows(chat, ROSTER.topic, "kardiologi")
    await follows(chat, NUMBERS.topic, "bjorken")
    region = small_region(rotations=())
    units = (
        replace(unit, phones=(phone("0980-319 299"),)) if unit.id == "bjorken" else unit
        for unit in region.units
    )
    importing = RegionImporting(chat.store, chat.live, chat.clock)
    await importing.import_region(replace(region, units=tuple(units)), "konsult import region")
    return chat


# -- /pass -----------------------------------------------------------------------------------


async def a_shift_is_taken_over() -> Chat:
    chat = await open_chat(now=EVENING)
    await follows(chat, ROSTER.topic, "kardiologi")
    karin = await (await chat.user("karin-k").types("/pass kardiologi")).taps("Mer")
    await karin.taps("Låt någon ta över")
    await karin.taps("Visa vad det betyder", vem="cecilia-c", till="")
    await karin.taps("Ta över")
    return chat


async def somebody_is_set_as_busy() -> Chat:
    chat = await open_chat(now=EVENING)
    karin = await (await chat.user("karin-k").types("/pass david")).taps("Upptagen")
    await karin.taps("Spara", till="20:00", vem="")
    return chat


async def a_shift_is_left() -> Chat:
    chat = await open_chat(now=EVENING)
    bo = await (await chat.user("bo-b").types("/pass")).taps("Mer")
    await (await bo.taps("Lämna utan ersättare")).taps("Lämna obemannat")
    return chat


async def a_number_is_wrong() -> Chat:
    chat = await open_chat(of_kardiologi(shifts_confirmed=True), now=at("2026-11-25 15:00"))
    start = at("2026-11-25 16:00").isoformat()
    data = {"service": "kardiologi", "role": "bakjour", "start": start, "person": "anna-a"}
    await presses(chat.user("anna-a"), "nummer-fel", **data)
    return chat


async def a_shift_is_offered() -> Chat:
    chat = await open_chat(now=EVENING)
    await offered(chat, vem="anna-a")
    return chat


async def a_shift_is_offered_for_another() -> Chat:
    chat = await open_chat(now=EVENING)
    karin = await (await chat.user("karin-k").types("/pass bo")).taps("Erbjud")
    await karin.taps("Erbjud", vem="anna-a", sätt="lämna")
    return chat


async def answered(who: str, action: str, *, approved: bool = False) -> Chat:
    """Bo has offered Anna his Thursday night; somebody presses a button of that letter."""
    chat = await open_chat(of_kardiologi(swaps_approved=approved), now=EVENING)
    await offered(chat, vem="anna-a")
    chat.forgets_letters()
    await presses(chat.user(who), action, offer=offers(chat)[0].id)
    return chat


async def an_offer_is_accepted() -> Chat:
    return await answered("anna-a", "anta")


async def an_offer_is_accepted_and_waits() -> Chat:
    return await answered("anna-a", "anta", approved=True)


async def an_offer_is_accepted_for_another_and_waits() -> Chat:
    return await answered("sofia-s", "anta", approved=True)


async def an_offer_is_declined() -> Chat:
    return await answered("anna-a", "avböj")


async def an_offer_is_withdrawn() -> Chat:
    return await answered("bo-b", "återta")


async def decided(action: str) -> Chat:
    chat = await an_offer_is_accepted_and_waits()
    chat.forgets_letters()
    await presses(chat.user("karin-k"), action, offer=offers(chat)[0].id)
    return chat


async def a_swap_is_approved() -> Chat:
    return await decided("godkänn")


async def a_swap_is_refused() -> Chat:
    return await decided("neka")


async def later(who: str, *actions: str) -> Chat:
    """Anna has had the shift for more than ten minutes; then they press, one after the other."""
    chat = await an_offer_is_accepted()
    await chat.passes(EVENING + timedelta(minutes=11))
    for one, action in zip((who, "anna-a"), actions, strict=False):
        chat.forgets_letters()
        await presses(chat.user(one), action, offer=offers(chat)[0].id)
    return chat


async def it_is_asked_to_undo() -> Chat:
    return await later("bo-b", "ångra")


async def what_was_asked_is_undone() -> Chat:
    return await later("bo-b", "ångra", "ångra")


async def what_was_asked_is_kept() -> Chat:
    return await later("bo-b", "ångra", "behåll")


async def a_coordinator_undoes() -> Chat:
    return await later("karin-k", "ångra")


# -- agreements ------------------------------------------------------------------------------


def publishing(chat: Chat) -> AgreementPublishing:
    return AgreementPublishing(chat.store, chat.live, chat.clock, read_here)


async def an_agreement_is_published(actor: str = "web:karin-k") -> Chat:
    chat = await open_chat(now=EVENING)
    await follows(chat, AGREEMENT_NEWS, "ogon")
    await publishing(chat).publish([document(version="1")], actor)
    return chat


async def an_agreement_is_published_at_the_command_line() -> Chat:
    return await an_agreement_is_published("konsult import agreements")


async def a_new_version_is_published() -> Chat:
    chat = await an_agreement_is_published("konsult import agreements")
    chat.forgets_letters()
    await publishing(chat).publish([document(version="2")], "web:karin-k")
    return chat


async def an_agreement_gets_another_owner() -> Chat:
    chat = await an_agreement_is_published("konsult import agreements")
    chat.forgets_letters()
    before = await publishing(chat).current("ogon")
    assert before is not None
    head = replace(before.agreement.head, owner="hjartkliniken")
    await publishing(chat).revise(before, head, "web:anna-a")
    return chat


async def a_question_about_an_agreement_is_answered() -> Chat:
    chat = await agreement_chat()
    hanna = await chat.user("hanna-h").types("/avtal remiss hjärtsvikt")
    await hanna.taps("Otydligt/fel")
    await hanna.taps("Skicka", slag="otydligt", kommentar="Vilka veckor?")
    chat.forgets_letters()
    karin = await (await chat.user("karin-k").types("/avtal kö")).taps("Besvara")
    await karin.taps("Skicka svaret", svar="Två hela veckor.")
    return chat


# -- consultation hours ----------------------------------------------------------------------


async def hours(*values: Kept, who: str = "bo-b") -> tuple[Chat, User]:
    """Bo's hour on Wednesday, which Hanna has booked; and somebody who does something with it."""
    chat = await open_chat()
    booked = Booking(
        id="b1", hour="kard-1", specialist="bo-b", start=at("2026-11-25 13:00"),
        end=at("2026-11-25 13:30"), booked_by="hanna-h", unit="bjorken", topic="hjärtsvikt", made=MADE,
    )  # fmt: skip
    await lay(chat, *(values or (bookable(), booked)))
    return chat, chat.user(who)


async def an_hour_is_opened() -> Chat:
    chat, bo = await hours()
    await follows(chat, HOURS.topic, "kardiologi")
    await (await bo.types("/tid öppna fre 13-15 chatt")).taps("Publicera")
    return chat


async def an_hour_is_closed() -> Chat:
    chat, bo = await hours()
    await (await bo.types("/tid stäng imorgon")).taps("Stäng")
    return chat


async def hours_are_closed_for_another() -> Chat:
    chat, karin = await hours(who="karin-k")
    await (await karin.types("/tid sjuk Bo Björn imorgon")).taps("Ställ in")
    return chat


async def an_hour_is_opened_again() -> Chat:
    chat, bo = await hours()
    await (await bo.types("/tid stäng imorgon")).taps("Stäng")
    chat.forgets_letters()
    await bo.taps("Öppna igen")
    return chat


async def an_hour_is_changed(outside: str = "ställ in") -> Chat:
    chat, karin = await hours(who="karin-k")
    data = {
        "tid": "kard-1", "när": "varje ons 14–15", "sätt": "30", "kanal": "chatt", "säkert": "ja",
        "utanför": outside, "sett": new_id(["b1"]),
    }  # fmt: skip
    await karin.desk.press(karin.visitor, Press("tid", action="ändra", data=data), {})
    return chat


async def an_hour_is_held_in_another_way() -> Chat:
    return await an_hour_is_changed("behåll")


async def somebody_is_late() -> Chat:
    chat, bo = await hours()
    await chat.passes(at("2026-11-25 12:00"))
    await bo.types("/tid försenad 10 min")
    return chat


# -- the table -------------------------------------------------------------------------------

# -- advice ----------------------------------------------------------------------------------


async def advice_is(action: str, state: AdviceState, who: str, why: str = "") -> Chat:
    advice = an_advice(state, now=NOW)
    chat = await advised(advice)
    await presses_advice(chat.user(who), action, advice, skäl=why)
    return chat


async def advice_is_sent() -> Chat:
    return await advice_is("råd-skicka", AdviceState.DRAFT, "anna-a")


async def advice_is_approved() -> Chat:
    return await advice_is("råd-godkänn", AdviceState.WAITING, "bo-b")


async def advice_is_sent_back() -> Chat:
    return await advice_is("råd-tillbaka", AdviceState.WAITING, "bo-b", "Vilken dos?")


async def urgent_advice_begins() -> Chat:
    chat = await advised(an_advice(AdviceState.SIGNED, now=NOW, urgent=True))
    await follows(chat, SHORTAGE_NEWS, "atc:G03CA03")
    await runs(chat, jobs_of(chat, urgent_advice))
    return chat


async def advice_is_withdrawn() -> Chat:
    return await advice_is("råd-återkalla", AdviceState.SIGNED, "bo-b", "Fel dos.")


Story = Callable[[], Awaitable[Chat]]

DONE_BY: Sequence[tuple[str, Story, str]] = [
    ("own_shifts_changed", a_roster_is_published, KARIN),
    ("own_shifts_changed", a_publication_is_undone, KARIN),
    ("own_shifts_changed", a_stopped_address_is_published_by_somebody, KARIN),
    ("own_shifts_changed", a_roster_is_published_at_the_command_line, OPERATIONS),
    ("own_shifts_changed", a_region_is_imported, OPERATIONS.lower()),
    ("own_shifts_changed", a_shift_is_taken_over, KARIN),
    ("own_shifts_changed", a_swap_is_approved, KARIN),
    ("own_shifts_changed", an_offer_is_accepted, ANNA),
    ("own_shifts_changed", what_was_asked_is_undone, ANNA),
    ("own_shifts_changed", a_coordinator_undoes, KARIN),
    ("roster_changed", a_roster_is_published, KARIN),
    ("roster_changed", a_publication_is_undone, KARIN),
    ("roster_changed", a_region_is_imported, OPERATIONS.lower()),
    ("roster_changed", a_shift_is_taken_over, KARIN),
    ("set_busy", somebody_is_set_as_busy, KARIN),
    ("shift_left", a_shift_is_left, BO),
    ("wrong_number", a_number_is_wrong, ANNA),
    ("offer", a_shift_is_offered, BO),
    ("offer", a_shift_is_offered_for_another, KARIN),
    ("offer", an_offer_is_accepted_and_waits, ANNA),
    ("offer", an_offer_is_accepted_for_another_and_waits, "Sofia Sjö (växeln)"),
    ("offer", an_offer_is_declined, ANNA),
    ("offer", an_offer_is_withdrawn, BO),
    ("offer", a_swap_is_refused, KARIN),
    ("offer", it_is_asked_to_undo, BO),
    ("offer", what_was_asked_is_kept, ANNA),
    ("numbers_changed", a_region_is_imported, OPERATIONS.lower()),
    ("new_version", an_agreement_is_published, KARIN),
    ("new_version", an_agreement_is_published_at_the_command_line, OPERATIONS),
    ("new_version", a_new_version_is_published, KARIN),
    ("new_version", an_agreement_gets_another_owner, ANNA),
    ("feedback_answered", a_question_about_an_agreement_is_answered, KARIN),
    ("hour_opened", an_hour_is_opened, BO),
    ("hour_closed", an_hour_is_closed, BO),
    ("hour_closed", hours_are_closed_for_another, KARIN),
    ("hour_reopened", an_hour_is_opened_again, BO),
    ("hour_changed", an_hour_is_changed, KARIN),
    ("hour_changed", an_hour_is_held_in_another_way, KARIN),
    ("hour_late", somebody_is_late, BO),
    ("slot_changed", tid_told.a_slot_is_booked, HANNA),
    ("line_called", tid_told.somebody_in_line_is_called, BO),
    ("advice_decided", advice_is_sent, ANNA),
    ("advice_decided", advice_is_approved, BO),
    ("advice_decided", advice_is_sent_back, BO),
    ("advice_decided", advice_is_withdrawn, BO),
    ("advice_at_once", urgent_advice_begins, BO),
]

NOBODY = {
    "week_before": "time",
    "evening_before": "time",
    "shift_begins": "time",
    "fault_ahead": "time: a fault is looked for as its day comes nearer",
    "faults_of_day": "time: a fault is looked for as its day comes nearer",
    "medicine_asked_for": "many who ask, of whom nothing is known",
    "roster_stopped": "an address: its own roster cannot be read",
    "roster_emptied": "an address: its own roster leaves shifts out",
    "roster_stale": "an address: it does not answer",
    "agreement_ends": "time",
    "without_owner": "time: what is in force is looked through every hour",
    "not_acknowledged": "time",
    "feedback": "a reader, who is promised not to be named: the letter says from which unit",
    "unsearched": "konsult itself: the document cannot be put in the index",
    "shortages_stopped": "an address: what it gives cannot be read",
    "shortage_digest": "the authority, whose facts they are",
    "slot_offered": "time: what is free goes to the first who waits",
    "line_closed": "time: the hour is over",
    "slot_reminded": "time",
    "hour_begins": "time",
    "slots_released": "time: nobody has booked them",
    "slot_given_back": "time: nobody has booked it",
    "pilot_ends": "time",
    "advice_ends": "time",
    "advice_ended": "time",
    "advice_runs_short": "the authority, whose facts they are",
    "advice_closed": "the authority, whose facts they are",
    "advice_unlisted": "the authority, whose facts they are",
    "advice_short_again": "the authority, whose facts they are",
    "failing": "konsult itself: something of its own went wrong",
    "digest": "time: the letters in it say who, each with its own lines",
}


def kinds() -> list[str]:
    made = vars(keys).items()
    return [name for name, key in made if isfunction(key) and not name.startswith("_")]


class _Anything(str):
    """Any part of a key, of whatever type it is."""

    service = role = "line"

    def isoformat(self) -> str:
        return self


def pattern(kind: str) -> re.Pattern[str]:
    """What the keys of this kind look like; only the name of a batch has parts of its own."""
    make: Callable[..., str] = getattr(keys, kind)
    names = signature(make).parameters
    part = r"[^|]+"
    looks = re.escape(make(*[_Anything(f"<{name}>") for name in names]))
    looks = looks.replace("<batch>", rf"{part}(\|(klart|ångrat))?").replace("line", part)
    return re.compile(re.sub(r"<\w+>", lambda _: part, looks))


def test_every_kind_is_in_the_table_or_done_by_nobody() -> None:
    assert sorted({kind for kind, _, _ in DONE_BY} | set(NOBODY)) == sorted(kinds())
    assert [kind for kind, _, _ in DONE_BY if kind in NOBODY] == []


@pytest.mark.parametrize(("kind", "story", "who"), DONE_BY)
async def test_every_letter_says_who_did_it(kind: str, story: Story, who: str) -> None:
    chat = await story()
    looks = pattern(kind)
    told = [one.letter for one in chat.deliveries if looks.fullmatch(one.key)]
    assert told, [one.key for one in chat.deliveries]
    for one in chat.deliveries:
        assert who in "\n".join((one.letter.title, *one.letter.words)), one.letter

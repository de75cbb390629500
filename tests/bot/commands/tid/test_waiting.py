"""The waiting list: one holder at a time, and what is let go goes on at once."""

from datetime import date, timedelta

from bot.cards import Press
from bot.hours.serving import SERVES, concerned, served
from directory.hours.eligibility import Eligibility
from directory.hours.holds import Hold
from directory.hours.kept import BOOKED, QUEUED
from directory.hours.waiting_list import Waiting
from directory.parts import revisions_of
from tests.builders import at
from tests.chat import TUESDAY_DAYTIME, Chat, open_chat
from tests.stories.tid import bookable, lay
from tests.stories.tid_booking import FIRST, HALF, TOPIC, a_booking, forged, waits

ONE_SLOT = bookable("ons 13–13:30", last=date(2026, 11, 25))
DATA = {"tid": "kard-1", "start": FIRST.isoformat()}


async def full_chat(*waiting: Waiting) -> Chat:
    """One slot, which Nobody in particular has booked."""
    chat = await open_chat()
    await lay(chat, ONE_SLOT, a_booking("anna-a"), *waiting)
    return chat


def waiting(chat: Chat) -> list[str]:
    return [one.waiting for one in chat.snapshot.of(QUEUED).waiting]


def holds(chat: Chat) -> list[Hold]:
    return [one for one in chat.snapshot.of(BOOKED).holds if one.stands(chat.clock())]


def a_hold(holder: str, until: str = "2026-11-24 16:00") -> Hold:
    return Hold(
        hour="kard-1",
        specialist="bo-b",
        start=FIRST,
        end=FIRST + HALF,
        holder=holder,
        until=at(until),
    )


async def offers_are_made(chat: Chat) -> None:
    """As the job does that looks every so often."""
    revisions = chat.live.revisions
    made = [served(who, chat.snapshot, chat.clock()) for who in concerned(chat.snapshot)]
    for one in made:
        await chat.repository.apply(
            one.changes,
            actor="konsult",
            now=chat.clock(),
            deliveries=one.deliveries,
            expected=revisions_of(SERVES, revisions),
        )
    await chat.live.refresh()


async def test_standing_on_the_list_where_nothing_is_free() -> None:
    chat = await full_chat(waits("julia-j"))
    gp = await chat.user("hanna-h").types("/tid kardiologi granvik")
    gp = await gp.taps("Kardiologi Granvik · Granviks lasarett, video")
    gp = await gp.taps("Ställ mig på listan", ämne=TOPIC)
    assert "Du står nu på väntelistan." in gp.lines[0]
    assert "Plats: 2" in " ".join(gp.sees.split())
    assert waiting(chat) == ["julia-j", "hanna-h"]
    again = await (await gp.types("/tid")).taps("Kardiologi Granvik · Granviks lasarett, video")
    assert "Du står på väntelistan." in again.sees
    await again.taps("Lämna väntelistan")
    assert waiting(chat) == ["julia-j"]


async def test_where_something_is_free_nobody_need_wait() -> None:
    chat = await open_chat()
    await lay(chat, bookable())
    gp = await forged(chat.user("hanna-h"), "vänta", tid="kard-1", ämne=TOPIC)
    assert "Det finns lediga tider" in gp.sees
    assert waiting(chat) == []


async def test_the_list_of_an_hour_of_others_is_closed_whatever_is_pressed() -> None:
    chat = await open_chat()
    oak = Eligibility(units=frozenset({"eken"}))
    await lay(chat, bookable("ons 13–13:30", eligible=oak), a_booking("anna-a"))
    for who in ("hanna-h", "", "karin-k"):
        gp = await forged(chat.user(who), "vänta", tid="kard-1", ämne=TOPIC)
        assert "inte öppen för din enhet" in gp.sees
    assert waiting(chat) == []


async def test_an_offer_is_taken_by_one_tap() -> None:
    chat = await open_chat()
    await lay(chat, ONE_SLOT, waits("julia-j"), a_hold("julia-j"))
    nurse = await chat.user("julia-j").types("/tid")
    assert "Ledig för dig till 16:00" in nurse.sees
    nurse = await nurse.taps("Boka tiden")
    assert nurse.lines[0].endswith("Bokat: ons 13:00–13:30.")
    assert [one.topic for one in chat.snapshot.of(BOOKED).bookings] == ["flimmer"]
    assert (waiting(chat), holds(chat)) == ([], [])


async def test_no_thanks_and_the_next_in_turn_has_it_at_once() -> None:
    chat = await open_chat()
    await lay(
        chat, ONE_SLOT, waits("julia-j"), waits("hanna-h", "2026-11-21 08:00"), a_hold("julia-j")
    )
    nurse = await (await chat.user("julia-j").types("/tid")).taps("Nej tack")
    assert "Du står kvar på väntelistan." in nurse.sees
    assert [(one.holder, one.until) for one in holds(chat)] == [("hanna-h", at("2026-11-24 16:05"))]
    assert chat.letters("hanna-h")[0] == "En konsulttid är ledig för dig"
    assert waiting(chat) == ["julia-j", "hanna-h"]
    gone = await forged(nurse, "avstå", **DATA)
    assert "Erbjudandet gäller inte längre." in gone.sees
    assert [one.holder for one in holds(chat)] == ["hanna-h"]


async def test_who_leaves_the_list_gives_up_what_was_kept_for_them() -> None:
    chat = await open_chat()
    await lay(
        chat, ONE_SLOT, waits("julia-j"), waits("hanna-h", "2026-11-21 08:00"), a_hold("julia-j")
    )
    await forged(chat.user("julia-j"), "lämna-väntelistan", tid="kard-1")
    assert waiting(chat) == ["hanna-h"]
    assert [one.holder for one in holds(chat)] == ["hanna-h"]


async def test_an_offer_that_is_not_answered_goes_on_and_is_not_made_again() -> None:
    chat = await open_chat()
    await lay(chat, ONE_SLOT, waits("julia-j"), waits("hanna-h", "2026-11-21 08:00"))
    await offers_are_made(chat)
    assert [one.holder for one in holds(chat)] == ["julia-j"]
    await offers_are_made(chat)
    assert len(chat.deliveries) == 1
    await chat.passes(TUESDAY_DAYTIME + timedelta(hours=2))
    await offers_are_made(chat)
    assert [one.holder for one in holds(chat)] == ["hanna-h"]
    await chat.passes(TUESDAY_DAYTIME + timedelta(hours=4))
    await offers_are_made(chat)
    assert holds(chat) == []
    await offers_are_made(chat)
    assert [one.recipient for one in chat.deliveries] == ["julia-j", "hanna-h"]
    late = await forged(chat.user("julia-j"), "boka", **DATA)
    assert "Bokat" in late.sees  # free for whoever comes, as nobody else waits


async def test_who_may_use_the_hour_no_longer_blocks_nobody() -> None:
    chat = await open_chat()
    oak = Eligibility(units=frozenset({"eken"}))
    hour = bookable("ons 13–13:30", last=date(2026, 11, 25), eligible=oak)
    await lay(chat, hour, waits("hanna-h"), waits("julia-j", "2026-11-21 08:00"))
    await offers_are_made(chat)
    assert [one.holder for one in holds(chat)] == ["julia-j"]


async def test_each_who_waits_has_one_offer_and_each_slot_one_holder() -> None:
    chat = await open_chat()
    people = ("julia-j", "hanna-h", "karin-k")
    await lay(chat, bookable(last=date(2026, 11, 25)), *(waits(who) for who in people))
    await offers_are_made(chat)
    made = holds(chat)
    assert {one.holder for one in made} == set(people)
    assert len({one.slot for one in made}) == 3


async def test_what_is_booked_from_another_hour_lets_the_offer_go_on() -> None:
    """Julia is offered 13:00 and books 14:00 instead: 13:00 goes to the next at once."""
    chat = await open_chat()
    hour = bookable(last=date(2026, 11, 25))
    await lay(chat, hour, waits("julia-j"), a_hold("julia-j"), waits("hanna-h", "2026-11-21 08:00"))
    taken = [a_booking("anna-a", FIRST + HALF, "x1"), a_booking("anna-a", FIRST + 3 * HALF, "x3")]
    await lay(chat, *taken)
    start = (FIRST + 2 * HALF).isoformat()
    nurse = await forged(chat.user("julia-j"), "boka", tid="kard-1", start=start)
    assert "Bokat: ons 14:00–14:30." in nurse.sees
    assert [(one.holder, one.start) for one in holds(chat)] == [("hanna-h", FIRST)]
    assert waiting(chat) == ["hanna-h"]


async def test_forged_buttons_of_the_list_are_refused_in_words() -> None:
    chat = await full_chat()
    for action in ("avstå", "lämna-väntelistan", "vänta"):
        for data in ({}, {"tid": "x"}, DATA, {**DATA, "start": "-1"}):
            user = chat.user("hanna-h")
            user.card = (
                await user.desk.press(user.visitor, Press("tid", action=action, data=data), {})
            ).card
            assert "Något gick fel" not in user.sees
    assert waiting(chat) == []


async def test_who_moves_is_not_offered_the_slot_that_they_have_left() -> None:
    """They wait too; the next in turn has it, and not they who have just given it up."""
    chat = await open_chat()
    two = bookable("ons 13–14", last=date(2026, 11, 25))
    await lay(chat, two, a_booking("julia-j"), waits("julia-j"), waits("hanna-h", "2026-11-21 08:00"))  # fmt: skip
    later = (FIRST + HALF).isoformat()
    await forged(chat.user("julia-j"), "flytta", bokning="x", ändring="0", tid="kard-1", start=later)  # fmt: skip
    [booking] = chat.snapshot.of(BOOKED).bookings
    assert (booking.booked_by, booking.start) == ("julia-j", FIRST + HALF)
    assert [(one.holder, one.start) for one in holds(chat)] == [("hanna-h", FIRST)]
    assert waiting(chat) == ["hanna-h"]

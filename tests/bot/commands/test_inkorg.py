"""/inkorg: what konsult has told somebody, what is new, and what can be done about it."""

from dataclasses import field
from datetime import datetime, timedelta

from bot.cards import Press
from bot.desk import Visitor
from bot.desk.front import FrontDesk
from directory.lazy.values import dataclass
from directory.letters.outbox import Delivery, DeliveryState, InboxItem, Letter, LetterButton
from directory.letters.queries import INBOX
from directory.letters.subscriptions import Topic
from directory.query import Reads
from directory.store.memory_outbox import MemoryOutbox
from directory.transaction import StoreUnavailableError
from tests.builders import at, phone
from tests.chat import TUESDAY_DAYTIME, Chat, open_chat

SEE = LetterButton("Visa jouren", "jour", "visa", (("service", "kardiologi"),))


def letter(title: str = "Ditt pass har ändrats", *lines: str) -> Letter:
    return Letter(topic=Topic("egna pass"), title=title, lines=lines, buttons=(SEE,))


async def told(chat: Chat, *letters: Letter, to: str = "anna-a", made: str = "2026-11-24 13:00") -> None:  # fmt: skip
    """The letters have come to the person, in that order, a minute apart."""
    for number, one in enumerate(letters):
        made_at = at(made).replace(minute=number)
        await chat.outbox.put(
            [Delivery(key=f"{to}|{made}|{number}", recipient=to, letter=one, made=made_at, due=made_at)]
        )  # fmt: skip


async def test_what_is_new_is_marked_until_it_has_been_seen() -> None:
    chat = await open_chat()
    await told(chat, letter("Ditt pass har ändrats", "Nytt pass: bakjour"))
    anna = chat.user("anna-a")
    assert await chat.desk.unread(anna.visitor) == 1

    await anna.types("/inkorg")
    assert anna.lines[:2] == ["Ditt pass har ändrats · ny · 13:00", "Nytt pass: bakjour"]
    assert await chat.desk.unread(anna.visitor) == 0
    assert (await anna.types("/inkorg")).lines[0] == "Ditt pass har ändrats · 13:00"


async def test_a_letter_s_button_does_what_it_says() -> None:
    chat = await open_chat()
    await told(chat, letter())
    anna = await chat.user("anna-a").types("/inkorg")
    await anna.taps("Visa jouren")
    assert anna.lines[0].startswith("Kardiologi Granvik")


async def test_an_empty_inbox_says_so() -> None:
    chat = await open_chat()
    anna = await chat.user("anna-a").types("/inkorg")
    assert anna.lines[0].startswith("Inkorgen är tom.")


async def test_the_latest_is_first_and_many_are_folded() -> None:
    chat = await open_chat()
    await told(chat, *(letter(f"Brev {number}") for number in range(8)))
    anna = await chat.user("anna-a").types("/inkorg")
    titles = [line.split(" · ")[0] for line in anna.lines if line.strip().startswith("Brev")]
    assert [title.strip() for title in titles] == [f"Brev {number}" for number in range(7, -1, -1)]
    assert "Visa 3 till" in anna.sees


async def test_a_long_letter_is_folded() -> None:
    chat = await open_chat()
    await told(chat, letter("Dina pass har ändrats", *(f"Pass {number}" for number in range(20))))
    assert "Visa 14 rader till" in (await chat.user("anna-a").types("/inkorg")).sees


async def test_nobody_sees_another_s_letters() -> None:
    chat = await open_chat()
    await told(chat, letter("Annas"), to="anna-a")
    await told(chat, letter("Utan rad"), to="test:okänd")
    stranger = await chat.user().types("/inkorg")
    assert "Utan rad" in stranger.sees and "Annas" not in stranger.sees
    assert await chat.desk.unread(chat.user("anna-a").visitor) == 1


@dataclass
class GoneInbox:
    """An inbox whose store is out of reach."""

    asked: list[str] = field(default_factory=list)

    async def inbox(self, recipient: str, now: datetime, *, most: int) -> tuple[InboxItem, ...]:
        raise StoreUnavailableError

    async def unread(self, recipient: str, now: datetime) -> int:
        self.asked.append(recipient)
        raise StoreUnavailableError

    async def mark_seen(self, recipient: str, now: datetime) -> None:
        raise StoreUnavailableError

    async def readdress(self, recipient: str, to: str) -> None:
        raise StoreUnavailableError


async def test_without_the_store_there_is_no_number_and_it_is_said_what_cannot_be_read() -> None:
    chat, inbox = await open_chat(), GoneInbox()
    emergency = phone("08-465 004 99")
    reads = Reads(INBOX.by(inbox))
    desk = FrontDesk(chat.live, lambda: TUESDAY_DAYTIME, chat.count, emergency, reads)
    assert await desk.unread(Visitor("test:x")) == 0
    card = (await desk.ask(Visitor("test:x"), "/inkorg")).card
    assert "Inkorgen kan inte läsas just nu. Breven finns kvar." in repr(card)


class ForgetfulInbox(MemoryOutbox):
    """An inbox that can be read while nothing can be written."""

    async def mark_seen(self, recipient: str, now: datetime) -> None:
        raise StoreUnavailableError


async def test_letters_that_cannot_be_noted_as_seen_are_shown_and_stay_new() -> None:
    chat, inbox = await open_chat(), ForgetfulInbox()
    await inbox.put([Delivery(key="k", recipient="test:x", letter=letter(), made=TUESDAY_DAYTIME, due=TUESDAY_DAYTIME)])  # fmt: skip
    reads = Reads(INBOX.by(inbox))
    desk = FrontDesk(chat.live, lambda: TUESDAY_DAYTIME, chat.count, phone(), reads)
    card = (await desk.ask(Visitor("test:x"), "/inkorg")).card
    assert "Ditt pass har ändrats" in repr(card) and "sparas" not in repr(card)
    assert await desk.unread(Visitor("test:x")) == 1


async def test_while_the_database_is_gone_nobody_waits_for_a_number() -> None:
    chat, inbox = await open_chat(), GoneInbox()
    later = at("2026-11-24 14:10")
    desk = FrontDesk(chat.live, lambda: later, chat.count, phone(), Reads(INBOX.by(inbox)))
    chat.clock.now = later
    assert await desk.unread(Visitor("test:x")) == 0
    assert inbox.asked == []


async def test_a_desk_without_an_outbox_says_so() -> None:
    chat = await open_chat()
    desk = FrontDesk(chat.live, lambda: TUESDAY_DAYTIME, chat.count, phone(), Reads())
    assert "Inkorgen finns inte här." in repr((await desk.ask(Visitor("test:x"), "/inkorg")).card)
    assert await desk.unread(Visitor("test:x")) == 0


# -- what a coordinator sees ---------------------------------------------------------------------


async def unsure(chat: Chat, to: str, made: str = "2026-11-24 13:00") -> str:
    """Nobody knows whether the letter arrived; its id."""
    await told(chat, letter("Ditt pass har ändrats", "Natten 24 nov"), to=to, made=made)
    taken = await chat.outbox.claim(
        TUESDAY_DAYTIME + timedelta(days=1), most=9, lease=timedelta(minutes=1), holder="a"
    )
    [id_] = [one.id for one in taken if one.recipient == to]
    await chat.outbox.give_up(
        id_, DeliveryState.UNSURE, "smtp_no_taken", TUESDAY_DAYTIME, holder="a"
    )
    return id_


async def test_a_coordinator_sees_which_of_their_people_may_not_have_got_a_letter() -> None:
    chat = await open_chat()
    id_ = await unsure(chat, "anna-a")
    await unsure(chat, "gone")
    await unsure(chat, "bo-b", made="2026-11-10 13:00")  # two weeks old: old news
    karin = chat.user("karin-k")
    karin.card = (await chat.desk.press(karin.visitor, Press("hem", action="väntar"), {})).card
    assert "1 brev som kanske inte kom fram" in karin.sees
    await karin.taps("1 brev som kanske inte kom fram")
    assert f"Anna Asp: egna pass, tis 24 nov 13:00. konsult outbox resend {id_}" in karin.lines
    assert "Säg till personen på annat sätt" in karin.sees
    assert "Natten" not in karin.sees
    assert "Bo" not in karin.sees


async def test_others_do_not_see_whose_letters_are_unsure() -> None:
    chat = await open_chat()
    await unsure(chat, "anna-a")
    hanna = chat.user("hanna-h")
    hanna.card = (await chat.desk.press(hanna.visitor, Press("inkorg", action="osäkra"), {})).card
    assert hanna.lines == ["Det här är för samordnare."]


async def test_when_none_is_unsure_that_is_said() -> None:
    chat = await open_chat()
    karin = chat.user("karin-k")
    karin.card = (await chat.desk.press(karin.visitor, Press("inkorg", action="osäkra"), {})).card
    assert karin.lines == ["Inga brev är osäkra."]

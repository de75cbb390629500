"""A digest gathers all that is due, once, into one letter for each recipient."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.apart.failing import Apart
from bot.letters.digests import gathered, put_digests
from bot.live import Live
from bot.scheduler.tidy import tidy
from directory.letters.outbox import KEPT, Delivery, DeliveryState, Letter, LetterButton
from directory.letters.subscriptions import Topic
from directory.store.memory import MemoryStore
from directory.store.memory_outbox import MemoryOutbox
from tests.builders import at
from tests.stories.jobs import job_context

NOW = at("2026-11-24 07:00")
APART = Apart("digests")
LETTER = Letter(topic=Topic("jour"), title="Ändrad jour: Kardiologi", lines=("Bakjour: Anna → Bo",))


def item(key: str, who: str = "karin-k", letter: Letter = LETTER, **fields: Any) -> Delivery:
    usual = Delivery(key=key, recipient=who, letter=letter, made=NOW, due=NOW, together=True)
    return replace(usual, **fields)


async def test_each_gets_one_letter_of_what_is_due_and_a_second_run_finds_nothing() -> None:
    outbox = MemoryOutbox()
    other = replace(LETTER, title="Lucka i jouren: Medicin")
    later = item("d", due=NOW + timedelta(minutes=1))
    await outbox.put([item("a"), item("b", letter=other), item("c", "sofia-s"), later])
    assert await put_digests(outbox, APART, NOW) == 2
    assert await put_digests(outbox, APART, NOW) == 0
    sent = await outbox.claim(NOW, most=10, lease=timedelta(seconds=20), holder="x")
    assert {one.recipient: one.letter.title for one in sent} == {
        "karin-k": "Nytt för dig: 2 saker",
        "sofia-s": "Ändrad jour: Kardiologi",
    }
    assert (await outbox.counts())[DeliveryState.DIGESTED] == 3
    assert await put_digests(outbox, APART, NOW + timedelta(minutes=1)) == 1


def test_one_letter_is_itself_and_several_stand_under_their_titles() -> None:
    assert gathered([LETTER]) == LETTER
    both = gathered(
        [
            LETTER,
            replace(LETTER, lines=("Primärjour: nobody → Eva",)),
            replace(LETTER, title="Annat"),
        ]
    )
    assert both.lines == (
        "Ändrad jour: Kardiologi",
        "– Bakjour: Anna → Bo",
        "– Primärjour: nobody → Eva",
        "Annat",
        "– Bakjour: Anna → Bo",
    )


def test_what_two_letters_say_alike_is_said_once_and_buttons_are_told_apart() -> None:
    see = LetterButton("Visa luckorna", "jour", "luckor")
    one = LetterButton("Visa jouren", "jour", "visa", (("service", "a"),))
    two = LetterButton("Visa jouren", "jour", "visa", (("service", "b"),))
    letters = [replace(LETTER, buttons=(see, one)), replace(LETTER, buttons=(see, two))]
    both = gathered(letters)
    assert both.title == LETTER.title
    assert both.lines == ("– Bakjour: Anna → Bo",)
    assert both.buttons == (see,)


class Drafts:
    """Drafts that note what they were asked."""

    async def forget(self, before: object) -> int:
        self.before = before
        return 1


async def test_tidying_forgets_what_is_old_and_nothing_else() -> None:
    outbox, drafts = MemoryOutbox(), Drafts()
    old, young = NOW - KEPT - timedelta(days=1), NOW - KEPT + timedelta(days=1)
    for key, made in (("old", old), ("young", young), ("waiting", old)):
        await outbox.put([item(key, made=made, due=made, together=False)])
    for one in await outbox.claim(NOW, most=10, lease=timedelta(seconds=20), holder="x"):
        if outbox.stored["waiting"].id != one.id:
            await outbox.mark_sent({one.id: "ref"}, NOW, holder="x")
    repository = MemoryStore()
    context = job_context(repository, Live(repository, lambda: NOW), outbox, drafts, drafts)
    assert await tidy(context).run(NOW) == 3
    assert set(outbox.stored) == {"young", "waiting"}
    assert drafts.before == NOW - timedelta(days=1)


async def test_what_is_no_longer_so_is_in_no_digest() -> None:
    outbox = MemoryOutbox()
    moot = replace(LETTER, title="Tid att boka", matter="erbjuden tid|h|karin-k")
    await outbox.put([item("a"), item("b", letter=moot), item("c", "sofia-s", moot)])
    assert await put_digests(outbox, APART, NOW, is_so=lambda one, _: not one.matter) == 1
    sent = await outbox.claim(NOW, most=10, lease=timedelta(seconds=20), holder="x")
    assert {one.recipient: one.letter.title for one in sent} == {"karin-k": LETTER.title}
    assert (await outbox.counts())[DeliveryState.MOOT] == 2

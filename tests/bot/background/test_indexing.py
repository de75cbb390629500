"""A document that cannot be indexed is in force, is told of, and holds up no other."""

from dataclasses import replace
from datetime import date, timedelta

from bot.agreements.due import due
from directory.agreements.document import Agreement
from directory.agreements.kept import AGREEMENTS
from tests.agreements import heart_failure, owned, publish, version
from tests.chat import TUESDAY_DAYTIME, Chat, open_chat


class Damaged(str):
    """A heading that no words can be found in, until it is mended."""

    broken = True

    def replace(self, *how: object) -> str:
        if Damaged.broken:
            raise ValueError("damaged")
        return str(self)


def damaged() -> Agreement:
    """Owned by Karin; its first heading is damaged."""
    whole = owned()
    [remiss] = whole.sections
    return replace(whole, sections=(replace(remiss, heading=Damaged("Remiss")),))


async def test_the_others_are_found_and_the_owner_hears_of_it() -> None:
    Damaged.broken = True
    chat = await open_chat()
    await publish(chat, [version(heart_failure()), version(damaged())])
    agreements = chat.snapshot.of(AGREEMENTS)
    assert agreements is not None
    assert agreements.unsearched == {"ogon"}
    assert agreements.versions.keys() == {"hok-hjartsvikt", "ogon"}
    assert agreements.index.search("hjärtsvikt", today=date(2026, 11, 24)).best is not None
    [letter] = [
        one for one in due(chat.snapshot, TUESDAY_DAYTIME) if "Sökningen" in one.letter.title
    ]
    assert (letter.recipient, letter.letter.title) == ("karin-k", "Sökningen hittar inte: Ogon")

    Damaged.broken = False
    await chat.passes(TUESDAY_DAYTIME + timedelta(seconds=30))
    await chat.live.agreements_indexed()
    assert unsearched(chat) == {"ogon"}, "it waits"
    await chat.passes(TUESDAY_DAYTIME + timedelta(minutes=2))
    await chat.live.agreements_indexed()
    assert unsearched(chat) == frozenset()


def unsearched(chat: Chat) -> frozenset[str]:
    agreements = chat.snapshot.of(AGREEMENTS)
    assert agreements is not None
    return agreements.unsearched

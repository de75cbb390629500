"""A letter, and who it is to."""

from datetime import UTC, datetime

from bot.delivery.sender import Addressee
from directory.letters.lines import with_numbers
from directory.letters.outbox import Claimed, Letter
from directory.letters.subscriptions import Topic

MADE = datetime(2026, 11, 24, 13, 5, tzinfo=UTC)
ANNA = Addressee(recipient="anna-a", name="Anna Åberg", email="anna@region.example")
LETTER = Letter(
    topic=Topic("byten"),
    title="Byte föreslaget",
    lines=(with_numbers("Natten 24 nov, ring 070-174 06 05"),),
)


def claimed(letter: Letter = LETTER, id_: str = "4f1d") -> Claimed:
    return Claimed(
        id=id_, recipient="anna-a", letter=letter, made=MADE, attempts=1, tried=(), doubtful_on=None
    )

"""Receipts of presses: whose they are, and for how long they may be shown."""

from datetime import timedelta

from bot.access import Asker
from bot.cards import Card, notice
from bot.desk import Answered
from bot.platforms.web.receipts import KEPT_FOR, MOST, Receipt, Receipts
from tests.builders import at

NOW = at("2026-11-24 14:05")
MINUTE = timedelta(minutes=1)


def receipt(card: Card) -> Receipt:
    return Receipt("web:hanna-h", "Fick ej svar", Answered(card, None, Asker("web:hanna-h")), NOW)


def test_it_is_shown_for_a_while_to_whom_it_was_given() -> None:
    receipts, given = Receipts(), receipt(notice("Noterat."))
    name = receipts.keep(given)

    assert receipts.find(name, "web:hanna-h", NOW + KEPT_FOR) is given
    assert receipts.find(name, "web:hanna-h", NOW + KEPT_FOR + MINUTE) is None
    assert receipts.find(name, "web:tore-e", NOW) is None
    assert receipts.find("made-up", "web:hanna-h", NOW) is None


def test_the_oldest_make_room() -> None:
    receipts = Receipts()
    names = [receipts.keep(receipt(notice(str(number)))) for number in range(MOST + 1)]

    assert receipts.find(names[0], "web:hanna-h", NOW) is None
    assert all(receipts.find(name, "web:hanna-h", NOW) for name in names[1:])

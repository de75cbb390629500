"""Somebody who types what there is to type and taps on everything that they see."""

from bot.cards import Card, Press
from bot.commands import COMMANDS
from bot.platforms.terminal.pressing import presses
from tests.chat import User

_TYPED = (
    "",
    "xyz",
    "akuten",
    "urolog",
    "850101-1236",
    "kardiologi i natt",
    "<!channel> *x*",
    "a" * 300,
)
_ANSWERS: tuple[dict[str, str], ...] = ({}, {"enhet": "björken", "dag": "2026-12-24", "tid": "08:00"}, {"enhet": "xyz", "dag": "i går"})  # fmt: skip


async def everything_in(user: User, most: int) -> list[tuple[Press, Card]]:
    """The cards that the user can reach, breadth first, with what led to each."""
    queue = [Press(command.name, text) for command in COMMANDS for text in (*command.examples, *_TYPED)]  # fmt: skip
    tried = {repr(press) for press in queue}
    cards: list[tuple[Press, Card]] = []
    while queue and len(cards) < most:
        press = queue.pop(0)
        card = (await user.desk.press(user.visitor, press, {})).card
        cards.append((press, card))
        if card.form is not None:
            for answers in _ANSWERS:
                cards.append((card.form.press, (await user.desk.press(user.visitor, card.form.press, answers)).card))  # fmt: skip
        for _, found in presses(card):
            if repr(found) not in tried:
                tried.add(repr(found))
                queue.append(found)
    return cards

"""Letters as they are read: a card in chat, plain words in e-mail."""

import re

from bot.cards import Actions, Button, Card, Heading, Part, Press, Text
from directory.letters.outbox import Letter, LetterButton

NUMBER_ELSEWHERE = "(numret finns i konsult)"

_NUMBER = re.compile(r"(?<![\w+])(?:\+|\(?0)[\d()][\d \u00a0()/–-]{4,}\d", re.ASCII)
_FEWEST_DIGITS = 7


def letter_card(letter: Letter) -> Card:
    """The letter in chat. It stays when a button is pressed; the answer comes after it."""
    parts: list[Part] = [Heading(letter.title), *map(Text, letter.lines)]
    buttons = tuple(map(_button, letter.buttons))
    return Card((*parts, Actions(buttons)) if buttons else tuple(parts))


def letter_button(label: str, press: Press) -> LetterButton:
    """The button under a letter; what is typed in chat cannot stand there (ValueError)."""
    if press.text:
        raise ValueError("En knapp under ett brev kan inte skriva ord.")
    return LetterButton(label, press.command, press.action, tuple(press.data.items()))


def letter_text(letter: Letter) -> str:
    """The letter without its buttons, and without telephone numbers: e-mail goes anywhere."""
    return "\n".join(without_numbers(line) for line in (letter.title, "", *letter.lines)).strip()


def without_numbers(text: str) -> str:
    """The text with words in the place of each telephone number that an outside phone can dial."""
    return _NUMBER.sub(_hidden, text)


def _button(button: LetterButton) -> Button:
    press = Press(button.command, action=button.action, data=dict(button.data))
    return Button(button.label, press, keep=True)


def _hidden(written: re.Match[str]) -> str:
    digits = sum(sign.isdecimal() for sign in written[0])
    return NUMBER_ELSEWHERE if digits >= _FEWEST_DIGITS else written[0]

"""Letters as cards and as plain words."""

import pytest

from bot.cards import Actions, Button, Card, Contact, Heading, Press, Text
from bot.letters.card import (
    NUMBER_ELSEWHERE,
    letter_button,
    letter_card,
    letter_text,
)
from directory.catalogue.phones import Phone, PhoneKind
from directory.letters.lines import joined, phone_line
from directory.letters.outbox import Letter, LetterButton
from directory.letters.subscriptions import Topic

DIRECT = Phone(kind=PhoneKind.MOBILE, number="070-174 06 05")
LETTER = Letter(
    topic=Topic("byten"),
    title="Byte föreslaget",
    lines=(
        "Anna A vill byta natten 24–25 nov, 16:00–07:30.",
        joined("Ring ", phone_line(DIRECT), "."),
    ),
    buttons=(LetterButton("Ta passet", "byte", "ta", (("byte", "b1"),)),),
)


def test_a_letter_is_a_card_that_stays_when_its_buttons_are_pressed() -> None:
    press = Press("byte", action="ta", data={"byte": "b1"})
    assert letter_card(LETTER) == Card(
        (
            Heading("Byte föreslaget"),
            Text("Anna A vill byta natten 24–25 nov, 16:00–07:30."),
            Text(("Ring ", Contact("070-174 06 05", "tel:+46701740605"), ".")),
            Actions((Button("Ta passet", press, keep=True),)),
        )
    )


def test_a_button_under_a_letter_makes_the_press_that_it_was_made_of() -> None:
    press = Press("byte", action="ta", data={"byte": "b1"})
    assert letter_button("Ta passet", press) == LETTER.buttons[0]
    with pytest.raises(ValueError, match="kan inte skriva ord"):
        letter_button("Fråga", Press("konsult", "kardiologi"))


def test_without_buttons_there_is_no_row_of_them() -> None:
    assert letter_card(Letter(topic=Topic("t"), title="Hej")) == Card((Heading("Hej"),))


def test_in_plain_words_it_has_no_number() -> None:
    assert letter_text(LETTER) == (
        "Byte föreslaget\n\n"
        "Anna A vill byta natten 24–25 nov, 16:00–07:30.\n"
        f"Ring {NUMBER_ELSEWHERE}."
    )

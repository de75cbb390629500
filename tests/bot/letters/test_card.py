"""Letters as cards and as plain words."""

import pytest

from bot.cards import Actions, Button, Card, Heading, Press, Text
from bot.letters.card import (
    NUMBER_ELSEWHERE,
    letter_button,
    letter_card,
    letter_text,
    without_numbers,
)
from directory.letters.outbox import Letter, LetterButton
from directory.letters.subscriptions import Topic

LETTER = Letter(
    topic=Topic("byten"),
    title="Byte föreslaget",
    lines=("Anna A vill byta natten 24–25 nov, 16:00–07:30.", "Ring 070-174 06 05."),
    buttons=(LetterButton("Ta passet", "byte", "ta", (("byte", "b1"),)),),
)


def test_a_letter_is_a_card_that_stays_when_its_buttons_are_pressed() -> None:
    press = Press("byte", action="ta", data={"byte": "b1"})
    assert letter_card(LETTER) == Card(
        (
            Heading("Byte föreslaget"),
            Text(LETTER.lines[0]),
            Text(LETTER.lines[1]),
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


@pytest.mark.parametrize(
    "number",
    [
        "070-174 06 05",
        "08-465 004 00",
        "+46 70 174 06 05",
        "0701740605",
        "(08) 465 004 00",
        "0980-319 200",
        "070–174 06 05",
    ],
)
def test_numbers_are_hidden(number: str) -> None:
    assert without_numbers(f"Ring {number} nu") == f"Ring {NUMBER_ELSEWHERE} nu"


@pytest.mark.parametrize(
    "words",
    [
        "tis 24 nov 08:00–16:30",
        "pass 07–19 23 nov",
        "2026-11-24 08.00",
        "natten 31 dec–1 jan",
        "0,5 mg",
        "vecka 48",
    ],
)
def test_times_and_dates_are_not(words: str) -> None:
    assert without_numbers(words) == words

"""A button is found by its words, wherever on the card it is."""

from bot.cards import Actions, Button, Card, Choices, Form, More, Option, Press, Text
from bot.platforms.terminal.pressing import find_press, presses

CARD = Card(
    (
        Text("Kardiologi"),
        Actions((Button("Visa jouren", Press("jour")),)),
        More((Choices("Finns även", (Option("Ortopedi", Press("konsult", "ortopedi")),)),)),
    ),
    Form("Ny", (), Press("ord", action="skriv"), "Spara"),
)


def test_everything_that_can_be_pressed_is_there_in_its_order() -> None:
    assert [label for label, _ in presses(CARD)] == ["Visa jouren", "Ortopedi", "Spara"]


def test_the_case_of_letters_does_not_matter() -> None:
    assert find_press(CARD, "visa JOUREN") == Press("jour")
    assert find_press(CARD, "Kardiologi") is None

"""Letters as they are read: a card in chat, plain words in e-mail."""

from bot.cards import Actions, Button, Card, Contact, Heading, Part, Press, Text
from directory.letters.lines import LetterLine, Number, runs_of
from directory.letters.outbox import Letter, LetterButton

NUMBER_ELSEWHERE = "(numret finns i konsult)"


def letter_card(letter: Letter) -> Card:
    """The letter in chat. It stays when a button is pressed; the answer is shown after it."""
    parts: list[Part] = [Heading(letter.title), *map(_part, letter.lines)]
    buttons = tuple(map(_button, letter.buttons))
    return Card((*parts, Actions(buttons)) if buttons else tuple(parts))


def letter_button(label: str, press: Press) -> LetterButton:
    """The button under a letter; ValueError for a press with typed text."""
    if press.text:
        raise ValueError("En knapp under ett brev kan inte skriva ord.")
    return LetterButton(label, press.command, press.action, tuple(press.data.items()))


def letter_text(letter: Letter) -> str:
    """The letter without buttons or telephone numbers, since e-mail may be read by anybody."""
    return "\n".join([letter.title, "", *map(_without_numbers, letter.lines)]).strip()


def _without_numbers(line: LetterLine) -> str:
    return "".join(NUMBER_ELSEWHERE if isinstance(run, Number) else run for run in runs_of(line))


def _part(line: LetterLine) -> Text:
    if isinstance(line, str):
        return Text(line)
    return Text(
        tuple(Contact(run.text, run.uri) if isinstance(run, Number) else run for run in line)
    )


def _button(button: LetterButton) -> Button:
    press = Press(button.command, action=button.action, data=dict(button.data))
    return Button(button.label, press, keep=True)

"""Finding the button that a person at a terminal names by its words."""

from collections.abc import Iterator, Sequence

from bot.cards import Actions, Card, Choices, More, Part, Press


def find_press(card: Card, label: str) -> Press | None:
    """What the button, choice or form with that label asks for, whatever the case of letters."""
    wanted = label.casefold()
    return next((press for words, press in _presses(card) if words.casefold() == wanted), None)


def _presses(card: Card) -> Iterator[tuple[str, Press]]:
    yield from _presses_of(card.parts)
    if card.form is not None:
        yield card.form.submit, card.form.press


def _presses_of(parts: Sequence[Part]) -> Iterator[tuple[str, Press]]:
    for part in parts:
        match part:
            case Actions():
                yield from ((button.label, button.press) for button in part.buttons)
            case Choices():
                yield from ((option.label, option.press) for option in part.options)
            case More():
                yield from _presses_of(part.parts)
            case _:
                pass

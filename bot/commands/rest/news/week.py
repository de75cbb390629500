"""What is new in a week, as choices: what weighs most first, and nothing left out in silence."""

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta

from bot.cards import Actions, Button, Choices, Option, Part, Press, Text
from bot.questions.choices import MOST_FOLDED, MOST_OPTIONS, folded_choices

NEWS_OF = timedelta(days=7)
NOTHING_NEW = "Inget har ändrats den senaste veckan."
_A_PAGE = 20


def folded(prompt: str, options: Sequence[Option]) -> Iterator[Part]:
    """The first of them, the others folded; what is more than can be folded is said and searched
    for by name."""
    yield from folded_choices(prompt, options[: MOST_OPTIONS + MOST_FOLDED])
    rest = len(options) - MOST_OPTIONS - MOST_FOLDED
    if rest > 0:
        yield Text(f"{rest} läkemedel till har ändrats. Skriv ”/rest” och namnet på ett av dem.")


def paged(
    prompt: str, options: Sequence[Option], page: int, leads_to: Callable[[int], Press]
) -> Iterator[Part]:
    """A page of them, and the ways to those before and after it."""
    last = max(0, len(options) - 1) // _A_PAGE
    page = min(page, last)
    shown = options[page * _A_PAGE : (page + 1) * _A_PAGE]
    if not shown:
        yield Text(NOTHING_NEW)
        return
    first = page * _A_PAGE + 1
    where = f", {first}–{first + len(shown) - 1} av {len(options)}" if last else ""
    yield Choices(f"{prompt}{where}", tuple(shown))
    ways = [("Föregående", page - 1)] if page else []
    ways += [("Nästa", page + 1)] if page < last else []
    if ways:
        yield Actions(tuple(Button(label, leads_to(number)) for label, number in ways))

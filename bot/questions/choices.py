"""A choice among many: the first eight at once, the rest behind ”Visa mer”."""

from collections.abc import Sequence

from bot.cards import Choices, More, Option, Part
from bot.texts import show_more

MOST_OPTIONS = 8
MOST_FOLDED = 40


def folded_choices(
    prompt: str, options: Sequence[Option], *, rest_prompt: str = "Fler"
) -> list[Part]:
    """The options as a choice; `rest_prompt` is the prompt of those that are folded."""
    first, rest = tuple(options[:MOST_OPTIONS]), tuple(options[MOST_OPTIONS:])
    parts: list[Part] = [Choices(prompt, first)]
    return [*parts, More((Choices(rest_prompt, rest),), show_more(len(rest)))] if rest else parts

"""What the letters about advice have in common."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from textwrap import shorten

from bot import links
from bot.letters.card import letter_button
from bot.texts import and_more
from directory.lazy.values import dataclass
from directory.letters.lines import LetterLine
from directory.letters.outbox import Delivery, Letter, LetterButton, Urgency
from directory.letters.preferences import undisturbed
from directory.letters.subscriptions import Topic
from directory.shortages.advice.advice import ReplacementAdvice

ADVICE_NEWS = Topic("ersättningsråd")
OF_USE = timedelta(days=14)
"""How long it is of use to hear what has become of advice."""
_MOST_NAMED, _LONGEST = 3, 120
"""How many names stand in a title, and of how many characters together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviceNotice:
    """A letter about a version of advice, until when it is of use, and how soon it is sent.

    `happens`: in the night it waits for the morning unless that is within hours; None is now.
    """

    letter: Letter
    ends: datetime
    urgency: Urgency = Urgency.USUAL
    happens: datetime | None = None

    def to(self, person: str, key: str, now: datetime) -> Delivery:
        """To somebody, once for the key."""
        return Delivery(
            key=key,
            recipient=person,
            letter=self.letter,
            made=now,
            due=undisturbed(now, self.happens or now),
            ends=self.ends,
            urgency=self.urgency,
        )


def medicines_words(advice: ReplacementAdvice) -> str:
    """What the advice is about, as much of it as a title holds."""
    names = [one.name for one in advice.content.concerns]
    shown = names[:_MOST_NAMED]
    while len(shown) > 1 and len(", ".join(shown)) > _LONGEST:
        shown = shown[:-1]
    first, more = shorten(", ".join(shown), _LONGEST, placeholder=" …"), len(names) - len(shown)
    return f"{first} {and_more(more).lower()}" if more else first


def whole_words(advice: ReplacementAdvice) -> Sequence[str]:
    """All that the advice is about, as a line, where a title does not hold it."""
    names = ", ".join(one.name for one in advice.content.concerns)
    return () if medicines_words(advice) == names else (f"Gäller: {names}",)


def advice_letter(
    advice: ReplacementAdvice,
    title: str,
    lines: Sequence[LetterLine],
    matter: str,
    *buttons: LetterButton,
    shows: str = "Visa rådet",
    topic: Topic = ADVICE_NEWS,
) -> Letter:
    """About a version, which its last button shows."""
    see = letter_button(shows, links.see_advice_version(advice.id))
    about = f"{title}: {medicines_words(advice)}"
    return Letter(
        topic=topic,
        title=about,
        lines=(*whole_words(advice), *lines),
        buttons=(*buttons, see),
        matter=matter,
    )

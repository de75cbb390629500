"""A question to /rest with its snapshot: the file in force, and the medicines that it names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.cards import Actions, Button, Card, Notice, Part, Press, Source, Tone
from bot.questions.asked_of import AskedOf
from bot.questions.request import Reply
from bot.texts import day_words
from directory.shortages.feed import ShortageFeed
from directory.shortages.kept import MEDICINES, shortage_feed
from directory.shortages.search import MedicineIndex
from directory.walltime.days import local

COMMAND = "rest"
NATIONAL = "Nationell restnotering – säger inget om ditt apoteks lager."
UNREAD = "Restnoteringarna kan inte läsas just nu. Försök igen om en stund."
NOTHING_READ = "Inga restnoteringar är inlästa, så det går inte att säga vad som är restnoterat."
_EXCERPT = "Det här är ett utdrag. Läkemedel som inte är med kan vara restnoterade ändå."


@dataclass(frozen=True, slots=True)
class RestCase(AskedOf):
    """A question about drug shortages."""

    @property
    def today(self) -> date:
        """The Swedish day."""
        return local(self.now).date()

    @property
    def feed(self) -> ShortageFeed:
        """How it is with the authority's file."""
        return shortage_feed(self.snapshot)

    @property
    def medicines(self) -> MedicineIndex:
        """The medicines that the file in force names."""
        return self.snapshot.of(MEDICINES)

    @property
    def cautions(self) -> Sequence[Notice]:
        """What stands on every answer: that the facts are old, or a part of what there is."""
        old = f"Uppgifterna är från {self.made} och kan ha ändrats: ingen nyare fil är inläst."
        said = [(self.feed.is_stale(self.now), old), (self.feed.is_excerpt, _EXCERPT)]
        return [Notice(words, Tone.WARNING) for is_so, words in said if is_so]

    @property
    def made(self) -> str:
        """When the authority made the file: ”22 aug 2026 02:25”."""
        return _made_words(self.feed.created) if self.feed.created else ""

    @property
    def source(self) -> Source:
        """Whose facts they are, and of when."""
        says = f"Läkemedelsverket (CC BY 4.0), uppgifter från {self.made}"
        return Source(says, stale=self.feed.is_stale(self.now))


def _made_words(created: datetime) -> str:
    wall = local(created)
    return f"{day_words(wall.date())} {wall:%H:%M}"


def press(action: str, data: Mapping[str, str]) -> Press:
    """A press of an action of /rest."""
    return Press(COMMAND, action=action, data=data)


def refused(says: str, *more: Part) -> Reply:
    """A sentence that says why there is no answer, and the way on."""
    back = Actions((Button("Visa restnoteringar", Press(COMMAND)),))
    return Reply(Card((Notice(says, Tone.WARNING), *more, back)))

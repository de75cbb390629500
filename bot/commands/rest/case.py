"""A question to /rest with its snapshot: the file in force, and the medicines that it names."""

from collections.abc import Mapping, Sequence
from datetime import date

from bot.cards import Actions, Button, Card, Notice, Part, Press, Source, Tone
from bot.questions.asked_of import AskedOf
from bot.questions.request import Reply
from bot.shortages.cautions import cautions, made_words, source_words
from directory.lazy.values import dataclass
from directory.shortages.feed import ShortageFeed
from directory.shortages.kept import MEDICINES, shortage_feed
from directory.shortages.search import MedicineIndex
from directory.walltime.days import local

COMMAND = "rest"
UNREAD = "Restnoteringarna kan inte läsas just nu. Försök igen om en stund."
NOTHING_READ = "Inga restnoteringar är inlästa, så det går inte att säga vad som är restnoterat."


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
        return [Notice(words, Tone.WARNING) for words in cautions(self.feed, self.now)]

    @property
    def made(self) -> str:
        """When the authority made the file: ”22 aug 2026 02:25”."""
        return made_words(self.feed)

    @property
    def source(self) -> Source:
        """Whose facts they are, and of when."""
        return Source(source_words(self.feed), stale=self.feed.is_stale(self.now))


def press(action: str, data: Mapping[str, str]) -> Press:
    """A press of an action of /rest."""
    return Press(COMMAND, action=action, data=data)


def refused(says: str, *more: Part) -> Reply:
    """A sentence that says why there is no answer, and the way on."""
    back = Actions((Button("Visa restnoteringar", Press(COMMAND)),))
    return Reply(Card((Notice(says, Tone.WARNING), *more, back)))

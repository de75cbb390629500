"""A question that was typed, on its way to an answer."""

from dataclasses import replace

from bot import links
from bot.cards import Card, Notice, Part
from bot.commands.konsult.answer_card import AnswerCard
from bot.commands.konsult.question import AnswerWanted, still_now
from bot.questions.counted import counted
from bot.questions.danger import danger_notices
from bot.questions.fallback import lost
from bot.questions.past import TimeAsked, passed_over
from bot.questions.request import Reply, Request
from bot.questions.understanding import Understood
from directory.catalogue.roles import ON_CALL_ROLES, Role
from directory.catalogue.services import Service
from directory.counting.lookups import Outcome
from directory.lazy.values import dataclass
from directory.names.danger import Danger
from directory.snapshot import Snapshot
from directory.walltime.moments import When


@dataclass(frozen=True, slots=True)
class Case:
    """What was asked, what was understood of it, and how an answer is drawn.

    `danger`: the danger to life that the words tell of; said before anything else.
    """

    request: Request
    snapshot: Snapshot
    understood: Understood
    time: TimeAsked
    card: AnswerCard
    danger: Danger | None = None

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What stands before everything else on the card: danger to life, what the region lacks."""
        if self.danger is not None or not self.understood.lacking:
            return danger_notices(self.danger, self.snapshot.settings)
        says = f"{self.understood.lacking} finns inte som konsulttjänst i regionen."
        return (Notice(f"{says} Det här ligger närmast."),)

    @property
    def missed_words(self) -> str:
        """What a coordinator is told was not understood: the subject, else a place not known."""
        query = self.understood.query
        return query.subject_words or query.place_words

    @property
    def unread_times(self) -> tuple[str, ...]:
        """Words for a time that could not be read, or are one more than the time that was."""
        return self.time.unread

    @property
    def passed_over(self) -> tuple[str, ...]:
        """Words for a time that has been, where the answer is of now and whom to ask was named."""
        return passed_over(self.time.rest, self.snapshot) if self.time.when is None else ()

    @property
    def when(self) -> When | None:
        """The time that was asked for, if one was."""
        return self.time.when

    @property
    def typed(self) -> str:
        """What was typed of the subject, also where it led to a choice that has been made."""
        return self.request.data.get(links.TYPED, "") or self.understood.query.subject_words

    def question(self, service: Service) -> AnswerWanted:
        """The service at the moment that was asked for, else in the present minute."""
        now, when = self.request.minute, self.when
        question = AnswerWanted(
            service, now, typed=self.typed, role=self.role, in_danger=self.danger is not None
        )
        if when is None or still_now(service, when.moment, now, self.snapshot):
            return question
        return replace(question, moment=when.moment, asked=True)

    @property
    def role(self) -> Role | None:
        """The role that was asked for, where it is one that answers for patients."""
        role = self.understood.query.role
        return role if role in ON_CALL_ROLES else None

    def reply(self, *parts: Part, outcome: Outcome) -> Reply:
        """A card of these parts, counted as the outcome."""
        return Reply(Card((*self.notices, *parts)), lookup=counted(self.request, outcome))

    def lost(self, says: str) -> Reply:
        """The sentence, with the default entry and a number."""
        reply = lost(self.request, self.snapshot, says)
        return replace(reply, card=Card((*self.notices, *reply.card.parts)))

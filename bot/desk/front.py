"""The desk on a live snapshot: words become a press, are checked, and a command answers."""

from collections.abc import Callable, Mapping, Sequence
from copy import copy
from dataclasses import replace
from datetime import date, datetime
from time import perf_counter
from typing import Self

from bot.access import Asker
from bot.cards import Card, Contact, Phones, Press
from bot.commands import COMMANDS
from bot.commands.base import Command
from bot.commands.registry import (
    DEFAULT_COMMAND,
    called,
    completable,
    find_command,
    is_shown,
    press_of_words,
)
from bot.desk import Answered, Desk, Visitor
from bot.desk.deciding import Deciding
from bot.desk.refusals import gone_button, refusal_of, refused, unknown_command
from bot.desk.sent import Sent, asker_of
from bot.desk.time_left import TimeLeft
from bot.desk.uniting import unite
from bot.failures import failure_kind, log_failure, noted_failure
from bot.health.answer_times import ANSWER_TIMES, NO_COMMAND
from bot.letters.unread import count_unread
from bot.live import Live
from bot.questions.around import TooFarError
from bot.questions.completing import completed
from bot.questions.fallback import switchboard_contact
from bot.texts import NO_REGION, ROSTER_UNREAD
from directory.catalogue.identities import find_identity, nothing_known
from directory.catalogue.people import Person
from directory.catalogue.phones import Phone
from directory.counting.lookups import Lookup
from directory.counting.misses import Miss
from directory.names.completion import Completed
from directory.query import Reads, UnreadError
from directory.rosters.rosters import ShiftsUnreadError
from directory.transaction import MovedError, StoreUnavailableError
from directory.walltime.days import local

_FAILED = failure_kind("command failed")


class FrontDesk(Desk):
    """Answers from a live snapshot.

    `emergency`: the number shown when no other is known. `reads` answers the commands' queries.
    `time`: how long one request may wait for the store.
    """

    def __init__(
        self,
        live: Live,
        clock: Callable[[], datetime],
        count: Callable[[Lookup | Miss], None],
        emergency: Phone,
        reads: Reads,
        commands: Sequence[Command] = COMMANDS,
        time: Callable[[], TimeLeft] = TimeLeft,
    ) -> None:
        self._live = live
        self._clock = clock
        self._emergency = emergency
        self._reads = reads
        self._commands = commands
        self._deciding = Deciding(live, count, reads, time)

    def at(self, now: datetime) -> Self:
        """The same desk with its clock fixed at a moment."""
        desk = copy(self)
        desk._clock = lambda: now
        return desk

    # -- what was sent ----------------------------------------------------------------------

    async def ask(self, visitor: Visitor, text: str) -> Answered:
        return await self.press(visitor, self._meant(visitor, text), {})

    def _meant(self, visitor: Visitor, text: str) -> Press:
        """Checks the words for identities before a command is looked for in them."""
        snapshot, sentence = self._live.snapshot, Press(DEFAULT_COMMAND, text.strip())
        if snapshot is None or self._holds_identity(Sent(visitor, sentence, {})):
            return called(text, self._commands) or sentence
        return press_of_words(text, self._commands, snapshot)

    async def press(self, visitor: Visitor, press: Press, answers: Mapping[str, str]) -> Answered:
        began = perf_counter()
        sent = Sent(visitor, press, answers)
        return _timed(self._refused(sent) or await self._answer(sent), visitor, began)

    async def look(self, visitor: Visitor, text: str) -> Answered:
        began = perf_counter()
        sent = Sent(visitor, self._meant(visitor, text), {})
        answered = self._refused(sent) or await self._answer(sent, changing=False)
        return _timed(answered, visitor, began)

    def refusal(self, visitor: Visitor, text: str) -> Answered | None:
        return self._refused(Sent(visitor, self._meant(visitor, text), {}))

    def _refused(self, sent: Sent) -> Answered | None:
        """Checks the words for identities and length before anything else sees them."""
        if find_command(sent.press.command, self._commands) is None:
            word = sent.press.command
            card = unknown_command(word, self._commands) if sent.is_typed else gone_button()
            hidden = sent.is_split_identity or sent.holds_identity(nothing_known, self._today())
            return self._answered(card, sent, hidden=hidden)
        hidden = self._holds_identity(sent)
        refusal = refusal_of(sent, holds_identity=hidden)
        return self._answered(refusal, sent, hidden=hidden) if refusal else None

    def _holds_identity(self, sent: Sent) -> bool:
        snapshot = self._live.snapshot
        known = snapshot.knows_digits if snapshot else nothing_known
        return sent.holds_identity(known, self._today())

    def _today(self) -> date:
        return local(self._clock()).date()

    async def _answer(self, sent: Sent, *, changing: bool = True) -> Answered:
        """Answers a failure with a friendly card and a number to call."""
        command = find_command(sent.press.command, self._commands)
        assert command is not None, "words of no command are refused"
        if self._live.snapshot is None:
            return self._answered(self._sorry(NO_REGION), sent)
        try:
            return await self._deciding.answer(command, sent, self._clock(), changing=changing)
        except MovedError:
            card = refused("Många ändrar samtidigt just nu. Inget har sparats. Försök igen.")
        except TooFarError:
            card = refused("Den tiden är för långt bort för att svara på. Välj en inom ett år.")
        except ShiftsUnreadError:
            card = self._sorry(f"{ROSTER_UNREAD}.")
        except (StoreUnavailableError, UnreadError):
            card = self._sorry("Katalogen kan inte nås just nu.")
        except Exception as error:  # the last line of defence: logged, never swallowed
            card = self._sorry(log_failure(_FAILED, error, command=command.name))
        return self._answered(card, sent)

    def _answered(self, card: Card, sent: Sent, *, hidden: bool = False) -> Answered:
        """An answer from no command, with a number. `hidden`: the words must not be repeated."""
        who = self.asker(sent.visitor)
        card = replace(card, parts=(*card.parts, Phones((self._to_call(who),))))
        return Answered(card, None if hidden else sent.press, who)

    def _sorry(self, says: str) -> Card:
        return refused(f"{says} Ring i stället.")

    # -- who is there -----------------------------------------------------------------------

    def has_region(self) -> bool:
        return self._live.snapshot is not None

    def asker(self, visitor: Visitor) -> Asker:
        snapshot = self._live.snapshot
        if snapshot is None:
            return Asker(visitor.account, visitor.person)
        return asker_of(visitor, snapshot)

    def commands(self, who: Asker) -> tuple[Command, ...]:
        return tuple(command for command in self._commands if is_shown(command, who))

    def completions(self, who: Asker, typed: str) -> Sequence[Completed]:
        snapshot = self._live.snapshot
        if snapshot is None or find_identity(typed, snapshot.knows_digits, today=self._today()):
            return ()
        return completed(typed, snapshot, [completable(one) for one in self.commands(who)])

    def in_need(self, who: Asker) -> Contact:
        snapshot = self._live.snapshot
        if snapshot is None:
            return self._emergency_contact()
        return switchboard_contact(who, snapshot, self._clock()) or self._emergency_contact()

    def _to_call(self, who: Asker) -> Contact:
        """As `in_need`, whatever has failed before: the number of the settings needs nothing."""
        try:
            return self.in_need(who)
        except Exception as error:  # the last line of defence: noted, and there is a number
            noted_failure(_FAILED, error)
            return self._emergency_contact()

    def _emergency_contact(self) -> Contact:
        phone = self._emergency
        return Contact(phone.text(), phone.uri(), phone.label)

    def demo_people(self) -> tuple[Person, ...]:
        snapshot = self._live.snapshot
        if snapshot is None:
            return ()
        chosen = snapshot.settings.demo_people
        return tuple(snapshot.people[id_] for id_ in chosen if id_ in snapshot.people)

    def find_person(self, email_or_hsa_id: str) -> Person | None:
        snapshot = self._live.snapshot
        return snapshot.person_signed_in_as(email_or_hsa_id) if snapshot else None

    async def unite(self, visitor: Visitor) -> None:
        await unite(visitor, self._live, self._reads)

    async def unread(self, visitor: Visitor) -> int:
        if self._live.unreachable_since() is not None:
            return 0
        return await count_unread(self._reads, self.asker(visitor), self._clock())

    def now(self) -> datetime:
        return self._clock()


def _timed(answered: Answered, visitor: Visitor, began: float) -> Answered:
    """The same, with the time that it took counted."""
    command = answered.by.name if answered.by else NO_COMMAND
    platform = visitor.account.partition(":")[0]
    ANSWER_TIMES.add(command, platform, perf_counter() - began)
    return answered

"""The one way from a platform to the commands: check, read, run, write, count."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from copy import copy
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol, Self

import structlog

from bot.access import Asker
from bot.cards import Card, Contact, Notice, Phones, Press, Tone, notice, with_warning
from bot.commands import COMMANDS
from bot.commands.base import Command
from bot.commands.registry import find_command, is_shown, nearest_command, press_of_words
from bot.failures import log_failure
from bot.letters.unread import count_unread
from bot.live import Live
from bot.privacy import REFUSAL, find_identity, nothing_known
from bot.questions.around import TooFarError
from bot.questions.request import Note, Reply, Request
from directory.accounts.account import ACCOUNTS
from directory.catalogue.people import Access, Person
from directory.catalogue.phones import Phone
from directory.counting.lookups import Lookup
from directory.counting.misses import Miss
from directory.parts import Revisions, revisions_of
from directory.query import Reads, answered
from directory.snapshot import Snapshot
from directory.transaction import MovedError, StoreUnavailableError
from directory.walltime.said import age_words

LONGEST_TEXT = 200
SLOWEST_WRITE = 2.0

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who a platform says is asking: ”platform:identity”, and her row in the directory, if any.

    `granted` is what the platform or its configuration adds to her rights.
    """

    account: str
    person: Person | None = None
    granted: frozenset[Access] = frozenset()


@dataclass(frozen=True, slots=True)
class Answered:
    """The card to show, and all that a platform must know to show it.

    `origin` is the press that asks for the card again; None where what was asked holds a patient's
    identity, which nobody may repeat. `who`: the asker, as the answer has left them.
    """

    card: Card
    origin: Press | None
    who: Asker


class Desk(Protocol):
    """What every platform asks. Methods never raise for anything a user can do."""

    async def ask(self, visitor: Visitor, text: str) -> Answered:
        """Answer what was typed: ”/konsult kardiologi”, ”nummer björken” or just ”kardiologi”."""

    async def press(self, visitor: Visitor, press: Press, answers: Mapping[str, str]) -> Answered:
        """Answer a pressed button or a sent form (its answers by field name)."""

    def asker(self, visitor: Visitor) -> Asker:
        """Who the visitor is in the present snapshot, with her home unit."""

    def commands(self, who: Asker) -> tuple[Command, ...]:
        """The commands that the asker may use, for completion."""

    def demo_people(self) -> tuple[Person, ...]:
        """Who may be chosen in the demo; empty in a real region."""

    def find_person(self, email_or_hsa_id: str) -> Person | None:
        """The person whom a sign-in names by e-mail or HSA-id, whatever the case of letters."""

    async def unread(self, visitor: Visitor) -> int:
        """How many letters wait unread in the visitor's inbox; 0 where that cannot be told."""

    def now(self) -> datetime:
        """The clock of the program."""


class FrontDesk(Desk):
    """The desk on a live snapshot. `emergency` is the number shown when no other is known.

    `reads`: what the commands' queries are answered from. `commands`: those that there are.
    """

    def __init__(
        self,
        live: Live,
        clock: Callable[[], datetime],
        count: Callable[[Lookup | Miss], None],
        emergency: Phone,
        reads: Reads,
        commands: Sequence[Command] = COMMANDS,
    ) -> None:
        self._live = live
        self._clock = clock
        self._count = count
        self._emergency = emergency
        self._reads = reads
        self._commands = commands

    def at(self, now: datetime) -> Self:
        """The same desk with a clock that stands still: what would be answered at that moment."""
        desk = copy(self)
        desk._clock = lambda: now
        return desk

    async def ask(self, visitor: Visitor, text: str) -> Answered:
        return await self.press(visitor, press_of_words(text, self._commands), {})

    async def press(self, visitor: Visitor, press: Press, answers: Mapping[str, str]) -> Answered:
        """Checked before anything else sees the words."""
        texts = [press.text, *press.data.values(), *answers.values()]
        hidden = self._hold_identity([f"{press.command} {press.text}", *texts[1:]])
        command = find_command(press.command, self._commands)
        if command is None:
            card = _unknown_command(press.command, self._commands)
        else:
            refusal = _refusal(texts, hidden)
            card = refusal or await self._answer(visitor, command, press, answers)
        return Answered(card, None if hidden else press, self.asker(visitor))

    def asker(self, visitor: Visitor) -> Asker:
        snapshot = self._live.snapshot
        return (
            Asker(visitor.account, visitor.person)
            if snapshot is None
            else _asker(visitor, snapshot)
        )

    def commands(self, who: Asker) -> tuple[Command, ...]:
        return tuple(command for command in self._commands if is_shown(command, who))

    def demo_people(self) -> tuple[Person, ...]:
        snapshot = self._live.snapshot
        if snapshot is None:
            return ()
        chosen = snapshot.settings.demo_people
        return tuple(snapshot.people[id_] for id_ in chosen if id_ in snapshot.people)

    def find_person(self, email_or_hsa_id: str) -> Person | None:
        snapshot = self._live.snapshot
        return snapshot.person_signed_in_as(email_or_hsa_id) if snapshot else None

    async def unread(self, visitor: Visitor) -> int:
        if self._live.unreachable_since() is not None:
            return 0
        return await count_unread(self._reads, self.asker(visitor), self._clock())

    def now(self) -> datetime:
        return self._clock()

    # -- one question -------------------------------------------------------------------

    def _hold_identity(self, texts: Sequence[str]) -> bool:
        """Whether any of the texts seems to hold a patient's identity."""
        snapshot = self._live.snapshot
        known = snapshot.knows_digits if snapshot else nothing_known
        return any(find_identity(text, known) for text in texts)

    async def _answer(
        self, visitor: Visitor, command: Command, press: Press, answers: Mapping[str, str]
    ) -> Card:
        """A failure is friendly and has a number."""
        if self._live.snapshot is None:
            return self._sorry("Katalogen är inte inläst än.")
        try:
            return await self._run(visitor, command, press, answers)
        except TooFarError:
            return _refused("Den tiden är för långt bort för att svara på.")
        except StoreUnavailableError:
            return self._sorry("Katalogen kan inte nås just nu.")
        except Exception as error:  # the last line of defence: logged, never swallowed
            return self._sorry(log_failure("command failed", error, command=press.command))

    async def _run(
        self, visitor: Visitor, command: Command, press: Press, answers: Mapping[str, str]
    ) -> Card:
        try:
            return await self._live.decide(lambda: self._decide(visitor, command, press, answers))
        except MovedError:
            return _refused("Många ändrar samtidigt just nu. Inget har sparats. Försök igen.")

    async def _decide(
        self, visitor: Visitor, command: Command, press: Press, answers: Mapping[str, str]
    ) -> Card:
        if command.reads_agreements:
            await self._live.shelved(SLOWEST_WRITE)
        snapshot, revisions = self._live.snapshot, self._live.revisions
        assert snapshot is not None  # checked by whoever asks; a region never goes away
        who = _asker(visitor, snapshot)
        if not command.allows(who):
            return _refused(f"/{command.name} är bara för samordnare.")
        request = self._request(press, who, answers)
        reply = await answered(
            lambda known: command.answer(replace(request, known=known), snapshot), self._reads
        )
        return await self._deliver(reply, who, revisions)

    def _request(self, press: Press, who: Asker, answers: Mapping[str, str]) -> Request:
        return Request(
            press.text,
            who,
            self._clock(),
            press.action,
            {**press.data, **answers},
        )

    async def _deliver(self, reply: Reply, who: Asker, revisions: Revisions) -> Card:
        if reply.lookup is not None:
            self._count(reply.lookup)
        if reply.miss is not None:
            self._count(reply.miss)
        card = reply.card
        if (reply.changes or reply.deliveries) and not await self._wrote(reply, who, revisions):
            card = reply.unsaved
        await self._note(reply.notes)
        since = self._live.unreachable_since()
        if since is None:
            return card
        age = age_words(since, self._clock())
        return with_warning(card, f"Katalogen kan inte nås just nu. Uppgifterna är från {age}.")

    async def _note(self, notes: Sequence[Note]) -> None:
        with suppress(StoreUnavailableError):
            for note in notes:
                await note.note(self._reads)

    async def _wrote(self, reply: Reply, who: Asker, revisions: Revisions) -> bool:
        try:
            async with asyncio.timeout(SLOWEST_WRITE):
                await self._live.write(
                    reply.changes,
                    who.account,
                    deliveries=reply.deliveries,
                    expected=revisions_of(reply.rests_on, revisions),
                )
        except (StoreUnavailableError, TimeoutError):
            log.warning("change not saved", changes=[type(c).__name__ for c in reply.changes])
            return False
        return True

    def _sorry(self, says: str) -> Card:
        phone = self._emergency
        number = Contact(phone.text(), phone.uri(), phone.label)
        return Card((Notice(f"{says} Ring i stället.", Tone.WARNING), Phones((number,))))


def _refusal(texts: Sequence[str], hold_identity: bool) -> Card | None:
    if any(len(text) > LONGEST_TEXT for text in texts):
        return _refused(f"Texten är för lång. Skriv högst {LONGEST_TEXT} tecken.")
    return _refused(REFUSAL) if hold_identity else None


def _unknown_command(word: str, commands: Sequence[Command]) -> Card:
    if find_identity(word):
        return _refused(REFUSAL)
    if len(word) > LONGEST_TEXT:
        return _refused("Kommandot finns inte.")
    near = nearest_command(word.casefold(), commands)
    hint = f" Menade du /{near.name}?" if near else ""
    return _refused(f"Kommandot ”/{word[:40]}” finns inte.{hint} Skriv /hjalp så visas alla.")


def _refused(says: str) -> Card:
    return notice(says, tone=Tone.WARNING)


def _asker(visitor: Visitor, snapshot: Snapshot) -> Asker:
    account = snapshot.of(ACCOUNTS).get(visitor.account)
    chosen = snapshot.units.get(account.home_unit) if account else None
    person = snapshot.people.get(visitor.person.id) if visitor.person else None
    own = snapshot.units.get(person.unit) if person else None
    home = chosen or own
    is_new = home is None and account is None
    return Asker(visitor.account, person, home, visitor.granted, is_new)

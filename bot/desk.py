"""The one way from a platform to the commands: check, read, run, write, count."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

import structlog

from bot.access import Asker
from bot.cards import Card, Contact, Notice, Phones, Press, Tone, notice, with_warning
from bot.commands import COMMANDS
from bot.commands.base import Command
from bot.commands.hjalp import find_command, is_shown, nearest_command
from bot.failures import log_failure
from bot.inbox import count_unread
from bot.live import Live
from bot.privacy import REFUSAL, find_identity
from bot.questions.around import TooFarError
from bot.request import Note, Reply, Request
from directory.accounts import ACCOUNTS
from directory.counting.lookups import Lookup
from directory.misses import Miss
from directory.moment_words import age_words
from directory.parts import Revisions, revisions_of
from directory.people import Access, Person
from directory.phones import Phone
from directory.query import Reads, answered
from directory.repository import MovedError, StoreUnavailableError
from directory.snapshot import Snapshot

LONGEST_TEXT = 200
SLOWEST_WRITE = 2.0
DEFAULT_COMMAND = "konsult"

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who a platform says is asking: ”platform:identity”, and her row in the directory, if any.

    `granted` is what the platform or its configuration adds to her rights.
    """

    account: str
    person: Person | None = None
    granted: frozenset[Access] = frozenset()


class Desk(Protocol):
    """What every platform asks. Methods never raise for anything a user can do."""

    async def ask(self, visitor: Visitor, text: str) -> Card:
        """Answer what was typed: ”/konsult kardiologi”, ”nummer björken” or just ”kardiologi”."""

    async def press(self, visitor: Visitor, press: Press, answers: Mapping[str, str]) -> Card:
        """Answer a pressed button or a sent form (its answers by field name)."""

    def asker(self, visitor: Visitor) -> Asker:
        """Who the visitor is in the present snapshot, with her home unit."""

    def commands(self, visitor: Visitor) -> tuple[Command, ...]:
        """The commands that the visitor may use, for completion."""

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

    `reads`: what the commands' queries are answered from.
    """

    def __init__(
        self,
        live: Live,
        clock: Callable[[], datetime],
        count: Callable[[Lookup | Miss], None],
        emergency: Phone,
        reads: Reads,
    ) -> None:
        self._live = live
        self._clock = clock
        self._count = count
        self._emergency = emergency
        self._reads = reads

    async def ask(self, visitor: Visitor, text: str) -> Card:
        command, rest, unknown = _read_command(text)
        if unknown is not None:
            return _unknown_command(unknown)
        return await self._answer(visitor, Press(command, rest), {})

    async def press(self, visitor: Visitor, press: Press, answers: Mapping[str, str]) -> Card:
        return await self._answer(visitor, press, answers)

    def asker(self, visitor: Visitor) -> Asker:
        snapshot = self._live.snapshot
        return (
            Asker(visitor.account, visitor.person)
            if snapshot is None
            else _asker(visitor, snapshot)
        )

    def commands(self, visitor: Visitor) -> tuple[Command, ...]:
        who = self.asker(visitor)
        return tuple(command for command in COMMANDS if is_shown(command, who))

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

    async def _answer(self, visitor: Visitor, press: Press, answers: Mapping[str, str]) -> Card:
        """Check before anything else sees the words; a failure is friendly and has a number."""
        snapshot = self._live.snapshot
        refusal = _refusal([press.text, *press.data.values(), *answers.values()], snapshot)
        if refusal is not None:
            return refusal
        if snapshot is None:
            return self._sorry("Katalogen är inte inläst än.")
        try:
            return await self._run(visitor, press, answers)
        except TooFarError:
            return _refused("Den tiden är för långt bort för att svara på.")
        except StoreUnavailableError:
            return self._sorry("Katalogen kan inte nås just nu.")
        except Exception as error:  # the last line of defence: logged, never swallowed
            return self._sorry(log_failure("command failed", error, command=press.command))

    async def _run(self, visitor: Visitor, press: Press, answers: Mapping[str, str]) -> Card:
        try:
            return await self._live.decide(lambda: self._decide(visitor, press, answers))
        except MovedError:
            return _refused("Många ändrar samtidigt just nu. Inget har sparats. Försök igen.")

    async def _decide(self, visitor: Visitor, press: Press, answers: Mapping[str, str]) -> Card:
        command = find_command(press.command, COMMANDS)
        if command is not None and command.reads_agreements:
            await self._live.shelved(SLOWEST_WRITE)
        snapshot, revisions = self._live.snapshot, self._live.revisions
        assert snapshot is not None  # checked by whoever asks; a region never goes away
        who = _asker(visitor, snapshot)
        if command is None:
            return _unknown_command(press.command)
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


def _read_command(text: str) -> tuple[str, str, str | None]:
    """(command, the rest, None), or the unknown word that followed a slash."""
    words = text.strip().split(maxsplit=1)
    first = words[0] if words else ""
    rest = words[1] if len(words) > 1 else ""
    name = first.removeprefix("/").casefold()
    named = find_command(name, COMMANDS)
    if named is not None:
        return named.name, named.question(name, rest), None
    if first.startswith("/"):
        return "", "", first.removeprefix("/")
    return DEFAULT_COMMAND, text.strip(), None


def _refusal(texts: list[str], snapshot: Snapshot | None) -> Card | None:
    if any(len(text) > LONGEST_TEXT for text in texts):
        return _refused(f"Texten är för lång. Skriv högst {LONGEST_TEXT} tecken.")
    known = snapshot.knows_digits if snapshot else lambda digits: False
    if any(find_identity(text, known) for text in texts):
        return _refused(REFUSAL)
    return None


def _unknown_command(word: str) -> Card:
    if find_identity(word):
        return _refused(REFUSAL)
    if len(word) > LONGEST_TEXT:
        return _refused("Kommandot finns inte.")
    near = nearest_command(word.casefold(), COMMANDS)
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

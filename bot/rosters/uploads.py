"""Rosters that coordinators upload: kept as drafts, previewed with choices, published."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from datetime import date, datetime
from hashlib import sha256

from bot.access import check_may_publish
from bot.incoming.addresses import Fetch
from bot.live import Live
from bot.privacy import LOOKS_LIKE_IDENTITY
from bot.rosters.publishing import (
    NOT_ALLOWED,
    IncomingRoster,
    NotPublishableError,
    Preview,
    Rostering,
)
from bot.rosters.undoing import Undoable, Undoing
from directory.calendars.address import new_secret
from directory.catalogue.identities import find_identity
from directory.catalogue.people import Person
from directory.catalogue.services import Service
from directory.lazy.values import dataclass
from directory.publishing.drafts import Drafts
from directory.publishing.plan import RosterAnswers, outsider
from directory.publishing.roster_drafts import RosterDraft
from directory.rosters.kept import ROSTER_SOURCES
from directory.rosters.somebody import Somebody
from directory.rosters.sources import RosterSource
from directory.snapshot import Snapshot
from directory.sources.rosters.words.folding import folded
from directory.transaction import MovedError

AS_WRITTEN = "~"
"""The choice to accept a name as it is written."""
MOST_NAMES = 150

NOTHING_CHOSEN: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterChoices:
    """The coordinator's choices so far.

    `names`: the key of an unknown name → a person's id or AS_WRITTEN. `first`, `last`: the local
    dates that the roster covers, both included. `replaces_all`, `unstaffed`: as in RosterAnswers.
    """

    names: Mapping[str, str] = field(default_factory=lambda: NOTHING_CHOSEN)
    leave_out: bool = False
    replaces_all: bool = False
    unstaffed: bool = False
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownName:
    """A name not in the directory. `key`: its key in a form; `chosen`: an id or AS_WRITTEN."""

    key: str
    written: str
    chosen: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterUpload:
    """A draft with what publishing it would change.

    `title`: the service's. `members`: who may be chosen for an unknown name. `published`: whether
    it is in force; `undoable`: what `undo` is to be given then, empty where it cannot be undone.
    """

    title: str
    draft: RosterDraft
    choices: RosterChoices
    preview: Preview
    names: tuple[UnknownName, ...]
    members: tuple[Person, ...]
    snapshot: Snapshot
    published: bool = False
    undoable: str = ""

    @property
    def version(self) -> str:
        """Changes when the content to be published, or its effect, changes."""
        plan, publication = self.preview.plan, self.preview.plan.publication
        stops = sorted(row.place for row in plan.stops)
        would = (plan.new, plan.edited, plan.removed, stops, self._warned)
        if publication is None:
            return _hashed(would)
        names = sorted((name.written, name.person) for name in publication.names)
        roles = sorted(publication.roles)
        return _hashed((would, publication.shifts, names, publication.replaced, roles))

    @property
    def _warned(self) -> object:
        """What the warnings say, without what only time changes."""
        warned = self.preview.warnings
        return (
            [(one.line, one.end, one.was) for one in warned.unstaffed],
            [(one.line, one.end, one.person) for one in warned.lost],
            [(one.line, one.end, one.after) for one in warned.doubled],
            [(one.source.id, one.reach) for one in warned.also_said],
            [one.id for one in warned.conflicts],
        )


class RosterUploads:
    """Uploads, not in force before `publish`. Every method raises StoreUnavailableError."""

    def __init__(
        self,
        rostering: Rostering,
        drafts: Drafts[RosterDraft],
        live: Live,
        clock: Callable[[], datetime],
        undoing: Undoing,
        fetch: Fetch,
        secret: Callable[[], str] = new_secret,
    ) -> None:
        self._rostering = rostering
        self._drafts = drafts
        self._live = live
        self._clock = clock
        self._undoing = undoing
        self._secret = secret
        self._fetch = fetch

    def snapshot(self) -> Snapshot:
        """The present directory; StoreUnavailableError until a region is loaded."""
        return self._live.present()

    async def start(self, account: str, incoming: IncomingRoster) -> RosterUpload:
        """Keep the file as a draft, unless its preview has faults: it is no roster then.

        Raises UnknownServiceError, or NotAllowedError if the account may not publish.
        """
        check_may_publish(account, self.snapshot(), NOT_ALLOWED)
        draft = RosterDraft(
            id=self._secret(),
            service=incoming.service,
            account=account,
            made=self._clock(),
            name=incoming.name,
            role=incoming.role,
            content=incoming.content,
        )
        return await self._started(draft)

    async def start_address(self, account: str, source: str) -> RosterUpload | None:
        """The same with what an address says now that is read regularly; None if none is.

        Raises FetchError, or NotAllowedError if the account may not publish.
        """
        check_may_publish(account, self.snapshot(), NOT_ALLOWED)
        read = self._read_regularly(source)
        if read is None:
            return None
        fetched = await self._fetch(read.address, "", "")
        draft = RosterDraft(
            id=self._secret(),
            service=read.service,
            account=account,
            made=self._clock(),
            name=read.address,
            role=read.role,
            content=fetched.content or b"",
            source=read.id,
        )
        return await self._started(draft)

    async def _started(self, draft: RosterDraft) -> RosterUpload:
        upload = await self._look(draft, RosterChoices())
        if not upload.preview.plan.reading.faults:
            await self._drafts.put(draft)
        return upload

    async def look(self, account: str, id_: str, choices: RosterChoices) -> RosterUpload | None:
        """The draft with these choices; None if it is deleted or another account's."""
        draft = await self._draft(id_, account)
        return await self._look(draft, choices) if draft else None

    async def publish(
        self, account: str, id_: str, choices: RosterChoices, *, seen: str
    ) -> RosterUpload | None:
        """Put the draft in force if nothing stops it and its version is `seen`; else as `look`."""
        draft = await self._draft(id_, account)
        if draft is None:
            return None
        upload = await self._look(draft, choices)
        if not upload.preview.may_publish or upload.version != seen:
            return upload
        try:
            preview = await self._rostering.publish(
                self._incoming(draft, choices), _answers(upload.names, choices), account
            )
        except (NotPublishableError, MovedError):
            return await self._look(draft, choices)
        await self._drafts.discard(id_)
        shown = self._shown(draft, choices, preview, upload.names)
        return replace(shown, published=True, undoable=await self._undoable(preview))

    async def _undoable(self, preview: Preview) -> str:
        """The publication that has just been made, if it can be undone."""
        source = preview.plan.publication.source.id if preview.plan.publication else ""
        undoable = [one.published for one in await self._undoing.undoable()]
        return next((one.id for one in undoable if one.source == source), "")

    async def undoable(self) -> Sequence[Undoable]:
        """The publications that can still be undone, the latest first."""
        return await self._undoing.undoable()

    async def undo(self, account: str, id_: str) -> Undoable:
        """Put back what was before a publication. Raises UndoRefusedError."""
        return await self._undoing.undo(id_, account)

    async def cancel(self, account: str, id_: str) -> None:
        """Delete the draft, if it is the account's own."""
        if await self._drafts.read(id_, account):
            await self._drafts.discard(id_)

    async def _draft(self, id_: str, account: str) -> RosterDraft | None:
        """The account's own draft; None if that of an address which is no longer read."""
        draft = await self._drafts.read(id_, account)
        is_gone = draft and draft.source and not self._read_regularly(draft.source)
        return None if is_gone else draft

    def _read_regularly(self, source: str) -> RosterSource | None:
        found = self.snapshot().of(ROSTER_SOURCES).get(source)
        return found if found and found.every_minutes else None

    def _incoming(self, draft: RosterDraft, choices: RosterChoices) -> IncomingRoster:
        source = self._read_regularly(draft.source)
        return IncomingRoster(
            service=draft.service,
            name=draft.name,
            content=draft.content,
            role=draft.role,
            first=choices.first,
            last=choices.last,
            every_minutes=source.every_minutes if source else 0,
        )

    async def _look(self, draft: RosterDraft, choices: RosterChoices) -> RosterUpload:
        """Read twice where names are unknown: to find them, then with the choices for them."""
        incoming = self._incoming(draft, choices)
        preview = await self._rostering.preview(incoming, RosterAnswers(names={}))
        names = tuple(_named(preview.plan.unknown, choices, self.snapshot()))
        if names or choices != RosterChoices():
            preview = await self._rostering.preview(incoming, _answers(names, choices))
        return self._shown(draft, choices, preview, names)

    def _shown(
        self,
        draft: RosterDraft,
        choices: RosterChoices,
        preview: Preview,
        names: tuple[UnknownName, ...],
    ) -> RosterUpload:
        snapshot = self.snapshot()
        return RosterUpload(
            title=snapshot.title(preview.service.id),
            draft=draft,
            choices=choices,
            preview=preview,
            names=names,
            members=_members(preview.service, preview, snapshot),
            snapshot=snapshot,
        )


def name_key(written: str) -> str:
    """A name's key in a form: short, however long the name is."""
    return _hashed(folded(written))


def _hashed(value: object) -> str:
    return sha256(repr(value).encode()).hexdigest()[:16]


def _named(
    unknown: Iterable[str], choices: RosterChoices, snapshot: Snapshot
) -> Iterator[UnknownName]:
    for written in unknown:
        key = name_key(written)
        chosen = choices.names.get(key, "")
        if chosen == AS_WRITTEN and find_identity(written):
            yield UnknownName(key=key, written=written, problem=LOOKS_LIKE_IDENTITY)
        elif chosen == AS_WRITTEN or chosen in snapshot.people:
            yield UnknownName(key=key, written=written, chosen=chosen)
        else:
            yield UnknownName(key=key, written=written)


def _answers(names: Iterable[UnknownName], choices: RosterChoices) -> RosterAnswers:
    chosen: dict[str, Somebody] = {
        folded(name.written): outsider(name.written) if name.chosen == AS_WRITTEN else name.chosen
        for name in names
        if name.chosen
    }
    return RosterAnswers(
        names=chosen,
        leave_out=choices.leave_out,
        replaces_all=choices.replaces_all,
        unstaffed=choices.unstaffed,
    )


def _members(service: Service, preview: Preview, snapshot: Snapshot) -> tuple[Person, ...]:
    """The people of the service's unit and those in its roster already, by name."""
    rostered = {duty.person for duty in (*preview.before, *preview.after)}
    on_roster = (snapshot.people.get(who) for who in rostered if isinstance(who, str))
    members = {
        person.id: person for person in (*snapshot.people_at(service.unit), *on_roster) if person
    }
    return tuple(sorted(members.values(), key=lambda person: person.name))

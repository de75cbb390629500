"""Who a letter is for in Slack: a full member, as of the last ten minutes."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import TypeVar

from cachetools import TTLCache

from bot.delivery.sender import Addressee, SendError
from bot.platforms.slack.calling.api import SlackApi, SlackCallError
from bot.platforms.slack.config import NAME
from bot.platforms.slack.letters.letter_faults import send_error
from bot.platforms.slack.people.users import KnownUser, Standing, known_from
from bot.platforms.slack.people.workspace import Installation, Workspace

KNOWN_FOR = timedelta(days=1)
MISSING_FOR = timedelta(minutes=10)
MOST = 20_000

T = TypeVar("T")


class Addressees:
    """Finds users by their account, else by their e-mail address.

    Whose address it is, is cached for a day, and that it is nobody's for ten minutes. What they are
    in Slack is asked anew when ten minutes old: whoever has been deactivated gets the letter by
    another way. Raises SendError.
    """

    def __init__(
        self, api: SlackApi, installation: Installation, clock: Callable[[], datetime]
    ) -> None:
        self._api = api
        self._installation = installation
        self._clock = clock
        self._ids: TTLCache[str, str] = _cache(KNOWN_FOR, clock)
        self._missing: TTLCache[str, str] = _cache(MISSING_FOR, clock)

    async def member(self, to: Addressee) -> str:
        """The user's id in the workspace; SendError, permanent, for whoever is no full member."""
        known = await self._asked(to, self._known)
        if known.standing is not Standing.MEMBER:
            self._ids.pop(_email(to), None)
            raise SendError(known.standing, permanent=True)
        if not account_of(to) and known.email.casefold() != _email(to):
            self._ids.pop(_email(to), None)
            raise SendError("email_not_confirmed", permanent=True)
        return known.local

    async def user(self, to: Addressee) -> str:
        """The user's id, whatever they have become: where an earlier letter was posted."""
        return await self._asked(to, self._id)

    def doubt(self, to: Addressee) -> None:
        """Slack has said that they cannot be reached: ask again before the next letter."""
        _, _, user = account_of(to).partition(":")
        self._installation.users.doubt(user or self._ids.get(_email(to), ""))

    def forget(self, to: Addressee) -> None:
        """Somebody has put right who they are: ask for everything anew."""
        self._missing.pop(account_of(to) or _email(to), None)
        self.doubt(to)
        self._ids.pop(_email(to), None)

    async def _asked(self, to: Addressee, ask: Callable[[Addressee, Workspace], Awaitable[T]]) -> T:
        address = account_of(to) or _email(to)
        if missing := self._missing.get(address):
            raise SendError(missing, permanent=True)
        try:
            return await ask(to, await self._installation.learn())
        except SlackCallError as fault:
            error = send_error(fault)
            if error.permanent:
                self._missing[address] = fault.code
            raise error from None

    async def _known(self, to: Addressee, workspace: Workspace) -> KnownUser:
        user = _user_of(to, workspace) or self._ids.get(_email(to))
        if user is None:
            return await self._by_email(to, workspace)
        known, now = self._installation.users.get(user), self._clock()
        if known is None or not known.is_fresh(now):
            known = known_from(await self._api.user(user), workspace, now)
            self._installation.users.keep(user, known)
        return known

    async def _id(self, to: Addressee, workspace: Workspace) -> str:
        user = _user_of(to, workspace) or self._ids.get(_email(to))
        if user is None:
            return (await self._by_email(to, workspace)).local
        known = self._installation.users.get(user)
        return (known.local if known else "") or user

    async def _by_email(self, to: Addressee, workspace: Workspace) -> KnownUser:
        known = known_from(await self._api.user_by_email(to.email), workspace, self._clock())
        self._installation.users.keep(known.local, known)
        self._ids[_email(to)] = known.local
        return known


def account_of(to: Addressee) -> str:
    """The addressee's account in Slack, ”TEAM:USER”, or empty."""
    return to.accounts.get(NAME, "")


def _user_of(to: Addressee, workspace: Workspace) -> str | None:
    """The user of the addressee's account; SendError if it is in another workspace."""
    team, _, user = account_of(to).partition(":")
    if user and team != workspace.team:
        raise SendError("other_workspace", permanent=True)
    return user or None


def _email(to: Addressee) -> str:
    return to.email.casefold()


def _cache(kept: timedelta, clock: Callable[[], datetime]) -> TTLCache[str, str]:
    return TTLCache(MOST, kept.total_seconds(), lambda: clock().timestamp())

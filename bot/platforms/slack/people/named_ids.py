"""The ids that lists and groups name, in an enterprise where somebody may have another id too."""

from collections.abc import Callable, Collection
from datetime import datetime

import structlog

from bot.platforms.errands import Errands
from bot.platforms.slack.calling.api import SlackApi, SlackCallError
from bot.platforms.slack.people.users import FRESH, KnownUser, known_from
from bot.platforms.slack.people.workspace import Installation

log = structlog.get_logger(__name__)


class NamedIds:
    """Asks Slack whose ids they are, in the background: an old id is not told with a new one.

    Outside an enterprise everybody has one id, and nothing is asked.
    """

    def __init__(
        self,
        api: SlackApi,
        installation: Installation,
        clock: Callable[[], datetime],
        errands: Errands,
    ) -> None:
        self._api = api
        self._installation = installation
        self._clock = clock
        self._errands = errands
        self._asked_at: datetime | None = None

    def of(self, known: KnownUser, named: Callable[[], Collection[str]]) -> frozenset[str]:
        """The ids of a user, with those of the named ones that have proved to be theirs."""
        workspace, users = self._installation.workspace, self._installation.users
        if workspace is None or not workspace.enterprise:
            return known.ids
        whose = {id_: users.get(id_) for id_ in named()}
        unknown = [id_ for id_, user in whose.items() if user is None]
        if unknown and self._is_time():
            self._errands.start(self._ask(unknown))
        theirs = (id_ for id_, user in whose.items() if user and user.id == known.id)
        return known.ids.union(theirs)

    def _is_time(self) -> bool:
        """Whether it is longer ago than ten minutes that Slack was asked; notes that it is now."""
        now = self._clock()
        if self._asked_at is not None and now - self._asked_at < FRESH:
            return False
        self._asked_at = now
        return True

    async def _ask(self, ids: Collection[str]) -> None:
        workspace = await self._installation.learn()
        for id_ in ids:
            try:
                user = known_from(await self._api.user(id_), workspace, self._clock())
            except SlackCallError as fault:
                log.warning("slack does not tell whose id it is", code=fault.code)
            else:
                self._installation.users.keep(id_, user)

"""Rights by user group, where the workspace has user groups (paid plans)."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

import structlog

from bot.platforms.errands import Errands
from bot.platforms.slack.calling.api import SlackApi, SlackCallError
from directory.catalogue.people import Access

FRESH = timedelta(minutes=10)

log = structlog.get_logger(__name__)


class Groups:
    """The members of the groups: read at the start, then again when ten minutes old.

    Answers never wait for it. A group that Slack refuses to list gives no rights, which is logged
    once. While Slack is unreachable the last known members keep theirs.
    """

    def __init__(
        self,
        api: SlackApi,
        groups: Mapping[str, Access],
        clock: Callable[[], datetime],
        errands: Errands,
    ) -> None:
        self._api = api
        self._groups = groups
        self._clock = clock
        self._errands = errands
        self._members: dict[str, frozenset[str]] = {}
        self._read_at: datetime | None = None
        self._logged: set[tuple[str, str]] = set()

    def rights(self, *ids: str) -> frozenset[Access]:
        """The rights from the groups of the user with these ids, as last read."""
        now = self._clock()
        if self._groups and (self._read_at is None or now - self._read_at > FRESH):
            self._read_at = now
            self._errands.start(self.refresh())
        return frozenset(
            right
            for group, right in self._groups.items()
            if not self._members.get(group, frozenset()).isdisjoint(ids)
        )

    def members(self) -> frozenset[str]:
        """Everybody in the groups, as last read."""
        return frozenset().union(*self._members.values())

    async def refresh(self) -> None:
        """Read every group."""
        self._read_at = self._clock()
        for group in self._groups:
            try:
                self._members[group] = await self._api.group(group)
            except SlackCallError as fault:
                self._missed(group, fault)

    def _missed(self, group: str, fault: SlackCallError) -> None:
        if fault.permanent:
            self._members.pop(group, None)
        if (group, fault.code) not in self._logged:
            self._logged.add((group, fault.code))
            log.warning("slack user group not read", group=group, code=fault.code)

"""What somebody who follows medicines has been told, as little of it as must be remembered."""

from collections.abc import Mapping
from dataclasses import field
from datetime import date, datetime

from directory.lazy.values import dataclass
from directory.shortages.following.news import PackTold


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortageTold:
    """The latest digest of a follower; there is none before the first.

    `day`: its Swedish day: there is one a day at most. `until`: the moment of the last change that
    was looked at for it. What packs were like then, the follower knows, but for `untold`: of these
    they know what was last told of them, since too little has changed to be told. `advised`: up to
    when they have been told of advice; None in what was told before there was any.
    """

    follower: str
    day: date
    until: datetime
    advised: datetime | None = None
    untold: Mapping[str, PackTold] = field(default_factory=dict)

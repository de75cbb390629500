"""What is told of letters that are due."""

from datetime import datetime, timedelta

import pytest

from bot.delivery.condition import LATE, outbox_condition
from tests.chat import TUESDAY_DAYTIME

NOW = TUESDAY_DAYTIME


@pytest.mark.parametrize(
    ("waiting", "first", "ok", "says"),
    [
        (0, None, True, "Inga brev väntar på att skickas."),
        (2, NOW, True, "Brev som väntar: 2. Det första skulle ha gått tis 24 nov 14:05."),
        (2, NOW - LATE + timedelta(seconds=1), True, "Brev som väntar: 2."),
        (1, NOW - LATE, False, "Brev som väntar: 1. Det första skulle ha gått tis 24 nov 13:50."),
    ],
)
def test_what_has_been_due_for_a_quarter_of_an_hour_tells_that_something_is_away(
    waiting: int, first: datetime | None, ok: bool, says: str
) -> None:
    condition = outbox_condition(waiting, first, NOW)
    assert (condition.line, condition.ok, condition.since) == ("outbox", ok, first)
    assert condition.says.startswith(says)

"""What a dead line may have swallowed: all that was written after the last ping that was read."""

from hypothesis import given
from hypothesis import strategies as st

from bot.platforms.slack.answering.unconfirmed import Payload, Unconfirmed

ROUND_TRIP = 1.0
TIMES = st.lists(st.floats(0, 20), max_size=8)


def numbered(count: int) -> Payload:
    return {"number": count}


@given(TIMES, TIMES)
def test_what_was_written_before_a_ping_that_was_read_is_not_lost(
    sent: list[float], pongs: list[float]
) -> None:
    line = Unconfirmed(ROUND_TRIP)
    happened = [(at, "sent") for at in sent] + [(at, "pong") for at in pongs]
    for at, what in sorted(happened):
        if what == "sent":
            line.sent(at, numbered(1), {"at": at})
        else:
            line.pong(at)
    surely_read = max((at - ROUND_TRIP for at in pongs), default=-1.0)
    expected = sorted(at for at in sent if at >= surely_read)
    assert sorted(answer["at"] for _, answer in line.lost()) == expected
    assert line.lost() == []

"""A time that could not be read is said, and what has been is none."""

import pytest

from directory.walltime.moment_unread import unread_times
from directory.walltime.moments import read_moment
from tests.builders import at

NOW = at("2026-11-24 14:05")


def left(text: str) -> tuple[str, ...]:
    """The times that are left of the text when its moment has been read."""
    return unread_times(read_moment(text, NOW)[1])


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("kardiologi vid 25-tiden", ("vid 25-tiden",)),
        ("kardiologi kl 25", ("kl 25",)),
        ("kardiologi 32/13", ("32/13",)),
        ("kardiologi 30 feb", ("30 feb",)),
        ("kardiologi lördag och söndag", ("söndag",)),
        ("kirurgi imorgon kl 8 och på fredag", ("på fredag",)),
    ],
)
def test_times_that_were_not_read(text: str, times: tuple[str, ...]) -> None:
    assert left(text) == times


@pytest.mark.parametrize(
    "text",
    [
        "kardiologi",
        "kardiologi i natt",
        "ramlade i natt",
        "feber sedan i lördags",
        "vas 7/10 vid gång",
        "psa 12 och bt 140/80",
        "gravid vecka 33",
        "tre gånger om dagen",
    ],
)
def test_what_is_no_time_or_has_been(text: str) -> None:
    assert left(text) == ()

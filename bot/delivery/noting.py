"""What sending a letter says of the line that it went by."""

from collections.abc import Iterator
from contextlib import contextmanager

from bot.delivery.sender import SendError
from bot.health.outside import LineFailure, OutsideLine


@contextmanager
def noted_on(line: OutsideLine | None) -> Iterator[None]:
    """Note on the line how the sending in the block went: a letter that is refused for its
    addressee says that the line works."""
    try:
        yield
    except SendError as fault:
        if line is not None:
            _note(line, fault)
        raise
    if line is not None:
        line.worked()


def _note(line: OutsideLine, fault: SendError) -> None:
    if fault.ours:
        line.failed(LineFailure.REFUSED, fault.code, fault.retry_after)
    elif fault.permanent:
        line.worked()
    elif fault.retry_after is not None:
        line.failed(LineFailure.LIMITED, fault.code, fault.retry_after)
    else:
        line.failed(LineFailure.UNREACHABLE, fault.code)

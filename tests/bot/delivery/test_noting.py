"""What the sending of a letter says of the line that it went by."""

import pytest

from bot.delivery.noting import noted_on
from bot.delivery.sender import SendError
from bot.health.outside import OutsideLine
from tests.chat import TUESDAY_DAYTIME
from tests.clock import HandClock


@pytest.mark.parametrize(
    ("fault", "says"),
    [
        (SendError("smtp_554", ours=True, retry_after=60), "nekas (smtp_554)"),
        (SendError("smtp_554", ours=True, permanent=True), "nekas (smtp_554)"),
        (SendError("smtp_550", permanent=True), ""),
        (SendError("smtp_421", retry_after=30), "ombedd att vänta (smtp_421)"),
        (SendError("timeout", unsure=True), "ingen kontakt (timeout)"),
        (SendError("no_answer"), "ingen kontakt (no_answer)"),
    ],
    ids=str,
)
def test_a_letter_that_is_refused_for_its_addressee_says_that_the_line_works(
    fault: SendError, says: str
) -> None:
    clock = HandClock(TUESDAY_DAYTIME)
    line = OutsideLine("email", "E-post", clock)
    with pytest.raises(SendError), noted_on(line):
        raise fault
    condition = line.condition(clock())
    assert condition.ok is (not says)
    assert says in condition.says
    assert ("Vilar till" in condition.says) is (fault.retry_after is not None)
    with noted_on(line):
        pass
    assert line.condition(clock()).good == TUESDAY_DAYTIME

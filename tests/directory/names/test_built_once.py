"""What follows from the lexicon alone is worked out once, however many regions are read."""

import sys
from collections import Counter
from types import FrameType
from typing import Any

from directory.catalogue.specialties import official_lexicon
from directory.names.resolver import Names


def test_another_region_s_names_take_no_work_on_the_lexicon() -> None:
    Names(official_lexicon(), (), (), ())
    calls: Counter[str] = Counter()

    def note(frame: FrameType, event: str, arg: Any) -> None:
        calls[event] += 1

    sys.setprofile(note)
    Names(official_lexicon(), (), (), ())
    sys.setprofile(None)
    assert calls["call"] < len(official_lexicon().said_together)

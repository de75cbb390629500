"""Questions as tired people type them lead to the right first line, by day and on a Saturday night."""

from datetime import datetime
from pathlib import Path

import pytest

from tests.tired.asking import DAYTIME, NIGHT, demo_chat, judged
from tests.tired.rows import read_questions

FILES = sorted(Path(__file__).parent.glob("*.tsv"))
FEWEST = 120


@pytest.mark.parametrize("moment", [DAYTIME, NIGHT], ids=["day", "night"])
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
async def test_the_first_line_is_right(file: Path, moment: datetime) -> None:
    answers = await judged(read_questions(file), await demo_chat(moment))
    wrong = [one for one in answers if one.fault]
    assert not wrong, "\n".join(f"{one.question.text!r}: {one.fault}" for one in wrong)


def test_there_are_enough_questions_and_none_twice() -> None:
    texts = [question.text for file in FILES for question in read_questions(file)]
    assert len(texts) >= FEWEST
    assert len(texts) == len(set(texts))

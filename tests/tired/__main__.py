"""`python -m tests.tired FILE.tsv [--failures]`: the share right of each kind, and what is wrong."""

import asyncio
import sys
from collections import Counter
from pathlib import Path

from tests.tired.asking import demo_chat, judged
from tests.tired.rows import read_questions


async def main(file: Path, *, failures: bool) -> None:
    """Print what a person wants to know of the file."""
    answers = await judged(read_questions(file), await demo_chat())
    of_kind = Counter(one.question.kind for one in answers)
    right = Counter(one.question.kind for one in answers if not one.fault)
    for kind, count in sorted(of_kind.items()):
        print(f"{kind:10} {right[kind]:4} of {count:4}  {right[kind] / count:.2f}")
    print(f"{'all':10} {right.total():4} of {len(answers):4}  {right.total() / len(answers):.2f}")
    numberless = sum(one.fault == "no number to call" for one in answers)
    print(f"without a number to call: {numberless}")
    if failures:
        for one in filter(lambda one: one.fault, answers):
            question = one.question
            print(f"[{question.kind}] {question.text}\n    wanted {question.expect}: {one.fault}")


asyncio.run(main(Path(sys.argv[1]), failures="--failures" in sys.argv))

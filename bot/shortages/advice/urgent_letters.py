"""The urgent letters to those who follow a medicine: advice as it was signed; its withdrawal."""

from collections.abc import Iterator
from datetime import datetime

from bot.shortages.advice import matters
from bot.shortages.advice.letters import OF_USE, AdviceNotice, advice_letter
from bot.shortages.signers import group_words, name_words, writers_words
from bot.texts import day_words
from directory.letters.outbox import Urgency
from directory.shortages.advice.advice import ReplacementAdvice
from directory.shortages.advice.changes import AdviceChange, AdviceNews
from directory.shortages.following.topic import SHORTAGE_NEWS
from directory.snapshot import Snapshot
from directory.walltime.days import local

_TITLES = {
    AdviceNews.NEW: "Brådskande ersättningsråd",
    AdviceNews.NEW_VERSION: "Brådskande: ny version av ett ersättningsråd",
    AdviceNews.WITHDRAWN: "Brådskande: ett ersättningsråd är återkallat",
}


def urgent_notice(change: AdviceChange, snapshot: Snapshot, now: datetime) -> AdviceNotice:
    """Sent at once, also at night; but what begins with a day, at midnight, in its morning."""
    advice = change.advice
    is_withdrawn = change.news is AdviceNews.WITHDRAWN
    lines = _withdrawn(advice, snapshot) if is_withdrawn else _begun(advice, snapshot)
    matter = matters.of_withdrawn(advice) if is_withdrawn else matters.of_held(advice)
    waits = not is_withdrawn and advice.approved is not None and advice.approved < change.at
    over = advice.over or now
    return AdviceNotice(
        letter=advice_letter(
            advice, _TITLES[change.news], tuple(lines), matter, topic=SHORTAGE_NEWS
        ),
        ends=over + OF_USE if is_withdrawn else over,
        urgency=Urgency.URGENT,
        happens=now + OF_USE if waits else now,
    )


def _begun(advice: ReplacementAdvice, snapshot: Snapshot) -> Iterator[str]:
    """The text as it stands: nothing is left out or added."""
    content, approved = advice.content, local(advice.approved or advice.written).date()
    writer, approver = writers_words(advice, snapshot), name_words(advice.approver, snapshot)
    yield (
        f"Råd från {group_words(advice, snapshot)}, skrivet av {writer}, godkänt av {approver} "
        f"{day_words(approved)}."
    )
    yield f"I stället: {content.instead}"
    if content.not_for:
        yield f"Inte för: {content.not_for}"
    yield f"Källor: {content.sources}"
    yield f"Rådet gäller till och med {day_words(content.last)}."


def _withdrawn(advice: ReplacementAdvice, snapshot: Snapshot) -> Iterator[str]:
    yield (
        f"{name_words(advice.withdrew, snapshot)} har återkallat rådet från "
        f"{group_words(advice, snapshot)}: {advice.reason}"
    )
    yield "Rådet gäller inte längre."

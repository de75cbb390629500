"""The job that tells a group when advice of its is to end, and when it has."""

from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta

from bot import links
from bot.apart.items import ItemKind, RoundItem
from bot.apart.rounds import AT_ONCE, Separately
from bot.jobs import Job, JobContext, telling
from bot.letters import keys
from bot.letters.card import letter_button
from bot.shortages.advice import matters
from bot.shortages.advice.letters import AdviceNotice, advice_letter
from bot.shortages.advice.people import told
from bot.texts import day_words
from directory.letters.outbox import Delivery
from directory.shortages.advice.advice import AdviceState, ReplacementAdvice
from directory.shortages.advice.kept import ADVICE
from directory.snapshot import Snapshot
from directory.walltime.days import to_utc

NAME = "advice"
MORNING = time(8)
BEFORE = timedelta(days=14)
STILL_TOLD = timedelta(days=30)
"""How late it is still told that advice has ended; keys of letters are remembered for longer."""


def advice_ends(context: JobContext) -> Job:
    """The job, every minute."""
    return telling(NAME, timedelta(minutes=1), due, context)


def due(snapshot: Snapshot, now: datetime, separately: Separately = AT_ONCE) -> list[Delivery]:
    """The letters due at `now` about advice that ends or has ended by itself; keys stop repeats."""
    told_of = separately.each(
        [one for one in snapshot.of(ADVICE) if one.state is AdviceState.SIGNED],
        lambda advice: RoundItem(ItemKind.ADVICE, advice.advice),
        lambda advice: tuple(_of(advice, snapshot, now)),
    )
    return [delivery for letters in told_of for delivery in letters]


def _of(advice: ReplacementAdvice, snapshot: Snapshot, now: datetime) -> Iterator[Delivery]:
    approved, over, last = advice.approved, advice.over, advice.content.last
    if approved is None or over is None:
        return
    reminded, ended = to_utc(last - BEFORE, MORNING), to_utc(last + timedelta(days=1), MORNING)
    if reminded <= now < over and approved <= reminded:
        for one in told(advice, snapshot):
            yield _reminder(advice, snapshot, now).to(one, keys.advice_ends(advice.id, one), now)
    if ended <= now < over + STILL_TOLD:
        for one in told(advice, snapshot):
            yield _ended(advice, over).to(one, keys.advice_ended(advice.id, one), now)


def _reminder(advice: ReplacementAdvice, snapshot: Snapshot, now: datetime) -> AdviceNotice:
    begun = _begun(snapshot.of(ADVICE).versions(advice.advice))
    ways = begun or "Förnya det om det ska gälla längre. Annars slutar det av sig självt."
    buttons = (
        letter_button("Förnya rådet", links.renew_advice(advice.id)),
        letter_button("Låt det gå ut", links.let_advice_end(advice.id)),
    )
    title = f"Ersättningsrådet går ut {day_words(advice.content.last)}"
    lines = (f"Det gäller till och med den dagen. {ways}",)
    return AdviceNotice(
        letter=advice_letter(advice, title, lines, matters.of_signed(advice), *buttons),
        ends=advice.over or now,
        happens=advice.over,
    )


def _begun(versions: Sequence[ReplacementAdvice]) -> str:
    """Whether somebody has begun a new version."""
    begun = next((one for one in versions if one.is_open), None)
    return f"Version {begun.version} är påbörjad ({begun.state})." if begun else ""


def _ended(advice: ReplacementAdvice, over: datetime) -> AdviceNotice:
    says = f"Det gällde till och med {day_words(advice.content.last)} och visas inte längre."
    return AdviceNotice(
        letter=advice_letter(
            advice, "Ersättningsrådet har gått ut", (says,), matters.of_ended(advice)
        ),
        ends=over + STILL_TOLD,
        happens=over + STILL_TOLD,
    )

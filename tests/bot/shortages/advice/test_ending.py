"""Advice that is to end, and that has: the group is told, once each."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from bot.shortages.advice.ending import advice_ends
from bot.shortages.advice.matters import ADVICE_MATTERS
from directory.changes import Keep
from directory.letters.matters import is_so_by
from directory.shortages.advice.advice import AdviceState, ReplacementAdvice
from directory.shortages.advice.kept import ADVICE
from directory.walltime.days import to_utc
from tests.bot.shortages.advice.looking import advice, jobs_of, runs
from tests.bot.shortages.stories import NOW
from tests.builders import at
from tests.chat import Chat
from tests.shortages import a_group, an_advice
from tests.stories.advice import advised, presses

LAST = date(2026, 11, 18)
SIGNED = an_advice(AdviceState.SIGNED, now=NOW)
REMINDED = "Ersättningsrådet går ut 18 nov 2026: Estradiol (G03CA03)"
ENDED = "Ersättningsrådet har gått ut: Estradiol (G03CA03)"


async def at_moments(chat: Chat, *moments: datetime) -> list[tuple[str, str, datetime]]:
    """All that is told when a process that knows nothing looks at these moments, in turn."""
    for moment in moments:
        await chat.passes(moment)
        await runs(chat, [*jobs_of(chat, advice_ends), *jobs_of(chat, advice_ends)])
    stored = [one.delivery for one in chat.outbox.stored.values()]
    return [(one.recipient, one.letter.title, one.due) for one in stored]


async def test_fourteen_days_before_and_the_morning_after() -> None:
    chat = await advised(SIGNED)
    days = [to_utc(LAST + timedelta(days=ahead), time()) for ahead in range(-20, 50)]  # fmt: skip
    hours = [day + timedelta(hours=hour) for day in days for hour in (0, 7, 8, 20)]
    told = await at_moments(chat, *hours)
    reminded, ended = at("2026-11-04 08:00"), at("2026-11-19 08:00")
    assert [one[:2] for one in told] == [("anna-a", REMINDED), ("bo-b", REMINDED), ("anna-a", ENDED), ("bo-b", ENDED)]  # fmt: skip
    assert {when for _, _, when in told[:2]} == {reminded}
    assert {when for _, _, when in told[2:]} == {ended}


@pytest.mark.parametrize(
    ("moment", "titles"),
    [
        ("2026-11-04 07:59", []),
        ("2026-11-04 08:00", [REMINDED]),
        ("2026-11-18 23:59", [REMINDED]),
        ("2026-11-19 07:59", []),
        ("2026-11-19 08:00", [ENDED]),
        ("2026-12-18 12:00", [ENDED]),
        ("2026-12-20 12:00", []),
    ],
)
async def test_after_a_standstill_only_what_is_still_of_use(moment: str, titles: list[str]) -> None:
    chat = await advised(SIGNED)
    told = await at_moments(chat, at(moment))
    assert sorted({title for _, title, _ in told}) == titles


async def test_what_is_approved_for_less_than_a_fortnight_is_not_reminded_of() -> None:
    short = an_advice(AdviceState.SIGNED, now=NOW, last=(NOW + timedelta(days=10)).date())
    chat = await advised(short)
    assert await at_moments(chat, NOW, NOW + timedelta(days=5)) == []


@pytest.mark.parametrize("state", [AdviceState.DRAFT, AdviceState.WAITING, AdviceState.WITHDRAWN])
async def test_what_is_not_signed_ends_in_silence(state: AdviceState) -> None:
    chat = await advised(an_advice(state, now=NOW))
    assert await at_moments(chat, at("2026-11-05 12:00"), at("2026-11-20 12:00")) == []


async def test_it_is_renewed_from_the_letter_for_as_long_as_usual() -> None:
    chat = await advised(SIGNED)
    await at_moments(chat, at("2026-11-04 08:00"))
    letter = next(iter(chat.outbox.stored.values())).delivery.letter
    renew, let_go, see = letter.buttons
    labels = [renew.label, let_go.label, see.label]
    assert labels == ["Förnya rådet", "Låt det gå ut", "Visa rådet"]
    bo = await presses(chat.user("bo-b"), renew.action, SIGNED)
    assert "version 2, utkast" in bo.sees
    draft = advice(chat)
    assert (draft.content.first, draft.content.last) == (date(2026, 11, 4), date(2027, 2, 2))
    assert (draft.writer, draft.content.instead) == ("bo-b", SIGNED.content.instead)
    anna = await presses(chat.user("anna-a"), renew.action, SIGNED)
    assert "version 2, utkast" in anna.sees
    assert len(list(versions(chat))) == 2
    hanna = await presses(chat.user("hanna-h"), renew.action, SIGNED)
    assert "version 2" not in hanna.sees


async def test_letting_it_go_writes_nothing() -> None:
    chat = await advised(SIGNED)
    before = versions(chat)
    anna = await presses(chat.user("anna-a"), "råd-låt-gå-ut", SIGNED)
    assert "Rådet gäller till och med 18 nov 2026 och slutar sedan av sig självt." in anna.sees
    assert versions(chat) == before


async def test_a_reminder_of_what_has_been_replaced_or_taken_back_is_not_sent() -> None:
    chat = await advised(SIGNED)
    await at_moments(chat, at("2026-11-04 08:00"))
    letter = next(iter(chat.outbox.stored.values())).delivery
    is_so = is_so_by(ADVICE_MATTERS, lambda: chat.snapshot)
    assert is_so(letter.letter, chat.clock.now)
    await presses(chat.user("bo-b"), "råd-återkalla", SIGNED, skäl="Fel dos.")
    assert not is_so(letter.letter, chat.clock.now)
    assert letter.ends == SIGNED.over


async def test_a_renewal_that_is_approved_is_reminded_of_at_its_own_time() -> None:
    renewed = replace(
        an_advice(AdviceState.SIGNED, now=at("2026-11-05 10:00"), version=2), version=2
    )
    chat = await advised(replace(SIGNED, state=AdviceState.REPLACED, over=renewed.approved), renewed)  # fmt: skip
    told = await at_moments(chat, at("2026-11-20 12:00"), at("2027-01-20 12:00"))
    assert [title for _, title, _ in told] == ["Ersättningsrådet går ut 3 feb 2027: Estradiol (G03CA03)"] * 2  # fmt: skip


async def test_somebody_who_joins_the_group_later_is_told_too() -> None:
    chat = await advised(SIGNED)
    await at_moments(chat, at("2026-11-04 08:00"))
    await chat.store.apply([Keep(a_group("anna-a", "bo-b", "eva-e"))], actor="t", now=NOW)
    told = await at_moments(chat, at("2026-11-06 08:00"))
    assert [who for who, _, _ in told] == ["anna-a", "bo-b", "eva-e"]


def versions(chat: Chat) -> list[ReplacementAdvice]:
    return list(chat.snapshot.of(ADVICE))

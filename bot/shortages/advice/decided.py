"""Letters about what somebody has decided of advice, written with the decision itself."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from bot.letters import keys
from bot.shortages.advice import matters
from bot.shortages.advice.letters import OF_USE, AdviceNotice, advice_letter
from bot.shortages.advice.people import told
from bot.shortages.signers import group_words, name_words, writers_words
from bot.texts import day_words
from directory.letters.outbox import Delivery, Urgency
from directory.shortages.advice.advice import ReplacementAdvice, ends_after
from directory.snapshot import Snapshot


def waits(advice: ReplacementAdvice, snapshot: Snapshot, now: datetime) -> Sequence[Delivery]:
    """To the other members: the draft waits for one of them to approve it."""
    writer = writers_words(advice, snapshot)
    lines = (
        f"{writer} har skrivit version {advice.version} för {group_words(advice, snapshot)}.",
        "Läs texten och godkänn den, eller skicka tillbaka den med en fråga. En av er räcker.",
        f"Den gäller till och med {day_words(advice.content.last)}.",
    )
    notice = AdviceNotice(
        letter=advice_letter(
            advice,
            f"{_urgently(advice)}Ett ersättningsråd väntar på att godkännas",
            lines,
            matters.of_waiting(advice),
            shows="Läs utkastet",
        ),
        ends=ends_after(advice.content.last),
        urgency=_urgency(advice),
        happens=_soon(advice, now),
    )
    others = told(advice, snapshot, advice.writers)
    return _to(others, "väntar", notice, advice, now)


def signed(advice: ReplacementAdvice, snapshot: Snapshot, now: datetime) -> Sequence[Delivery]:
    """To the writer: somebody has approved it."""
    who, last = name_words(advice.approver, snapshot), advice.content.last
    begins = advice.begins or now
    holds = "gäller" if begins <= now else f"gäller från {day_words(advice.content.first)}"
    says = f"Rådet {holds} till och med {day_words(last)}."
    lines = (f"{who} har godkänt texten som den stod. {says}",)
    notice = AdviceNotice(
        letter=advice_letter(
            advice, "Ditt ersättningsråd är godkänt", lines, matters.of_signed(advice)
        ),
        ends=now + OF_USE,
        happens=now + OF_USE,
    )
    return _to(_writers(advice, snapshot), "godkänt", notice, advice, now)


def came_back(
    advice: ReplacementAdvice, by: str, snapshot: Snapshot, now: datetime
) -> Sequence[Delivery]:
    """To the writer: somebody has sent it back, and why."""
    lines = (
        f"{name_words(by, snapshot)} har skickat tillbaka version {advice.version}: "
        f"{advice.reason}",
        "Ändra texten och skicka den för godkännande igen.",
    )
    notice = AdviceNotice(
        letter=advice_letter(
            advice,
            "Ditt ersättningsråd har skickats tillbaka",
            lines,
            matters.of_sent_back(advice),
            shows="Visa utkastet",
        ),
        ends=ends_after(advice.content.last),
        urgency=_urgency(advice),
        happens=_soon(advice, now),
    )
    return _to(_writers(advice, snapshot), "tillbaka", notice, advice, now)


def discarded(
    advice: ReplacementAdvice, by: str, snapshot: Snapshot, now: datetime
) -> Sequence[Delivery]:
    """To the others who have written it: the draft is gone, and who threw it away."""
    says = f"{name_words(by, snapshot)} har kastat utkastet, version {advice.version}."
    notice = AdviceNotice(
        letter=replace(
            advice_letter(advice, "Ett utkast till ersättningsråd är kastat", (says,), ""),
            buttons=(),
        ),
        ends=now + OF_USE,
        happens=now + OF_USE,
    )
    return _to(
        [one for one in _writers(advice, snapshot) if one != by], "kastat", notice, advice, now
    )


def changed(
    advice: ReplacementAdvice, by: str, snapshot: Snapshot, now: datetime
) -> Sequence[Delivery]:
    """To the others who have written it: somebody has written the draft otherwise."""
    lines = (
        f"{name_words(by, snapshot)} har ändrat utkastet, version {advice.version}.",
        "Läs det som det är nu innan det skickas för godkännande.",
    )
    notice = AdviceNotice(
        letter=advice_letter(
            advice,
            "Ditt utkast till ersättningsråd är ändrat",
            lines,
            matters.of_changed(advice),
            shows="Läs utkastet",
        ),
        ends=now + OF_USE,
        urgency=_urgency(advice),
        happens=_soon(advice, now),
    )
    return _to(
        [one for one in _writers(advice, snapshot) if one != by], "ändrat", notice, advice, now
    )


def taken_back(advice: ReplacementAdvice, snapshot: Snapshot, now: datetime) -> Sequence[Delivery]:
    """To the others who answer for it: it has been withdrawn, by whom and why."""
    lines = (
        f"{name_words(advice.withdrew, snapshot)} har återkallat version {advice.version} för "
        f"{group_words(advice, snapshot)}: {advice.reason}",
        "Rådet visas inte längre. De som bevakar läkemedlet får veta att det är återkallat.",
    )
    notice = AdviceNotice(
        letter=advice_letter(
            advice, "Ett ersättningsråd är återkallat", lines, matters.of_withdrawn(advice)
        ),
        ends=now + OF_USE,
        urgency=_urgency(advice),
        happens=_soon(advice, now),
    )
    others = told(advice, snapshot, [advice.withdrew])
    return _to(others, "återkallat", notice, advice, now)


def _to(
    people: Iterable[str], what: str, notice: AdviceNotice, advice: ReplacementAdvice, now: datetime
) -> Sequence[Delivery]:
    return [
        notice.to(person, keys.advice_decided(what, advice.id, now, person), now)
        for person in people
    ]


def _writers(advice: ReplacementAdvice, snapshot: Snapshot) -> Sequence[str]:
    return [one for one in advice.writers if one in snapshot.people]


def _urgently(advice: ReplacementAdvice) -> str:
    return "Brådskande. " if advice.content.urgent else ""


def _urgency(advice: ReplacementAdvice) -> Urgency:
    return Urgency.URGENT if advice.content.urgent else Urgency.USUAL


def _soon(advice: ReplacementAdvice, now: datetime) -> datetime:
    """What is urgent does not wait for the morning."""
    return now if advice.content.urgent else now + OF_USE

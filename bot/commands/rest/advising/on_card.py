"""The advice in force on the card of a medicine: by whom, since when, until when, as it was
written."""

from collections.abc import Iterable, Iterator

from bot.cards import Actions, Button, Facts, Part, Subheading, Text
from bot.commands.rest.advising.case import about
from bot.commands.rest.advising.shown import medicine_words
from bot.commands.rest.case import RestCase, press
from bot.shortages.signers import group_words, name_words, writers_words
from bot.texts import day_words
from directory.shortages.advice.advice import ReplacementAdvice
from directory.shortages.advice.kept import advice_in_force
from directory.shortages.state import PackSituation
from directory.walltime.days import local


def advice_parts(packs: Iterable[PackSituation], case: RestCase) -> Iterator[Part]:
    """Each piece of advice that holds for one of the packs, once."""
    found = {
        one.id: one
        for pack in packs
        for one in advice_in_force(case.snapshot, pack.product, case.now, [pack.pack.npl_pack_id])
    }
    for one in found.values():
        yield from _of(one, case)


def last_words(advice: ReplacementAdvice, case: RestCase) -> str:
    """Its last day, with a mark where that is near."""
    day = day_words(advice.content.last)
    return f"{day}, slutar snart" if advice.ends_soon(case.now) else day


def _of(advice: ReplacementAdvice, case: RestCase) -> Iterator[Part]:
    content, day = advice.content, local(advice.approved or advice.written).date()
    yield Subheading(f"Ersättningsråd från {group_words(advice, case.snapshot)}")
    yield Text(", ".join(one.name for one in content.concerns), "Gäller")
    yield Text(content.instead, "I stället")
    if content.replacements:
        yield Text(", ".join(map(medicine_words, content.replacements)), "Namngivna läkemedel")
    if content.not_for:
        yield Text(content.not_for, "Inte för")
    yield Text(content.sources, "Källor")
    writer = writers_words(advice, case.snapshot)
    signers = f"{writer}, godkänt av {name_words(advice.approver, case.snapshot)}"
    yield Facts(
        (
            ("Skrivet av", signers),
            ("Godkänt", day_words(day)),
            ("Till och med", last_words(advice, case)),
        )
    )
    yield Actions((Button("Visa rådet", press("råd", about(advice))),))

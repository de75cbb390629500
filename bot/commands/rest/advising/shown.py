"""A version of advice as it is read: nothing is added to what was written."""

from collections.abc import Iterator

from bot.cards import Actions, Button, Card, Facts, Heading, More, Notice, Part, Text, Tone
from bot.commands.rest.advising.case import about, advised, is_member, stands_in
from bot.commands.rest.case import RestCase, press
from bot.questions.request import Reply
from bot.shortages.signers import group_words, name_words
from bot.texts import all_of, day_words
from directory.shortages.advice.advice import AdviceState, ReplacementAdvice, may_be_renewed
from directory.shortages.advice.medicine import AdvisedMedicine
from directory.shortages.groups.group import MedicineGroup
from directory.walltime.days import local

OUTSIDE = "namnges inte i Läkemedelsverkets fil"


def seen(advice: ReplacementAdvice, group: MedicineGroup | None, case: RestCase) -> Reply:
    """The version, its other versions, and what the asker may do with it."""
    return Reply(Card((*parts_of(advice, case), *_ways_on(advice, group, case))))


def parts_of(advice: ReplacementAdvice, case: RestCase) -> tuple[Part, ...]:
    """The advice as its readers see it."""
    content = advice.content
    named = tuple(("Namngett läkemedel", medicine_words(one)) for one in content.replacements)
    facts = (
        *(("Gäller", one.name) for one in content.concerns),
        *named,
        ("Skrivet av", name_words(advice.writer, case.snapshot)),
        *_edits(advice, case),
        *_signed(advice, case),
        ("Till och med", day_words(content.last)),
        *((("Brådskande", "ja"),) if content.urgent else ()),
    )
    texts = [Text(content.instead, "I stället")]
    texts += [Text(content.not_for, "Inte för")] if content.not_for else []
    heading = Heading(
        f"Råd från {group_words(advice, case.snapshot)}",
        f"version {advice.version}, {state_words(advice, case)}",
    )
    return (heading, *texts, Text(content.sources, "Källor"), Facts(facts), *_said(advice, case))


_CALLED = {
    "concerns": "vad som saknas", "replacements": "läkemedel som namnges",
    "instead": "vad som används i stället", "not_for": "vilka det inte är för",
    "sources": "källor", "first": "första dagen", "last": "sista dagen", "urgent": "brådskande",
}  # fmt: skip


def _edits(advice: ReplacementAdvice, case: RestCase) -> Iterator[tuple[str, str]]:
    """Who has written what since it was begun: ”Bo Björn 20 aug 2026 14:05: källor”."""
    for edit in advice.edits:
        wall = local(edit.at)
        what = all_of([_CALLED[name] for name in edit.fields])
        who = name_words(edit.person, case.snapshot)
        yield "Ändrat av", f"{who} {day_words(wall.date())} {wall:%H:%M}: {what}"


def medicine_words(medicine: AdvisedMedicine) -> str:
    """Its name, and that the file has none of it where that is so."""
    return medicine.name if medicine.is_named_by_the_file else f"{medicine.name} ({OUTSIDE})"


def _signed(advice: ReplacementAdvice, case: RestCase) -> Iterator[tuple[str, str]]:
    if advice.approved:
        day = day_words(local(advice.approved).date())
        yield "Godkänt av", f"{name_words(advice.approver, case.snapshot)} {day}"
    yield "Från och med", day_words(advice.content.first)


def state_words(advice: ReplacementAdvice, case: RestCase) -> str:
    """”gäller”, ”väntar på godkännande”, ”har gått ut” …"""
    if advice.state is not AdviceState.SIGNED:
        return advice.state
    if advice.is_in_force(case.now):
        return "gäller, slutar snart" if advice.ends_soon(case.now) else "gäller"
    return "har gått ut" if advice.has_ended(case.now) else "börjar gälla senare"


def _said(advice: ReplacementAdvice, case: RestCase) -> Iterator[Part]:
    if advice.state is AdviceState.WITHDRAWN:
        who = name_words(advice.withdrew, case.snapshot)
        yield Notice(f"Återkallat av {who}: {advice.reason}", Tone.WARNING)
    elif advice.state is AdviceState.CLOSED:
        day = day_words(local(advice.over or case.now).date())
        yield Notice(f"Avslutat {day} av {advice.withdrew}: {advice.reason}", Tone.WARNING)
    elif advice.reason:
        yield Notice(f"Skickat tillbaka: {advice.reason}", Tone.WARNING)


def _ways_on(
    advice: ReplacementAdvice, group: MedicineGroup | None, case: RestCase
) -> Iterator[Part]:
    if is_member(group, case):
        yield Actions(tuple(_buttons(advice, case)))
    elif stands_in(group, case) and advice.stands(case.now):
        yield Notice(_NOBODY_LEFT)
        yield Actions((_withdraw(advice),))
    others = [one for one in advised(case).versions(advice.advice) if one is not advice]
    readable = [one for one in others if is_member(group, case) or not one.is_open]
    if readable:
        yield More(
            (Actions(tuple(_leads_to(one) for one in reversed(readable))),), "Andra versioner"
        )


def _leads_to(advice: ReplacementAdvice) -> Button:
    return Button(f"Version {advice.version}", press("råd", about(advice)))


def _buttons(advice: ReplacementAdvice, case: RestCase) -> Iterator[Button]:
    data, is_writer = about(advice), case.me in advice.writers
    if advice.state is AdviceState.DRAFT:
        yield Button("Skicka för godkännande", press("råd-skicka", data), primary=True)
    if advice.state is AdviceState.WAITING and not is_writer:
        yield Button("Godkänn", press("råd-godkänn", data), primary=True)
        yield Button("Skicka tillbaka", press("råd-tillbaka", data))
    if advice.is_open:
        yield Button("Ändra", press("råd-skriv", data))
        yield Button("Kasta utkastet", press("råd-kasta", data))
    if may_be_renewed(advice, advised(case).versions(advice.advice)):
        yield Button("Ny version eller förläng", press("råd-ny-version", data))
    if advice.stands(case.now):
        yield _withdraw(advice)
    yield Button("Alla råd", press("råden", {}))


def _withdraw(advice: ReplacementAdvice) -> Button:
    return Button("Återkalla", press("råd-återkalla", about(advice)))


_NOBODY_LEFT = "Ingen i gruppen finns kvar i katalogen, så du som samordnare kan återkalla rådet."

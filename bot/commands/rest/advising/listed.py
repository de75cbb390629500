"""The list of advice: what waits for the asker, what is being written, what holds."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from bot.cards import (
    Actions,
    Button,
    Card,
    Choices,
    Heading,
    Link,
    Notice,
    Option,
    Part,
    is_web_address,
)
from bot.commands.rest.advising.asked_more import asked_more
from bot.commands.rest.advising.case import about, advised, coordinates, own_groups
from bot.commands.rest.advising.shown import state_words
from bot.commands.rest.advising.waiting import ending_soon, to_approve
from bot.commands.rest.advising.writing import begin
from bot.commands.rest.case import RestCase, press
from bot.questions.request import Reply
from bot.shortages.overview.lists import OVERVIEW, may_see_overview
from bot.texts import day_words
from directory.calendars.queries import PageWanted
from directory.shortages.advice.advice import AdviceState, ReplacementAdvice
from directory.shortages.groups.group import MedicineGroup
from directory.shortages.groups.kept import MEDICINE_GROUPS

_WORDS = ("råd", "ersättningsråd")
_MOST = 20
_JUST_CLOSED = timedelta(days=90)
_NONE = "Inga råd gäller, och inga utkast väntar."


def typed(words: str, case: RestCase) -> Reply | None:
    """”råd” is the list; ”råd östradiol” begins advice on what it names."""
    first, _, rest = words.partition(" ")
    if first.casefold() not in _WORDS:
        return None
    return begin(rest, case) if rest else listed(case)


def listed(case: RestCase) -> Reply:
    """The advice of the asker's groups; all of it for a coordinator, what holds for others."""
    parts = [part for group in _groups(case) for part in _of(group, case)]
    parts += _without_group(case)
    new = (Button("Skriv ett råd", press("råd-skriv", {})),) if own_groups(case) else ()
    nothing = () if parts else (Notice(_NONE),)
    ways = (Actions(new),) if new else ()
    above = (Heading("Ersättningsråd"), *asked_more(case), *_overview(case))
    return Reply(Card((*above, *parts, *nothing, *ways)))


def _overview(case: RestCase) -> Iterator[Part]:
    """The way to the overview, for those who may see it, where the chat on the web has an
    address."""
    if may_see_overview(case.request.who, case.snapshot):
        address = case.request.ask(PageWanted(OVERVIEW))
        if is_web_address(address):
            yield Link("Översikten, med tabeller och diagram", address)


def shown_on_rest(case: RestCase) -> Sequence[Part]:
    """What waits for the asker, and what of theirs ends soon, on bare /rest."""
    rows = (
        ("Väntar på att du godkänner", to_approve(case)),
        ("Slutar snart gälla", ending_soon(case)),
    )
    return [_choices(prompt, found, case) for prompt, found in rows if found]


def _groups(case: RestCase) -> Sequence[MedicineGroup]:
    own = own_groups(case)
    everyone = [group for group in case.snapshot.of(MEDICINE_GROUPS) if group not in own]
    return [*own, *everyone]


def _of(group: MedicineGroup, case: RestCase) -> Iterator[Part]:
    sees_drafts = group in own_groups(case) or coordinates(case)
    found = [
        one
        for one in advised(case).of_group(group.id)
        if (one.is_open and sees_drafts)
        or one.stands(case.now)
        or (sees_drafts and _is_just_closed(one, case))
    ]
    if found:
        yield _choices(group.name, found, case)


def _is_just_closed(advice: ReplacementAdvice, case: RestCase) -> bool:
    """Whether it was closed lately, and no new version has been begun."""
    is_last = advised(case).versions(advice.advice)[-1] is advice
    closed = advice.over if advice.state is AdviceState.CLOSED else None
    return is_last and closed is not None and case.now - closed < _JUST_CLOSED


def _without_group(case: RestCase) -> Sequence[Part]:
    """What holds and is from a group that is no longer there."""
    groups = case.snapshot.of(MEDICINE_GROUPS)
    left = [one for one in advised(case) if not groups.has(one.group) and one.stands(case.now)]
    return (_choices("Från grupper som inte finns längre", left, case),) if left else ()


def _choices(prompt: str, found: Sequence[ReplacementAdvice], case: RestCase) -> Choices:
    return Choices(prompt, tuple(_option(one, case) for one in found[:_MOST]))


def _option(advice: ReplacementAdvice, case: RestCase) -> Option:
    names = ", ".join(one.name for one in advice.content.concerns)
    until = f", till och med {day_words(advice.content.last)}"
    is_closed = advice.state is AdviceState.CLOSED
    says = f"{state_words(advice, case)}{'' if is_closed else until}"
    return Option(names, press("råd", about(advice)), says)

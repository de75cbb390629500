"""The form of advice: a new draft, or one that a member changes. Faults stand at their fields."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from datetime import date

from bot import links
from bot.cards import (
    Card,
    CheckboxField,
    DateField,
    Form,
    FormField,
    Notice,
    Part,
    SelectField,
    Text,
    TextField,
    Tone,
)
from bot.commands.rest.advising.case import (
    GONE,
    GROUP,
    NO_GROUP,
    SEEN,
    VERSION,
    about,
    advised,
    own_groups,
)
from bot.commands.rest.advising.shown import seen
from bot.commands.rest.case import RestCase, press, refused
from bot.questions.request import Reply
from bot.shortages.advice import decided
from bot.shortages.signers import name_words
from directory.changes import Add, Change, Keep
from directory.hours.naming import new_id
from directory.lazy.values import dataclass
from directory.shortages.advice.advice import (
    NOT_MEMBER,
    NOT_OPEN,
    AdviceRefusedError,
    AdviceState,
    ReplacementAdvice,
    rewritten,
)
from directory.shortages.advice.content import LONGEST_TEXT, USUAL_LENGTH, AdviceContent
from directory.shortages.advice.kept import ADVICE
from directory.shortages.advice.medicine import AdvisedMedicine, read_medicine
from directory.shortages.groups.group import MedicineGroup
from directory.shortages.groups.kept import MEDICINE_GROUPS

CONCERNS, REPLACEMENTS, INSTEAD = links.CONCERNS, "ersätts", "istället"
NOT_FOR, SOURCES, FIRST, LAST, URGENT = "inteför", "källor", "första", "sista", "brådskande"
_BETWEEN = re.compile(r"[;\n]")
ONLY_MEMBERS = "Råd skrivs av medlemmarna i en specialistgrupp."
_NO_DAY = "Skriv datumet som 2026-11-30."
_PAST = "Dagen har passerat."
_MEANWHILE = "Så står det nu. Ditt eget är kvar nedanför: skriv in det du vill ha kvar av båda."
_AT_ONCE = "En ny version gäller från att den godkänns. Välj idag eller tidigare."


def begin(medicines: str, case: RestCase) -> Reply:
    """The form of new advice on medicines that were typed."""
    groups = own_groups(case)
    if not groups:
        return refused(ONLY_MEMBERS)
    return Reply(Card((), _form({**_known(None, case), CONCERNS: medicines}, groups, None, {})))


def write(case: RestCase) -> Reply:
    """The form, and with its answers the draft as it will be read."""
    groups = own_groups(case)
    if not groups:
        return refused(ONLY_MEMBERS)
    was = advised(case).get(case.get(VERSION)) if case.get(VERSION) else None
    if case.get(VERSION) and was is None:
        return refused(GONE)
    if was and (not was.is_open or was.group not in [group.id for group in groups]):
        return refused(NOT_OPEN if not was.is_open else NOT_MEMBER)
    if INSTEAD not in case.request.data:
        return begin(case.get(CONCERNS), case) if was is None else _changing(was, groups, case)
    if was and case.get(SEEN) != was.text_hash:
        return _written_meanwhile(was, groups, case)
    read = _Reading(case, was).read()
    if isinstance(read, Mapping):
        return Reply(Card((), _form(dict(case.request.data), groups, was, read)))
    group = _group(was, groups, case)
    if group is None:
        return refused(NO_GROUP)
    try:
        return _kept(read, was, group, case)
    except AdviceRefusedError as why:
        return refused(str(why))


def _changing(was: ReplacementAdvice, groups: Sequence[MedicineGroup], case: RestCase) -> Reply:
    return Reply(Card((), _form(_known(was, case), groups, was, {})))


def _written_meanwhile(
    was: ReplacementAdvice, groups: Sequence[MedicineGroup], case: RestCase
) -> Reply:
    """The answers again, below the text that somebody else has written since the form was made."""
    others = [edit.person for edit in was.edits if edit.person != case.me][-1:] or [was.writer]
    content, who = was.content, name_words(others[0], case.snapshot)
    parts: list[Part] = [
        Notice(f"{who} har ändrat utkastet medan du skrev. {_MEANWHILE}", Tone.WARNING)
    ]
    now = (
        (content.instead, "I stället"),
        (content.not_for, "Inte för"),
        (content.sources, "Källor"),
    )
    parts += [Text(text, label) for text, label in now if text]
    return Reply(Card(tuple(parts), _form(dict(case.request.data), groups, was, {})))


def _group(
    was: ReplacementAdvice | None, groups: Sequence[MedicineGroup], case: RestCase
) -> MedicineGroup | None:
    """The group of what is changed, else the one that was chosen among the asker's own."""
    wanted = was.group if was else case.get(GROUP) or groups[0].id
    return next((group for group in groups if group.id == wanted), None)


def _kept(
    content: AdviceContent, was: ReplacementAdvice | None, group: MedicineGroup, case: RestCase
) -> Reply:
    draft = rewritten(was, content, case.me, group, case.now) if was else _new(content, group, case)
    change: Change = Keep(draft) if was else Add(draft)
    is_other = was is not None and draft != was
    told = decided.changed(draft, case.me, case.snapshot, case.request.now) if is_other else ()
    return replace(
        seen(draft, group, case),
        changes=(change,),
        rests_on=(ADVICE, MEDICINE_GROUPS),
        deliveries=tuple(told),
    )


def _new(content: AdviceContent, group: MedicineGroup, case: RestCase) -> ReplacementAdvice:
    return ReplacementAdvice(
        advice=new_id("råd", case.request.who.account, case.request.now),
        version=1,
        group=group.id,
        content=content,
        state=AdviceState.DRAFT,
        writer=case.me,
        written=case.now,
    )


# -- the form ---------------------------------------------------------------------------------


def _known(was: ReplacementAdvice | None, case: RestCase) -> dict[str, str]:
    if was is None:
        last = case.today + USUAL_LENGTH
        return {FIRST: case.today.isoformat(), LAST: last.isoformat()}
    content = was.content
    return {
        CONCERNS: _lines(content.concerns),
        REPLACEMENTS: _lines(content.replacements),
        INSTEAD: content.instead,
        NOT_FOR: content.not_for,
        SOURCES: content.sources,
        FIRST: content.first.isoformat(),
        LAST: content.last.isoformat(),
        URGENT: "ja" if content.urgent else "",
    }


def _lines(medicines: Sequence[AdvisedMedicine]) -> str:
    """What is read as the same medicines again: their numbers and codes, or their names."""
    lines = (one.packs or one.products or (one.atc or f"= {one.name}",) for one in medicines)
    return "\n".join(line for of_one in lines for line in of_one)


def _form(
    answers: Mapping[str, str],
    groups: Sequence[MedicineGroup],
    was: ReplacementAdvice | None,
    faults: Mapping[str, str],
) -> Form:
    def text(
        name: str, label: str, hint: str, *, required: bool = True, lines: int = 2
    ) -> TextField:
        value, wrong = answers.get(name, ""), faults.get(name, "")
        return TextField(name, label, value, hint, wrong, required, LONGEST_TEXT, lines)

    chosen: tuple[FormField, ...] = ()
    if was is None and len(groups) > 1:
        options = tuple((group.id, group.name) for group in groups)
        chosen = (SelectField(GROUP, "Grupp", options, answers.get(GROUP, "")),)
    fields = (
        *chosen,
        text(CONCERNS, "Vad som saknas", _WHICH),
        text(INSTEAD, "Vad som används i stället", "Visas precis som du skriver det", lines=6),
        text(REPLACEMENTS, "Läkemedel som namnges", _NAMED, required=False),
        text(NOT_FOR, "Inte för", "Vilka rådet inte gäller", required=False, lines=3),
        text(SOURCES, "Källor", "Vad rådet bygger på", lines=3),
        DateField(FIRST, "Första dagen", answers.get(FIRST, ""), faults.get(FIRST, "")),
        DateField(LAST, "Sista dagen", answers.get(LAST, ""), faults.get(LAST, "")),
        CheckboxField(URGENT, _URGENT, answers.get(URGENT) == "ja"),
    )
    data = about(was) if was else {}
    return Form("Ersättningsråd", fields, press("råd-skriv", data), "Förhandsgranska")


_WHICH = "Substans, produkt, ATC-kod eller varunummer; flera på var sin rad eller med ; emellan"
_URGENT = "Brådskande"
_NAMED = "Ett som Läkemedelsverkets fil aldrig har nämnt: skriv = och namnet"


# -- what was written -------------------------------------------------------------------------


@dataclass(slots=True)
class _Reading:
    case: RestCase
    was: ReplacementAdvice | None
    faults: dict[str, str] = field(default_factory=dict)

    def read(self) -> AdviceContent | Mapping[str, str]:
        """What the answers say, or their faults by field."""
        concerns, named = self._medicines(CONCERNS), self._medicines(REPLACEMENTS, free=True)
        first, last = self._day(FIRST), self._day(LAST)
        if last and last < self.case.today:
            self.faults[LAST] = _PAST
        if first and first > self.case.today and self.was and self.was.version > 1:
            self.faults[FIRST] = _AT_ONCE
        for name in (INSTEAD, SOURCES, NOT_FOR):
            self._fits(name)
        if self.faults or first is None or last is None:
            return self.faults
        try:
            return AdviceContent(
                concerns=concerns,
                replacements=named,
                instead=self.case.get(INSTEAD),
                not_for=self.case.get(NOT_FOR),
                sources=self.case.get(SOURCES),
                first=first,
                last=last,
                urgent=self.case.get(URGENT) == "ja",
            )
        except ValueError as wrong:
            return {LAST: str(wrong)}

    def _fits(self, name: str) -> None:
        if len(self.case.get(name)) > LONGEST_TEXT:
            self.faults[name] = f"Skriv kortare: högst {LONGEST_TEXT} tecken."
        elif name != NOT_FOR and not self.case.get(name):
            self.faults[name] = "Fyll i det här."

    def _medicines(self, name: str, *, free: bool = False) -> tuple[AdvisedMedicine, ...]:
        lines = [line for line in _BETWEEN.split(self.case.get(name)) if line.strip()]
        if not lines and not free:
            self.faults[name] = "Skriv vilka läkemedel rådet gäller."
        read = [read_medicine(line, self.case.medicines, free=free) for line in lines]
        if wrong := [one.wrong for one in read if one.wrong]:
            self.faults[name] = " ".join(wrong)
        return tuple(dict.fromkeys(one.medicine for one in read if one.medicine))

    def _day(self, name: str) -> date | None:
        try:
            return date.fromisoformat(self.case.get(name))
        except ValueError:
            self.faults[name] = _NO_DAY
            return None

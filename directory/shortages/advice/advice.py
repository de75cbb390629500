"""Replacement advice, version by version, and what may be done with it by whom."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from directory.lazy.values import dataclass
from directory.shortages.advice.content import USUAL_LENGTH, AdviceContent, signature
from directory.shortages.groups.group import MedicineGroup
from directory.walltime.days import local, to_utc

MORNING = time()
ENDS_SOON = timedelta(days=14)
AUTHORITY = "Läkemedelsverkets uppgifter"
"""Who closes advice: no person does."""


class AdviceState(StrEnum):
    """How far a version has come. SIGNED is in force only on its days (`is_in_force`)."""

    DRAFT = "utkast"
    WAITING = "väntar på godkännande"
    SIGNED = "godkänt"
    REPLACED = "ersatt av en ny version"
    WITHDRAWN = "återkallat"
    CLOSED = "avslutat: åter enligt Läkemedelsverket"


class AdviceRefusedError(Exception):
    """What cannot be done with the advice; the message, in Swedish, says why."""


@dataclass(frozen=True, slots=True)
class AdviceEdit:
    """Somebody has written a draft otherwise. `fields`: what of it, by the names of
    `AdviceContent`."""

    person: str
    at: datetime
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplacementAdvice:
    """A version of some advice.

    `advice`: common to its versions; `version`: the first is 1. `group`: the id of the group that
    it is from. `writer`: who began the version, `approver`: persons, by their ids. `edits`: how it
    has been changed since, the first first. `approved_text`: the signature of
    exactly what was approved. `over`: from when it holds no longer; None until it is approved.
    `reason`: why it was sent back, withdrawn or closed. `withdrew`: who withdrew or closed it.
    """

    advice: str
    version: int
    group: str
    content: AdviceContent
    state: AdviceState
    writer: str
    written: datetime
    approver: str = ""
    approved: datetime | None = None
    approved_text: str = ""
    over: datetime | None = None
    reason: str = ""
    withdrew: str = ""
    edits: tuple[AdviceEdit, ...] = ()

    @property
    def writers(self) -> tuple[str, ...]:
        """Who has written any of the version, each once; none of them may approve it."""
        return tuple(dict.fromkeys((self.writer, *(edit.person for edit in self.edits))))

    @property
    def id(self) -> str:
        """Unique among all versions of all advice."""
        return f"{self.advice}-{self.version}"

    @property
    def text_hash(self) -> str:
        """The signature of what it says now."""
        return signature(self.content, self.group, self.advice, self.version)

    @property
    def begins(self) -> datetime | None:
        """From when it holds; None until it is approved."""
        start = to_utc(self.content.first, MORNING)
        return max(self.approved, start) if self.approved else None

    @property
    def is_open(self) -> bool:
        """Whether it is still to be approved."""
        return self.state in (AdviceState.DRAFT, AdviceState.WAITING)

    def stands(self, now: datetime) -> bool:
        """Whether it is approved and not over, begun or not."""
        return self.state is AdviceState.SIGNED and not self.has_ended(now)

    def is_in_force(self, now: datetime) -> bool:
        """Whether it holds: approved exactly as it stands, and on one of its days."""
        if not self.stands(now) or self.approved_text != self.text_hash:
            return False
        return self.begins is not None and self.begins <= now

    def ends_soon(self, now: datetime) -> bool:
        """Whether it holds, and its last day is at most 14 days away."""
        today = local(now).date()
        return self.is_in_force(now) and self.content.last - today <= ENDS_SOON

    def has_ended(self, now: datetime) -> bool:
        """Whether it was approved and holds no longer, for whatever reason."""
        return self.over is not None and self.over <= now


def ends_after(last: date) -> datetime:
    """The instant at which a last day is over."""
    return to_utc(last + timedelta(days=1), MORNING)


def takes_its_place(advice: ReplacementAdvice) -> Collection[str]:
    """One version of some advice is signed at a time, and one is open."""
    if advice.state is AdviceState.SIGNED:
        return (f"{advice.advice}|signed",)
    return (f"{advice.advice}|open",) if advice.is_open else ()


# -- what may be done -------------------------------------------------------------------------

NOT_MEMBER = "Bara gruppens medlemmar kan göra det."
_OWN = (
    "Den som har skrivit något av rådet kan inte godkänna det. En annan medlem i gruppen gör det."
)
_NOBODY_LEFT = (
    "Ändrar du texten har alla i gruppen skrivit på den, och ingen kan godkänna den. Skicka "
    "tillbaka den med en fråga i stället."
)
_MOVED = "Texten har ändrats sedan du såg den. Läs den igen innan du godkänner."
_NOT_WAITING = "Utkastet väntar inte på godkännande längre."
NOT_OPEN = "Det är inget utkast längre. Skriv en ny version i stället."
_OVER = "Sista dagen har passerat. Skicka tillbaka utkastet så att den kan ändras."
_NOT_HOLDING = "Rådet gäller inte längre."
_REASON = "Skriv varför."


def _member(person: str, group: MedicineGroup) -> None:
    if not person or person not in group.members:
        raise AdviceRefusedError(NOT_MEMBER)


def rewritten(
    advice: ReplacementAdvice,
    content: AdviceContent,
    person: str,
    group: MedicineGroup,
    now: datetime,
) -> ReplacementAdvice:
    """A draft with another text, which nobody has been asked to approve; the same where no text is
    other. Any member may write it, as long as one is left who has written nothing of it."""
    may_change(advice, person, group)
    changed = advice.content.differs_in(content)
    if not changed:
        return advice
    edit = AdviceEdit(person, now, changed)
    draft = replace(advice, content=content, written=now, state=AdviceState.DRAFT, reason="")
    draft = replace(draft, edits=(*advice.edits, edit))
    if group.members <= set(draft.writers):
        raise AdviceRefusedError(_NOBODY_LEFT)
    return draft


def may_change(advice: ReplacementAdvice, person: str, group: MedicineGroup) -> None:
    """Whether somebody may write, send or discard a draft: any member may. Raises
    AdviceRefusedError."""
    _member(person, group)
    if not advice.is_open:
        raise AdviceRefusedError(NOT_OPEN)


def sent(advice: ReplacementAdvice, person: str, group: MedicineGroup) -> ReplacementAdvice:
    """The same, waiting for another member."""
    _member(person, group)
    if advice.state is not AdviceState.DRAFT:
        raise AdviceRefusedError(NOT_OPEN)
    return replace(advice, state=AdviceState.WAITING, reason="")


def approved(
    advice: ReplacementAdvice, seen: str, person: str, group: MedicineGroup, now: datetime
) -> ReplacementAdvice:
    """The same, signed. `seen`: the signature of the text that the approver has read."""
    _member(person, group)
    if advice.state is not AdviceState.WAITING:
        raise AdviceRefusedError(_NOT_WAITING)
    if person in advice.writers:
        raise AdviceRefusedError(_OWN)
    if seen != advice.text_hash:
        raise AdviceRefusedError(_MOVED)
    if ends_after(advice.content.last) <= now:
        raise AdviceRefusedError(_OVER)
    return replace(
        advice,
        state=AdviceState.SIGNED,
        approver=person,
        approved=now,
        approved_text=advice.text_hash,
        over=ends_after(advice.content.last),
        reason="",
    )


def sent_back(
    advice: ReplacementAdvice, reason: str, person: str, group: MedicineGroup
) -> ReplacementAdvice:
    """A draft again, with what is to be changed."""
    _member(person, group)
    if advice.state is not AdviceState.WAITING:
        raise AdviceRefusedError(_NOT_WAITING)
    if not reason.strip():
        raise AdviceRefusedError(_REASON)
    return replace(advice, state=AdviceState.DRAFT, reason=reason.strip())


def withdrawn(
    advice: ReplacementAdvice, reason: str, person: str, group: MedicineGroup, now: datetime
) -> ReplacementAdvice:
    """The same, which holds no longer; one member is enough, since it takes advice away."""
    _member(person, group)
    return withdrawn_for_group(advice, reason, person, now)


def withdrawn_for_group(
    advice: ReplacementAdvice, reason: str, person: str, now: datetime
) -> ReplacementAdvice:
    """The same by somebody who acts for a group of which nobody is left."""
    if not advice.stands(now):
        raise AdviceRefusedError(_NOT_HOLDING)
    if not reason.strip():
        raise AdviceRefusedError(_REASON)
    state = AdviceState.WITHDRAWN
    return replace(advice, state=state, over=now, reason=reason.strip(), withdrew=person)


def replaced(advice: ReplacementAdvice, now: datetime) -> ReplacementAdvice:
    """The same, after a new version of it has been approved."""
    over = min(advice.over or now, now)
    return replace(advice, state=AdviceState.REPLACED, over=over)


def closed(advice: ReplacementAdvice, why: str, now: datetime) -> ReplacementAdvice:
    """The same, when everything that it concerns is back."""
    return replace(advice, state=AdviceState.CLOSED, over=now, reason=why, withdrew=AUTHORITY)


def may_be_renewed(advice: ReplacementAdvice, versions: Sequence[ReplacementAdvice]) -> bool:
    """Whether a new version may follow on this one: it is signed, ended or not, or was closed since
    all was back, and none of the versions has been approved after it."""
    if any(one.version > advice.version and not one.is_open for one in versions):
        return False
    return advice.state in (AdviceState.SIGNED, AdviceState.CLOSED)


def renewed(
    advice: ReplacementAdvice, number: int, person: str, group: MedicineGroup, now: datetime
) -> ReplacementAdvice:
    """A draft that is to take its place: its text, for the usual time from today on."""
    draft = next_version(advice, number, person, group, now)
    last = max(draft.content.first + USUAL_LENGTH, draft.content.last)
    return replace(draft, content=replace(draft.content, last=last))


def next_version(
    advice: ReplacementAdvice, number: int, person: str, group: MedicineGroup, now: datetime
) -> ReplacementAdvice:
    """A draft that is to take its place: its text, from today on, for as long as it was to hold or
    for the usual time where that has passed."""
    _member(person, group)
    today = local(now).date()
    is_past = advice.content.last < today or advice.state is AdviceState.CLOSED
    last = max(today + USUAL_LENGTH, advice.content.last) if is_past else advice.content.last
    content = replace(advice.content, first=today, last=last)
    return ReplacementAdvice(
        advice=advice.advice,
        version=number,
        group=advice.group,
        content=content,
        state=AdviceState.DRAFT,
        writer=person,
        written=now,
    )

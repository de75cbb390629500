"""What is known of a document in force, changed afterwards: owner, version and validity.

A change is a new version with the same text: it is audited, kept, and those who follow are told.
"""

from collections.abc import Mapping
from dataclasses import field, replace
from datetime import date
from enum import StrEnum

from bot.access import Asker
from bot.agreements.answers import DEMANDED, head_fault
from bot.agreements.publishing import AgreementPublishing
from bot.agreements.rights import may_change
from bot.live import Live
from directory.agreements.document import Head
from directory.agreements.version import AgreementVersion
from directory.lazy.values import dataclass
from directory.sources.agreements.dates import read_day
from directory.sources.agreements.head import impossible
from directory.sources.agreements.head_part import NOTHING
from directory.sources.agreements.prose import prose
from directory.transaction import MovedError

CHANGED_FIELDS = tuple(DEMANDED)


class Saved(StrEnum):
    """What became of a change."""

    SAVED = "sparat"
    SAME = "inget ändrat"
    WRONG = "fel"
    OVERTAKEN = "någon annan hann före"
    REFUSED = "får inte"


@dataclass(frozen=True, slots=True)
class HeadChange:
    """A change that was asked for. `errors`: what would be right, by field."""

    outcome: Saved
    version: AgreementVersion | None = None
    errors: Mapping[str, str] = field(default_factory=dict)


class HeadChanges:
    """Changes heads. Every method raises StoreUnavailableError."""

    def __init__(self, publishing: AgreementPublishing, live: Live) -> None:
        self._publishing = publishing
        self._live = live

    async def current(self, document: str) -> AgreementVersion | None:
        """The version in force."""
        return await self._publishing.current(document)

    def may_change(self, asker: Asker, version: AgreementVersion) -> bool:
        """Whether the asker may."""
        return may_change(asker, version, self._live.present())

    async def change(
        self, asker: Asker, document: str, answers: Mapping[str, str], *, seen: str
    ) -> HeadChange:
        """Put a version with these answers in force, if it is the version `seen` that they are of.

        Every field of DEMANDED must be answered, as when a document is published.
        """
        version = await self.current(document)
        if version is None or not self.may_change(asker, version):
            return HeadChange(Saved.REFUSED)
        if version.id != seen:
            return HeadChange(Saved.OVERTAKEN, version)
        if errors := _errors(answers, version.agreement.head):
            return HeadChange(Saved.WRONG, version, errors)
        head = _answered(version.agreement.head, answers)
        if head == version.agreement.head:
            return HeadChange(Saved.SAME, version)
        changed = await self._revised(version, head, asker)
        return HeadChange(Saved.SAVED if changed else Saved.OVERTAKEN, changed or version)

    async def _revised(
        self, version: AgreementVersion, head: Head, asker: Asker
    ) -> AgreementVersion | None:
        try:
            return await self._publishing.revise(version, head, asker.account)
        except MovedError:
            return None


def _errors(answers: Mapping[str, str], head: Head) -> Mapping[str, str]:
    errors = {
        name: head_fault(name, answers[name]) if answers.get(name) else says
        for name, says in DEMANDED.items()
    }
    wrong = {name: says for name, says in errors.items() if says}
    if not wrong and impossible(_answered(head, answers)):
        return {"valid_to": "Sista dagen ligger före den första."}
    return wrong


def _answered(head: Head, answers: Mapping[str, str]) -> Head:
    return replace(
        head,
        owner=_text(answers["owner"]),
        version=_text(answers["version"]),
        valid_from=_day(answers["valid_from"]),
        valid_to=_day(answers["valid_to"], last=True),
    )


def _text(answer: str) -> str:
    return "" if _is_none(answer) else prose(answer)


def _day(answer: str, *, last: bool = False) -> date | None:
    return None if _is_none(answer) else read_day(answer, last=last)


def _is_none(answer: str) -> bool:
    return prose(answer).casefold() in NOTHING

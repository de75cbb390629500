"""What is written in advice, and signed: text that konsult shows as it stands."""

import hashlib
import json
from dataclasses import asdict, fields
from datetime import date, timedelta

from directory.lazy.values import dataclass
from directory.shortages.advice.medicine import AdvisedMedicine

USUAL_LENGTH = timedelta(days=90)
LONGEST = timedelta(days=366)
LONGEST_TEXT = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviceContent:
    """All that an approval stands for.

    `concerns`: what is short. `replacements`: the medicines that are named instead, if any.
    `instead`, `not_for`, `sources`: as the writer wrote them: what to use instead, for whom not,
    and what it rests on. `first`, `last`: Swedish days, both included. `urgent`: followers are told
    at once.
    Raises ValueError, in Swedish, for what cannot be advice.
    """

    concerns: tuple[AdvisedMedicine, ...]
    replacements: tuple[AdvisedMedicine, ...] = ()
    instead: str
    not_for: str = ""
    sources: str
    first: date
    last: date
    urgent: bool = False

    def __post_init__(self) -> None:
        if not self.concerns:
            raise ValueError("Skriv vilka läkemedel rådet gäller.")
        if any(not one.is_named_by_the_file for one in self.concerns):
            raise ValueError("Rådet kan bara gälla läkemedel som Läkemedelsverkets fil har nämnt.")
        if not self.instead.strip():
            raise ValueError("Skriv vad som används i stället.")
        if not self.sources.strip():
            raise ValueError("Skriv vad rådet bygger på.")
        if self.last < self.first:
            raise ValueError("Sista dagen ligger före den första.")
        if self.last - self.first > LONGEST:
            raise ValueError("Ett råd gäller högst ett år. Förläng det när det behövs.")

    def differs_in(self, other: "AdviceContent") -> tuple[str, ...]:
        """The names of the fields that another text has otherwise."""
        names = (field.name for field in fields(self))
        return tuple(name for name in names if getattr(self, name) != getattr(other, name))


def signature(content: AdviceContent, group: str, advice: str, version: int) -> str:
    """What an approval is bound to: another text, group or version has another one."""
    signed = [asdict(content), group, advice, version]
    plain = json.dumps(signed, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(plain.encode()).hexdigest()

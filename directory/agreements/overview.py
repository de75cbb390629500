"""How a region's agreements stand: what has expired, has no owner, or is unclear to readers."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from directory.agreements.acknowledging import asked_to_acknowledge, not_acknowledged
from directory.agreements.document import Validity
from directory.agreements.feedback import Feedback
from directory.agreements.in_force import Agreements
from directory.agreements.kept import READER_FEEDBACK
from directory.agreements.owners import named_owners
from directory.agreements.version import AgreementVersion
from directory.counting.misses import MissedWords
from directory.lazy.values import dataclass
from directory.snapshot import Snapshot

SOON = timedelta(days=90)
ASKED_WITH = "avtal"
"""The command that agreements are asked for with."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A section of a document in force, and how often something happened to it.

    `waiting`: how many of those times nobody has answered yet.
    """

    version: AgreementVersion
    heading: str
    times: int
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class Unread:
    """A version to acknowledge: how many were asked, and how many have not done so."""

    version: AgreementVersion
    asked: int
    missing: int


@dataclass(frozen=True, slots=True)
class UnansweredQuestion:
    """A question about agreements that led to nothing, and how often."""

    words: str
    times: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """What a coordinator should act on, the most urgent of each first."""

    expired: tuple[AgreementVersion, ...]
    expiring: tuple[AgreementVersion, ...]
    without_owner: tuple[AgreementVersion, ...]
    without_validity: tuple[AgreementVersion, ...]
    asked: tuple[Passage, ...]
    unclear: tuple[Passage, ...]
    unanswered: tuple[UnansweredQuestion, ...]
    unread: tuple[Unread, ...]


def overview(
    agreements: Agreements,
    snapshot: Snapshot,
    day: date,
    *,
    asked: Mapping[str, int],
    misses: Sequence[MissedWords],
) -> Overview:
    """How the agreements in force stand on a local date.

    `asked`: how often each ”document#heading” was the answer; `misses`: missed words of all
    commands; both of 90 days. `unclear` has feedback that is open or was closed recently.
    """
    current = list(agreements.versions.values())
    return Overview(
        expired=tuple(agreements.expired(day)),
        expiring=_expiring(current, day),
        without_owner=tuple(
            version for version in current if not named_owners(version.agreement.head, snapshot)
        ),
        without_validity=tuple(
            version for version in current if version.agreement.standing(day) is Validity.UNKNOWN
        ),
        asked=_most_asked(agreements, asked),
        unclear=_most_unclear(agreements, snapshot.of(READER_FEEDBACK)),
        unanswered=_unanswered(misses),
        unread=_unread(current, snapshot),
    )


def _expiring(current: Iterable[AgreementVersion], day: date) -> tuple[AgreementVersion, ...]:
    last_days = (
        (version.agreement.head.valid_to, version.document, version) for version in current
    )
    soon = [row for row in last_days if row[0] is not None and day <= row[0] <= day + SOON]
    return tuple(version for *_, version in sorted(soon, key=lambda row: (str(row[0]), row[1])))


def _most_asked(agreements: Agreements, asked: Mapping[str, int]) -> tuple[Passage, ...]:
    of_section = ((*section.partition("#")[::2], times) for section, times in asked.items())
    return _in_order(
        Passage(version, heading, times)
        for document, heading, times in of_section
        if (version := agreements.versions.get(document))
    )


def _most_unclear(agreements: Agreements, feedback: Iterable[Feedback]) -> tuple[Passage, ...]:
    notes = [(note.document, note.heading, note.closed is None) for note in feedback]
    times = Counter((document, heading) for document, heading, _ in notes)
    waiting = Counter((document, heading) for document, heading, waits in notes if waits)
    return _in_order(
        Passage(version, section[1], count, waiting[section])
        for section, count in times.items()
        if (version := agreements.versions.get(section[0]))
    )


def _in_order(passages: Iterable[Passage]) -> tuple[Passage, ...]:
    return tuple(
        sorted(
            passages,
            key=lambda passage: (-passage.times, passage.version.document, passage.heading),
        )
    )


def _unanswered(misses: Iterable[MissedWords]) -> tuple[UnansweredQuestion, ...]:
    """Questions that led to nothing, except those whose words may not be kept."""
    questions = [
        UnansweredQuestion(miss.words, miss.untaught)
        for miss in misses
        if miss.command == ASKED_WITH and miss.words and miss.untaught
    ]
    return tuple(sorted(questions, key=lambda question: (-question.times, question.words)))


def _unread(current: Iterable[AgreementVersion], snapshot: Snapshot) -> tuple[Unread, ...]:
    rows = (
        Unread(
            version,
            len(asked_to_acknowledge(version, snapshot)),
            len(not_acknowledged(version, snapshot)),
        )
        for version in current
    )
    unread = [row for row in rows if row.missing]
    return tuple(sorted(unread, key=lambda row: (-row.missing, row.version.document)))

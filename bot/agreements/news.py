"""Letters about new versions of agreements, to those who follow the document."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from bot import links
from bot.agreements.topic import AGREEMENTS
from bot.letters import keys
from bot.letters.actors import actor_words
from bot.letters.card import letter_button
from bot.texts import and_more
from directory.agreements.changes import ChangeKind, SectionChange
from directory.agreements.topic import AGREEMENT_NEWS
from directory.agreements.version import AgreementVersion
from directory.letters.kept import FOLLOWING
from directory.letters.lines import LetterLine, with_numbers
from directory.letters.outbox import Delivery, Letter, Urgency
from directory.snapshot import Snapshot

MOST_LINES = 12
A_YEAR = timedelta(days=365)
"""A new version can always wait for the morning and for the digest."""


def version_news(
    version: AgreementVersion,
    before: AgreementVersion | None,
    changed: Sequence[SectionChange],
    snapshot: Snapshot,
    now: datetime,
) -> tuple[Delivery, ...]:
    """What a new version changes and who published it, a letter to each follower of the document.

    A version that comes back is new again: its key holds when it was added. Where the owner asks
    for acknowledgement, the letter has a button for it.
    """
    letter = _letter(version, before, changed, snapshot)
    following = snapshot.of(FOLLOWING)
    deliveries = (
        following.deliver(
            letter,
            follower,
            key=keys.new_version(version.id, version.added, follower),
            now=now,
            happens=now + A_YEAR,
            usual=AGREEMENTS.usual(snapshot.people.get(follower)),
            ends=None,
            urgency=Urgency.USUAL,
            target=version.document,
        )
        for follower in following.followers(AGREEMENT_NEWS, version.document)
    )
    return tuple(filter(None, deliveries))


def _letter(
    version: AgreementVersion,
    before: AgreementVersion | None,
    changed: Sequence[SectionChange],
    snapshot: Snapshot,
) -> Letter:
    head = version.agreement.head
    buttons = [letter_button("Visa ändringarna", links.see_changes(version.document, version.id))]
    if head.acknowledge:
        buttons.append(letter_button("Kvittera", links.acknowledge(version.document, version.id)))
    what = "Ny version" if before else "Ny överenskommelse"
    return Letter(
        topic=AGREEMENT_NEWS,
        title=f"{what}: {head.title}",
        lines=(*_lines(version, changed), _published_words(version, before, snapshot)),
        buttons=tuple(buttons),
    )


def _lines(version: AgreementVersion, changed: Sequence[SectionChange]) -> Iterator[LetterLine]:
    head = version.agreement.head
    if head.valid_to:
        yield f"Gäller till och med {head.valid_to.isoformat()}."
    texts = [line for change in changed for line in change_lines(change)]
    yield from map(with_numbers, texts[:MOST_LINES])
    if len(texts) > MOST_LINES:
        yield f"{and_more(len(texts) - MOST_LINES, 'ändringar')}."
    if head.acknowledge:
        yield "Ägaren ber dig kvittera att du har läst."


def _published_words(
    version: AgreementVersion, before: AgreementVersion | None, snapshot: Snapshot
) -> str:
    what = "den nya versionen" if before else "den"
    return f"{actor_words(version.added_by, snapshot)} har publicerat {what}."


def change_lines(change: SectionChange) -> Iterator[str]:
    """A change as short lines: what happened to which section, or which facts differ."""
    if change.kind is ChangeKind.HEAD:
        for fact in change.facts:
            yield f"{fact.label}: {fact.before or 'saknades'} → {fact.after or 'saknas'}"
        return
    name = f"”{change.heading}”"
    match change.kind:
        case ChangeKind.NEW:
            yield f"Nytt avsnitt: {name}"
        case ChangeKind.REMOVED:
            yield f"Borttaget avsnitt: {name}"
        case ChangeKind.RENAMED:
            yield f"Ny rubrik: ”{change.earlier[-1] if change.earlier else ''}” heter nu {name}"
        case ChangeKind.CHANGED:
            yield f"Ändrat avsnitt: {name}"

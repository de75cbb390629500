"""The letters about an agreement that expires, has no owner or awaits acknowledgement."""

from collections.abc import Iterator

from bot import links
from bot.letters.card import letter_button
from bot.texts import day_words
from directory.agreements.document import Head
from directory.agreements.kept import READER_FEEDBACK
from directory.agreements.owners import named_owners
from directory.agreements.topic import AGREEMENT_NEWS
from directory.agreements.version import AgreementVersion
from directory.letters.outbox import Letter, LetterButton
from directory.snapshot import Snapshot


def expiry_letter(version: AgreementVersion, snapshot: Snapshot, *, lapsed: bool) -> Letter:
    """To the owners of a document that expires or has expired: what they should do."""
    head = version.agreement.head
    what = "har gått ut" if lapsed else f"går ut {_last_day(head)}"
    return Letter(
        topic=AGREEMENT_NEWS,
        title=f"Överenskommelse {what}: {head.title}",
        lines=tuple(_expiry_lines(version, snapshot, lapsed=lapsed)),
        buttons=(_see(version),),
    )


def _expiry_lines(version: AgreementVersion, snapshot: Snapshot, *, lapsed: bool) -> Iterator[str]:
    head = version.agreement.head
    verb = "Gällde" if lapsed else "Gäller"
    yield f"{verb} till och med {_last_day(head)}."
    yield "Gå igenom den. Läs sedan in en ny version, eller samma text med en ny sista dag."
    if waiting := _waiting(version, snapshot):
        what = "ställe som kallats otydligt" if waiting == 1 else "ställen som kallats otydliga"
        yield f"Ta med {waiting} {what} och väntar på svar."
    if not named_owners(head, snapshot):
        yield f"Du får brevet därför att {_without_owner(head)}."


def _last_day(head: Head) -> str:
    return day_words(head.valid_to) if head.valid_to else ""


def _waiting(version: AgreementVersion, snapshot: Snapshot) -> int:
    feedbacks = (
        feedback
        for feedback in snapshot.of(READER_FEEDBACK)
        if feedback.document == version.document
    )
    return sum(feedback.closed is None for feedback in feedbacks)


def ownerless_letter(version: AgreementVersion) -> Letter:
    """To coordinators. Several become one list, since they have the same title."""
    head = version.agreement.head
    return Letter(
        topic=AGREEMENT_NEWS,
        title="Överenskommelser utan ägare",
        lines=(
            "Skriv en person eller en enhet i katalogen som ägare, och läs in dokumentet igen.",
            "Alla finns under ”/avtal läge”.",
            f"”{head.title}”: {_without_owner(head)}",
        ),
        buttons=(_see(version),),
    )


def unsearched_letter(version: AgreementVersion) -> Letter:
    """To the owners of a document that could not be put in the index."""
    return Letter(
        topic=AGREEMENT_NEWS,
        title=f"Sökningen hittar inte: {version.agreement.head.title}",
        lines=(
            "Det gick fel när texten lades in i sökningen. Dokumentet gäller och kan öppnas.",
            "Läs in det på nytt, gärna som Word eller Markdown. konsult försöker också själv.",
        ),
        buttons=(_see(version),),
    )


def _without_owner(head: Head) -> str:
    return f"ägaren ”{head.owner}” inte finns i katalogen" if head.owner else "ägare saknas"


def acknowledge_letter(version: AgreementVersion) -> Letter:
    """To somebody who was asked to acknowledge a version and has not."""
    see = letter_button("Visa ändringarna", links.see_changes(version.document, version.id))
    read = letter_button("Kvittera", links.acknowledge(version.document, version.id))
    return Letter(
        topic=AGREEMENT_NEWS,
        title=f"Väntar på din kvittens: {version.agreement.head.title}",
        lines=("En ny version kom för två veckor sedan. Ägaren ber dig kvittera att du har läst.",),
        buttons=(see, read),
    )


def _see(version: AgreementVersion) -> LetterButton:
    return letter_button("Visa dokumentet", links.see_document(version.document))

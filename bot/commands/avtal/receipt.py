"""”Kvittera”: one tap says that somebody has read a version, where its owner asks for it."""

from bot import links
from bot.access import Asker
from bot.cards import Button, notice
from bot.commands.avtal.places import document_button, document_of
from bot.questions.request import Reply, Request, refused
from directory.agreements.feedback import VersionRead
from directory.agreements.kept import ACKNOWLEDGEMENTS
from directory.agreements.version import AgreementVersion
from directory.changes import Keep
from directory.snapshot import Snapshot


def receipt_button(
    version: AgreementVersion, request: Request, snapshot: Snapshot
) -> tuple[Button, ...]:
    """The button, where the owner asks for it and the asker has not pressed it."""
    wanted = version.current and version.agreement.head.acknowledge
    if not wanted or has_read(version, request.who, snapshot):
        return ()
    press = links.acknowledge(version.document, version.id)
    return (Button("Kvittera", press, keep=True),)


def has_read(version: AgreementVersion, who: Asker, snapshot: Snapshot) -> bool:
    """Whether they have said so."""
    return who.id in snapshot.of(ACKNOWLEDGEMENTS).readers(version.id)


def acknowledge(request: Request, snapshot: Snapshot) -> Reply:
    """Keep that the asker has read the version; once, and only of the one that is in force here."""
    version = document_of(request, snapshot)
    if version is None:
        return refused("Dokumentet finns inte längre.")
    title = version.agreement.head.title
    if request.data.get(links.VERSION, "") != version.id:
        says = f"{title} har kommit i en nyare version. Läs den innan du kvitterar."
        return refused(says, document_button(version))
    if not version.agreement.head.acknowledge:
        return Reply(notice(f"Ingen kvittens behövs för {title}.", document_button(version)))
    if has_read(version, request.who, snapshot):
        return Reply(notice(f"Du har redan kvitterat {title}."))
    read = VersionRead(
        document=version.document,
        version=version.id,
        reader=request.who.id,
        at=request.now,
    )
    card = notice(f"Noterat: du har läst {title}.")
    return Reply(card, (Keep(read),))

"""”Följ” and ”Sluta följa”: to be told when a document gets a new version."""

from bot import links
from bot.access import Asker
from bot.cards import Button, notice
from bot.commands.avtal.places import document_button, document_of
from bot.commands.avtal.words import press
from bot.questions.request import Reply, Request, refused
from directory.agreements.topic import AGREEMENT_NEWS
from directory.agreements.version import AgreementVersion
from directory.changes import Forget, Keep
from directory.letters.kept import FOLLOWING
from directory.letters.subscriptions import Pace, Subscription
from directory.snapshot import Snapshot


def follow_button(version: AgreementVersion, who: Asker, snapshot: Snapshot) -> Button:
    """Begins or ends it, as it is now."""
    follows = _held(version.document, who, snapshot) is not None
    label, action = ("Sluta följa", "sluta-följa") if follows else ("Följ", "följ")
    return Button(label, press(action, {links.DOCUMENT: version.document}), keep=True)


def follow(request: Request, snapshot: Snapshot) -> Reply:
    """The asker is told of new versions from now on, at once."""
    version = document_of(request, snapshot)
    if version is None:
        return refused("Dokumentet finns inte längre.")
    title = version.agreement.head.title
    stop = Button("Sluta följa", press("sluta-följa", {links.DOCUMENT: version.document}))
    if _held(version.document, request.who, snapshot) is not None:
        return Reply(notice(f"Du följer redan {title}.", stop, document_button(version)))
    subscription = Subscription(
        follower=request.who.id,
        topic=AGREEMENT_NEWS,
        target=version.document,
        pace=Pace.AT_ONCE,
        made=request.now,
    )
    says = f"Du följer {title} och får veta vad som ändras. Hur snart väljer du med /bevaka."
    card = notice(says, stop)
    return Reply(card, (Keep(subscription),))


def unfollow(request: Request, snapshot: Snapshot) -> Reply:
    """The asker is told no more; also of a document that is gone."""
    document = request.data.get(links.DOCUMENT, "")
    held, version = _held(document, request.who, snapshot), document_of(request, snapshot)
    if held is None:
        return Reply(notice("Du följer inte det dokumentet."))
    title = version.agreement.head.title if version else document
    back = [Button("Följ", press("följ", {links.DOCUMENT: document}))] if version else []
    card = notice(f"Du följer inte längre {title}.", *back)
    return Reply(card, (Forget(Subscription, held.id),))


def _held(document: str, who: Asker, snapshot: Snapshot) -> Subscription | None:
    return snapshot.of(FOLLOWING).chosen(who.id, AGREEMENT_NEWS, document)

"""Who has been asked to acknowledge a version of an agreement, and who has not done so."""

from directory.agreements.kept import ACKNOWLEDGEMENTS
from directory.agreements.topic import AGREEMENT_NEWS
from directory.agreements.version import AgreementVersion
from directory.letters.kept import FOLLOWING
from directory.letters.subscriptions import Pace, Subscription
from directory.snapshot import Snapshot


def asked_to_acknowledge(version: AgreementVersion, snapshot: Snapshot) -> tuple[str, ...]:
    """Those who followed the document when this version was added, if it is to be acknowledged.

    People who began to follow it later, or have turned it off, have not been asked.
    """
    if not version.agreement.head.acknowledge:
        return ()
    choices = snapshot.of(FOLLOWING).about(AGREEMENT_NEWS, version.document)
    followed = (choice for choice in choices if _was_told(choice, version))
    return tuple(dict.fromkeys(subscription.follower for subscription in followed))


def not_acknowledged(version: AgreementVersion, snapshot: Snapshot) -> tuple[str, ...]:
    """Those who have been asked and have not acknowledged it."""
    read = snapshot.of(ACKNOWLEDGEMENTS).readers(version.id)
    return tuple(reader for reader in asked_to_acknowledge(version, snapshot) if reader not in read)


def _was_told(choice: Subscription, version: AgreementVersion) -> bool:
    return choice.pace is not Pace.OFF and choice.made <= version.added

"""Who has been asked to acknowledge a version of an agreement, and who has not done so."""

from directory.agreements.version import AgreementVersion
from directory.snapshot import State
from directory.subscriptions import Pace, Subscription, Topic


def asked_to_acknowledge(version: AgreementVersion, state: State) -> tuple[str, ...]:
    """Those who followed the document when the version came, if its owner asks for it.

    Who began to follow it later, or is not told of it, has not been asked.
    """
    if not version.agreement.head.acknowledge:
        return ()
    followed = (one for one in state.subscriptions if _was_told(one, version))
    return tuple(dict.fromkeys(one.follower for one in followed))


def not_acknowledged(version: AgreementVersion, state: State) -> tuple[str, ...]:
    """Those who have been asked and have not said that they have read it."""
    asked = asked_to_acknowledge(version, state)
    if not asked:
        return ()
    read = {one.reader for one in state.agreements_read if one.version == version.id}
    return tuple(one for one in asked if one not in read)


def _was_told(one: Subscription, version: AgreementVersion) -> bool:
    of_it = (one.topic, one.target) == (Topic.AGREEMENTS, version.document)
    return of_it and one.pace is not Pace.OFF and one.made <= version.added

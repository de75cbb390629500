"""Who a recipient is, and which channels reach her, in which order."""

from collections.abc import Collection, Mapping

from bot.delivery.sender import Addressee
from directory.outbox import Channel
from directory.people import Person

_SLACK = "slack:"


def addressee_of(recipient: str, people: Mapping[str, Person]) -> Addressee:
    """Where the recipient of a delivery can be reached: a person's id, or ”platform:identity”."""
    person = people.get(recipient)
    if person is not None:
        return Addressee(recipient=recipient, name=person.name, email=person.email)
    if recipient.startswith(_SLACK):
        return Addressee(recipient=recipient, slack_user=recipient.removeprefix(_SLACK))
    return Addressee(recipient=recipient, web_only=":" in recipient)


def route(to: Addressee, channels: Collection[Channel]) -> tuple[Channel, ...]:
    """The channels to try: Slack, then e-mail; the web inbox only where neither is configured.

    An account of the web chat or the terminal is told there. Empty: nothing reaches her.
    """
    if to.web_only:
        return (Channel.WEB,)
    if not {Channel.SLACK, Channel.EMAIL} & set(channels):
        return (Channel.WEB,)
    reached = {Channel.SLACK: to.slack_user or to.email, Channel.EMAIL: to.email}
    return tuple(one for one, address in reached.items() if one in channels and address)

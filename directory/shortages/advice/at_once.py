"""Which changes of advice those who follow are told of at once, and which in their digest."""

from directory.shortages.advice.changes import AdviceChange, AdviceNews

_AT_ONCE = (AdviceNews.NEW, AdviceNews.NEW_VERSION, AdviceNews.WITHDRAWN)


def told_at_once(change: AdviceChange) -> bool:
    """Whether a letter of its own tells of it: what begins, and what must no longer be done, where
    its signers have said that it is urgent. All else is told in digests, and nothing in both."""
    return change.advice.content.urgent and change.news in _AT_ONCE

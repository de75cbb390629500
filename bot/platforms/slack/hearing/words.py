"""What a person wrote in Slack, as plain text."""

import re

_MARKED = re.compile(r"<([^<>|]*)(?:\|([^<>]*))?>")
_ESCAPED = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))


def plain_words(text: str) -> str:
    """The text without Slack's marks: no mentions, links as their words, ”&amp;” as ”&”."""
    bare = _MARKED.sub(_words_of, text)
    for escaped, character in _ESCAPED:
        bare = bare.replace(escaped, character)
    return " ".join(bare.split())


def _words_of(mark: re.Match[str]) -> str:
    target, label = mark.group(1), mark.group(2)
    if target.startswith("@"):
        return " "
    if target.startswith(("#", "!")):
        return label or ""
    return label or target.removeprefix("tel:").removeprefix("mailto:")

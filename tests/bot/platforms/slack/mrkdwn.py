"""Reads mrkdwn as Slack does: what it links, mentions and sets, and the words that are left."""

import re
from collections.abc import Sequence

from bot.platforms.slack.drawing.text import WORD_JOINER
from tests.bot.platforms.slack.limits import Json

_ANGLES = re.compile(r"<([^<>]*)>")
_TELEPHONE = re.compile(r"tel:\+?[0-9]{2,15}\|([^<>|]+)", re.ASCII)
_PAGE = re.compile(r"https?://[a-z0-9.-]+(?:/(?:[\w.,/?=%~-]|&amp;)*)?\|([^<>|]+)", re.ASCII)
_CALENDAR = re.compile(r"(?:https?://[a-z0-9.:-]+)?/kalender/[\w-]+\.ics", re.ASCII)
_CODE = re.compile(r"(?<!\w)`([^`\n]+)`(?!\w)")
_WORD = "0-9A-Za-zÀ-ɏ"
_SIGN = re.compile(rf"(?<![{_WORD}])[*_~`]|[*_~`](?![{_WORD}])|`")
_BOLD = re.compile(r"(?<!\S)\*(?=\S)([^*\n]*[^*\s])\*(?=[\s]|$)")
_PARSED_LATER = re.compile(r"(?<![\w.+-])@\w|#[^\W\d_]|://|:[a-z0-9_+'-]+:")
_ALIKE = str.maketrans(
    {"∗": "*", "ˍ": "_", "∼": "~", "ˋ": "`", "›": ">", "¦": "|", WORD_JOINER: None}
)


def check_harmless(text: str) -> None:
    """Fail if anything in the text means something to Slack: all but bold, code, `tel:` and page
    links."""
    for inside in _ANGLES.findall(text):
        assert _TELEPHONE.fullmatch(inside) or _PAGE.fullmatch(inside), text
    bare = _ANGLES.sub(lambda link: link[1].partition("|")[2], text)
    assert "<" not in bare and ">" not in bare
    assert re.fullmatch(r"(?:[^&]|&(?:amp|lt|gt);)*", bare, re.DOTALL)
    for code in _CODE.findall(bare):
        assert re.fullmatch(r"[+\d#*-]+", code, re.ASCII) or _CALENDAR.fullmatch(code)
    uncoded = _CODE.sub("0", bare)
    assert not _PARSED_LATER.search(uncoded), text
    for line in uncoded.split("\n"):
        assert not line.lstrip().startswith("&gt;")
        assert not _SIGN.search(_BOLD.sub(r"\1", line)), line


def seen(text: str) -> str:
    """The words that a reader sees, with signs that look alike written as the usual ones."""
    bare = _ANGLES.sub(lambda link: link[1].partition("|")[2], text)
    lines = [_CODE.sub(r"\1", _BOLD.sub(r"\1", line)) for line in bare.split("\n")]
    words = usual("\n".join(lines))
    return words.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def usual(text: str) -> str:
    """The text with the usual sign for each of those that look like it."""
    return text.translate(_ALIKE)


def texts_of(blocks: Sequence[Json]) -> list[str]:
    """What a reader sees of each section and context."""
    sections = [seen(block["text"]["text"]) for block in blocks if block["type"] == "section"]
    contexts = [
        element["text"]
        for block in blocks
        if block["type"] == "context"
        for element in block["elements"]
    ]
    return sections + contexts


def labels_of(blocks: Sequence[Json]) -> list[str]:
    """The words on the buttons, in order."""
    return [button["text"]["text"] for button in buttons_of(blocks)]


def buttons_of(blocks: Sequence[Json]) -> list[Json]:
    """The buttons, in order."""
    found: list[Json] = []
    for block in blocks:
        found += block["elements"] if block["type"] == "actions" else []
        found += [block["accessory"]] if "accessory" in block else []
    return found

"""Makes any text safe for Slack: shown as written, without any markup.

Slack has no escape for `*`, `_`, `~` and a backtick, so the signs are replaced by others that look
the same; between two letters or digits they mean nothing and are left (`anna_asp@…`). A number to
dial that begins or ends with a star or a hash, and holds a star, is set as code, where it is
unchanged and can be copied. Channel and person names are not linked (`verbatim`), and are broken by
a word joiner in case a client does.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from bot.platforms.slack.drawing.limits import SECTION, Block, json_size

PIECE = 300
_SECTION_JSON = 4500
WORD_JOINER = "\u2060"

Run = tuple[str, str]  # what joins it to the run before, and mrkdwn that is never divided

_SPACES = {"Cc", "Zl", "Zp"}
_DROPPED = {"Cf", "Co", "Cs"}
_ALIKE = {"*": "∗", "_": "ˍ", "~": "∼", "`": "ˋ"}
_WORD = "0-9A-Za-zÀ-ɏ"
_OUTSIDE_WORDS = re.compile(rf"`|(?<![{_WORD}])[*_~]|[*_~](?![{_WORD}])")
_EVERYWHERE = re.compile(r"[*_~`]")
_STAR_CODE = re.compile(
    r"(?<![^\s(])(?=[+#*-]*\d)(?=[+\d#-]*\*)"
    r"([*#][+\d#*-]*|[+\d-][+\d#*-]*[*#])"
    r"(?=[\s,.;)]|$)",
    re.ASCII,
)
_QUOTE = re.compile(r"^[>\s]*>")
_JOINED = re.compile(r":(?=//|[^\s:–]+:)|(?<![\w.+-])@(?=\w)|#(?=[^\W\d_])")
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
REMEMBERED = 4096
"""How many texts each step remembers: the same names, roles and numbers are drawn all day."""

# A number as people write it; two that stand side by side are one run.
_NUMBER = re.compile(r"[+(]?[\d*#](?:[\d*#() ./‑–-]*[\d*#])?")


@lru_cache(maxsize=REMEMBERED)
def clean(text: str) -> str:
    """The text on one line, without control, direction and private characters."""
    if not text.isprintable():
        text = "".join(map(_visible, text))
    return " ".join(text.split())


def _visible(character: str) -> str:
    category = unicodedata.category(character)
    return " " if category in _SPACES else "" if category in _DROPPED else character


@lru_cache(maxsize=REMEMBERED)
def escape(text: str, signs: re.Pattern[str] = _OUTSIDE_WORDS) -> str:
    """The text as mrkdwn that Slack shows as written."""
    return _marked_up(clean(text), signs)


def _marked_up(text: str, signs: re.Pattern[str]) -> str:
    parts = _STAR_CODE.split(text)
    return "".join(
        f"`{part}`" if index % 2 else _harmless(part, signs) for index, part in enumerate(parts)
    )


def _harmless(text: str, signs: re.Pattern[str]) -> str:
    text = _QUOTE.sub(lambda quote: quote[0].replace(">", "›"), text)
    text = signs.sub(lambda sign: _ALIKE[sign[0]], text)
    text = _JOINED.sub(lambda sign: sign[0] + WORD_JOINER, text)
    return text.translate(_ENTITIES)


@lru_cache(maxsize=REMEMBERED)
def bold(text: str) -> str:
    """The text in bold; no sign in it can end the bold too early."""
    inner = escape(text, _EVERYWHERE)
    return f"*{inner}*" if inner else ""


@lru_cache(maxsize=REMEMBERED)
def link(uri: str, text: str) -> str:
    """A link; the caller has checked that the address dials a number."""
    words = _harmless(clean(text), _EVERYWHERE).replace("|", "¦")
    return f"<{uri}|{words}>"


def plain(text: str, most: int) -> Block:
    """A text object without markup and emoji, never empty."""
    return {"type": "plain_text", "text": shortened(text, most) or "–", "emoji": False}


@lru_cache(maxsize=REMEMBERED)
def shortened(text: str, most: int) -> str:
    """The text, or its beginning and ”…”; a number is left out rather than cut."""
    text = clean(text)
    return text if len(text) <= most else text[: _cut(text, most - 1)].rstrip() + "…"


def pieces(text: str, most: int = PIECE) -> Iterator[str]:
    """The whole text in pieces, cleaned; a number is never divided. Nothing for an empty text."""
    text = clean(text)
    while len(text) > most:
        cut = _cut(text, most) or most
        yield text[:cut].rstrip()
        text = text[cut:].lstrip()
    if text:
        yield text


def _cut(text: str, most: int) -> int:
    """Where to cut so that at most `most` characters come before: at a blank, outside numbers."""
    space = text.rfind(" ", most // 2, most + 1)
    cut = space if space > 0 else most
    for number in _NUMBER.finditer(text):
        if number.start() < cut < number.end():
            return number.start()
    return cut


def runs(glue: str, text: str, style: Callable[[str], str] = escape) -> Iterator[Run]:
    """The text as runs in one style."""
    for index, piece in enumerate(pieces(text)):
        yield (" " if index else glue), style(piece)


def sections(parts: Iterable[Run]) -> list[Block]:
    """The runs in as few sections as Slack allows; no run is divided, none that is empty drawn."""
    texts: list[str] = []
    for glue, run in parts:
        if not run:
            continue
        joined = f"{texts[-1]}{glue}{run}" if texts else run
        if texts and _fits(joined):
            texts[-1] = joined
        else:
            texts.append(run)
    return [section(text) for text in texts]


def _fits(text: str) -> bool:
    """Whether a section holds the text. No character is longer than 12 in JSON."""
    if len(text) > SECTION:
        return False
    return len(text) * 12 < _SECTION_JSON or json_size(text) <= _SECTION_JSON


def section(text: str) -> Block:
    """A section of mrkdwn that is shown whole."""
    return {
        "type": "section",
        "text": {"type": "mrkdwn", "text": text, "verbatim": True},
        "expand": True,
    }


def context(text: str) -> list[Block]:
    """Small grey text without markup."""
    return [{"type": "context", "elements": [plain(piece, len(piece))]} for piece in pieces(text)]


def page_link(address: str, text: str) -> Iterator[Run]:
    """A link to a page; the caller has checked that it is a plain address.

    Text that is too long for a link comes before it.
    """
    words = clean(text)
    fits = 0 < len(words) <= PIECE
    yield from () if fits else runs("", words)
    yield " ", link(address.translate(_ENTITIES), words if fits else "Öppna")


def plain_address(address: str) -> Iterator[Run]:
    """An address to be copied, sign by sign; the caller has checked that it is a plain one."""
    yield " ", f"`{address.translate(_ENTITIES)}`"


def whole_lines(text: str, most: int) -> str:
    """The lines as mrkdwn, as many as fit, and ”…” if some did not; keeps their columns."""
    kept: list[str] = []
    room = most - 2
    for line in text.splitlines():
        visible = line if line.isprintable() else "".join(map(_visible, line))
        escaped = _marked_up(visible.rstrip(), _OUTSIDE_WORDS)
        room -= len(escaped) + 1
        if room < 0:
            return "\n".join([*kept, "…"]) if kept else escape(shortened(line, most // 10))
        kept.append(escaped)
    return "\n".join(kept).strip()

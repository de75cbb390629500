"""A card that is longer than a message: pages, with buttons to the next and the one before."""

from collections.abc import Iterable, Sequence

from bot.cards import Press
from bot.platforms.slack.drawing.buttons import button, rows
from bot.platforms.slack.drawing.limits import (
    BLOCKS_IN_MESSAGE,
    BLOCKS_IN_VIEW,
    JSON_OF_MESSAGE,
    JSON_OF_VIEW,
    Block,
    json_size,
)
from bot.platforms.slack.drawing.press_codec import MOST_PAGES, value_of
from bot.platforms.slack.drawing.text import context

_MOST_CARRIED = 1900  # of JSON; twice this and a largest block still make a message
_NO_ROOM = "Allt får inte plats här."


def repeatable(origin: Press | None) -> Press | None:
    """The press, if a button can hold it together with any page number; otherwise None."""
    if origin is None:
        return None
    try:
        longest = value_of(origin, unfolded=True, page=MOST_PAGES)
    except ValueError:
        return None
    return origin if json_size(longest) <= _MOST_CARRIED else None


def page_of(
    blocks: Sequence[Block], wanted: int, origin: Press | None, *, unfolded: bool
) -> list[Block]:
    """The blocks of one page as one message; the last page if there are fewer.

    `origin` is what the buttons to other pages repeat: a `repeatable` press or None.
    """
    if len(blocks) <= BLOCKS_IN_MESSAGE and json_size(blocks) <= JSON_OF_MESSAGE:
        return list(blocks)
    turning = json_size(_turning(MOST_PAGES - 1, MOST_PAGES + 1, origin, unfolded))
    pages = _pages(blocks, BLOCKS_IN_MESSAGE - 1, JSON_OF_MESSAGE - turning)
    page = min(max(wanted, 0), len(pages) - 1)
    return [*pages[page], *_turning(page, len(pages), origin, unfolded)]


def as_much_as_a_view_holds(blocks: Sequence[Block], after: Sequence[Block]) -> list[Block]:
    """As many of the blocks as a view holds, and then all of `after`."""
    both = [*blocks, *after]
    if len(both) <= BLOCKS_IN_VIEW and json_size(both) <= JSON_OF_VIEW:
        return both
    notice = context(_NO_ROOM)
    room = BLOCKS_IN_VIEW - len(notice) - len(after)
    first = next(iter(_pages(blocks, room, JSON_OF_VIEW - json_size([*notice, *after]))), [])
    return [*first, *notice, *after] if room > 0 else list(after[:BLOCKS_IN_VIEW])


def _pages(blocks: Iterable[Block], most: int, most_json: int) -> list[list[Block]]:
    """The blocks in order, as many on a page as fit."""
    pages: list[list[Block]] = []
    size = 0
    for block in blocks:
        size += json_size(block) + 2
        if pages and len(pages[-1]) < most and size + 2 <= most_json:
            pages[-1].append(block)
        else:
            pages.append([block])
            size = json_size(block) + 2
    return pages


def _turning(page: int, count: int, origin: Press | None, unfolded: bool) -> list[Block]:
    """The buttons to the pages before and after; text where there is no press to repeat."""
    beside = [("Tillbaka", page - 1), ("Visa mer", page + 1)]
    buttons = [
        button(
            f"{label} (sida {other + 1} av {count})",
            value_of(origin, unfolded=unfolded, page=other),
        )
        for label, other in beside
        if origin is not None and 0 <= other < count
    ]
    return rows(buttons) or context(f"{_NO_ROOM} Sida {page + 1} av {count}.")

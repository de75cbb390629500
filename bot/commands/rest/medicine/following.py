"""The way to be told when a medicine's shortages change, on its card."""

from collections.abc import Iterator

from bot import links
from bot.cards import Actions, Button, Part
from bot.commands.rest.case import RestCase
from directory.shortages.following.followers import follower
from directory.shortages.search import SubstanceFound


def way_to_follow(meant: SubstanceFound, case: RestCase) -> Iterator[Part]:
    """A button, where the asker does not follow any of it yet."""
    if not _is_followed(meant, case):
        label = f"Säg till när {meant.name} ändras"
        yield Actions((Button(label, links.follow_medicine(meant.atc or meant.name), keep=True),))


def _is_followed(meant: SubstanceFound, case: RestCase) -> bool:
    mine = follower(case.me, case.request.who.home, case.snapshot)
    follows = mine.follows if mine else ()
    products = case.medicines.products(meant.products)
    return any(one.medicines.mean(product) for one in follows for product in products)

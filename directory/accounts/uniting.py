"""One person with several accounts: what is stored under the others moves to the one."""

from collections.abc import Collection, Iterator
from dataclasses import replace

from directory.accounts.account import ACCOUNTS, Account, account_among
from directory.agreements.feedback import VersionRead
from directory.agreements.kept import ACKNOWLEDGEMENTS
from directory.changes import Change, Forget, Keep
from directory.letters.kept import FOLLOWING
from directory.letters.subscriptions import Subscription
from directory.snapshot import Snapshot

RESTS_ON = (ACCOUNTS, FOLLOWING, ACKNOWLEDGEMENTS)


def united(account: str, others: Collection[str], snapshot: Snapshot) -> tuple[Change, ...]:
    """What moves to an account from the others of the same person: the home unit, what they follow
    and have acknowledged. What stands under the account itself stays as it is.

    What has been noted of who did something (shifts, reports) stays as it was written.
    """
    return (
        *_home(account, others, snapshot),
        *_followed(account, others, snapshot),
        *_acknowledged(account, others, snapshot),
    )


def _home(account: str, others: Collection[str], snapshot: Snapshot) -> Iterator[Change]:
    accounts = snapshot.of(ACCOUNTS)
    stored = [other for other in others if accounts.has(other)]
    chosen = account_among((account, *others), accounts)
    if chosen is not None and stored and chosen.id != account:
        yield Keep(Account(account, chosen.home_unit))
    yield from (Forget(Account, other) for other in stored)


def _followed(account: str, others: Collection[str], snapshot: Snapshot) -> Iterator[Change]:
    following = snapshot.of(FOLLOWING)
    kept = {subscription.id for subscription in following.of(account)}
    for other in others:
        for subscription in following.of(other):
            moved = replace(subscription, follower=account)
            if moved.id not in kept:
                kept.add(moved.id)
                yield Keep(moved)
            yield Forget(Subscription, subscription.id)


def _acknowledged(account: str, others: Collection[str], snapshot: Snapshot) -> Iterator[Change]:
    reads = snapshot.of(ACKNOWLEDGEMENTS)
    for read in reads:
        if read.reader in others:
            moved = replace(read, reader=account)
            if not reads.has(moved.id):
                yield Keep(moved)
            yield Forget(VersionRead, read.id)

"""The state of each on the roll of a broadcast, as one expression (adr/0038)."""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    Label,
    Select,
    String,
    and_,
    case,
    cast,
    func,
    literal,
    or_,
    select,
)

from directory.broadcasts.states import RecipientState
from directory.letters.outbox import FINISHED, DeliveryState
from directory.store import outbox_tables as tables
from directory.store.broadcasts import broadcast, roll
from directory.store.columns import Word

_sent = tables.delivery.c
_NOTHING = ("[]", "null")


def _is_empty(column: ColumnElement[Any]) -> ColumnElement[bool]:
    return func.coalesce(cast(column, String), "[]").in_(_NOTHING)


IS_DOUBTED = or_(_sent.channel.is_not(None), ~_is_empty(_sent.doubts))
"""Whether a delivery that is not on its way may have arrived."""

_OFF_PLAN = case(
    (roll.c.fed.is_(None), RecipientState.PLANNED.value), else_=RecipientState.UNKNOWN.value
)
_STATE = case(
    (roll.c.acknowledged.is_not(None), RecipientState.ACKNOWLEDGED.value),
    (roll.c.settled.is_not(None), cast(roll.c.settled, String)),
    (~roll.c.has_address, RecipientState.UNREACHABLE.value),
    (
        and_(_sent.id.is_(None), roll.c.fed.is_(None), broadcast.c.withdrawn.is_not(None)),
        RecipientState.WITHDRAWN.value,
    ),
    (_sent.id.is_(None), _OFF_PLAN),
    (_sent.state == DeliveryState.SENDING, RecipientState.SENDING.value),
    (
        _sent.state.in_((DeliveryState.SENT, DeliveryState.DIGESTED)),
        RecipientState.DELIVERED.value,
    ),
    (or_(IS_DOUBTED, _sent.state == DeliveryState.UNSURE), RecipientState.UNKNOWN.value),
    (_sent.state == DeliveryState.MOOT, RecipientState.WITHDRAWN.value),
    (
        and_(_sent.state == DeliveryState.UNREACHABLE, _is_empty(_sent.tried)),
        RecipientState.UNREACHABLE.value,
    ),
    (
        _sent.state.in_((DeliveryState.UNREACHABLE, DeliveryState.EXPIRED)),
        RecipientState.FAILED.value,
    ),
    (_sent.error == "", RecipientState.PLANNED.value),
    else_=RecipientState.FAILED_FOR_NOW.value,
)
STATE: Label[Any] = cast(_STATE, Word(RecipientState)).label("state")

ON_THEIR_WAY = (DeliveryState.WAITING, DeliveryState.SENDING)
_IN_QUEUE = and_(
    roll.c.fed.is_(None),
    roll.c.settled.is_(None),
    roll.c.acknowledged.is_(None),
    roll.c.has_address,
    broadcast.c.withdrawn.is_(None),
)
WAITS = or_(_IN_QUEUE, _sent.state.in_(ON_THEIR_WAY))
"""Whether something more will be done for a recipient."""
ENDED = case((_sent.state.in_(FINISHED), _sent.changed))
"""When sending to a recipient came to an end."""


def of_roll(*columns: ColumnElement[Any]) -> Select[Any]:
    """These columns of every roll with its broadcast, and its delivery where there is one."""
    joined = roll.join(broadcast, broadcast.c.id == roll.c.broadcast)
    return select(*columns).select_from(joined.outerjoin(tables.delivery, _sent.key == roll.c.key))


def counted() -> ColumnElement[int]:
    """How many recipients."""
    return func.count(literal(1)).label("count")

"""What a visitor has sent, and the request made of it for a command."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime

from bot.access import Asker
from bot.cards import Press
from bot.desk import Visitor
from bot.links import saying
from bot.questions.request import Request
from directory.accounts.account import ACCOUNTS, account_among
from directory.catalogue.identities import find_identity
from directory.lazy.values import dataclass
from directory.query import Known
from directory.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Sent:
    """A press (typed words are one too) with the answers of a form."""

    visitor: Visitor
    press: Press
    answers: Mapping[str, str]

    @property
    def texts(self) -> list[str]:
        """All that may have been written by hand."""
        return [self.press.text, *self.press.data.values(), *self.answers.values()]

    @property
    def is_typed(self) -> bool:
        """Whether it is words alone, with nothing that a button or a form adds."""
        return not (self.press.action or self.press.data or self.answers)

    def holds_identity(self, known: Callable[[str], bool], today: date) -> bool:
        """Whether it seems to hold a patient's identity; arguments as for `find_identity`."""
        return any(find_identity(text, known, today=today) for text in self.texts)

    def again(self, now: datetime) -> Press:
        """The press that asks for the same later: words of time go on meaning what they did."""
        if not self.press.text:
            return self.press
        return replace(
            self.press, data={**saying(now.replace(second=0, microsecond=0)), **self.press.data}
        )

    @property
    def is_split_identity(self) -> bool:
        """Whether what was taken for a command may be the beginning of an identity."""
        return find_identity(f"{self.press.command} {self.press.text}") is not None

    def request(self, who: Asker, now: datetime, known: Known) -> Request:
        """The request for the command."""
        data = {**self.press.data, **self.answers}
        return Request(self.press.text, who, now, self.press.action, data, known)


def asker_of(visitor: Visitor, snapshot: Snapshot) -> Asker:
    """The visitor as an asker; the home unit is the one they have chosen, else their own."""
    account = account_among((visitor.account, *visitor.others), snapshot.of(ACCOUNTS))
    chosen = snapshot.units.get(account.home_unit) if account else None
    person = snapshot.people.get(visitor.person.id) if visitor.person else None
    own = snapshot.units.get(person.unit) if person else None
    home = chosen or own
    is_new = home is None and account is None
    return Asker(visitor.account, person, home, visitor.granted, is_new, own)

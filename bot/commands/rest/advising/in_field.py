"""That advice exists in a service's field, on a card of /konsult: a contributor."""

from collections.abc import Sequence

from bot import links
from bot.cards import Button, Text
from bot.questions.request import View
from directory.catalogue.services import Service
from directory.lazy.values import dataclass
from directory.shortages.advice.advice import ReplacementAdvice
from directory.shortages.advice.kept import ADVICE
from directory.shortages.groups.group import MedicineGroup
from directory.shortages.groups.kept import MEDICINE_GROUPS

MOST_NAMED = 2


@dataclass(frozen=True, slots=True)
class AdviceInField:
    """How many pieces of advice hold, and the first medicines that they are about."""

    count: int
    medicines: tuple[str, ...]

    @property
    def text(self) -> Text:
        """”Råd vid restnotering: 2 (Estradiol, Progesteron …)”."""
        more = " …" if len(self.medicines) > MOST_NAMED else ""
        return Text(f"{self.count} ({', '.join(self.medicines[:MOST_NAMED])}{more})", _LABEL)

    @property
    def lines(self) -> int:
        """How much of a card it takes."""
        return 1

    @property
    def button(self) -> Button:
        """Leads to the list of advice."""
        return Button("Visa råden", links.see_advice())


_LABEL = "Råd vid restnotering"


def advice_in_field(question: str, service: Service, view: View) -> AdviceInField | None:
    """What holds of the groups that speak for the service's specialty; None where nothing does."""
    groups = view.snapshot.of(MEDICINE_GROUPS).of_specialty(service.specialty)
    if not groups:
        return None
    key = ("advice in field", service.specialty)
    return view.snapshot.remembered_at(view.now, key, lambda: _of(groups, view))


def _of(groups: Sequence[MedicineGroup], view: View) -> AdviceInField | None:
    advised = view.snapshot.of(ADVICE)
    holding = [
        one for group in groups for one in advised.of_group(group.id) if one.is_in_force(view.now)
    ]
    return AdviceInField(len(holding), _named(holding)) if holding else None


def _named(holding: Sequence[ReplacementAdvice]) -> tuple[str, ...]:
    """Each medicine once, in the order of their names."""
    names = {medicine.name for one in holding for medicine in one.content.concerns}
    return tuple(sorted(names, key=str.casefold))

"""A group's list as it is read: what stands on it, and what each row means in the file in force."""

from collections.abc import Iterator, Sequence

from bot.cards import (
    Actions,
    Button,
    Card,
    Choices,
    Heading,
    More,
    Notice,
    Option,
    Part,
    Text,
    Tone,
)
from bot.commands.rest.advising.case import is_member, own_groups
from bot.commands.rest.case import RestCase, press, refused
from bot.commands.rest.listing.case import ENTRY, GONE, about, group_of
from bot.questions.request import Reply
from bot.texts import show_more
from directory.shortages.atc import is_code
from directory.shortages.groups.group import MedicineGroup
from directory.shortages.groups.kept import MEDICINE_GROUPS
from directory.shortages.groups.listed import meant_by
from directory.shortages.medicine import MedicinalProduct

MOST_ROWS = 12
_NONE = "Regionen har inga specialistgrupper inlagda, och därför inga listor."
_TAKEN_OVER = (
    "Listan är ändrad i chatten{}. Regionens filer ändrar den inte längre; vid inläsning sägs att "
    "den är lämnad som den är."
)


def lists(case: RestCase) -> Reply:
    """The list of the asker's group; where they have none or several, which of all."""
    groups, own = list(case.snapshot.of(MEDICINE_GROUPS)), own_groups(case)
    if not groups:
        return refused(_NONE)
    if len(own) == 1:
        return shown(own[0], case)
    options = tuple(_leads_to(group) for group in [*own, *(g for g in groups if g not in own)])
    return Reply(Card((Choices("Vilken grupps lista?", options),)))


def one_list(case: RestCase) -> Reply:
    """The list of the button."""
    group = group_of(case)
    return shown(group, case) if group else refused(GONE)


def _leads_to(group: MedicineGroup) -> Option:
    return Option(group.name, press("lista", about(group)), count_words(len(group.medicines)))


def count_words(count: int) -> str:
    """”1 rad”, ”12 rader”."""
    return "1 rad" if count == 1 else f"{count} rader"


def shown(group: MedicineGroup, case: RestCase, *said: Part) -> Reply:
    """The list; `said`: what has just been done with it, above it."""
    rows = [_option(written, group, case) for written in group.medicines]
    prompt = "Läkemedel på listan"
    parts: list[Part] = [Heading(f"Listan {group.name}", count_words(len(rows))), *said]
    parts += [Choices(prompt, tuple(rows[:MOST_ROWS]))]
    if rest := tuple(rows[MOST_ROWS:]):
        noun = "rad" if len(rest) == 1 else "rader"
        parts += [More((Choices(prompt, rest),), show_more(len(rest), noun))]
    if not group.is_from_files:
        parts += [Text(_TAKEN_OVER.format(_by(group, case)))]
    return Reply(Card((*parts, *_ways_on(group, case))))


def _ways_on(group: MedicineGroup, case: RestCase) -> Iterator[Part]:
    if is_member(group, case):
        yield Actions(
            (Button("Lägg till läkemedel", press("lista-fråga", about(group)), primary=True),)
        )


def _by(group: MedicineGroup, case: RestCase) -> str:
    person = case.snapshot.people.get(group.made_by.partition(":")[2])
    return f", senast av {person.name}" if person else ""


def _option(written: str, group: MedicineGroup, case: RestCase) -> Option:
    to = press("lista-rad", about(group, **{ENTRY: written}))
    return Option(title(written, case), to, products_words(written, case))


def entry(case: RestCase) -> Reply:
    """A row of the list: the products that it means, and taking it off."""
    group, written = group_of(case), case.get(ENTRY)
    if group is None:
        return refused(GONE)
    if written not in group.medicines:
        return shown(group, case, Notice("Raden står inte på listan längre.", Tone.WARNING))
    names = "\n".join(sorted({product.name for product in products_of(written, case)}))
    text = (Text(names, "Produkter i filen"),) if names else (Text(products_words(written, case)),)
    buttons = [Button("Till listan", press("lista", about(group)))]
    if is_member(group, case):
        off = press("lista-bort", about(group, **{ENTRY: written}))
        buttons = [Button("Ta bort från listan", off), *buttons]
    return Reply(Card((Heading(title(written, case), group.name), *text, Actions(tuple(buttons)))))


def title(written: str, case: RestCase) -> str:
    """”G03CA03 Estradiol”, ”estradiol”: a code with its name where the file has just that code."""
    names = {one.atc_name for one in products_of(written, case) if one.atc == written}
    return f"{written} {names.pop()}" if is_code(written) and len(names) == 1 else written


def products_of(written: str, case: RestCase) -> Sequence[MedicinalProduct]:
    """The products that a row means, of those that the file names."""
    return case.medicines.products(case.medicines.meant(meant_by([written])))


def products_words(written: str, case: RestCase) -> str:
    """”7 produkter i filen”."""
    count = len(products_of(written, case))
    if not count:
        return "nämns inte i filen nu"
    return "1 produkt i filen" if count == 1 else f"{count} produkter i filen"

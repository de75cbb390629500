"""`/rest östradiol`: how the packs of a medicine are."""

from collections.abc import Iterator, Sequence

from bot import links
from bot.cards import (
    Actions,
    Button,
    Card,
    Choices,
    More,
    Notice,
    Option,
    Part,
    Press,
    Text,
    Tone,
)
from bot.commands.rest.advising.on_card import advice_parts
from bot.commands.rest.case import COMMAND, NOTHING_READ, UNREAD, RestCase, press, refused
from bot.commands.rest.medicine.card import facts, written
from bot.commands.rest.medicine.following import way_to_follow
from bot.commands.rest.medicine.region_list import region_list
from bot.questions.counted import counted
from bot.questions.doing import Doing
from bot.questions.request import Reply
from bot.texts import all_of, quoted, show_more
from directory.counting.lookups import ANSWERED
from directory.names.normalise import words as words_of
from directory.query import UnreadError
from directory.shortages.medicine_words import word_key
from directory.shortages.queries import ShortagesOf
from directory.shortages.recommended import RecommendedDrugsWanted
from directory.shortages.search import MedicinesFound, SubstanceFound
from directory.shortages.state import situations

MOST_CHOICES = 8
FEW_WORDS = 4
"""So few words name medicines; a whole sentence has others too."""
UNREAD_WORDS = "Resten av sökningen visas."
_RIGHT = (
    "Skriv ett läkemedel, en substans, en ATC-kod eller ett varunummer: ”östradiol”, ”G03CA03”."
)


def _typed(words: str, case: RestCase) -> Reply:
    if case.feed.created is None:
        return refused(NOTHING_READ)
    found = case.medicines.find(words)
    if not found.substances:
        return _not_found(words, case)
    meant = _outright(words, found)
    if meant is None:
        return _choose("Vilket läkemedel menar du?", words, found.substances, found, case)
    others = [one for one in found.substances if one != meant]
    return _shown(meant, words, others, found, case)


def _visa(case: RestCase) -> Reply:
    words, wanted = case.get(links.TYPED), case.get(links.MEDICINE)
    found = case.medicines.find(words)
    for one in (*found.substances, *case.medicines.find(wanted).substances):
        if wanted in (one.atc, *one.products):
            return _shown(one, words, (), found, case)
    return refused("Läkemedlet nämns inte längre i Läkemedelsverkets fil.", *case.cautions)


def _outright(words: str, found: MedicinesFound) -> SubstanceFound | None:
    """The only one that is found, or the only one whose whole name stands among the words."""
    if len(found.substances) == 1:
        return found.substances[0]
    read = dict(found.corrected)
    typed = {word_key(read.get(word, word)) for word in words_of(words)}
    named = [one for one in found.substances if _keys(one.name) <= typed]
    return named[0] if len(named) == 1 and len(found.corrected) <= 1 else None


def _keys(name: str) -> frozenset[str]:
    return frozenset(map(word_key, words_of(name)))


def _not_found(words: str, case: RestCase) -> Reply:
    says = (
        f"Hittar inte {quoted(words)} bland de läkemedel som nämns i Läkemedelsverkets fil från "
        f"{case.made}. Det kan vara felstavat, eller inte restnoterat."
    )
    return refused(says, Text(_RIGHT), *case.cautions, case.source)


def _choose(
    prompt: str,
    words: str,
    several: Sequence[SubstanceFound],
    found: MedicinesFound,
    case: RestCase,
) -> Reply:
    parts = [
        *_understood(words, found),
        *case.cautions,
        *_choices(prompt, words, several),
        case.source,
    ]
    return Reply(Card(tuple(parts)))


def _choices(prompt: str, words: str, several: Sequence[SubstanceFound]) -> Iterator[Part]:
    options = [_option(one, words) for one in several]
    if options:
        yield Choices(prompt, tuple(options[:MOST_CHOICES]))
    if rest := options[MOST_CHOICES:]:
        yield More((Choices(prompt, tuple(rest)),), show_more(len(rest), "läkemedel"))


def _option(one: SubstanceFound, words: str) -> Option:
    data = {links.MEDICINE: one.atc or one.products[0]} | links.carrying(words)
    return Option(one.name, press("visa", data), one.atc)


def _understood(words: str, found: MedicinesFound) -> Iterator[Notice]:
    """What was not read as it was typed."""
    for typed in dict.fromkeys(typed for typed, _ in found.corrected):
        read = " eller ".join(dict.fromkeys(to for word, to in found.corrected if word == typed))
        yield Notice(f"Hittar inte {quoted(typed)}. Visar {read}.", Tone.WARNING)
    if found.unread and len(words_of(words)) <= FEW_WORDS:
        yield Notice(
            f"Hittar inte {all_of([*map(quoted, found.unread)])}. {UNREAD_WORDS}", Tone.WARNING
        )
    if not found.is_strength_known:
        yield Notice("Styrkan finns inte bland dem som filen nämner. Alla styrkor visas.")


def _shown(
    meant: SubstanceFound,
    words: str,
    others: Sequence[SubstanceFound],
    found: MedicinesFound,
    case: RestCase,
) -> Reply:
    try:
        recommended = case.request.ask(RecommendedDrugsWanted())
        rows = case.request.ask(ShortagesOf(products=meant.products))
    except UnreadError:
        return refused(UNREAD)
    packs = [
        one
        for pack, one in situations(rows, case.today).items()
        if not found.packs or pack in found.packs
    ]
    if not packs:
        return refused("Läkemedlet nämns inte längre i Läkemedelsverkets fil.", *case.cautions)
    parts = (
        *facts(meant, packs, _understood(words, found), case),
        *advice_parts(packs, case),
        *written(packs),
        *region_list(recommended),
        *way_to_follow(meant, case),
        *_whole(meant, found, case),
        *_choices("Sökorden kan också gälla", words, others),
    )
    asked = meant.atc or meant.products[0]
    return Reply(Card(parts), lookup=counted(case.request, ANSWERED, asked, command=COMMAND))


def _whole(meant: SubstanceFound, found: MedicinesFound, case: RestCase) -> Iterator[Part]:
    """The way to all of the substance, where less of it was asked for."""
    every = case.medicines.find(meant.atc).substances if meant.atc else ()
    if found.packs or any(set(one.products) > set(meant.products) for one in every):
        label = f"Visa allt av {meant.name} som filen nämner"
        yield Actions((Button(label, Press(COMMAND, meant.atc)),))


MEDICINE = Doing(actions={"visa": _visa}, typed=_typed)

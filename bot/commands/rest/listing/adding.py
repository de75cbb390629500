"""Putting a medicine on a group's list: found by the same search as all else, and asked about where
it may be several."""

from collections.abc import Sequence
from dataclasses import replace

from bot.cards import Actions, Button, Card, Choices, Form, Notice, Option, Press, TextField, Tone
from bot.commands.rest.case import RestCase, press, refused
from bot.commands.rest.listing.case import ENTRY, about
from bot.commands.rest.listing.shown import products_words, shown, title
from bot.questions.request import Reply
from bot.texts import quoted
from directory.changes import Keep
from directory.shortages.atc import is_code
from directory.shortages.following.target import code_in
from directory.shortages.groups.group import MedicineGroup
from directory.shortages.groups.kept import MEDICINE_GROUPS
from directory.shortages.groups.listed import meant_by, read_listed
from directory.shortages.search import MedicinesFound

WORDS = "läkemedel"
MOST_CHOICES = 10
_HINT = "En substans, en produkt eller en ATC-kod: östradiol, Estradot, G03"
_MANY = f"Fler än {MOST_CHOICES} passar. Skriv mer, eller ATC-koden."
_WHOLE = "Listan gäller hela ämnet, alla styrkor och former."


def ask_what(group: MedicineGroup, case: RestCase, wrong: str = "") -> Reply:
    """The form for a medicine."""
    field = TextField(WORDS, "Läkemedel", case.get(WORDS), _HINT, wrong)
    to = press("lista-sök", about(group))
    return Reply(Card((), Form(f"Lägg till i listan {group.name}", (field,), to, "Lägg till")))


def begin(group: MedicineGroup, case: RestCase) -> Reply:
    """What the answer of the form means."""
    words = case.get(WORDS)
    return asked_for(words, group, case) if words else ask_what(group, case, "Skriv ett läkemedel.")


def asked_for(words: str, group: MedicineGroup, case: RestCase) -> Reply:
    """On the list where it is clear what is meant; else the question."""
    if code := code_in(words):
        return _put(code, group, case)
    if any(one for one in group.medicines if _covers(one, words)):
        return _put(words, group, case)
    found = case.medicines.find(words)
    substance = _as_substance(words, found, case)
    codes = [one.atc for one in found.substances if one.atc]
    if not found.substances:
        return _unknown(words, group, case)
    if len(codes) == 1 and not found.corrected and not found.unread:
        return _put(codes[0], group, case)
    every = [substance] if substance and len(codes) > 1 else []
    if not (codes or every):
        return refused(f"{quoted(words)} har ingen ATC-kod i filen. Skriv substansen i stället.")
    return _which(words, [*every, *codes], found, group, case)


def _as_substance(words: str, found: MedicinesFound, case: RestCase) -> str:
    """The words as a row of their own, if they name a substance of more than one code."""
    typed = found.corrected[0][1] if len(found.corrected) == 1 else words
    try:
        written = read_listed(typed)
    except ValueError:
        return ""
    return written if case.medicines.meant(meant_by([written])) else ""


def _which(
    words: str, rows: Sequence[str], found: MedicinesFound, group: MedicineGroup, case: RestCase
) -> Reply:
    options = tuple(_option(row, group, case) for row in rows[:MOST_CHOICES])
    says = [f"Hittar inte {quoted(typed)}. Menar du {to}?" for typed, to in found.corrected]
    says += [f"Hittar inte {quoted(word)}." for word in found.unread]
    says += [_MANY] if len(rows) > MOST_CHOICES else []
    parts = (Notice(one, Tone.WARNING) for one in says)
    return Reply(Card((*parts, Choices(f"Vad av {quoted(words)} ska stå på listan?", options))))


def _option(row: str, group: MedicineGroup, case: RestCase) -> Option:
    every = "" if is_code(row) else ", i alla läkemedel"
    return Option(f"{title(row, case)}{every}", _adds(row, group), products_words(row, case))


def _adds(row: str, group: MedicineGroup) -> Press:
    return press("lista-till", about(group, **{ENTRY: row}))


def _unknown(words: str, group: MedicineGroup, case: RestCase) -> Reply:
    """A substance that the file has not named yet may stand on a list; only asked for twice."""
    says = f"Hittar inte {quoted(words)} bland de läkemedel som Läkemedelsverkets fil nämner."
    try:
        row = read_listed(words)
    except ValueError as why:
        return ask_what(group, case, f"{says} {why}")
    again = Button("Skriv något annat", press("lista-fråga", about(group)))
    anyway = Button(f"Lägg till {row} ändå", _adds(row, group))
    hint = "Är det rätt stavat träffar listan det om det restnoteras senare."
    return Reply(Card((Notice(f"{says} {hint}", Tone.WARNING), Actions((again, anyway)))))


def add(group: MedicineGroup, case: RestCase) -> Reply:
    """The row of the button."""
    try:
        return _put(read_listed(case.get(ENTRY)), group, case)
    except ValueError as why:
        return refused(str(why))


def _put(row: str, group: MedicineGroup, case: RestCase) -> Reply:
    covered = next((one for one in group.medicines if _covers(one, row)), "")
    if covered:
        is_wider = is_code(covered) and covered != row
        said = f"räknas redan med genom {covered}" if is_wider else "står redan på listan"
        return shown(group, case, Notice(f"{title(row, case)} {said}."))
    try:
        changed = group.with_medicines((*group.medicines, row), case.request.who.account)
    except ValueError as why:
        return refused(str(why))
    says = f"{title(row, case)} står nu på listan: {products_words(row, case)}. {_WHOLE}"
    return saved(changed, says, case)


def _covers(listed: str, row: str) -> bool:
    """Whether a row means all that another would, as far as codes and spelling tell."""
    if is_code(listed):
        return is_code(row) and row.startswith(listed)
    return not is_code(row) and meant_by([listed]) == meant_by([row.lower()])


def saved(changed: MedicineGroup, says: str, case: RestCase) -> Reply:
    """The list as it becomes, and what has been done; the audit says by whom."""
    reply = shown(changed, case, Notice(says))
    return replace(reply, changes=(Keep(changed),), rests_on=(MEDICINE_GROUPS,))

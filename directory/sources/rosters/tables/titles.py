"""What the title, the sheet name and the file name of a roster say of it: month, role, whose."""

import re
from collections.abc import Iterable
from datetime import date

from directory.catalogue.roles import Role
from directory.catalogue.services import Service
from directory.sources.rosters.sheets.sheet import RosterSheet
from directory.sources.rosters.words.folding import folded
from directory.sources.rosters.words.left_over import kinds_of, left_over, words_fault
from directory.sources.rosters.words.other_specialty import not_ours, other_specialty, own_words
from directory.sources.rosters.words.role_words import roles_in
from directory.sources.rosters.words.word_lists import is_not_in_force
from directory.sources.rosters.words.written_dates import MONTH, month_number

_TITLE_LINES = 6
_NUMBERS = re.compile(r"(?<![0-9])(20[0-9]{2})[-_/. ]?(0[1-9]|1[0-2])(?![0-9]|[-/.][0-9])")
_NAMED = re.compile(rf"(?<![^\W_])({MONTH})[-_,. ]*(20[0-9]{{2}})(?![0-9])")
_NAMED_LAST = re.compile(rf"(?<![0-9])(20[0-9]{{2}})[-_,. ]*({MONTH})(?![^\W_])")
_OF_A_ROSTER = re.compile(
    r"jour|schema|lista|tjänstgöring|konsult|(?<!\w)(?:ht|vt|hösten|våren|år)(?!\w)"
)
_YEARS = re.compile(r"(?<![0-9/.:-])(20[0-9]{2})(?:[/–-]([0-9]{2}))?(?![0-9:]|[-/.][0-9])")
_NAME_ALONE = re.compile(rf"({MONTH})\.?")
_DAY_BEFORE = re.compile(r"[0-9][:.ea]*[\s-]*$")


def month_of(sheet: RosterSheet, file_name: str, today: date) -> date | None:
    """The first of the month that the title or the name of the sheet gives, else the file's name.

    ”Mars 2026”, ”2026-03”, ”mars-2026”; a lone ”Mars” is the one nearest to today. None when
    nothing gives a month or when they give different ones.
    """
    titles = [cell for line in sheet.lines[:_TITLE_LINES] for cell in line.cells if cell]
    months = set(_months([*titles, sheet.name], today)) or set(_months([file_name], today))
    return months.pop() if len(months) == 1 else None


def _months(texts: Iterable[str], today: date) -> Iterable[date]:
    for text in texts:
        plain = text.casefold().strip()
        for numbers in _NUMBERS.finditer(plain):
            yield date(int(numbers[1]), int(numbers[2]), 1)
        for named in _NAMED.finditer(plain):
            if not _DAY_BEFORE.search(plain[: named.start()]):
                yield date(int(named[2]), month_number(named[1]), 1)
        for last in _NAMED_LAST.finditer(plain):
            yield date(int(last[1]), month_number(last[2]), 1)
        if alone := _NAME_ALONE.fullmatch(plain):
            yield _nearest(month_number(alone[1]), today)


def _nearest(month: int, today: date) -> date:
    years = range(today.year - 1, today.year + 2)
    middle = min((date(year, month, 15) for year in years), key=lambda day: abs(day - today))
    return middle.replace(day=1)


def years_of(sheet: RosterSheet, file_name: str) -> frozenset[int]:
    """The years that the titles of a roster name: ”Jourschema 2027”, ”Jour 2026/27”."""
    titles = [cell for line in sheet.lines[:_TITLE_LINES] for cell in line.cells if cell]
    texts = [text.casefold() for text in (*titles, sheet.name, file_name)]
    return frozenset(year for text in texts if _OF_A_ROSTER.search(text) for year in _years(text))


def _years(text: str) -> Iterable[int]:
    for match in _YEARS.finditer(text):
        yield int(match[1])
        if match[2]:
            yield int(match[1][:2] + match[2])


def role_of(sheet: RosterSheet) -> Role | None:
    """The only role that the titles above the headings and the name of the sheet name, if any."""
    roles = {role for title in (*_titles(sheet), sheet.name) for role in roles_in(title)[0]}
    return roles.pop() if len(roles) == 1 else None


def title_fault(sheet: RosterSheet, service: Service) -> tuple[str, str]:
    """A title, or the name of the sheet, by which it is not the service's roster, and why.

    Both are empty where nothing says so. A title that names a role is read as a heading is.
    """
    for title in filter(None, (sheet.name, *_titles(sheet))):
        drafts = [word for word in re.findall(r"\w+", title) if is_not_in_force(folded(word))]
        if drafts:
            return title, words_fault(drafts)
        roles, rest = roles_in(title)
        other = other_specialty(title, service) if roles or title == sheet.name else ""
        if other:
            return title, not_ours(other, service)
        words = [word for word in left_over(rest, own_words(service)) if kinds_of(word)]
        if roles and words:
            return title, words_fault(words)
    return "", ""


def _titles(sheet: RosterSheet) -> list[str]:
    """The texts that stand alone on one of the first lines."""
    alone = (line.cells for line in sheet.lines[:_TITLE_LINES] if len({*line.cells} - {""}) == 1)
    return [next(filter(None, cells)) for cells in alone]

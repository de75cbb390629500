"""An element of the file against its form: what it holds, and what is wrong with its values."""

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import lru_cache

from directory.sources.faults import did_you_mean, one_line
from directory.sources.shortages.form import FORMS, NULL, NULLS, VALUE
from directory.sources.shortages.notifications import FileElement
from directory.sources.text_file import clean

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_ATC = re.compile(r"Q?[A-Z](\d\d([A-Z]([A-Z](\d\d)?)?)?)?", re.ASCII)
_BEFORE_ALL, _AFTER_ALL = date(1900, 1, 1), date(2199, 12, 31)
_YES_OR_NO = {"true": True, "false": False, "1": True, "0": False}

Ask = Callable[[str], None]
"""Called with each part of the file whose meaning is not known."""


class WrongValueError(Exception):
    """A value that must not be guessed at; the message is Swedish: what it is and what it should
    be."""


class CheckedElement:
    """An element of which every child and attribute is known, or has been asked about.

    Raises WrongValueError for one that stands twice where it may stand once, or for words among
    elements.
    """

    def __init__(self, element: FileElement, ask: Ask) -> None:
        self._element = element
        self._ask = ask
        self._form = FORMS.get(element.name, VALUE)
        self._children: dict[str, FileElement] = {}
        self._listed: list[FileElement] = []
        self._check()

    def _check(self) -> None:
        name, form = self._element.name, self._form
        known = form.attributes | {NULL}
        for attribute in self._element.attributes.keys() - known:
            self._ask(f"{name}@{attribute}")
        if (form.once or form.several) and self._element.text:
            raise WrongValueError(f"{name} har ord mellan sina delar: ”{self._quoted}”.")
        for child in self._element.children:
            if child.name in form.several:
                self._listed.append(child)
            elif child.name not in form.once:
                self._ask(f"{name}/{child.name}")
            elif child.name in self._children:
                raise WrongValueError(f"{child.name} står två gånger i {name}.")
            else:
                self._children[child.name] = child

    @property
    def _quoted(self) -> str:
        return one_line(self._element.text)

    def child(self, name: str, *, required: bool = False) -> "CheckedElement | None":
        """The element of that name in it."""
        element = self._children.get(name)
        if element is None:
            if required:
                raise WrongValueError(f"{name} saknas i {self._element.name}.")
            return None
        return CheckedElement(element, self._ask)

    def several(self) -> "list[CheckedElement]":
        """The elements in it of which any number may stand there."""
        return [CheckedElement(element, self._ask) for element in self._listed]

    def inside(self, listing: str, name: str) -> "list[CheckedElement]":
        """The elements of a name in a listing, which is there even if it is empty."""
        child = self.child(listing, required=True)
        assert child is not None  # it is required
        return [one for one in child.several() if one._element.name == name]

    def text(self, name: str, *, required: bool = False) -> str:
        """The value of an element; empty where it says that there is none, or is not there."""
        element = self._children.get(name)
        value = self._value_of(element) if element is not None else ""
        if required and not value:
            raise WrongValueError(f"{name} saknas i {self._element.name}.")
        return value

    def all_text(self, name: str) -> str:
        """All text in an element whose inner form is not described."""
        element = self._children.get(name)
        return clean(element.all_text()) if element else ""

    def one_of(self, name: str, words: Sequence[str]) -> str:
        """A value that is one of some words."""
        value = self.text(name, required=True)
        if value not in words:
            hint = did_you_mean(value, words)
            says = f"{name} är ”{one_line(value)}”. Det ska vara {' eller '.join(words)}.{hint}"
            raise WrongValueError(says)
        return value

    def yes(self, name: str) -> bool:
        """Whether it says true; what is not there is false."""
        value = self.text(name).lower()
        if value and value not in _YES_OR_NO:
            raise WrongValueError(f"{name} är ”{one_line(value)}”. Det ska vara true eller false.")
        return _YES_OR_NO.get(value, False)

    def day(self, name: str) -> date | None:
        """A day written as 2026-08-20; None where there is none."""
        value = self.text(name)
        if not value:
            return None
        day = _day(value)
        if day is None:
            says = f"{name} är ”{one_line(value)}”. Det ska vara en dag, som 2026-08-20."
            raise WrongValueError(says)
        return day

    def code_of(self, name: str, term: str) -> tuple[str, str]:
        """An ATC code at any level, and what its attribute calls it."""
        code = self.text(name).upper()
        if code and not _ATC.fullmatch(code):
            raise WrongValueError(
                f"{name} är ”{one_line(code)}”. Det ska vara en kod, som N02BF02."
            )
        element = self._children.get(name)
        return code, clean(element.attributes.get(term, "")) if element else ""

    def moment_of(self, attribute: str) -> datetime:
        """An instant with its offset; the seventh decimal of a second is dropped."""
        written = self._element.attributes.get(attribute, "")
        says = f"{attribute} är ”{one_line(written)}”. Det ska vara en tid med tidszon."
        try:
            moment = datetime.fromisoformat(written)
        except ValueError as error:
            raise WrongValueError(says) from error
        if moment.tzinfo is None:
            raise WrongValueError(says)
        return moment

    def _value_of(self, element: FileElement) -> str:
        """Its text; empty with a code for why there is none. Both at once contradict each other."""
        name, code = element.name, element.attributes.get(NULL)
        if element.children or element.attributes:
            CheckedElement(element, self._ask)
        value = clean(element.text)
        if code is not None and code not in NULLS:
            raise WrongValueError(f"{name} har {NULL} ”{one_line(code)}”, som inte är någon kod.")
        if code is not None and value:
            raise WrongValueError(f"{name} är ”{one_line(value)}” och sägs samtidigt sakna värde.")
        return value


@lru_cache(maxsize=4_096)  # rows begin and end on the same few days
def _day(value: str) -> date | None:
    """The day that is written; None where it is none."""
    if not _DAY.fullmatch(value):
        return None
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return None
    return day if _BEFORE_ALL <= day <= _AFTER_ALL else None
